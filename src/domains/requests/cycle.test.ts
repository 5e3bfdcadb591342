/** The whole cycle against the server, by those who should and those who should not. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestCity, type Caller, type TestCity } from '../../../test/actors.ts'
import { newId } from '../../platform/ids.ts'
import type { RequestView } from './contract.ts'

const START = Temporal.Instant.from('2026-03-16T01:00:00Z')
let now = START
let test: TestCity
let owner: Caller, tenant: Caller, manager: Caller, repairer: Caller, officer: Caller, street: Caller, department: Caller, officerB: Caller

async function signInAll(): Promise<void> {
  const as = (who: Parameters<TestCity['signIn']>[0]) => test.signIn(who)
  ;[owner, tenant, manager, repairer] = [await as('owner'), await as('tenant'), await as('property_manager'), await as('property_staff')]
  ;[officer, street, department, officerB] = [await as('office_worker'), await as('street_officer'), await as('department_officer'), await as(test.city.b.people.office_worker)]
}
/** Desk sessions end after half a day: everybody logs in again. */
async function pass(hours: number): Promise<void> {
  now = now.add({ hours })
  await signInAll()
}

beforeAll(async () => {
  test = await openTestCity({ clock: { now: () => now } })
})
beforeEach(async () => {
  now = START
  await signInAll()
})
afterAll(() => test.close())

const AT = () => `/api/v1/communities/${test.city.a.community}/requests`
const FEE = { text: '物业费怎么算的', category: 'L-PMFEE', place: { kind: 'community' } }
const NOISE = { text: '楼上半夜放音乐', category: '06028', place: { kind: 'community' } }

async function reported(report: object = FEE, who = owner): Promise<string> {
  const reply = await who.post(AT(), report, { 'idempotency-key': newId() })
  expect(reply.statusCode).toBe(201)
  return reply.json<{ id: string }>().id
}
const view = async (who: Caller, id: string): Promise<RequestView> => (await who.get(`${AT()}/${id}`)).json()
async function asked(who: Caller, id: string, verb: string, body: object = {}) {
  const { version } = await view(officer, id)
  return who.post(`${AT()}/${id}/${verb}`, { ...(verb === 'urge' || verb === 'add' || verb === 'support-done' || verb === 'reply' || verb === 'note' ? {} : { version }), ...body })
}
async function act(who: Caller, id: string, verb: string, body: object = {}): Promise<RequestView> {
  const reply = await asked(who, id, verb, body)
  expect([verb, reply.statusCode, reply.statusCode === 200 ? '' : reply.body]).toEqual([verb, 200, ''])
  return reply.json()
}
async function refused(who: Caller, id: string, verb: string, body: object = {}) {
  const reply = await asked(who, id, verb, body)
  return [reply.statusCode, reply.json<{ type: string }>().type.replace('/problems/', '')]
}
const idsIn = async (who: Caller, list: string) => (await who.get(`/api/v1/requests/queue?list=${list}&limit=100`)).json<{ items: { id: string }[] }>().items.map(({ id }) => id)
const person = (role: 'property_staff' | 'property_manager' | 'office_worker' | 'department_officer') => test.city.a.people[role].personId
const handling = async () => {
  const id = await reported()
  await act(manager, id, 'accept', { assigneeId: person('property_staff') })
  await act(repairer, id, 'sign')
  return id
}
const days = (count: number) => now.add({ hours: 24 * count }).toString()

