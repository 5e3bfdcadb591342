/** A request from the phone to the confirmation, and the ways back: not mended, and broken again. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { acceptFor, closedOnPage, confirmFixed, handIn, openFromQueue, overview, report, whoAmI } from './casework.ts'
import { logIn, logInAs, lookAround, visit } from './journey.ts'

const city = inject('city')
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const district = async () => {
  const found = (await overview(city)).districts.find(({ name }) => name === '北塔区')
  if (!found) throw new Error('no 北塔区')
  return found.requests
}

test('a resident reports a broken stair light, the office mends it, she confirms, and the figures of the city change', async () => {
  const leader = await visit(browser, city, { width: 'desk' })
  const closedBefore = await closedOnPage(leader)
  const before = await district()

  const desk = await visit(browser, city, { width: 'desk' })
  await logIn(desk, 'desk', '社区干部')
  await desk.page.getByText('随时更新').waitFor()
  await desk.page.locator('.pane').waitFor()
  await lookAround(desk, 'the queue')

  const resident = await visit(browser, city, { width: 'phone' })
  await logIn(resident, 'resident', '业主')
  await resident.page.getByRole('heading', { name: '观音新村 7栋2单元301' }).waitFor()
  await lookAround(resident, 'home')
  const text = '七栋二单元三楼的楼道灯不亮了，晚上看不见台阶'
  const address = await report(resident, text)
  await resident.page.getByText('观音庵社区').first().waitFor()
  await resident.page.getByText(/前受理$/).first().waitFor()

  // Nobody reloads anything from here on: what one does, the other sees.
  await desk.page.locator('.queue-row').filter({ hasText: text }).waitFor()
  await lookAround(desk, 'the queue with the new case')
  await openFromQueue(desk, text)
  await desk.page.locator('.photo-row img').first().waitFor()
  await lookAround(desk, 'the new case')
  const me = await whoAmI(desk)
  await acceptFor(desk, me.name)
  await resident.page.getByText(/前办完$/).first().waitFor()
  await resident.page.getByText(me.name).first().waitFor()
  await desk.page.getByRole('button', { name: '签收，我来办' }).click()
  await desk.page.getByRole('button', { name: '做完了，报反馈' }).waitFor()
  await lookAround(desk, 'signed')
  await resident.page.getByText('接手了').waitFor()
  await lookAround(resident, 'the case in work')
  await handIn(desk, '换了三楼的声控灯，试了三次都亮')

  await resident.page.getByRole('link', { name: '去看看，回个话' }).waitFor()
  await lookAround(resident, 'the case that asks')
  expect(new URL(resident.page.url()).pathname).toBe(address)
  await resident.page.goto('/')
  // Of several that wait for her, the most urgent one is asked about.
  await resident.page.getByRole('heading', { name: /，(修好了|解决了|答复清楚了)吗？$/ }).waitFor()
  await lookAround(resident, 'home that asks')
  await resident.page.goto(address)
  await confirmFixed(resident, '满意')
  await desk.page.locator('.pane').getByText('居民已确认').first().waitFor()
  await lookAround(desk, 'confirmed by the resident')

  const after = await district()
  expect(after.closed).toBe(before.closed + 1)
  expect(after.resolvedRate).toBeGreaterThan(before.resolvedRate)
  expect(after.satisfiedRate).toBeGreaterThan(before.satisfiedRate)
  expect(await closedOnPage(leader)).toBe(closedBefore + 1)
  await Promise.all([leader, desk, resident].map(({ context }) => context.close()))
})

test('not mended: she sends it back, it is mended; a day later it is dark again, and she reopens it', async () => {
  const resident = await visit(browser, city, { width: 'desk' })
  await logInAs(resident, 'owner')
  const office = await visit(browser, city, { width: 'phone' })
  await logInAs(office, 'office_worker')
  const me = await whoAmI(office)
  const text = '七栋门口的路灯一闪一闪的'
  const address = await report(resident, text)

  await office.page.goto('/desk')
  await lookAround(office, 'the queue')
  await openFromQueue(office, text)
  await lookAround(office, 'the new case')
  await acceptFor(office, me.name)
  await office.page.getByRole('button', { name: '签收，我来办' }).click()
  await handIn(office, '拧紧了灯头')

  await resident.page.goto(address)
  await resident.page.getByRole('link', { name: '去看看，回个话' }).click()
  await resident.page.getByRole('button', { name: '没修好，退回重办' }).click()
  await resident.page.getByRole('button', { name: '退回重办' }).click()
  await resident.page.getByText('写一句哪里还不行，来办的人就知道。').waitFor()
  await lookAround(resident, 'sending back without words')
  await resident.page.getByLabel('哪里还不行').fill('还是一闪一闪的')
  await resident.page.getByRole('button', { name: '退回重办' }).click()
  await resident.page.getByText('说没解决，退回重办：还是一闪一闪的').waitFor()
  await lookAround(resident, 'sent back')

  await office.page.locator('.pane').getByText('还是一闪一闪的').waitFor()
  await lookAround(office, 'come back')
  await handIn(office, '换了新的镇流器和灯管')
  await resident.page.getByRole('link', { name: '去看看，回个话' }).waitFor()
  await confirmFixed(resident, '一般')

  await resident.page.getByRole('link', { name: '没好，重开' }).click()
  await resident.page.getByText('哪里又不行了？').waitFor()
  await resident.page.getByRole('button', { name: '没好，重开这件事' }).click()
  await resident.page.getByText('写一句哪里又不行了，来办的人就知道。').waitFor()
  await lookAround(resident, 'reopening without words')
  await resident.page.getByLabel('哪里又不行了').fill('昨天晚上又灭了')
  await resident.page.getByRole('button', { name: '没好，重开这件事' }).click()
  await resident.page.getByText('说没好，重开：昨天晚上又灭了').waitFor()
  await lookAround(resident, 'reopened')
  await office.page.locator('.pane').getByText('昨天晚上又灭了').waitFor()
  await office.page.getByRole('button', { name: '做完了，报反馈' }).waitFor()
  await lookAround(office, 'reopened')
  expect(new URL(resident.page.url()).pathname).toBe(address)
  await Promise.all([resident, office].map(({ context }) => context.close()))
})
