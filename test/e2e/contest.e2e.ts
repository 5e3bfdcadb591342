/** What is refused can be contested; what waits for the resident says so; what needs a second person waits for one. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { reportQuietly, type Case } from './casework.ts'
import { logInAs, lookAround, visit, type Visitor } from './journey.ts'

const city = inject('city')
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const read = async ({ context }: Visitor, { communityId, id }: Case) => (await (await context.request.get(`/api/v1/communities/${communityId}/requests/${id}`)).json()) as { readonly state: string; readonly level: string }

test('the office does not take it in, the resident objects on the phone, the street asks, hears and takes it in', async () => {
  const resident = await visit(browser, city, { width: 'phone' })
  const office = await visit(browser, city, { width: 'desk' })
  const street = await visit(browser, city, { width: 'desk' })
  await logInAs(resident, 'owner')
  await logInAs(office, 'office_worker')
  await logInAs(street, 'street_officer')
  const one = await reportQuietly(resident, '楼下烧烤摊半夜还在吵')
  const onDesk = `/desk/requests?case=${one.communityId}.${one.id}`
  const onPhone = `/cases/${one.communityId}/${one.id}`

  await office.page.goto(onDesk)
  await office.page.locator('.requests-verbs summary').click()
  await lookAround(office, 'what else can be done')
  await office.page.getByRole('button', { name: '不受理' }).click()
  await office.page.getByRole('button', { name: '不受理' }).click()
  await office.page.getByText('先把话写上').waitFor()
  await lookAround(office, 'a rejection without a reason')
  await office.page.getByLabel('不受理的理由').fill('烧烤摊归城管，请打他们的电话')
  await office.page.getByRole('button', { name: '不受理' }).click()
  await office.page.locator('.requests-standing').getByText('前可提异议').waitFor()
  await lookAround(office, 'not taken in')

  await resident.page.goto(onPhone)
  await resident.page.getByText('没有受理：烧烤摊归城管').first().waitFor()
  await lookAround(resident, 'not taken in')
  await resident.page.getByRole('link', { name: '我不认可，请上一级再看' }).click()
  await resident.page.getByRole('button', { name: '请上一级再看' }).click()
  await resident.page.getByText('写一句为什么该办').waitFor()
  await lookAround(resident, 'an objection without words')
  await resident.page.getByLabel('为什么该办').fill('打过电话没人来，天天吵到两点')
  await resident.page.getByRole('button', { name: '请上一级再看' }).click()
  await resident.page.waitForURL((url) => url.pathname === onPhone)
  await lookAround(resident, 'contested')

  await street.page.goto(onDesk)
  await street.page.locator('.requests-verbs summary').click()
  await street.page.getByRole('button', { name: '请居民补充' }).click()
  await street.page.getByLabel('要居民补充什么').fill('摊子在几栋楼下？')
  await street.page.getByRole('button', { name: '请居民补充' }).click()
  await street.page.locator('.requests-standing').getByText('在等居民补充').waitFor()
  await lookAround(street, 'asked')

  await resident.page.reload()
  await resident.page.getByText('他们想问您：摊子在几栋楼下？').waitFor()
  await lookAround(resident, 'asked')
  await resident.page.getByRole('link', { name: '回答他们问的' }).click()
  await resident.page.locator('textarea').fill('7 栋楼下，靠大门')
  await resident.page.locator('.page-foot button').first().click()
  await resident.page.waitForURL((url) => url.pathname === onPhone)

  await street.page.getByText('7 栋楼下，靠大门').first().waitFor()
  await street.page.getByRole('button', { name: /^受理/ }).first().click()
  await street.page.getByRole('button', { name: /签收/ }).first().waitFor()
  await lookAround(street, 'taken in')
  expect(await read(resident, one)).toMatchObject({ state: 'DISPATCHED', level: 'street' })
  await Promise.all([resident, office, street].map((visitor) => visitor.context.close()))
})

test('what one asks for another decides: suspended, and visible to the resident', async () => {
  const resident = await visit(browser, city, { width: 'phone', elder: true })
  const office = await visit(browser, city, { width: 'desk', language: 'en' })
  const street = await visit(browser, city, { width: 'phone' })
  await logInAs(resident, 'owner')
  await logInAs(office, 'office_worker')
  await logInAs(street, 'street_officer')
  const one = await reportQuietly(resident, '楼上装修太吵')
  const onDesk = `/desk/requests?case=${one.communityId}.${one.id}`
  await office.page.goto(onDesk)
  await office.page.getByRole('button', { name: /^Accept/ }).first().click()
  await office.page.getByRole('button', { name: 'Sign, I take it' }).click()
  await office.page.locator('.requests-verbs summary').click()
  await office.page.getByRole('button', { name: 'Ask to suspend' }).click()
  await office.page.getByLabel('Resumes when').fill(new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 16))
  await office.page.getByLabel('Why it must rest').fill('The neighbour is away until Friday')
  await lookAround(office, 'asking to suspend')
  await office.page.getByRole('button', { name: /^Ask/ }).click()
  await office.page.getByText('Another person decides').waitFor()
  await lookAround(office, 'waiting for approval')
  await street.page.goto(onDesk)
  await street.page.getByRole('button', { name: '批准', exact: true }).waitFor()
  await lookAround(street, 'asked to approve')
  await street.page.getByRole('button', { name: '批准', exact: true }).click()
  await street.page.locator('.requests-standing').getByText('已挂起').waitFor()
  await lookAround(street, 'approved')
  await resident.page.goto(`/cases/${one.communityId}/${one.id}`)
  await resident.page.getByText('先停一停').first().waitFor()
  await lookAround(resident, 'suspended')
  expect(await read(resident, one)).toMatchObject({ state: 'SUSPENDED' })
  await Promise.all([resident, office, street].map((visitor) => visitor.context.close()))
})