describe('不受理 and 异议', () => {
  it('a rejection tells until when; an objection goes to the office, another decides, and then it is final', async () => {
    const id = await reported()
    for (const [who, answer] of [[repairer, [403, 'common/forbidden']], [officer, [403, 'requests/only-the-lead']], [owner, [403, 'requests/only-the-lead']], [tenant, [404, 'common/not-found']], [officerB, [404, 'common/not-found']]] as const) {
      expect(await refused(who, id, 'reject', { text: '不归我们' })).toEqual(answer)
    }
    expect(await act(manager, id, 'reject', { text: '不归物业管' })).toMatchObject({ state: 'REJECTED', rejection: { contestUntil: days(7) } })
    expect(await refused(manager, id, 'contest', { text: '再来' })).toEqual([403, 'requests/only-the-reporter'])
    expect((await view(owner, id)).can).toMatchObject({ contest: true })
    expect(await act(owner, id, 'contest', { text: '就归物业管' })).toMatchObject({ state: 'REPORTED', level: 'office', lead: { name: '甲社区居委会' } })
    // The company that rejected it has lost it.
    expect((await manager.get(`${AT()}/${id}`)).statusCode).toBe(404)
    expect(await idsIn(officer, 'ours')).toContain(id)
    expect(await act(officer, id, 'reject', { text: '确实不归' })).toMatchObject({ rejection: { contestUntil: null } })
    expect(await refused(owner, id, 'contest', { text: '再看看' })).toEqual([409, 'requests/contested-already'])
  })
  it('is too late after seven days', async () => {
    const id = await reported()
    await act(manager, id, 'reject', { text: '不归物业管' })
    await pass(24 * 7 + 1)
    expect(await refused(owner, id, 'contest', { text: '就归物业管' })).toEqual([409, 'requests/too-late'])
  })
})

describe('派单 to other units', () => {
  it('is for offices; a unit that does not serve the community is no unit', async () => {
    const { organisations } = test.city.a
    const mine = await reported()
    await act(manager, mine, 'accept')
    expect(await refused(manager, mine, 'dispatch', { leadOrganisationId: organisations.office })).toEqual([403, 'requests/only-offices-call-units'])
    expect(await refused(manager, mine, 'dispatch', { assigneeId: person('property_staff'), supportingIds: [organisations.office] })).toEqual([403, 'requests/only-offices-call-units'])
    const id = await reported(NOISE)
    await act(officer, id, 'accept')
    for (const stranger of [test.city.b.organisations.street, test.city.b.organisations.department, organisations.district, newId()]) {
      expect(await refused(officer, id, 'dispatch', { leadOrganisationId: stranger })).toEqual([422, 'requests/unit-not-here'])
    }
    expect(await refused(officer, id, 'dispatch', { leadOrganisationId: organisations.office })).toEqual([409, 'requests/already-assigned'])
    expect(await refused(officer, id, 'dispatch', {})).toEqual([422, 'common/invalid'])
    const units = (await officer.get(`/api/v1/requests/units?communityId=${test.city.a.community}`)).json<{ items: { id: string; staffed: boolean }[] }>().items
    expect(units.map((each) => [each.id, each.staffed])).toEqual([organisations.company, organisations.office, organisations.street, organisations.department].map((each) => [each, true]))
  })

  it('a supporting unit sees and says its word, and does nothing for the lead', async () => {
    const { organisations } = test.city.a
    const id = await reported(NOISE)
    await act(officer, id, 'accept')
    expect((await manager.get(`${AT()}/${id}`)).statusCode).toBe(404)
    await act(officer, id, 'dispatch', { leadOrganisationId: organisations.department, supportingIds: [organisations.company] })
    expect(await idsIn(manager, 'supporting')).toContain(id)
    const theirs = await view(manager, id)
    expect([theirs.lead.id, theirs.supporting, theirs.can]).toEqual([organisations.department, [{ id: organisations.company, name: '甲物业公司', doneAt: null }], { reply: true, note: true, 'support-done': true }])
    for (const [verb, body] of [['sign', {}], ['dispatch', { assigneeId: person('property_staff') }], ['return', { text: '不' }], ['feedback', { text: '好了' }], ['reject', { text: '不' }], ['ask', { text: '谁' }], ['resume', {}]] as const) {
      expect([verb, ...(await refused(manager, id, verb, body))]).toEqual([verb, 403, 'requests/only-the-lead'])
    }
    expect(await refused(department, id, 'support-done', { text: '好了' })).toEqual([403, 'requests/only-the-supporting'])
    await act(manager, id, 'support-done', { text: '我们劝过了' })
    expect(await refused(manager, id, 'support-done', { text: '又劝过了' })).toEqual([409, 'requests/support-done-already'])
    expect(await idsIn(manager, 'supporting')).not.toContain(id)
    await act(department, id, 'sign')
    await act(department, id, 'feedback', { text: '已处理' })
    await act(owner, id, 'confirm', { resolved: true })
    expect((await manager.get(`${AT()}/${id}`)).statusCode).toBe(404)
  })

  it('comes back to the office that gave it; after two returns the level above assigns for good', async () => {
    const { organisations } = test.city.a
    const id = await reported(NOISE)
    await act(officer, id, 'accept')
    for (const returns of [1, 2]) {
      await act(officer, id, 'dispatch', { leadOrganisationId: organisations.company })
      expect(await refused(repairer, id, 'return', { text: '不归我们' })).toEqual([403, 'common/forbidden'])
      expect(await refused(street, id, 'assign', { leadOrganisationId: organisations.company, text: '你们办' })).toEqual([409, 'requests/lead-is-there'])
      const back = await asked(manager, id, 'return', { text: '噪声不归物业' })
      // It is the office's again, and not the company's to see.
      expect([back.statusCode, (await view(officer, id)).lead.id, (await view(officer, id)).returns]).toEqual([200, organisations.office, returns])
    }
    expect(await refused(officer, id, 'assign', { leadOrganisationId: organisations.company, text: '你们办' })).toEqual([403, 'common/forbidden'])
    expect(await refused(department, id, 'assign', { leadOrganisationId: organisations.company, text: '你们办' })).toEqual([403, 'common/forbidden'])
    expect(await act(street, id, 'assign', { leadOrganisationId: organisations.company, text: '物业来办' })).toMatchObject({ state: 'DISPATCHED', binding: true, lead: { id: organisations.company } })
    expect(await refused(manager, id, 'return', { text: '还是不归' })).toEqual([409, 'requests/binding'])
  })
})

