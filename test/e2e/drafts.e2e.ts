import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, WIDTHS } from './browser.ts'
import { serveGallery } from './gallery-server.ts'

let browser: Browser
let gallery: Awaited<ReturnType<typeof serveGallery>>
/** Every report that reached the server, with its key. */
const arrived: { key: string; body: string }[] = []
let isLosingAnswers = false

function onApi(request: IncomingMessage, response: ServerResponse): void {
  if (request.url?.startsWith('/api/v1/events')) {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': open\n\n')
    return
  }
  let body = ''
  request.on('data', (chunk: Buffer) => { body += chunk.toString() })
  request.on('end', () => {
    arrived.push({ key: String(request.headers['idempotency-key']), body })
    if (isLosingAnswers) {
      request.socket.destroy()
      return
    }
    response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"1"}')
  })
}

beforeAll(async () => {
  gallery = await serveGallery(onApi)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  gallery.close()
})

test('a report written offline survives a reload and is sent once, though two pages are open', async () => {
  const context = await browser.newContext({ viewport: WIDTHS.phone })
  const page = await context.newPage()
  await page.goto(`${gallery.url}/resident/draft`)
  await page.getByLabel('哪里不对劲？').fill('楼道灯不亮')
  await page.waitForTimeout(200)
  await page.reload()
  expect(await page.getByLabel('哪里不对劲？').inputValue()).toBe('楼道灯不亮')

  const other = await context.newPage()
  await other.goto(`${gallery.url}/resident/draft`)
  await context.setOffline(true)
  await page.getByRole('button', { name: '发出去' }).click()
  await page.getByText('等着发 1').waitFor()
  expect(arrived).toEqual([])

  await context.setOffline(false)
  await page.getByText('等着发 0').waitFor()
  await page.waitForTimeout(500)
  expect(arrived.map(({ body }) => body)).toEqual(['{"text":"楼道灯不亮"}'])
  await context.close()
})

test('an answer lost on the way is asked for again with the same key', async () => {
  arrived.length = 0
  isLosingAnswers = true
  const context = await browser.newContext({ viewport: WIDTHS.phone })
  const page = await context.newPage()
  await page.goto(`${gallery.url}/resident/draft`)
  await page.getByLabel('哪里不对劲？').fill('下水道堵了')
  await page.getByRole('button', { name: '发出去' }).click()
  await page.getByText('等着发 1').waitFor()
  await expect.poll(() => arrived.length).toBeGreaterThanOrEqual(1)
  isLosingAnswers = false
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await page.getByText('等着发 0').waitFor()
  expect(arrived.length).toBeGreaterThanOrEqual(2)
  expect(new Set(arrived.map(({ key }) => key)).size).toBe(1)
  await context.close()
})
