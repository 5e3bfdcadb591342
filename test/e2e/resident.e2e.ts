/** A resident without a network, in another language, or with tired eyes. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { handleQuietly, reportQuietly } from './casework.ts'
import { inWords, logInAs, lookAround, visit, type Look } from './journey.ts'

const city = inject('city')
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

test('a report written without a network is sent when it is back, once', async () => {
  const resident = await visit(browser, city, { width: 'phone' })
  const { page, context } = resident
  await logInAs(resident, 'owner')
  await page.goto('/report')
  await page.getByLabel('哪里不对劲').fill('楼下广场舞音响太响')
  await page.getByRole('radio', { name: '太吵了' }).click()
  await page.getByText('已自动存好').waitFor()
  await context.setOffline(true)
  await page.getByRole('button', { name: '发出去' }).click()
  await page.getByText('还没发出去').waitFor()
  // Without a network the browser complains about every attempt.
  resident.complaints.splice(0)
  await lookAround(resident, 'waiting for the network')
  await context.setOffline(false)
  await page.getByText('已经发出去了').waitFor()
  resident.complaints.splice(0)
  await lookAround(resident, 'sent by itself')
  await page.getByRole('link', { name: '看我报过的' }).click()
  await page.getByRole('heading', { name: '我报过的' }).waitFor()
  await lookAround(resident, 'among my cases')
  const mine = (await (await context.request.get('/api/v1/requests/mine?open=true&limit=50')).json()) as { readonly items: readonly { readonly communityId: string; readonly id: string }[] }
  const texts = await Promise.all(mine.items.map(async ({ communityId, id }) => ((await (await context.request.get(`/api/v1/communities/${communityId}/requests/${id}`)).json()) as { readonly text: string }).text))
  expect(texts.filter((text) => text === '楼下广场舞音响太响')).toHaveLength(1)
  await context.close()
})

test('words first: what it is about and how urgent is suggested, and two taps send it', async () => {
  const resident = await visit(browser, city, { width: 'phone' })
  const { page, context } = resident
  await logInAs(resident, 'owner')
  await page.goto('/')
  let taps = 0
  const tap = async (role: 'link' | 'button', name: string): Promise<void> => {
    taps++
    await page.getByRole(role, { name }).click()
  }
  await tap('link', '报事')
  await page.getByLabel('哪里不对劲').fill('厨房水池的水下不去，还往上翻黑水')
  await page.getByText('先替您点了第一个').waitFor()
  expect(await page.getByRole('radio', { name: '下水道堵' }).isChecked()).toBe(true)
  await lookAround(resident, '报事, suggested')
  await tap('button', '发出去')
  await page.getByText('报好了，有人管').waitFor()
  expect(taps).toBeLessThanOrEqual(4)

  await page.goto('/report')
  await page.getByRole('radio', { name: '太吵了' }).click()
  await page.getByLabel('哪里不对劲').fill('先说路灯坏了。还有，四楼的窗户在往外冒黑烟')
  await page.getByText('先打电话，再发出去').waitFor()
  // What she has chosen herself is not changed for her.
  expect(await page.getByRole('radio', { name: '太吵了' }).isChecked()).toBe(true)
  await lookAround(resident, '报事, dangerous')
  const sent = page.waitForResponse((response) => response.request().method() === 'POST' && response.url().endsWith('/requests'))
  await page.getByRole('button', { name: '发出去' }).click()
  expect(await (await sent).json()).toMatchObject({ deadlineClass: 'URGENT' })
  await context.close()
})

const LOOKS: readonly Look[] = [
  { width: 'phone', language: 'en' },
  { width: 'phone', elder: true },
  { width: 'phone', language: 'en', elder: true },
  { width: 'desk', language: 'en' },
]

test.each(LOOKS.map((look) => [inWords(look), look] as const))('all pages of a case: %s', async (name, look) => {
  const resident = await visit(browser, city, look)
  const { page } = resident
  await logInAs(resident, 'owner')
  const office = await visit(browser, city, { ...look, elder: false })
  await logInAs(office, 'office_worker')
  const one = await reportQuietly(resident, `楼上太吵了（${name}）`)
  const address = `/cases/${one.communityId}/${one.id}`
  const see = async (path: string): Promise<void> => {
    await page.goto(path)
    await lookAround(resident, path)
    expect(new URL(page.url()).pathname).toBe(path.split('?')[0])
  }
  for (const path of [`${address}/sent`, address, `${address}/add`, '/cases', '/']) await see(path)
  await office.page.goto(`/desk/requests?case=${one.communityId}.${one.id}`)
  await lookAround(office, 'the case')
  await handleQuietly(office, one, '上门劝过了，已经安静')
  for (const path of ['/', address, `${address}/confirm`, `${address}/confirm?not`]) await see(path)
  await page.goto(`${address}/confirm`)
  await page.locator('.page-foot button').first().click()
  await page.waitForURL((url) => url.pathname === address)
  await lookAround(resident, 'confirmed')
  for (const path of [`${address}/reopen`, `${address}/rate`]) await see(path)
  await Promise.all([resident, office].map((visitor) => visitor.context.close()))
})