describe('申请 and 批准', () => {
  it('suspension: by an office above, never by the asker, the handler, a neighbour office or a department; visible, and resumed by hand', async () => {
    const id = await handling()
    const { dueAt } = await view(officer, id)
    expect(await refused(repairer, id, 'ask-suspension', { resumeAt: days(31), text: '等总部' })).toEqual([422, 'requests/outside-the-limit'])
    expect(await refused(officer, id, 'ask-suspension', { resumeAt: days(7), text: '等总部' })).toEqual([403, 'requests/only-the-lead'])
    await act(repairer, id, 'ask-suspension', { resumeAt: days(7), text: '等总部' })
    expect(await refused(repairer, id, 'ask-extension', { until: days(20), text: '再等等' })).toEqual([409, 'requests/asked-for-already'])
    expect(await idsIn(officer, 'to-approve')).toContain(id)
    for (const who of [repairer, manager, department]) expect(await refused(who, id, 'approve')).toEqual([403, 'common/forbidden'])
    expect(await refused(officerB, id, 'approve')).toEqual([404, 'common/not-found'])
    expect((await view(owner, id)).pending).toBeNull()
    expect(await act(officer, id, 'approve')).toMatchObject({ state: 'SUSPENDED', suspended: { resumeAt: days(7) }, pending: null })
    expect((await view(owner, id)).events.at(-1)).toMatchObject({ kind: 'suspended', until: days(7), text: '等总部' })
    expect(await refused(repairer, id, 'feedback', { text: '好了' })).toEqual([409, 'requests/not-in-this-state'])
    expect(await act(repairer, id, 'resume')).toMatchObject({ state: 'HANDLING', dueAt })
  })
  it('where an office leads, a colleague approves, and not who has it in hand', async () => {
    const id = await reported(NOISE)
    await act(officer, id, 'accept', { assigneeId: person('office_worker') })
    await act(officer, id, 'sign')
    await act(officer, id, 'ask-extension', { until: days(14), text: '两家都要谈' })
    expect(await refused(officer, id, 'approve')).toEqual([403, 'requests/own-request'])
    expect(await act(street, id, 'approve')).toMatchObject({ dueAt: days(14) })
  })
  it('a void takes two people, and the resident reads why', async () => {
    const id = await reported()
    expect(await refused(owner, id, 'ask-void', { text: '不报了' })).toEqual([403, 'common/forbidden'])
    expect(await refused(repairer, id, 'ask-void', { text: '不报了' })).toEqual([403, 'common/forbidden'])
    await act(manager, id, 'ask-void', { text: '查无此事' })
    expect(await refused(manager, id, 'approve')).toEqual([403, 'common/forbidden'])
    await act(officer, id, 'decline', { text: '先去看看' })
    await act(officer, id, 'ask-void', { text: '确实查无此事' })
    expect(await refused(officer, id, 'approve')).toEqual([403, 'requests/own-request'])
    expect(await act(street, id, 'approve')).toMatchObject({ state: 'VOIDED' })
    expect((await view(owner, id)).events.at(-1)).toMatchObject({ kind: 'voided', text: '确实查无此事' })
  })
})

