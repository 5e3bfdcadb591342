/** The repairer in a cellar without signal: jobs, signing and feedback with a picture go on, and reach the server once; and when somebody was faster, it is told and nothing is lost. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { logInAs, lookAround, photo, visit, type Visitor } from './journey.ts'

const city = inject('city')
let browser: Browser
let office: Visitor
let resident: Visitor
let phone: Visitor
beforeAll(async () => {
  browser = await openBrowser()
  office = await visit(browser, city, { width: 'desk' })
  resident = await visit(browser, city, { width: 'phone' })
  phone = await visit(browser, city, { width: 'phone' })
  await Promise.all([logInAs(office, 'property_manager'), logInAs(resident, 'tenant'), logInAs(phone, 'property_staff')])
})
afterAll(() => browser.close())

interface Case {
  readonly communityId: string
  readonly id: string
  readonly version: number
  readonly state: string
  readonly events: readonly { readonly kind: string; readonly photoIds: readonly string[] }[]
}

const get = async <Reply>({ context }: Visitor, path: string): Promise<Reply> => (await (await context.request.get(path)).json()) as Reply
async function post<Reply>({ context }: Visitor, path: string, data: object): Promise<Reply> {
  const answer = await context.request.post(path, { data, headers: { 'x-lifang': '1', 'idempotency-key': crypto.randomUUID() } })
  expect([path, answer.ok()]).toEqual([path, true])
  return (await answer.json()) as Reply
}
const at = ({ communityId, id }: Pick<Case, 'communityId' | 'id'>) => `/api/v1/communities/${communityId}/requests/${id}`
const kinds = ({ events }: Case) => events.map(({ kind }) => kind)

/** Reported by the tenant, accepted and given to the repairer. */
async function given(text: string): Promise<Case> {
  const { communityId } = await get<{ communityId: string }>(resident, '/api/v1/register/home')
  const { personId } = await get<{ personId: string }>(phone, '/api/v1/access/me')
  const made = await post<Case>(resident, `/api/v1/communities/${communityId}/requests`, { text, category: 'L-LIGHT', place: { kind: 'community' } })
  return post<Case>(office, `${at(made)}/accept`, { version: made.version, assigneeId: personId })
}

/** Opens the list of the own jobs with a signal, long enough for the job to be taken along. */
async function takeAlong(text: string, { id }: Case): Promise<void> {
  const { page } = phone
  await page.goto('/desk/requests?list=mine')
  await page.locator('.queue-row').filter({ hasText: text }).waitFor()
  const isKept = () =>
    page.evaluate((key) => new Promise<boolean>((found) => {
      const opened = indexedDB.open('lifang', 2)
      opened.addEventListener('success', () => {
        const kept = opened.result.transaction('read').objectStore('read').count(key)
        kept.addEventListener('success', () => found(kept.result > 0))
      })
    }), `requests/case/${id}`)
  await expect.poll(isKept, { timeout: 15_000 }).toBe(true)
}

const openJob = async (text: string) => {
  await phone.page.locator('.queue-row').filter({ hasText: text }).click()
  await phone.page.locator('.pane').getByRole('heading', { name: text }).waitFor()
}

async function handIn(what: string): Promise<void> {
  const { page } = phone
  await page.getByRole('button', { name: '做完了，报反馈' }).click()
  await page.getByLabel('做了什么').fill(what)
  await page.locator('.pane input[type=file]').first().setInputFiles(await photo('after', '#f5e9b8'))
  await page.getByRole('img', { name: '第 1 张照片' }).waitFor()
  await page.getByRole('button', { name: /^交反馈/ }).click()
}

test('in the cellar: signs, repairs, hands in with a picture; with a signal again all of it arrives, once', async () => {
  const text = `地下车库第三根柱子旁的灯不亮 ${Date.now()}`
  const job = await given(text)
  const { page, context } = phone
  await takeAlong(text, job)
  await lookAround(phone, 'my jobs')

  await context.setOffline(true)
  await openJob(text)
  await page.getByText('没有信号').first().waitFor()
  phone.complaints.length = 0
  await page.getByRole('link', { name: '导航' }).waitFor()
  await page.getByRole('button', { name: '签收，我来办' }).click()
  await page.getByRole('button', { name: '做完了，报反馈' }).waitFor()
  phone.complaints.length = 0
  // What cannot be fetched is no complaint here.
  await lookAround({ ...phone, complaints: [] }, 'a job without signal')
  await handIn('换了灯管和启辉器，亮了')
  await page.getByText('没有信号，先存好了').waitFor()
  phone.complaints.length = 0
  expect((await get<Case>(office, at(job))).state).toBe('DISPATCHED')

  await context.setOffline(false)
  await expect.poll(async () => (await get<Case>(office, at(job))).state, { timeout: 20_000 }).toBe('CHECKING')
  const after = await get<Case>(office, at(job))
  expect(kinds(after).filter((kind) => kind === 'signed' || kind === 'feedback')).toEqual(['signed', 'feedback'])
  expect(after.events.find(({ kind }) => kind === 'feedback')?.photoIds).toHaveLength(1)
  await page.goto('/desk/requests?list=mine')
  await page.locator('.queue-row').filter({ hasText: text }).getByText('待确认').waitFor()
  expect(await page.getByText('没有信号').count()).toBe(0)
})

test('given to another meanwhile: the repairer is told, and what was written is still there', async () => {
  const text = `地下车库出口的灯一闪一闪 ${Date.now()}`
  const job = await given(text)
  const { page, context } = phone
  await takeAlong(text, job)
  await context.setOffline(true)
  await openJob(text)
  await page.getByRole('button', { name: '签收，我来办' }).click()
  await page.getByRole('button', { name: '做完了，报反馈' }).waitFor()
  await handIn('换了镇流器')
  await page.getByText('没有信号，先存好了').waitFor()

  const { items } = await get<{ items: { personId: string }[] }>(office, `/api/v1/requests/assignees?communityId=${job.communityId}`)
  const { personId } = await get<{ personId: string }>(phone, '/api/v1/access/me')
  const other = items.find((colleague) => colleague.personId !== personId)?.personId ?? ''
  await post<Case>(office, `${at(job)}/dispatch`, { version: job.version, assigneeId: other, text: '' })

  await context.setOffline(false)
  await page.getByText(/没签收成/).waitFor({ timeout: 20_000 })
  phone.complaints.length = 0
  const after = await get<Case>(office, at(job))
  expect([after.state, kinds(after).includes('feedback')]).toEqual(['DISPATCHED', false])
  await page.getByRole('button', { name: '打开看看' }).click()
  expect(await page.getByLabel('做了什么').inputValue()).toBe('换了镇流器')
  await page.getByRole('img', { name: '第 1 张照片' }).waitFor()
})
