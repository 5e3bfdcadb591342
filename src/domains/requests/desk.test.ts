/** What people set up for their desk, and work on several cases at once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestCity, type Caller, type TestCity } from '../../../test/actors.ts'
import { newId } from '../../platform/ids.ts'
import { requestsContract, type RequestView } from './contract.ts'

let city: TestCity
let owner: Caller, manager: Caller, repairer: Caller, officer: Caller, bureau: Caller
beforeAll(async () => {
  city = await openTestCity()
  ;[owner, manager, repairer, officer, bureau] = [await city.signIn('owner'), await city.signIn('property_manager'), await city.signIn('property_staff'), await city.signIn('office_worker'), await city.signIn('bureau_officer')]
})
afterAll(() => city.close())

const AT = () => `/api/v1/communities/${city.city.a.community}/requests`
const once = () => ({ 'idempotency-key': newId() })
interface One {
  readonly communityId: string
  readonly id: string
  readonly version: number
}
async function reported(category = 'L-PMFEE'): Promise<One> {
  const { id, version } = (await owner.post(AT(), { text: '物业费怎么算的', category, place: { kind: 'community' } }, once())).json<{ id: string; version: number }>()
  return { communityId: city.city.a.community, id, version }
}
const view = async (id: string): Promise<RequestView> => (await bureau.get(`${AT()}/${id}`)).json()
const problem = (reply: { statusCode: number; json: () => unknown }) => [reply.statusCode, (reply.json() as { type: string }).type]

describe('in bulk', () => {
  interface Results {
    readonly results: readonly { readonly id: string; readonly done: boolean; readonly state?: string; readonly problem?: { readonly type: string; readonly status: number } }[]
  }
  const bulk = async (who: Caller, cases: readonly One[], more: object = {}, headers: Readonly<Record<string, string>> = once()) => {
    const reply = await who.post('/api/v1/requests/bulk/dispatch', { cases, ...more }, headers)
    expect([reply.statusCode, reply.statusCode === 200 ? '' : reply.body]).toEqual([200, ''])
    return reply.json<Results>().results
  }
  const repairerId = () => city.city.a.people.property_staff.personId

  test('each case by itself: what can be done is done, and the rest says why not', async () => {
    const [fresh, stale, accepted, theirs] = [await reported(), await reported(), await reported(), await reported('L-PMSERVICE')]
    await manager.post(`${AT()}/${stale.id}/accept`, { version: 1 })
    await manager.post(`${AT()}/${accepted.id}/accept`, { version: 1 })
    const results = await bulk(manager, [fresh, stale, { ...accepted, version: 2 }, theirs, { ...fresh, id: newId() }], { assigneeId: repairerId() })
    expect(results.map(({ done, state, problem: refused }) => (done ? state : refused?.type))).toEqual([
      'DISPATCHED', '/problems/common/changed-meanwhile', 'DISPATCHED', '/problems/common/not-found', '/problems/common/not-found',
    ])
    expect((await view(stale.id)).state).toBe('ACCEPTED')
    expect((await view(fresh.id)).events.map(({ kind }) => kind)).toEqual(['reported', 'accepted', 'dispatched'])
    // On record as the commands that they are.
    const auditor = await city.signIn('auditor')
    const { items } = (await auditor.get(`/api/v1/access/audit?subjectId=${fresh.id}`)).json<{ items: { command: string }[] }>()
    expect(items[0]?.command).toBe('POST /api/v1/communities/:communityId/requests/:id/accept')
  })
  test('without a person they are accepted only', async () => {
    const [one, two] = [await reported(), await reported()]
    expect((await bulk(manager, [one, two])).map(({ state }) => state)).toEqual(['ACCEPTED', 'ACCEPTED'])
    expect(await bulk(manager, [{ ...one, version: 2 }])).toMatchObject([{ done: false, problem: { type: '/problems/requests/not-in-this-state', status: 409 } }])
  })
  test('asked for again with the same key, the same answer and nothing twice', async () => {
    const [one, two] = [await reported(), await reported()]
    const headers = once()
    const first = await bulk(manager, [one], { assigneeId: repairerId() }, headers)
    // The second time reaches one more: what was lost on the way.
    const again = await bulk(manager, [one, two], { assigneeId: repairerId() }, headers)
    expect(again[0]).toEqual(first[0])
    expect(again[1]).toMatchObject({ done: true })
    expect((await view(one.id)).events).toHaveLength(3)
    // The same key for something else is told.
    expect(await bulk(manager, [one], {}, headers)).toMatchObject([{ done: false, problem: { type: '/problems/common/key-reused' } }])
  })
  test('two at once: each case once', async () => {
    const cases = await Promise.all([1, 2, 3, 4].map(() => reported()))
    const [left, right] = await Promise.all([bulk(manager, cases, { assigneeId: repairerId() }), bulk(manager, cases.toReversed(), { assigneeId: repairerId() })])
    for (const { id } of cases) expect([...left, ...right].filter((one) => one.id === id && one.done)).toHaveLength(1)
  })
  test('nobody gives out what is not theirs, nor to somebody outside', async () => {
    const one = await reported()
    expect((await repairer.post('/api/v1/requests/bulk/dispatch', { cases: [one] }, once())).statusCode).toBe(403)
    expect(await bulk(officer, [one])).toMatchObject([{ done: false, problem: { type: '/problems/requests/only-the-lead' } }])
    expect(await bulk(await city.signIn(city.city.b.people.office_worker), [one])).toMatchObject([{ done: false, problem: { type: '/problems/common/not-found' } }])
    expect(await bulk(manager, [one], { assigneeId: city.city.a.people.owner.personId })).toMatchObject([{ done: false, problem: { type: '/problems/requests/assignee-not-of-lead' } }])
    expect((await view(one.id)).state).toBe('REPORTED')
  })
  test('a key is needed, no case twice, and at most fifty', async () => {
    const one = await reported()
    expect((await manager.post('/api/v1/requests/bulk/dispatch', { cases: [one] })).statusCode).toBe(422)
    expect((await manager.post('/api/v1/requests/bulk/dispatch', { cases: [one, one] }, once())).statusCode).toBe(422)
    expect((await manager.post('/api/v1/requests/bulk/dispatch', { cases: Array.from({ length: 51 }, () => ({ ...one, id: newId() })) }, once())).statusCode).toBe(422)
  })
})

describe('saved filters', () => {
  interface Saved {
    readonly id: string
    readonly name: string
    readonly count: number
    readonly mine: boolean
    readonly owner: string | null
    readonly filter: object
  }
  const saved = async (who: Caller) => (await who.get('/api/v1/requests/filters')).json<{ items: Saved[] }>().items
  const body = (more: object = {}) => ({ name: '没人接', list: 'ours', filter: { assignee: 'none' }, ...more })
  const save = async (who: Caller, more: object = {}) => {
    const reply = await who.post('/api/v1/requests/filters', body(more))
    expect(reply.statusCode).toBe(201)
    return reply.json<{ id: string }>().id
  }

  test('count what they find, for whoever looks', async () => {
    await reported()
    const id = await save(manager)
    const mine = (await saved(manager)).find((one) => one.id === id)
    expect(mine).toMatchObject({ name: '没人接', mine: true, owner: null, filter: { assignee: 'none' } })
    const { items } = (await manager.get('/api/v1/requests/queue?list=ours&assignee=none&limit=100')).json<{ items: unknown[] }>()
    expect(mine?.count).toBe(items.length)
    expect(items.length).toBeGreaterThan(0)
  })
  test('are seen by colleagues where shared, and changed by nobody but their owner', async () => {
    const [own, shared] = [await save(manager, { name: '我的' }), await save(manager, { name: '大家的', shared: true })]
    const seen = await saved(repairer)
    expect(seen.map(({ id }) => id)).toContain(shared)
    expect(seen.map(({ id }) => id)).not.toContain(own)
    expect(seen.find(({ id }) => id === shared)?.owner).toBe(city.city.a.people.property_manager.name)
    for (const who of [repairer, officer]) {
      for (const id of [own, shared]) {
        expect(problem(await who.put(`/api/v1/requests/filters/${id}`, body()))).toEqual([404, '/problems/common/not-found'])
        expect(problem(await who.delete(`/api/v1/requests/filters/${id}`))).toEqual([404, '/problems/common/not-found'])
      }
    }
    // Another organisation's desk sees neither.
    expect((await saved(officer)).map(({ id }) => id)).not.toContain(shared)
    expect((await manager.put(`/api/v1/requests/filters/${shared}`, body({ name: '不分了' }))).statusCode).toBe(200)
    expect((await saved(repairer)).map(({ id }) => id)).not.toContain(shared)
    expect((await manager.delete(`/api/v1/requests/filters/${own}`)).statusCode).toBe(200)
  })
  test('of a list that the role has not are neither saved nor shown', async () => {
    expect(problem(await manager.post('/api/v1/requests/filters', body({ list: 'scope' })))).toEqual([403, '/problems/common/forbidden'])
    const id = await save(officer, { list: 'scope', shared: true, filter: { community: city.city.b.community } })
    const [found] = (await saved(officer)).filter((one) => one.id === id)
    // Outside the scope a filter finds nothing.
    expect(found?.count).toBe(0)
  })
  test('are few', async () => {
    for (let made = (await saved(officer)).length; made < 20; made++) await save(officer)
    expect(problem(await officer.post('/api/v1/requests/filters', body()))).toEqual([409, '/problems/requests/too-many-filters'])
  })
})

describe('templates', () => {
  interface Shown {
    readonly id: string
    readonly title: string
    readonly ofCity: boolean
    readonly mayEdit: boolean
    readonly version: number
  }
  const templates = async (who: Caller) => (await who.get('/api/v1/requests/templates')).json<{ items: Shown[] }>().items
  const body = (more: object = {}) => ({ verb: 'reply', title: '已派人', text: '{编号} 已派人，最晚 {期限} 办完。', ...more })

  test('a new city begins with some, which its bureau may change and nobody else', async () => {
    const [shipped] = await templates(manager)
    expect(shipped).toMatchObject({ ofCity: true, mayEdit: false, version: 1 })
    expect(problem(await manager.put(`/api/v1/requests/templates/${shipped?.id}`, { ...body(), version: 1 }))).toEqual([403, '/problems/common/forbidden'])
    expect((await templates(bureau)).every(({ mayEdit }) => mayEdit)).toBe(true)
    expect((await bureau.put(`/api/v1/requests/templates/${shipped?.id}`, { ...body(), version: 1 })).statusCode).toBe(200)
    expect(problem(await bureau.put(`/api/v1/requests/templates/${shipped?.id}`, { ...body(), version: 1 }))).toEqual([409, '/problems/common/changed-meanwhile'])
  })
  test('an organisation’s own are seen by its people only, and first', async () => {
    const { id } = (await manager.post('/api/v1/requests/templates', body({ title: '本公司的' }))).json<{ id: string }>()
    expect((await templates(repairer))[0]).toMatchObject({ id, ofCity: false, mayEdit: false })
    expect((await templates(officer)).map((one) => one.id)).not.toContain(id)
    expect(problem(await officer.put(`/api/v1/requests/templates/${id}`, { ...body(), version: 1 }))).toEqual([404, '/problems/common/not-found'])
    expect(problem(await repairer.delete(`/api/v1/requests/templates/${id}`))).toEqual([403, '/problems/common/forbidden'])
    expect((await manager.delete(`/api/v1/requests/templates/${id}`)).statusCode).toBe(200)
  })
  test('for a category that is not in the catalogue there is none', async () => {
    expect(problem(await manager.post('/api/v1/requests/templates', body({ category: 'L-NOSUCH' })))).toEqual([422, '/problems/requests/unknown-category'])
  })
})

test('the communities of a list: where it has open cases, and no others', async () => {
  await reported()
  const of = async (who: Caller, list: string) => (await who.get(`/api/v1/requests/queue/communities?list=${list}`)).json<{ items: { id: string; cases: number }[] }>().items
  const [here] = await of(bureau, 'scope')
  expect(here?.id).toBe(city.city.a.community)
  const { counts } = (await bureau.get('/api/v1/requests/queue?list=scope')).json<{ counts: { all: number } }>()
  expect(here?.cases).toBe(counts.all)
  expect(await of(await city.signIn(city.city.b.people.office_worker), 'scope')).toEqual([])
})

test('the queue is written out as its contract says, with nothing more', async () => {
  await reported()
  const reply = requestsContract['GET /api/v1/requests/queue'].replies[200]
  for (const [who, list] of [[manager, 'ours'], [repairer, 'mine'], [officer, 'to-check'], [bureau, 'scope']] as const) {
    const body = (await who.get(`/api/v1/requests/queue?list=${list}`)).json<object>()
    expect(reply.parse(body)).toEqual(body)
  }
})
