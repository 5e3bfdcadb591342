import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findAccessibilityViolations, openBrowser, WIDTHS } from './browser.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

test('Chinese is drawn with a font that has it, and not as boxes', async () => {
  const page = await browser.newPage({ viewport: WIDTHS.phone })
  // Missing characters all look alike: two different ones must not.
  await page.setContent('<canvas id="a" width="40" height="40"></canvas>')
  const drawn = await page.evaluate(() =>
    ['里', '坊'].map((character) => {
      const canvas = document.createElement('canvas')
      canvas.width = canvas.height = 40
      const context = canvas.getContext('2d')
      if (!context) throw new Error('no canvas')
      context.font = '32px sans-serif'
      context.fillText(character, 2, 34)
      return canvas.toDataURL()
    }),
  )
  expect(new Set(drawn).size).toBe(2)
  await page.close()
})

test('the accessibility check sees what is wrong and passes what is right', async () => {
  const page = await browser.newPage({ viewport: WIDTHS.desk })
  const inPage = (body: string) => page.setContent(`<!doctype html><html lang="zh-CN"><title>里坊</title><main><h1>诉求</h1>${body}</main></html>`)
  await inPage('<p>正在处理</p>')
  expect(await findAccessibilityViolations(page)).toEqual([])
  await inPage('<input><p style="color: #ccc">看不清</p>')
  expect(await findAccessibilityViolations(page)).toEqual(['color-contrast: p', 'label: input'])
  await page.close()
})
