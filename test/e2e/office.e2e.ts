/** The community office at its queue: by the keyboard at a desk, by the thumb in the yard. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { openFromQueue, reportQuietly } from './casework.ts'
import { logInAs, lookAround, settle, visit, type Visitor } from './journey.ts'

const city = inject('city')
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const current = ({ page }: Visitor) => page.locator('.queue-row[aria-current=true]').getAttribute('data-id')
/** The queue's rows, once there are any: keys pressed before go nowhere. */
async function rows({ page }: Visitor): Promise<(string | null)[]> {
  await page.locator('.queue-row').first().waitFor()
  return page.locator('.queue-row').evaluateAll((all) => all.map((row) => row.getAttribute('data-id')))
}

test('J, K and Enter at the desk; a filter; a note that the resident never sees, a reply that she does', async () => {
  const resident = await visit(browser, city, { width: 'phone' })
  await logInAs(resident, 'owner')
  const text = '楼上半夜还在拖桌子，孩子睡不着'
  const one = await reportQuietly(resident, text)
  const office = await visit(browser, city, { width: 'desk' })
  const { page } = office
  await logInAs(office, 'office_worker')
  await page.goto('/desk')
  await page.locator('.pane').waitFor()

  const [first, second] = await rows(office)
  await expect.poll(() => current(office)).toBe(first)
  await page.keyboard.press('j')
  await expect.poll(() => current(office)).toBe(second)
  await page.keyboard.press('k')
  await expect.poll(() => current(office)).toBe(first)

  await page.getByLabel('类别').selectOption({ label: '噪声扰民' })
  await page.getByRole('button', { name: '清掉筛选' }).waitFor()
  await expect.poll(async () => new Set(await page.locator('.queue-row .queue-first b').allTextContents())).toEqual(new Set(['噪声扰民']))
  await lookAround(office, 'one category')
  await page.getByRole('button', { name: '清掉筛选' }).click()
  await page.getByRole('textbox', { name: '按案号找' }).fill(one.number)
  await page.keyboard.press('Enter')
  await expect.poll(() => rows(office)).toEqual([`${one.communityId}.${one.id}`])
  await lookAround(office, 'one number')

  await openFromQueue(office, text)
  await page.keyboard.press('n')
  await page.getByLabel('写给同事的话').fill('这家上个月已经上过一次门')
  await lookAround(office, 'a note')
  await page.keyboard.press('Control+Enter')
  await page.locator('.timeline-note').getByText('这家上个月已经上过一次门').waitFor()
  await page.locator('.timeline').click()
  await page.keyboard.press('r')
  await page.getByLabel('写给居民的话').fill('今晚八点我们上门劝一劝')
  await lookAround(office, 'a reply')
  await page.keyboard.press('Control+Enter')
  await page.locator('.timeline-reply').getByText('今晚八点我们上门劝一劝').waitFor()
  await lookAround(office, 'a note and a reply')

  await resident.page.goto(`/cases/${one.communityId}/${one.id}`)
  await resident.page.getByText('今晚八点我们上门劝一劝').waitFor()
  expect(await resident.page.getByText('上个月').count()).toBe(0)
  const told = await (await resident.context.request.get(`/api/v1/communities/${one.communityId}/requests/${one.id}`)).text()
  expect(told).toContain('今晚八点我们上门劝一劝')
  expect(told).not.toContain('上个月')
  await lookAround(resident, 'answered')

  // Enter on the row that is open is the main action: accepted, and given to whoever has least in hand.
  await page.locator('.timeline').click()
  await page.keyboard.press('Enter')
  await page.locator('.pane').getByText('待签收').first().waitFor()
  await lookAround(office, 'accepted by Enter')
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await lookAround(office, 'all keys')
  await Promise.all([resident, office].map(({ context }) => context.close()))
})

test('on a phone the queue, the case and the reply are pages of their own', async () => {
  const resident = await visit(browser, city, { width: 'phone' })
  await logInAs(resident, 'owner')
  const text = '隔壁装修一早就开始钻墙'
  const one = await reportQuietly(resident, text)
  const office = await visit(browser, city, { width: 'phone' })
  const { page } = office
  await logInAs(office, 'office_worker')
  await page.goto('/desk')
  await settle(page)
  const [first] = await rows(office)
  await page.keyboard.press('j')
  await expect.poll(() => current(office)).toBe(first)
  await page.keyboard.press('Enter')
  await page.locator('.pane').waitFor()
  await lookAround(office, 'the first case')
  await page.getByRole('button', { name: '返回' }).click()
  await openFromQueue(office, text)
  await page.locator('.requests-composer').getByRole('button', { name: '内部备注' }).click()
  await page.getByLabel('写给同事的话').fill('已经约了物业专干')
  await page.getByRole('button', { name: '记下' }).click()
  await page.locator('.timeline-note').getByText('已经约了物业专干').waitFor()
  await page.locator('.requests-composer').getByRole('button', { name: '答复居民' }).click()
  await page.getByLabel('写给居民的话').fill('马上到')
  await page.getByRole('button', { name: '发送' }).click()
  await page.locator('.timeline-reply').getByText('马上到').waitFor()
  await lookAround(office, 'answered')
  await page.goto(`/desk/requests/${one.communityId}/${one.id}/print`)
  await lookAround(office, 'the work order')
  await Promise.all([resident, office].map(({ context }) => context.close()))
})
