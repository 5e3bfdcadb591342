/** The steps of a case as its people take them on screen: the resident who reported it, and the office that answers for it. */
import { expect } from 'vitest'
import { lookAround, photo, settle, type Visitor } from './journey.ts'

/** 报事 from the resident's home page: words, a photo, a kind. Ends on the page of the case, whose path it returns. */
export async function report(resident: Visitor, text: string, kind = '灯不亮'): Promise<string> {
  const { page } = resident
  await page.goto('/')
  await page.getByRole('link', { name: '报事' }).click()
  await page.getByLabel('哪里不对劲').fill(text)
  await lookAround(resident, '报事, written')
  await page.locator('input[type=file]').first().setInputFiles(await photo('before', '#303030'))
  await page.getByText('已传好').waitFor()
  await page.getByRole('radio', { name: kind, exact: true }).click()
  await lookAround(resident, '报事, complete')
  await page.getByRole('button', { name: '发出去' }).click()
  await page.getByText('报好了，有人管').waitFor()
  await lookAround(resident, '报好了')
  await page.getByRole('link', { name: '看办到哪一步' }).click()
  await page.getByText('现在在谁手里').waitFor()
  await lookAround(resident, 'the new case')
  return new URL(page.url()).pathname
}

/** Opens the case from the queue, wherever it stands in it. */
export async function openFromQueue(desk: Visitor, text: string): Promise<void> {
  const { page } = desk
  await page.locator('.queue-row').filter({ hasText: text }).last().click()
  await page.locator('.pane').getByRole('heading', { name: text }).waitFor()
}

/** 受理并派给: to the person of that name, who may be oneself. */
export async function acceptFor(desk: Visitor, name: string): Promise<void> {
  const { page } = desk
  await page.getByRole('button', { name: '换人' }).click()
  await lookAround(desk, 'choosing who does it')
  await page.getByRole('radio', { name }).first().click()
  await page.getByRole('button', { name: `受理并派给${name}` }).click()
  await page.getByRole('button', { name: '签收，我来办' }).waitFor()
  await lookAround(desk, 'accepted and given')
}

/** 做完了，报反馈, with a picture of the work. */
export async function handIn(desk: Visitor, what: string): Promise<void> {
  const { page } = desk
  await page.getByRole('button', { name: '做完了，报反馈' }).click()
  await page.getByRole('button', { name: /^交反馈/ }).click()
  await page.getByText('先写做了什么').waitFor()
  await lookAround(desk, 'feedback that lacks its words')
  await page.getByLabel('做了什么').fill(what)
  await page.locator('.pane input[type=file]').first().setInputFiles(await photo('after', '#f5e9b8'))
  await page.getByRole('img', { name: '第 1 张照片' }).waitFor()
  await lookAround(desk, 'feedback, complete')
  await page.getByRole('button', { name: /^交反馈/ }).click()
  await page.locator('.pane').getByText('待确认').first().waitFor()
  await lookAround(desk, 'handed in')
}

/** 修好了，确认解决, from the page of the case, which has just asked. */
export async function confirmFixed(resident: Visitor, satisfaction: '满意' | '一般' | '不满意'): Promise<void> {
  const { page } = resident
  await page.getByRole('link', { name: '去看看，回个话' }).click()
  await page.getByText('请您看一看，修好了吗？').waitFor()
  await lookAround(resident, 'asked to confirm')
  await page.getByRole('radio', { name: satisfaction, exact: true }).click()
  await page.getByRole('button', { name: '修好了，确认解决' }).click()
  await page.getByText('您说：解决了').waitFor()
  await lookAround(resident, 'confirmed')
}

export interface Me {
  readonly personId: string
  readonly name: string
}

export async function whoAmI({ context }: Visitor): Promise<Me> {
  const answer = await context.request.get('/api/v1/access/me')
  expect(answer.status()).toBe(200)
  return (await answer.json()) as Me
}

export interface Figures {
  readonly communities: number
  readonly committees: number
  readonly households: number
  readonly floorAreaM2: number
  readonly requests: { readonly open: number; readonly overdue: number; readonly closed: number; readonly onTimeRate: number; readonly resolvedRate: number; readonly satisfiedRate: number }
  readonly courtyards: { readonly communities: number; readonly households: number }
}

export async function overview(city: string): Promise<Figures & { readonly demo: boolean; readonly districts: readonly (Figures & { readonly name: string })[] }> {
  const answer = await fetch(`${city}/api/v1/city/overview`)
  return (await answer.json()) as Figures & { readonly demo: boolean; readonly districts: readonly (Figures & { readonly name: string })[] }
}

/** As `/city` shows it. */
export async function closedOnPage({ page }: Visitor): Promise<number> {
  await page.goto('/city')
  await settle(page)
  const words = await page
    .locator('table')
    .filter({ hasText: '一年办结' })
    .first()
    .evaluate((table) => {
      const column = [...table.querySelectorAll('thead th')].findIndex((head) => head.textContent.includes('一年办结'))
      return [...table.querySelectorAll('tr')].find((row) => row.firstElementChild?.textContent.trim() === '全市')?.children[column]?.textContent
    })
  return Number((words ?? '').replaceAll(',', ''))
}

export interface Case {
  readonly communityId: string
  readonly id: string
  readonly number: string
}

async function post<Reply>({ context }: Visitor, path: string, data: object, status: number): Promise<Reply> {
  const answer = await context.request.post(path, { data, headers: { 'x-lifang': '1', 'idempotency-key': crypto.randomUUID() } })
  expect([path, answer.status()]).toEqual([path, status])
  return (await answer.json()) as Reply
}

/** A case without its screens, of a kind that needs no picture, in the community of the visitor's home. */
export async function reportQuietly(resident: Visitor, text: string, category = '06028'): Promise<Case> {
  const home = (await (await resident.context.request.get('/api/v1/register/home')).json()) as { readonly communityId: string; readonly unitId: string }
  return post<Case>(resident, `/api/v1/communities/${home.communityId}/requests`, { text, category, place: { kind: 'unit', unitId: home.unitId, detail: '' }, photoIds: [], anonymous: false }, 201)
}

/** Accepted, given to oneself, signed and handed in. */
export async function handleQuietly(office: Visitor, { communityId, id }: Case, what: string): Promise<void> {
  const path = `/api/v1/communities/${communityId}/requests/${id}`
  const { personId } = await whoAmI(office)
  let { version } = (await (await office.context.request.get(path)).json()) as { readonly version: number }
  for (const [verb, body] of [['accept', { assigneeId: personId }], ['sign', {}], ['feedback', { text: what, photoIds: [] }]] as const) {
    ;({ version } = await post<{ readonly version: number }>(office, `${path}/${verb}`, { version, ...body }, 200))
  }
}
