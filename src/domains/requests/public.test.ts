/** What everybody sees of cases: enough to hold those responsible to their word, and nothing of who reported it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { caller, openTestCity, type Caller, type TestCity } from '../../../test/actors.ts'
import { newId } from '../../platform/ids.ts'
import type { Reply } from '../../web/client.ts'
import type { RequestsApi } from './contract.ts'
import { PUBLIC_DAYS } from './rules/public.ts'

type List = Reply<RequestsApi['GET /api/v1/city/communities/:communityId/requests']>
type View = Reply<RequestsApi['GET /api/v1/city/communities/:communityId/requests/:number']>

const START = Temporal.Instant.from('2026-03-16T01:00:00Z')
let now = START
let test: TestCity
let nobody: Caller
beforeAll(async () => {
  test = await openTestCity({ clock: { now: () => now } })
  nobody = caller(test.app)
})
afterAll(() => test.close())

const AT = () => `/api/v1/communities/${test.city.a.community}/requests`
const PUBLIC = () => `/api/v1/city/communities/${test.city.a.community}/requests`
const WORDS = '楼道尽头的独特词语甲乙丙'

async function reported(more: object = {}): Promise<{ readonly id: string; readonly number: string }> {
  const owner = await test.signIn('owner')
  const reply = await owner.post(AT(), { text: WORDS, category: 'L-PMFEE', place: { kind: 'community' }, ...more }, { 'idempotency-key': newId() })
  expect([reply.statusCode, reply.body]).toEqual([201, expect.anything()])
  return reply.json()
}
async function act(role: 'owner' | 'property_manager' | 'property_staff' | 'office_worker', id: string, verb: string, body: object = {}, hasVersion = true): Promise<void> {
  const who = await test.signIn(role)
  const { version } = (await (await test.signIn('office_worker')).get(`${AT()}/${id}`)).json<{ version: number }>()
  const reply = await who.post(`${AT()}/${id}/${verb}`, { ...(hasVersion && { version }), ...body })
  expect([verb, reply.statusCode, reply.statusCode === 200 ? '' : reply.body]).toEqual([verb, 200, ''])
}
const list = async (query = ''): Promise<List> => (await nobody.get(`${PUBLIC()}${query}`)).json()
const numbersOf = async (query = '') => (await list(query)).items.map(({ number }) => number)
const hands = () => ({ assigneeId: test.city.a.people.property_staff.personId })
async function close(id: string): Promise<void> {
  await act('property_manager', id, 'accept', hands())
  await act('property_staff', id, 'sign')
  await act('property_staff', id, 'feedback', { text: WORDS })
  await act('owner', id, 'confirm', { resolved: true, text: WORDS })
}

it('tells who answers, until when and how far it is, and nobody’s name, number, words or home', async () => {
  const { a } = test.city
  const home = await reported({ place: { kind: 'home', homeId: a.homes[0], detail: WORDS } })
  const unit = await reported({ place: { kind: 'unit', unitId: a.units[0], detail: WORDS } })
  const anonymous = await reported({ anonymous: true })
  await act('property_manager', unit.id, 'accept', hands())
  await act('property_manager', unit.id, 'reply', { text: WORDS }, false)
  await act('property_manager', unit.id, 'note', { text: WORDS }, false)
  await act('owner', unit.id, 'add', { text: WORDS }, false)
  const view: View = (await nobody.get(`${PUBLIC()}/${unit.number}`)).json()
  expect(view).toMatchObject({ number: unit.number, state: 'DISPATCHED', lead: '甲物业公司', place: { kind: 'building' }, days: 0, overdue: false, climbedTo: null })
  expect(view.events.map(({ kind }) => kind)).toEqual(['reported', 'accepted', 'dispatched', 'replied', 'added'])
  const open: View = (await nobody.get(`${PUBLIC()}/${home.number}`)).json()
  expect(open.place).toEqual({ kind: 'home', building: null })
  const plain = await reported()
  const keys = async (number: string) => Object.entries((await nobody.get(`${PUBLIC()}/${number}`)).json<object>()).filter(([key]) => !['number', 'asOf', 'events'].includes(key))
  expect(await keys(anonymous.number)).toEqual(await keys(plain.number))

  const bodies = (await Promise.all(['', '?show=open', ...[home, unit, anonymous].map(({ number }) => `/${number}`)].map((rest) => nobody.get(`${PUBLIC()}${rest}`)))).map(({ body }) => body)
  // People, homes and units; and the cases' own ids, which lead to what is not public.
  const people = Object.values(a.people).flatMap(({ name, phone, personId }) => [name, phone, personId])
  const cursors = bodies.map((body) => Buffer.from(String((JSON.parse(body) as { nextCursor?: string }).nextCursor ?? ''), 'base64url').toString())
  for (const secret of [...people, ...a.homes, ...a.units, a.building, WORDS, home.id, unit.id, anonymous.id, '1单元', '**', 'anonymous', 'reporter', 'assignee']) {
    expect([secret, bodies.filter((body) => body.includes(secret)), cursors.filter((cursor) => cursor.includes(secret))]).toEqual([secret, [], []])
  }
})

it('lists by pages, open ones and overdue ones; what was rejected, merged, made void or closed long ago is as if it never was', async () => {
  const late = await reported()
  const rejected = await reported()
  const merged = await reported()
  const closed = await reported()
  await act('property_manager', rejected.id, 'reject', { text: WORDS })
  await act('property_manager', merged.id, 'merge', { intoId: late.id })
  await close(closed.id)
  const unknown = (await nobody.get(`${PUBLIC()}/JX-260316-99`)).json<object>()
  for (const { number } of [rejected, merged]) {
    const reply = await nobody.get(`${PUBLIC()}/${number}`)
    expect([reply.statusCode, { ...reply.json<object>(), requestId: '' }]).toEqual([404, { ...unknown, requestId: '' }])
    expect(await numbersOf('?limit=50')).not.toContain(number)
  }
  // Of another community it does not exist either.
  expect((await nobody.get(`/api/v1/city/communities/${test.city.b.community}/requests/${late.number}`)).statusCode).toBe(404)
  const whole = await numbersOf('?limit=50')
  expect(whole).toContain(closed.number)
  expect(await numbersOf('?show=open')).not.toContain(closed.number)
  const first = await list('?limit=2')
  const second = await list(`?limit=50&cursor=${first.nextCursor ?? ''}`)
  expect([...first.items, ...second.items].map(({ number }) => number)).toEqual(whole)
  expect(first.counts).toEqual({ open: whole.length - 1, overdue: 0, closed: 1 })

  now = START.add({ hours: 24 * 5 })
  expect(await numbersOf('?show=overdue')).toContain(late.number)
  expect((await list()).counts.overdue).toBe((await list('?show=overdue&limit=50')).items.length)
  now = START.add({ hours: 24 * PUBLIC_DAYS + 1 })
  expect((await nobody.get(`${PUBLIC()}/${closed.number}`)).statusCode).toBe(404)
  expect(await numbersOf('?limit=50')).not.toContain(closed.number)
  expect((await nobody.get(`/api/v1/city/communities/${test.city.a.street}/requests`)).statusCode).toBe(404)
})