describe('升级', () => {
  it('the reporter goes up once a level, after urging and waiting; the office finds it among what climbed', async () => {
    const id = await reported()
    expect(await refused(owner, id, 'escalate', { text: '没人管' })).toEqual([409, 'requests/not-yet'])
    await act(owner, id, 'urge')
    await pass(24)
    expect(await refused(manager, id, 'escalate', { text: '没人管' })).toEqual([403, 'requests/only-the-reporter'])
    expect(await act(owner, id, 'escalate', { text: '没人管' })).toMatchObject({ level: 'office', climbedTo: { organisation: '甲社区居委会' }, lead: { name: '甲物业公司', level: 'community' } })
    expect(await refused(owner, id, 'escalate', { text: '没人管' })).toEqual([409, 'requests/not-yet'])
    expect(await idsIn(officer, 'climbed')).toContain(id)
    expect((await view(manager, id)).can).toMatchObject({ accept: true })
  })
  it('the second "not solved" climbs in the same breath', async () => {
    const id = await handling()
    for (const level of ['community', 'office']) {
      await act(repairer, id, 'feedback', { text: '解释过了' })
      expect((await act(owner, id, 'confirm', { resolved: false, satisfaction: 'bad', text: '没讲清楚' })).level).toBe(level)
    }
    expect((await view(owner, id)).events.at(-1)).toMatchObject({ kind: 'climbed', why: 'dissatisfied', unit: '甲社区居委会' })
  })
})

describe('并案 and 没人牵头', () => {
  it('the reporter of the merged case follows the other; nothing is merged into what cannot be seen, is closed or is itself', async () => {
    const [id, into] = [await reported(FEE, tenant), await reported()]
    const elsewhere = await reported(NOISE)
    for (const intoId of [id, elsewhere, newId()]) expect(await refused(manager, id, 'merge', { intoId })).toEqual([409, 'requests/cannot-merge-into'])
    expect(await refused(repairer, id, 'merge', { intoId: into })).toEqual([403, 'common/forbidden'])
    expect(await act(manager, id, 'merge', { intoId: into, text: '同一件事' })).toMatchObject({ state: 'MERGED', mergedInto: { id: into } })
    expect((await view(tenant, id)).mergedInto).toMatchObject({ id: into })
    expect((await view(owner, into)).followers).toBe(1)
    expect(await refused(manager, into, 'merge', { intoId: id })).toEqual([409, 'requests/cannot-merge-into'])
    const { rows } = await test.services.database.pool.query<{ person_id: string; how: string }>('select person_id, how from requests.follower where request_id = $1', [into])
    expect(rows).toEqual([{ person_id: test.city.a.people.tenant.personId, how: 'merged' }])
  })
  it('a case whose lead has lost its contract is found and assigned by the office', async () => {
    const { organisations } = test.city.a
    const id = await handling()
    expect(await idsIn(officer, 'stranded')).not.toContain(id)
    const end = (day: string | null) => test.services.database.pool.query('update register.service_contract set valid_to = $1 where organisation_id = $2', [day, organisations.company])
    await end('2026-03-10')
    try {
      expect(await idsIn(officer, 'stranded')).toContain(id)
      expect((await view(officer, id)).can).toMatchObject({ assign: true })
      expect(await act(officer, id, 'assign', { leadOrganisationId: organisations.office, text: '物业撤了，社区来办' })).toMatchObject({ state: 'DISPATCHED', assignee: null, lead: { id: organisations.office } })
    } finally {
      await end(null)
    }
  })
})
