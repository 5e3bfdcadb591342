/** 消息: who is told of what happens to a case, through the whole server. */
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestCity, type Caller, type TestCity } from '../../../test/actors.ts'
import { newId } from '../../platform/ids.ts'
import { tellDueOn } from './jobs.ts'
import { climbOverdue } from './jobs/clocks.ts'

let test: TestCity
let owner: Caller, manager: Caller, repairer: Caller
let now = Temporal.Instant.from('2026-03-16T01:00:00Z')
beforeAll(async () => {
  test = await openTestCity({ clock: { now: () => now } })
  ;[owner, manager, repairer] = [await test.signIn('owner'), await test.signIn('property_manager'), await test.signIn('property_staff')]
})
afterAll(() => test.close())

const AT = () => `/api/v1/communities/${test.city.a.community}/requests`
async function report(category: string): Promise<string> {
  const made = await owner.post(AT(), { text: '请来看看', category, place: { kind: 'community' } }, { 'idempotency-key': newId() })
  expect(made.statusCode).toBe(201)
  return made.json<{ id: string }>().id
}
async function act(who: Caller, id: string, verb: string, body: object = {}): Promise<void> {
  now = now.add({ minutes: 1 })
  const { version } = (await who.get(`${AT()}/${id}`)).json<{ version: number }>()
  const reply = await who.post(`${AT()}/${id}/${verb}`, { version, ...body })
  expect([verb, reply.statusCode, reply.statusCode < 300 ? '' : reply.body]).toEqual([verb, 200, ''])
}
interface Item {
  readonly kind: string
  readonly subject: object
  readonly said: { readonly number?: string; readonly about?: { readonly zh: string } }
}
const inbox = async (who: Caller): Promise<Item[]> => (await who.get('/api/v1/notices?unread=true&limit=100')).json<{ items: Item[] }>().items
const kinds = async (who: Caller): Promise<string[]> => (await inbox(who)).map(({ kind }) => kind)
const readAll = async (): Promise<void> => {
  for (const who of [owner, manager, repairer]) await who.post('/api/v1/notices/read', { until: now.toString() })
}

it('tells the reporter and the assignee, never whoever acted, and nobody of a normal arrival', async () => {
  const id = await report('L-LIGHT')
  expect([await kinds(owner), await kinds(manager), await kinds(repairer)]).toEqual([[], [], []])
  await act(manager, id, 'accept', { assigneeId: test.city.a.people.property_staff.personId })
  await act(repairer, id, 'sign')
  const image = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#a33' } }).jpeg().toBuffer()
  const photo = await test.app.inject({ method: 'POST', url: '/api/v1/photos', payload: image, headers: { 'x-lifang': '1', cookie: repairer.cookie, 'content-type': 'image/jpeg' } })
  await act(repairer, id, 'feedback', { text: '换了灯泡', photoIds: [photo.json<{ id: string }>().id] })
  expect([await kinds(owner), await kinds(manager), await kinds(repairer)]).toEqual([['request-feedback', 'request-accepted'], [], ['work-assigned']])
  const [newest] = await inbox(owner)
  expect([newest?.subject, newest?.said.about?.zh]).toEqual([{ kind: 'request', id, communityId: test.city.a.community }, '路灯、楼道灯不亮'])
})

it('tells whoever may accept it of danger, at once', async () => {
  await readAll()
  await report('L-LIFTTRAP')
  expect([await kinds(owner), await kinds(manager), await kinds(repairer)]).toEqual([[], ['danger-arrived'], []])
})

it('shows those at work what went out about a case, and the reporter what was for her', async () => {
  const id = await report('L-LIGHT')
  await act(manager, id, 'accept', { assigneeId: test.city.a.people.property_staff.personId })
  const told = async (who: Caller) => (await who.get(`${AT()}/${id}/notices`)).json<{ items: { to: string; name: string | null; title: { zh: string }; deliveries: object[] }[] }>().items
  const seen = await told(manager)
  expect(new Map(seen.map(({ to, name }) => [to, name]))).toEqual(new Map([['reporter', null], ['work', test.city.a.people.property_staff.name]]))
  const own = await told(owner)
  expect(own.map(({ to, title }) => [to, title.zh])).toEqual([['reporter', '“路灯、楼道灯不亮”有人管了']])
  expect(own[0]?.deliveries).toEqual([{ channel: 'app', state: 'sent', at: expect.any(String) as string, attempts: 1, error: null }])
  expect((await (await test.signIn('tenant')).get(`${AT()}/${id}/notices`)).statusCode).toBe(404)
})

it('tells everybody in the morning, once, how much of what they have in hand is due that day', async () => {
  await readAll()
  const id = await report('L-LIGHT')
  await act(manager, id, 'accept', { assigneeId: test.city.a.people.property_staff.personId })
  await readAll()
  const { dueAt } = (await owner.get(`${AT()}/${id}`)).json<{ dueAt: string }>()
  const onTheDay = (hour: number) => Temporal.Instant.from(dueAt).toZonedDateTimeISO('Asia/Shanghai').with({ hour, minute: 0 }).toInstant()
  const before = now
  for (const hour of [7, 8, 9]) {
    now = onTheDay(hour)
    await tellDueOn(test.services, now)
  }
  repairer = await test.signIn('property_staff')
  const { items } = (await repairer.get('/api/v1/notices?unread=true')).json<{ items: { kind: string; at: string; said: { count: number } }[] }>()
  expect(items.filter(({ kind }) => kind === 'work-due-today').map(({ at, said }) => [at, said.count >= 1])).toEqual([[onTheDay(8).toString(), true]])
  now = before
})

it('tells the reporter and the level above when a case climbs by the clock', async () => {
  const id = await report('L-LIGHT')
  await act(manager, id, 'accept', { assigneeId: test.city.a.people.property_staff.personId })
  await readAll()
  now = now.add({ hours: 24 * 30 })
  await climbOverdue.run(test.services)
  owner = await test.signIn('owner')
  const officer = await test.signIn('office_worker')
  const of = async (who: Caller, kind: string) => (await inbox(who)).filter((item) => item.kind === kind && (item.subject as { id: string }).id === id).map(({ said }) => said)
  expect(await of(owner, 'request-climbed')).toMatchObject([{ level: 'office' }])
  expect(await of(officer, 'work-climbed')).toMatchObject([{ level: 'office' }])
})
