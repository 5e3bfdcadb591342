/** What happens by the clock, against the whole server: climbing, what awaits the calendar, rules that change, and who is on duty meanwhile. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestCity, signIn, type Caller, type TestCity } from '../../../test/actors.ts'
import { openTestApp } from '../../../test/app.ts'
import { newId } from '../../platform/ids.ts'
import type { RequestView } from './contract.ts'
import { climbOverdue, pendingCalendar, resumeSuspended, settlePending } from './jobs/clocks.ts'

const MONDAY = Temporal.Instant.from('2026-03-16T01:00:00Z')
const NEW_YEARS_EVE = Temporal.Instant.from('2026-12-31T02:00:00Z')
const KEY = Buffer.alloc(32, 7).toString('base64')
let now = MONDAY
const clock = { now: () => now }

let test: TestCity
let owner: Caller, manager: Caller, officer: Caller, admin: Caller
const signInAll = async () => {
  ;[owner, manager, officer, admin] = [await test.signIn('owner'), await test.signIn('property_manager'), await test.signIn('street_officer'), await test.signIn('system_admin')]
}
const at = async (moment: Temporal.Instant) => {
  now = moment
  await signInAll()
}
beforeAll(async () => {
  test = await openTestCity({ clock }, { key: KEY })
})
beforeEach(() => at(MONDAY))
afterAll(() => test.close())

const AT = () => `/api/v1/communities/${test.city.a.community}/requests`
const view = async (id: string, who = owner): Promise<RequestView> => (await who.get(`${AT()}/${id}`)).json()

const hours = (count: number) => MONDAY.add({ minutes: Math.round(count * 60) })
const climbs = async (id: string): Promise<readonly string[]> => (await view(id)).events.filter(({ kind }) => kind === 'climbed').map(({ at: moment }) => moment)
const turn = () => climbOverdue.run(test.services)

async function reported(category = 'L-LIGHT'): Promise<string> {
  const reply = await owner.post(AT(), { text: '楼道灯不亮', category, place: { kind: 'community' } }, { 'idempotency-key': newId() })
  expect(reply.statusCode).toBe(201)
  return reply.json<{ id: string }>().id
}
async function act(who: Caller, id: string, verb: string, body: object = {}): Promise<RequestView> {
  const reply = await who.post(`${AT()}/${id}/${verb}`, { version: (await view(id)).version, ...body })
  expect([verb, reply.statusCode]).toEqual([verb, 200])
  return reply.json()
}

describe('逐级上报', () => {
  it('what nobody took in goes one level up, once; and again when the next level has had its time', async () => {
    const id = await reported()
    now = hours(23)
    await turn()
    expect(await climbs(id)).toEqual([])
    now = hours(25)
    for (let times = 0; times < 3; times++) await turn()
    expect(await climbs(id)).toEqual([hours(25).toString()])
    expect(await view(id)).toMatchObject({ state: 'REPORTED', level: 'office', lead: { name: '甲物业公司' }, clock: { overdue: true } })
    // Half of five working days from Tuesday 10:00: Thursday 15:45.
    now = hours(78.7)
    await turn()
    expect(await climbs(id)).toHaveLength(1)
    now = hours(78.8)
    await turn()
    expect(await climbs(id)).toHaveLength(2)
    expect(await view(id)).toMatchObject({ level: 'street' })
  })

  it('two processes at once, and twenty turns: each step once, each with its audit row', async () => {
    const ids = await Promise.all(Array.from({ length: 30 }, () => reported()))
    const other = await openTestApp(test.url, { clock }, { key: KEY })
    now = hours(25)
    await Promise.all(Array.from({ length: 10 }, () => [turn(), climbOverdue.run(other.services)]).flat())
    await other.close()
    for (const id of ids) expect(await climbs(id)).toHaveLength(1)
    const { rows } = await test.services.database.pool.query<{ n: number }>(`select count(*)::int as n from audit.entry where command = 'requests/climb' and subject_kind = 'request' and subject_id = any($1)`, [ids])
    expect(rows[0]?.n).toBe(ids.length)
  })

  it('acting in time is enough, and a race between a person and the clock leaves one history', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => reported()))
    now = hours(25)
    await signInAll()
    await Promise.all([turn(), ...ids.map((id) => manager.post(`${AT()}/${id}/accept`, { version: 1 })), turn()])
    await turn()
    for (const id of ids) {
      const { events, version } = await view(id)
      expect(events.map(({ no }) => no)).toEqual(events.map((_, index) => index + 1))
      expect(version).toBe(events.length)
      expect((await climbs(id)).length).toBeLessThanOrEqual(1)
    }
  })

  it('a clock that goes back an hour, or stands still, climbs nothing twice', async () => {
    const id = await reported()
    now = hours(25)
    await turn()
    for (const moment of [24, 24, 25, 25.5]) {
      now = hours(moment)
      await turn()
    }
    expect(await climbs(id)).toHaveLength(1)
  })

  it('stops at the city', async () => {
    const id = await reported()
    for (let day = 2; day < 40; day += 3) {
      now = hours(day * 24)
      await turn()
    }
    await signInAll()
    expect(await view(id)).toMatchObject({ level: 'city' })
    expect(await climbs(id)).toHaveLength(4)
  })
})

describe('时限待日历', () => {
  it('is accepted without a deadline, tells the administrator, and gets it from acceptance when the year is loaded', async () => {
    await at(NEW_YEARS_EVE)
    const id = await reported()
    expect(await view(id)).toMatchObject({ clock: { due: null, amberAt: null, redAt: null, overdue: false, pendingCalendar: true } })
    await act(manager, id, 'accept')
    expect(await view(id)).toMatchObject({ state: 'ACCEPTED', dueAt: null, clock: { pendingCalendar: true } })
    expect(await pendingCalendar.value(test.services)).toBeGreaterThan(0)
    const alarm = await admin.get('/api/v1/requests/pending-calendar')
    expect(alarm.json()).toMatchObject({ count: expect.any(Number) as number, first: expect.arrayContaining([expect.objectContaining({ community: '甲小区', number: expect.stringMatching(/^JX-261231-/u) as string })]) as object[] })
    expect((await officer.get('/api/v1/requests/pending-calendar')).statusCode).toBe(403)
    await settlePending.run(test.services)
    expect(await view(id)).toMatchObject({ dueAt: null })

    const { version } = await view(id)
    const days = [...['01', '02', '03'].map((day) => ({ date: `2027-01-${day}`, kind: 'off' })), ...['01', '02', '03', '04'].map((day) => ({ date: `2027-10-${day}`, kind: 'off' }))].map((day) => ({ ...day, name: '节', sourceUrl: '' }))
    expect((await admin.put('/api/v1/calendar/years/2027', { version: 0, days })).statusCode).toBe(200)
    await at(NEW_YEARS_EVE.add({ hours: 48 }))
    await Promise.all([settlePending.run(test.services), settlePending.run(test.services)])
    // Five working days from Thursday 31 December, 10:00: 4 to 8 January.
    expect(await view(id)).toMatchObject({ dueAt: '2027-01-08T02:00:00Z', contactDueAt: '2027-01-04T02:00:00Z', version, clock: { due: '2027-01-08T02:00:00Z', pendingCalendar: false } })
    expect(await pendingCalendar.value(test.services)).toBe(0)
    const { rows } = await test.services.database.pool.query<{ n: number }>(`select count(*)::int as n from audit.entry where command = 'requests/settle-pending' and subject_id = $1`, [id])
    expect(rows[0]?.n).toBe(1)
  })
})

it('a case keeps the rules that it was routed by', async () => {
  const id = await reported()
  const { rows } = await test.services.database.pool.query<{ rules: { classes: Record<string, unknown> } }>('select rules from requests.rule_set where version = 1')
  const rules = rows[0]?.rules
  const faster = { ...rules, classes: { ...rules?.classes, NORMAL: { accept: { amount: 1, unit: 'work_hour' }, finish: { amount: 4, unit: 'work_hour' } } } }
  await test.services.database.pool.query(`insert into requests.rule_set (version, effective_from, source, rules) values (2, $1, 'test', $2)`, [MONDAY.toString(), JSON.stringify(faster)])
  await test.services.database.pool.query(`insert into requests.category select 2, code, scheme, name_zh, name_en, scope_zh, deadline_class, responsible_kind, competent_unit, safety, related_national, photo_on_feedback, sort from requests.category where version = 1`)
  expect((await act(manager, id, 'accept')).dueAt).toBe('2026-03-23T01:00:00Z')
  // Another process begins with the new rules; what is reported there runs by them.
  const other = await openTestApp(test.url, { clock }, { key: KEY })
  const resident = await signIn(other, test.city.a.people.owner)
  const made = await resident.post(AT(), { text: '楼道灯不亮', category: 'L-LIGHT', place: { kind: 'community' } }, { 'idempotency-key': newId() })
  expect(made.json()).toMatchObject({ acceptBy: '2026-03-16T02:00:00Z' })
  await other.close()
})

it('挂起 ends at its day by itself, once, with the time that was left', async () => {
  const id = await reported()
  await act(manager, id, 'accept', { assigneeId: test.city.a.people.property_staff.personId })
  const repairer = await test.signIn('property_staff')
  await act(repairer, id, 'sign')
  await act(repairer, id, 'ask-suspension', { text: '等配件', resumeAt: hours(72).toString() })
  const approver = await test.signIn('office_worker')
  await act(approver, id, 'approve', {})
  expect(await view(id)).toMatchObject({ state: 'SUSPENDED', dueAt: '2026-03-26T01:00:00Z' })
  now = hours(71)
  await resumeSuspended.run(test.services)
  expect(await view(id)).toMatchObject({ state: 'SUSPENDED' })
  now = hours(73)
  await Promise.all([resumeSuspended.run(test.services), resumeSuspended.run(test.services)])
  const resumed = await view(id)
  expect(resumed).toMatchObject({ state: 'HANDLING', dueAt: '2026-03-26T01:00:00Z' })
  expect(resumed.events.filter(({ kind }) => kind === 'resumed')).toHaveLength(1)
})

describe('值班', () => {
  it('a month is written by who gives out the work; residents see who is on duty when it is closed', async () => {
    const duty = '/api/v1/requests/duty'
    const person = test.city.a.people.property_staff
    const month = (await manager.get(`${duty}?month=2026-03`)).json<{ days: { date: string; working: boolean; parts: string[] }[]; can: object }>()
    expect(month).toMatchObject({ can: { write: true } })
    expect(month.days.find(({ date }) => date === '2026-03-21')).toEqual({ date: '2026-03-21', working: false, parts: ['day', 'night'] })
    const shift = (date: string, part: string, more: object = {}) => ({ date, part, personId: person.personId, showPhone: true, ...more })
    const written = await manager.put(`${duty}/2026-03`, { shifts: [shift('2026-03-16', 'night'), shift('2026-03-21', 'day', { showPhone: false })] })
    expect([written.statusCode, written.json<{ shifts: object[] }>().shifts]).toEqual([200, [shift('2026-03-16', 'night'), shift('2026-03-21', 'day', { showPhone: false })]])
    expect((await manager.put(`${duty}/2026-03`, { shifts: [shift('2026-03-17', 'day')] })).json()).toMatchObject({ status: 422, errors: [{ pointer: '/body/shifts/0/part' }] })
    expect((await (await test.signIn('property_staff')).put(`${duty}/2026-03`, { shifts: [] })).statusCode).toBe(403)

    const id = await reported()
    expect((await view(id)).onDuty).toBeNull()
    await at(hours(13))
    expect((await view(id)).onDuty).toEqual({ name: person.name, phone: person.phone })
    const assignees = (await manager.get(`/api/v1/requests/assignees?communityId=${test.city.a.community}`)).json<{ items: { personId: string; onDuty: boolean }[] }>().items
    expect(assignees.filter(({ onDuty }) => onDuty).map((each) => each.personId)).toEqual([person.personId])
    await at(hours(24.5))
    expect((await view(id)).onDuty).toBeNull()
  })
})
