/** A bureau officer reads: the register from the city down to one home, a search, and the figures that add up exactly. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { overview } from './casework.ts'
import { logIn, logInAs, lookAround, visit } from './journey.ts'

const city = inject('city')
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

test.each(['desk', 'phone'] as const)('from the city down to one home, whose people are masked: %s', async (width) => {
  const officer = await visit(browser, city, { width })
  const { page } = officer
  await logIn(officer, 'desk', '市局干部')
  await lookAround(officer, 'a queue without cases of its own')
  await page.getByRole('link', { name: '底册', exact: true }).click()
  for (const [place, next] of [['邵阳市', '北塔区'], ['北塔区', '状元洲街道'], ['状元洲街道', '观音庵社区'], ['观音庵社区', null]] as const) {
    await page.getByRole('heading', { name: place, level: 1 }).waitFor()
    await lookAround(officer, place)
    if (next !== null) await page.locator('.register-places').getByRole('link', { name: next, exact: true }).click()
  }
  await page.goto(`/desk/search?q=${encodeURIComponent('观音新村')}`)
  await page.getByRole('link', { name: '观音新村', exact: true }).first().click()
  await page.getByText('271 户').filter({ visible: true }).first().waitFor()
  await lookAround(officer, '观音新村')
  await page.getByRole('link', { name: /7栋/ }).filter({ visible: true }).first().click()
  await page.locator('.building').getByRole('button', { name: /^301/ }).nth(1).click()
  await page.locator('.pane').getByRole('heading', { name: '7栋2单元301' }).waitFor()
  await lookAround(officer, 'one home')
  const owner = (await page.locator('.pane .table tbody').first().locator('td').first().textContent()) ?? ''
  expect(owner).toMatch(/^陈\*\*154\*{4}\d{4}$/)
  await officer.context.close()
})

test.each(['desk', 'phone'] as const)('phrases of suggestions are tried before they are kept: %s', async (width) => {
  const officer = await visit(browser, city, { width })
  const { page } = officer
  await logInAs(officer, 'bureau_officer')
  await page.goto('/desk/phrases')
  await page.getByRole('heading', { name: '归类用语', level: 1 }).waitFor()
  await page.getByLabel('哪一类').selectOption('L-GREEN')
  const lines = page.getByLabel('用语，一行一条')
  await lines.fill(`${await lines.inputValue()}\n9 棕榈蔸子`)
  await page.getByLabel('试一句').fill('那个棕榈蔸子烂了')
  await page.getByRole('button', { name: '试一试' }).click()
  await page.getByText('最近一个月').waitFor()
  expect(await page.locator('ol li').first().textContent()).toContain('棕榈蔸子')
  await lookAround(officer, 'phrases, tried')
  await lines.fill('9 树 + {没有这个}')
  await page.getByRole('button', { name: '存为新版本' }).click()
  await page.getByText('第 1 行看不懂').waitFor()
  // The browser complains about the refusal that was meant.
  officer.complaints.splice(0)
  await lookAround(officer, 'phrases, unreadable')
  await officer.context.close()
})

test('the search of the top bar, by the key / and by Enter', async () => {
  const officer = await visit(browser, city, { width: 'desk' })
  const { page } = officer
  await logInAs(officer, 'bureau_officer')
  await page.goto('/desk/register')
  await page.getByRole('heading', { name: '邵阳市', level: 1 }).waitFor()
  await page.getByRole('searchbox').waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('和兴怡景')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '找“和兴怡景”' }).waitFor()
  await lookAround(officer, 'found')
  await page.getByRole('link', { name: '和兴怡景', exact: true }).first().click()
  await page.getByText('邵阳市永盛物业发展公司').first().waitFor()
  await lookAround(officer, '和兴怡景')
  expect(await page.getByText('930 户').filter({ visible: true }).count()).toBeGreaterThan(0)
  await officer.context.close()
})

test.each(['desk', 'phone'] as const)('the figures of the city are the city’s: %s', async (width) => {
  const figures = await overview(city)
  expect(figures).toMatchObject({ demo: true, communities: 231, committees: 98, households: 146_000, floorAreaM2: 21_865_000, courtyards: { communities: 28 } })
  for (const key of ['communities', 'committees', 'households'] as const) expect(figures.districts.reduce((sum, one) => sum + one[key], 0)).toBe(figures[key])
  const anybody = await visit(browser, city, { width })
  const { page } = anybody
  await page.goto('/city')
  await lookAround(anybody, '/city')
  const shown = page.locator('.figures')
  for (const figure of ['231', '98', '146,000', '2,186.5', '21,865,000.00 ㎡', '另有无物业院落 28 处']) await shown.getByText(figure, { exact: true }).first().waitFor()
  await page.getByText('每个数怎么算').click()
  await lookAround(anybody, '/city explained')
  await anybody.context.close()
})
