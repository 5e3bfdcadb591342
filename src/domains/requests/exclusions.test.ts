/** 剔除: a case leaves a rate only on record, by another's decision, and the raw rate never changes. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestCity, type Caller, type TestCity } from '../../../test/actors.ts'

let now = Temporal.Instant.from('2026-03-16T01:00:00Z')
let city: TestCity
let people: Readonly<Record<'owner' | 'property_manager' | 'property_staff' | 'office_worker' | 'street_officer' | 'district_officer' | 'bureau_officer', Caller>>
beforeAll(async () => {
  city = await openTestCity({ clock: { now: () => now } })
  const of = (role: keyof typeof people) => city.signIn(role)
  people = { owner: await of('owner'), property_manager: await of('property_manager'), property_staff: await of('property_staff'), office_worker: await of('office_worker'), street_officer: await of('street_officer'), district_officer: await of('district_officer'), bureau_officer: await of('bureau_officer') }
})
afterAll(() => city.close())

const community = () => `/api/v1/communities/${city.city.a.community}`
const rates = async () => {
  const { requests } = (await city.app.inject({ method: 'GET', url: '/api/v1/city/overview' })).json<{ requests: { resolvedRate: number | null; adjusted: { resolvedRate: number | null }; excluded: { resolved: number } } }>()
  return [requests.resolvedRate, requests.adjusted.resolvedRate, requests.excluded.resolved]
}

/** Closed by the resident's word. */
async function answeredCase(resolved: boolean, key: string): Promise<string> {
  const { owner, property_manager: manager, property_staff: staff } = people
  const reported = await owner.post(`${community()}/requests`, { text: '物业费怎么算的', category: 'L-PMFEE', place: { kind: 'community' } }, { 'idempotency-key': key })
  const { id } = reported.json<{ id: string }>()
  const act = async (who: Caller, verb: string, body: object) => {
    const { version } = (await manager.get(`${community()}/requests/${id}`)).json<{ version: number }>()
    const reply = await who.post(`${community()}/requests/${id}/${verb}`, { version, ...body })
    expect([verb, reply.statusCode]).toEqual([verb, 200])
  }
  await act(manager, 'accept', { assigneeId: city.city.a.people.property_staff.personId })
  await act(staff, 'sign', {})
  await act(staff, 'feedback', { text: '已解释', photoIds: [] })
  await act(owner, 'confirm', resolved ? { resolved, satisfaction: 'good' } : { resolved, text: '没有讲清楚' })
  return id
}

const ask = (who: Caller, id: string, ground = 'in-court') => who.post(`${community()}/requests/${id}/exclusions`, { figures: ['resolved'], ground, text: '业主已起诉，法院受理' })
const decide = (who: Caller, exclusionId: string, granted: boolean) => who.post(`${community()}/exclusions/${exclusionId}/decision`, { granted, text: granted ? '属实' : '材料不足' })
const typeOf = (reply: { statusCode: number; json: <T>() => T }) => [reply.statusCode, reply.json<{ type: string }>().type]

test('what is asked changes nothing until another, higher up, has decided; then raw and adjusted stand side by side', async () => {
  await answeredCase(true, 'exclusion-1')
  const id = await answeredCase(false, 'exclusion-2')
  expect(await rates()).toEqual([1 / 2, 1 / 2, 0])
  expect(typeOf(await ask(people.property_manager, id, 'because'))).toEqual([422, '/problems/requests/unknown-ground'])
  const asked = await ask(people.property_manager, id)
  expect(asked.statusCode).toBe(201)
  expect(typeOf(await ask(people.office_worker, id))).toEqual([409, '/problems/requests/asked-for-already'])
  expect(await rates()).toEqual([1 / 2, 1 / 2, 0])
  const { id: exclusionId } = asked.json<{ id: string }>()
  expect((await decide(people.office_worker, exclusionId, true)).statusCode, 'not above the unit').toBe(403)
  expect((await decide(people.street_officer, exclusionId, true)).json()).toMatchObject({ granted: true, inForce: true, waitsFor: null })
  expect(await rates()).toEqual([1 / 2, 1, 1])
  expect(typeOf(await decide(people.district_officer, exclusionId, false))).toEqual([409, '/problems/requests/nothing-asked'])

  // The resident objects, and the district decides anew.
  expect((await people.owner.post(`${community()}/exclusions/${exclusionId}/appeal`, { text: '没有起诉' })).json()).toMatchObject({ waitsFor: 'appeal-decision', inForce: true })
  expect(typeOf(await people.property_manager.post(`${community()}/exclusions/${exclusionId}/appeal`, { text: '也不同意' }))).toEqual([409, '/problems/requests/contested-already'])
  expect((await decide(people.street_officer, exclusionId, true)).statusCode).toBe(403)
  expect((await decide(people.district_officer, exclusionId, false)).json()).toMatchObject({ appealGranted: false, inForce: false })
  expect(await rates()).toEqual([1 / 2, 1 / 2, 0])
})

test('whoever asked does not decide, at whatever office', async () => {
  const id = await answeredCase(false, 'exclusion-3')
  const { id: exclusionId } = (await ask(people.street_officer, id)).json<{ id: string }>()
  expect(typeOf(await decide(people.street_officer, exclusionId, true))).toEqual([403, '/problems/requests/own-request'])
  expect((await decide(people.bureau_officer, exclusionId, false)).statusCode).toBe(200)
  const before = now
  now = now.add({ hours: 24 * 8 })
  const later = await city.signIn('street_officer')
  expect(typeOf(await later.post(`${community()}/exclusions/${exclusionId}/appeal`, { text: '请再看' }))).toEqual([409, '/problems/requests/too-late'])
  now = before
})

test('everything asked and decided is listed, page by page', async () => {
  const list = async (who: Caller, query = '') => (await who.get(`/api/v1/requests/exclusions${query}`)).json<{ items: { number: string; text: string }[]; nextCursor: string | null; grounds: unknown[] }>()
  const first = await list(people.bureau_officer, '?limit=1')
  expect([first.items.length, first.grounds.length]).toEqual([1, 6])
  const second = await list(people.bureau_officer, `?limit=1&cursor=${first.nextCursor ?? ''}`)
  expect(second.items[0]?.number).not.toBe(first.items[0]?.number)
  expect(second.nextCursor).toBeNull()
  expect((await list(people.property_manager)).items).toHaveLength(1)
})
