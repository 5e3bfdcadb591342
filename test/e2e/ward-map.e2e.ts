/** 里坊图: anybody reads the city on a phone, on a big screen, by keyboard and as a list, and prints it; a desk sees its own part. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { logInAs, lookAround, settle, visit, type Look } from './journey.ts'

const city = inject('city')
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const WHOLE = 231
const COURTYARDS = 28

interface Wards {
  readonly wards: readonly { readonly id: string; readonly name: string; readonly households: number; readonly courtyard: boolean }[]
}
const wards = async (): Promise<Wards['wards']> => ((await (await fetch(`${city}/api/v1/city/wards`)).json()) as Wards).wards

test('on a big screen: one figure after another, a ward pointed at and held fast, nothing moves', async () => {
  const all = await wards()
  expect(all).toHaveLength(WHOLE + COURTYARDS)
  const visitor = await visit(browser, city, { width: 'desk' })
  const { page } = visitor
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.goto('/city')
  await page.locator('.ward').first().waitFor()
  await settle(page)
  expect(await page.locator('.ward').count()).toBe(all.filter(({ households }) => households > 0).length)
  const places = () => page.locator('.ward-ground').evaluateAll((grounds) => grounds.map((ground) => ['x', 'y', 'width', 'height'].map((name) => ground.getAttribute(name)).join(' ')))
  const before = await places()
  await page.getByRole('group', { name: '选择指标' }).getByRole('button', { name: '按期办结率' }).click()
  await page.waitForURL(/figure=on-time/u)
  await page.locator('.ranking h2').getByText('按期办结率，低者在前').waitFor()
  expect(await places()).toEqual(before)
  const legend = await page.locator('.legend-count').allTextContents()
  expect(legend.reduce((sum, count) => sum + Number(count), 0)).toBe(WHOLE + COURTYARDS)

  const first = page.locator('.ranking li button').first()
  const name = (await first.locator('.ranking-name').textContent()) ?? ''
  await first.click()
  await page.locator('.ward-card').getByRole('heading', { name }).waitFor()
  await page.waitForURL(/ward=/u)
  await page.locator('.outline-chosen').waitFor()
  await page.locator('.ward-card .spark').first().waitFor()
  await page.reload()
  await page.locator('.ward-card').getByRole('heading', { name }).waitFor()
  await page.getByRole('slider').focus()
  await page.keyboard.press('ArrowLeft')
  await page.waitForURL(/month=\d{4}-\d\d/u)
  await settle(page)
  await visitor.context.close()
})

test('by keyboard: Tab from street to street, arrows from ward to ward, Enter holds one fast', async () => {
  const visitor = await visit(browser, city, { width: 'desk' })
  const { page } = visitor
  await page.goto('/city?figure=overdue')
  await page.locator('.ward').first().waitFor()
  await settle(page)
  await page.locator('.street-stop').first().focus()
  const said = page.locator('.ward-map-picture [aria-live]')
  await expect.poll(() => said.textContent()).toMatch(/户，逾期诉求/u)
  const first = await said.textContent()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => said.textContent()).not.toBe(first)
  const second = (await said.textContent()) ?? ''
  await page.keyboard.press('Enter')
  await page.waitForURL(/ward=/u)
  await page.keyboard.press('Tab')
  await expect.poll(() => said.textContent()).not.toBe(second)
  await lookAround(visitor, 'a ward held fast')
  await page.locator('.ward-card').getByRole('button', { name: '放开' }).or(page.locator('.ward-card-above')).first().waitFor()
  await visitor.context.close()
})

test.each<Look>([{ width: 'desk' }, { width: 'desk', language: 'en' }, { width: 'phone' }, { width: 'phone', language: 'en' }])('as a list that says the same: %o', async (look) => {
  const visitor = await visit(browser, city, look)
  const { page } = visitor
  await page.goto('/city?view=list')
  await page.getByRole('table').first().waitFor()
  await lookAround(visitor, 'the list')
  const en = look.language === 'en'
  expect(await page.getByText(en ? '259 in all' : '共 259 条').isVisible()).toBe(true)
  await visitor.context.close()
})

test('the list is sorted by any of its columns', async () => {
  const visitor = await visit(browser, city, { width: 'desk' })
  const { page } = visitor
  await page.goto('/city?view=list')
  const head = page.getByRole('columnheader', { name: '户数' }).getByRole('button')
  await head.click()
  await head.click()
  const largest = Math.max(...(await wards()).map(({ households }) => households))
  await expect.poll(() => page.locator('.ward-table tbody tr').first().textContent()).toContain(largest.toLocaleString('en'))
  await visitor.context.close()
})

test.each<Look>([{ width: 'phone' }, { width: 'phone', elder: true }])('on a phone: district, street, ward: %o', async (look) => {
  const visitor = await visit(browser, city, look)
  const { page } = visitor
  await page.goto('/city')
  await page.locator('.ward-sheet .ward').first().waitFor()
  await page.locator('.ward-districts').getByRole('button', { name: /大祥区/u }).click()
  await page.locator('.ward-districts [aria-pressed=true]', { hasText: '大祥区' }).waitFor()
  const street = page.locator('.ward-phone-frame .street-stop').last()
  const name = ((await street.getAttribute('aria-label')) ?? '').split('，', 1)[0] ?? ''
  await street.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: new RegExp(name, 'u') }).waitFor()
  const ward = page.locator('.ward-sheet .ward-ground').first()
  await ward.scrollIntoViewIfNeeded()
  const box = await ward.boundingBox()
  if (box === null) throw new Error('no ward to tap')
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2)
  await page.locator('.ward-bar').getByRole('button', { name: '详情' }).click()
  await page.locator('.ward-bar .ward-card-figures').waitFor()
  expect(new URL(page.url()).searchParams.get('ward')).not.toBeNull()
  await lookAround(visitor, 'a ward on a phone')
  await visitor.context.close()
})

test('printed: one A3 sheet of white wards, marked as demo data, with the way back to the live map', async () => {
  const visitor = await visit(browser, city, { width: 'desk' })
  const { page } = visitor
  await page.goto('/city?figure=overdue')
  await page.locator('.ward').first().waitFor()
  await page.emulateMedia({ media: 'print' })
  const sheet = page.locator('.print-a3')
  await sheet.waitFor()
  expect(await sheet.textContent()).toContain('演示数据')
  expect(await sheet.locator('.ward').count()).toBeGreaterThan(WHOLE)
  await sheet.locator('.print-code').waitFor()
  expect(await page.locator('.city-top').isVisible()).toBe(false)
  expect(await sheet.locator('.tone-vermilion-1 .ward-hatch').count()).toBeGreaterThan(0)
  expect(await sheet.locator('.tone-vermilion-0 .ward-hatch').count()).toBe(0)
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(pdf.match(/\/Type \/Page\b/gu)).toHaveLength(1)
  const [, width = 0, height = 0] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/u.exec(pdf)?.map(Number) ?? []
  expect([Math.round((width / 72) * 25.4), Math.round((height / 72) * 25.4)]).toEqual([420, 297])
  await visitor.context.close()
})

test.each([['district_officer', 'desk'], ['street_officer', 'desk'], ['office_worker', 'phone']] as const)('at work the same picture shows what lies within reach: %s, %s', async (role, width) => {
  const visitor = await visit(browser, city, { width })
  const { page } = visitor
  await logInAs(visitor, role)
  await page.goto('/desk/map')
  await page.locator('.ward').first().waitFor()
  await lookAround(visitor, `${role} /desk/map`)
  expect(await page.locator('.ward').count()).toBeLessThan(WHOLE)
  await visitor.context.close()
})

test('from a ward to its cases in the queue', async () => {
  const visitor = await visit(browser, city, { width: 'desk' })
  const { page } = visitor
  await logInAs(visitor, 'district_officer')
  await page.goto('/desk/map')
  await page.locator('.ranking li button').first().click()
  const ward = new URL(page.url()).searchParams.get('ward')
  await page.locator('.ward-card .button').click()
  await page.waitForURL(/\/desk\/requests\?.*community=/u)
  expect(new URL(page.url()).searchParams.get('community')).toBe(ward)
  await visitor.context.close()
})
