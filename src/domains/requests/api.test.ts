/** A request from phone to confirmation, and everything that somebody might try instead, against the whole server. */
import { createHash, createHmac } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestCity, type Caller, type TestCity } from '../../../test/actors.ts'
import { newId } from '../../platform/ids.ts'
import type { RequestView } from './contract.ts'
import { relearn } from './stores/suggestions.ts'

const START = Temporal.Instant.from('2026-03-16T01:00:00Z')
let now = START
const clock = { now: () => now }
/** Desk sessions end after half a day: everybody logs in again. */
async function pass(hours: number): Promise<void> {
  now = now.add({ minutes: Math.round(hours * 60) })
  await signInAll()
}

let test: TestCity
let owner: Caller, tenant: Caller, family: Caller, manager: Caller, repairer: Caller, officer: Caller, steward: Caller
let ownerB: Caller, officerB: Caller

const as = (who: Parameters<TestCity['signIn']>[0]) => test.signIn(who)
async function signInAll(): Promise<void> {
  const { b } = test.city
  ;[owner, tenant, family, steward] = [await as('owner'), await as('tenant'), await as('family'), await as('unit_steward')]
  ;[manager, repairer, officer] = [await as('property_manager'), await as('property_staff'), await as('office_worker')]
  ;[ownerB, officerB] = [await as(b.people.owner), await as(b.people.office_worker)]
}

beforeAll(async () => {
  test = await openTestCity({ clock })
  await signInAll()
})
afterAll(() => test.close())

const AT = () => `/api/v1/communities/${test.city.a.community}/requests`
const key = () => ({ 'idempotency-key': newId() })
const light = (more: object = {}) => ({ text: '3单元楼道灯不亮，老人夜里不敢下楼', category: 'L-LIGHT', place: { kind: 'unit', unitId: test.city.a.units[0] }, ...more })
const query = { text: '物业费怎么算的', category: 'L-PMFEE', place: { kind: 'community' } }

async function reported(who = owner, body: object = light()): Promise<{ id: string; number: string }> {
  const reply = await who.post(AT(), body, key())
  expect([reply.statusCode, reply.body]).toEqual([201, expect.any(String)])
  return reply.json()
}
const view = async (who: Caller, id: string): Promise<RequestView> => (await who.get(`${AT()}/${id}`)).json()
async function act(who: Caller, id: string, verb: string, body: object = {}): Promise<RequestView> {
  const wordsOnly = ['reply', 'note', 'add', 'urge'].includes(verb)
  const reply = await who.post(`${AT()}/${id}/${verb}`, { ...(wordsOnly ? {} : { version: (await view(who, id)).version }), ...body })
  expect([verb, reply.statusCode, reply.statusCode === 200 ? '' : reply.body]).toEqual([verb, 200, ''])
  return reply.json()
}
const refused = async (who: Caller, id: string, verb: string, body: object) => {
  const reply = await who.post(`${AT()}/${id}/${verb}`, body)
  return [reply.statusCode, reply.json<{ type: string }>().type]
}
const repairerId = () => test.city.a.people.property_staff.personId

async function photo(who: Caller): Promise<string> {
  const image = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#a33' } }).jpeg().toBuffer()
  const reply = await test.app.inject({ method: 'POST', url: '/api/v1/photos', payload: image, headers: { 'x-lifang': '1', cookie: who.cookie, 'content-type': 'image/jpeg' } })
  return reply.json<{ id: string }>().id
}

async function handling(who = owner, body: object = light()): Promise<string> {
  const { id } = await reported(who, body)
  await act(manager, id, 'accept', { assigneeId: repairerId() })
  await act(repairer, id, 'sign')
  return id
}
async function checking(who = owner, body: object = light()): Promise<string> {
  const id = await handling(who, body)
  await act(repairer, id, 'feedback', { text: '换了灯泡', photoIds: [await photo(repairer)] })
  return id
}

describe('from phone to confirmation', () => {
  it('goes from the resident to the property company and back to her word', async () => {
    const before = await photo(owner)
    const { id, number } = await reported(owner, light({ photoIds: [before] }))
    expect(number).toMatch(/^JX-260316-\d{2}$/u)
    expect(await view(owner, id)).toMatchObject({
      state: 'REPORTED',
      level: 'community',
      lead: { name: '甲物业公司' },
      place: { community: '甲小区', words: '1栋1单元' },
      category: { code: 'L-LIGHT', zh: '路灯、楼道灯不亮' },
      clock: { due: now.add({ hours: 24 }).toString(), overdue: false },
      photos: [{ fileId: before, eventNo: 1 }],
      reporter: { name: test.city.a.people.owner.name, self: true },
      can: { add: true, urge: true },
    })
    await pass(1)
    expect((await view(manager, id)).can).toEqual({ accept: true, reply: true, note: true, reject: true, ask: true, 'ask-void': true, merge: true })
    const dispatched = await act(manager, id, 'accept', { assigneeId: repairerId() })
    expect(dispatched).toMatchObject({ state: 'DISPATCHED', assignee: { name: test.city.a.people.property_staff.name, title: '维修' }, dueAt: '2026-03-23T02:00:00Z' })
    expect(dispatched.events.map(({ kind }) => kind)).toEqual(['reported', 'accepted', 'dispatched'])
    await act(repairer, id, 'sign')
    await act(repairer, id, 'note', { text: '先查配电箱' })
    await act(repairer, id, 'reply', { text: '下午来换' })
    await pass(4)
    const after = await photo(repairer)
    const fed = await act(repairer, id, 'feedback', { text: '换了灯泡', photoIds: [after] })
    expect(fed).toMatchObject({ state: 'CHECKING', clock: { due: now.add({ hours: 72 }).toString() } })
    const hers = await view(owner, id)
    expect(hers.events.map(({ kind }) => kind)).not.toContain('noted')
    expect(hers.events.find(({ kind }) => kind === 'feedback')).toMatchObject({ who: { name: test.city.a.people.property_staff.name, title: '维修', organisation: '甲物业公司', self: false }, photoIds: [after] })
    expect(hers.can).toEqual({ confirm: true, add: true })
    const closed = await act(owner, id, 'confirm', { resolved: true, satisfaction: 'good' })
    expect(closed).toMatchObject({ state: 'CLOSED', answer: { resolved: true, satisfaction: 'good' }, can: { reopen: true }, cannot: { rate: { reason: 'requests/already-rated' } } })
    const { body } = await test.services.database.pool.query<{ body: string }>('select string_agg(entry::text, $1) as body from audit.entry entry where subject_id = $2', ['\n', id]).then(({ rows }) => rows[0] ?? { body: '' })
    expect(body).toContain('CLOSED')
    expect(body).not.toContain('老人夜里')
    expect(body).not.toContain('换了灯泡')
    // Nor does whoever guesses the words find them in a copy of the database.
    expect(body).not.toContain(createHash('sha256').update('换了灯泡').digest('hex'))
    expect(body).toContain(createHmac('sha256', test.services.keys.derive('audit-words')).update('换了灯泡').digest('hex'))
  })

  it('comes back when she is not satisfied, and can be reopened later with half the time', async () => {
    const id = await checking()
    expect(await act(owner, id, 'confirm', { resolved: false, satisfaction: 'bad', text: '还是不亮' })).toMatchObject({ state: 'HANDLING', reworks: 1, answer: { resolved: false } })
    await act(repairer, id, 'feedback', { text: '换了开关', photoIds: [await photo(repairer)] })
    await act(owner, id, 'confirm', { resolved: true })
    await pass(24)
    expect(await act(owner, id, 'reopen', { text: '又坏了' })).toMatchObject({ state: 'HANDLING', reopens: 1, dueAt: '2026-03-20T00:45:00Z', answer: { resolved: false } })
  })

  it('is checked by the office when she does not answer, and stays without her word', async () => {
    const id = await checking()
    const { version } = await view(officer, id)
    expect(await refused(officer, id, 'check', { version, passed: true, text: '看过了' })).toEqual([409, '/problems/requests/resident-still-asked'])
    expect((await view(officer, id)).cannot).toMatchObject({ check: { reason: 'requests/resident-still-asked' } })
    await pass(72)
    const waiting = (await officer.get('/api/v1/requests/queue?list=to-check')).json<{ items: { id: string }[] }>()
    expect(waiting.items.map((item) => item.id)).toContain(id)
    expect(await refused(manager, id, 'check', { version, passed: true, text: '看过了' })).toEqual([403, '/problems/common/forbidden'])
    expect(await act(officer, id, 'check', { passed: true, text: '上门看过，灯亮' })).toMatchObject({ state: 'CLOSED', answer: null })
    await pass(24)
    expect(await act(owner, id, 'rate', { resolved: true, satisfaction: 'fair' })).toMatchObject({ state: 'CLOSED', answer: { resolved: true, satisfaction: 'fair' } })
  })

  it('comes back from the repairer twice, then no more, with the limit named', async () => {
    const { id } = await reported()
    await act(manager, id, 'accept')
    for (const _ of [1, 2]) {
      await act(manager, id, 'dispatch', { assigneeId: repairerId() })
      await act(repairer, id, 'return', { text: '不归我们' })
    }
    const { version, returns } = await act(manager, id, 'dispatch', { assigneeId: repairerId() })
    expect(returns).toBe(2)
    const reply = await repairer.post(`${AT()}/${id}/return`, { version, text: '还是不归' })
    expect(reply.json()).toMatchObject({ status: 409, type: '/problems/requests/returned-too-often', values: { most: 2, level: 'community' } })
  })

  it('asks for a picture where the category does', async () => {
    const id = await handling()
    const { version } = await view(repairer, id)
    expect(await refused(repairer, id, 'feedback', { version, text: '修好了' })).toEqual([422, '/problems/requests/photo-needed'])
    const asked = await handling(owner, query)
    expect(await act(repairer, asked, 'feedback', { text: '按面积，一平方 1.2 元' })).toMatchObject({ state: 'CHECKING' })
  })

  it('goes to the community office in a courtyard, and where the catalogue says so', async () => {
    const { b } = test.city
    const made = await ownerB.post(`/api/v1/communities/${b.community}/requests`, { text: '路灯不亮', category: 'L-LIGHT', place: { kind: 'home', homeId: b.homes[0] } }, key())
    expect(made.json()).toMatchObject({ lead: { id: b.organisations.office, level: 'office' } })
    const noise = await reported(owner, { text: '楼上半夜放音乐', category: '06028', place: { kind: 'community' } })
    expect(await view(owner, noise.id)).toMatchObject({ lead: { name: '甲社区居委会' }, level: 'office' })
  })

  it('can be urged once in 24 hours', async () => {
    const { id } = await reported()
    expect(await act(owner, id, 'urge', {})).toMatchObject({ cannot: { urge: { reason: 'requests/urged-already', values: { from: now.add({ hours: 24 }).toString() } } } })
    expect(await refused(owner, id, 'urge', {})).toEqual([409, '/problems/requests/urged-already'])
    await pass(24)
    await act(owner, id, 'urge', { text: '三天了' })
  })
})

describe('who sees and does what', () => {
  it('a case is hidden from neighbours, family, other communities, other districts and those outside', async () => {
    const { id } = await reported()
    for (const who of [tenant, family, steward, ownerB, officerB, await as('committee_member'), await as('cashier'), await as('yard_head'), await as('system_admin'), await as(test.city.b.people.district_officer)]) {
      expect((await who.get(`${AT()}/${id}`)).statusCode).toBe(404)
      expect(await refused(who, id, 'reply', { text: '我来看看' })).toEqual([404, '/problems/common/not-found'])
      expect(await refused(who, id, 'confirm', { version: 1, resolved: true })).toEqual([404, '/problems/common/not-found'])
    }
  })

  it('offices above and the auditor read, and do not act for the lead', async () => {
    const { id } = await reported()
    for (const role of ['grid_worker', 'office_worker', 'street_officer', 'district_officer', 'bureau_officer', 'auditor'] as const) {
      const who = await as(role)
      const oversees = ['office_worker', 'street_officer', 'district_officer', 'bureau_officer'].includes(role)
      expect([role, (await view(who, id)).can]).toEqual([role, oversees ? { 'ask-void': true, merge: true } : {}])
      expect(await refused(who, id, 'accept', { version: 1 })).toEqual([403, '/problems/requests/only-the-lead'])
    }
  })

  it('a complaint about the property company is not the company’s to read', async () => {
    const { id } = await reported(owner, { text: '保安态度差', category: 'L-PMSERVICE', place: { kind: 'community' } })
    for (const who of [manager, repairer]) expect((await who.get(`${AT()}/${id}`)).statusCode).toBe(404)
    expect((await view(officer, id)).can).toMatchObject({ accept: true })
  })

  it('residents are masked for everybody else, and not named at all when anonymous', async () => {
    const { name } = test.city.a.people.owner
    const open = await reported()
    expect((await view(manager, open.id)).reporter.name).toBe(`${name[0]}**`)
    const hidden = await reported(owner, light({ anonymous: true }))
    expect((await view(manager, hidden.id)).reporter.name).toBeNull()
    expect((await view(manager, hidden.id)).events[0]?.who.name).toBeNull()
    expect((await view(owner, hidden.id)).reporter.name).toBe(name)
    const queue = await manager.get('/api/v1/requests/queue?limit=100')
    expect(queue.body).not.toContain(name)
  })

  it('only the reporter confirms, rates, reopens, adds and urges', async () => {
    const id = await checking()
    const { version } = await view(manager, id)
    for (const [verb, body] of [['confirm', { version, resolved: true }], ['rate', { version, resolved: true, satisfaction: 'good' }], ['reopen', { version, text: '不' }], ['add', { text: '不' }], ['urge', {}]] as const) {
      expect([verb, ...(await refused(manager, id, verb, body))]).toEqual([verb, 403, '/problems/requests/only-the-reporter'])
    }
  })

  it.each<[string, () => Caller]>([['the company that answers for it', () => manager], ['an office', () => officer]])('what %s reported has no resident’s word', async (_who, reporter) => {
    const { id } = await reported(reporter(), light())
    await act(manager, id, 'accept', { assigneeId: repairerId() })
    await act(repairer, id, 'sign')
    const { version } = await act(repairer, id, 'feedback', { text: '好了', photoIds: [await photo(repairer)] })
    expect(await refused(reporter(), id, 'confirm', { version, resolved: true, satisfaction: 'good' })).toEqual([403, '/problems/requests/only-a-resident'])
    // Nobody is asked: it waits for its check at once.
    expect((await officer.get('/api/v1/requests/queue?list=to-check&limit=100')).json<{ items: { id: string }[] }>().items.map((item) => item.id)).toContain(id)
    await act(officer, id, 'check', { passed: true, text: '看过' })
    expect(await act(reporter(), id, 'reopen', { text: '又坏了' })).toMatchObject({ state: 'HANDLING', answer: null })
  })

  it('a case is given only to people of the lead organisation at this place', async () => {
    const { id } = await reported()
    for (const stranger of [test.city.a.people.office_worker, test.city.a.people.cashier, test.city.a.people.owner]) {
      expect(await refused(manager, id, 'accept', { version: 1, assigneeId: stranger.personId })).toEqual([422, '/problems/requests/assignee-not-of-lead'])
    }
    const list = await manager.get(`/api/v1/requests/assignees?communityId=${test.city.a.community}`)
    expect(list.json<{ items: { role: string; inHand: number }[] }>().items.map(({ role }) => role).toSorted()).toEqual(['property_manager', 'property_staff'])
    expect((await manager.get(`/api/v1/requests/assignees?communityId=${test.city.b.community}`)).statusCode).toBe(404)
    expect((await repairer.get(`/api/v1/requests/assignees?communityId=${test.city.a.community}`)).statusCode).toBe(403)
  })

  it('a repairer sees what is open in the organisation and what was theirs, not the rest', async () => {
    const id = await checking()
    await act(owner, id, 'confirm', { resolved: true, satisfaction: 'good' })
    expect((await repairer.get(`${AT()}/${id}`)).statusCode).toBe(200)
    const { id: other } = await reported()
    await act(manager, other, 'accept', { assigneeId: test.city.a.people.property_manager.personId })
    await act(manager, other, 'sign')
    expect((await repairer.get(`${AT()}/${other}`)).statusCode).toBe(200)
    await act(manager, other, 'feedback', { text: '好了', photoIds: [await photo(manager)] })
    await act(owner, other, 'confirm', { resolved: true })
    expect((await repairer.get(`${AT()}/${other}`)).statusCode).toBe(404)
    expect((await manager.get(`${AT()}/${other}`)).statusCode).toBe(200)
    const byNumber = async (who: Caller) => (await who.get('/api/v1/requests/queue?q=JX-&limit=100')).json<{ items: { id: string }[] }>().items.map((item) => item.id)
    expect(await byNumber(manager)).toEqual(expect.arrayContaining([id, other]))
    expect(await byNumber(repairer)).toContain(id)
    expect(await byNumber(repairer)).not.toContain(other)
  })
})

describe('where one may report', () => {
  const home = (index: number, more: object = {}) => light({ place: { kind: 'home', homeId: test.city.a.homes[index] }, ...more })
  it('from one’s own home and the commons, never from another home or community', async () => {
    await reported(owner, home(0))
    await reported(tenant, home(1))
    await reported(owner, light({ place: { kind: 'building', buildingId: test.city.a.building, detail: '楼顶' } }))
    for (const [who, body] of [[owner, home(1)], [tenant, home(0)], [owner, home(2)], [owner, light({ place: { kind: 'home', homeId: test.city.b.homes[0] } })], [ownerB, light()], [owner, light({ place: { kind: 'unit', unitId: test.city.b.units[0] } })]] as const) {
      expect((await who.post(AT(), body, key())).statusCode).toBe(404)
    }
  })

  it('for another person only with consent, within the scope, by those who may', async () => {
    const forAnother = { name: '李奶奶', phone: '15400009999', consent: true }
    expect((await steward.post(AT(), home(0), key())).json()).toMatchObject({ status: 403, type: '/problems/requests/consent-needed' })
    expect((await steward.post(AT(), home(2, { forAnother }), key())).statusCode).toBe(404)
    expect((await owner.post(AT(), light({ forAnother }), key())).statusCode).toBe(403)
    expect((await steward.post(AT(), home(0, { forAnother: { ...forAnother, consent: false } }), key())).statusCode).toBe(422)
    const { id } = await reported(steward, home(0, { forAnother }))
    const seen = await view(steward, id)
    expect(seen.reporter).toMatchObject({ onBehalf: true, forName: '李奶奶', role: 'unit_steward' })
    expect(seen.events[0]).toMatchObject({ consent: true })
    expect((await view(manager, id)).reporter.forName).toBe('李**')
    const stored = await test.services.database.pool.query<{ all: string }>(`select string_agg(entry::text, '') || (select string_agg(person::text, '') from register.person person) as all from audit.entry entry`)
    expect(stored.rows[0]?.all).not.toMatch(/李奶奶|15400009999/u)
  })

  it('for somebody whom the register knows makes no second person of them', async () => {
    const { name, phone } = test.city.a.people.tenant
    const known = async () => (await test.services.database.pool.query<{ id: string }>('select id from register.person where phone_index = $1', [test.services.keys.phoneIndex(phone)])).rows
    const before = await known()
    const { id } = await reported(steward, home(0, { forAnother: { name, phone, consent: true } }))
    expect(await known()).toEqual(before)
    expect((await view(steward, id)).reporter.forName).toBe(name)
    await reported(steward, home(0, { forAnother: { name: '另一位', phone, consent: true } }))
    expect(await known()).toHaveLength(before.length + 1)
  })

  it('officers report what they see within their scope', async () => {
    await reported(officer, light())
    expect((await officerB.post(AT(), light(), key())).statusCode).toBe(404)
  })
})

describe('limits of every field', () => {
  it.each<[string, () => object, string]>([
    ['no text', () => light({ text: '   ' }), '/body/text'],
    ['too much text', () => light({ text: '字'.repeat(501) }), '/body/text'],
    ['control characters', () => light({ text: 'a\u0000b' }), '/body/text'],
    ['too much detail', () => light({ place: { kind: 'community', detail: '字'.repeat(101) } }), '/body/place/detail'],
    ['seven pictures', () => light({ photoIds: Array.from({ length: 7 }, () => newId()) }), '/body/photoIds'],
    ['the same picture twice', () => light({ photoIds: ['019aabc0-0000-7000-8000-000000000001', '019aabc0-0000-7000-8000-000000000001'] }), '/body/photoIds'],
    ['an id that is none', () => light({ place: { kind: 'home', homeId: 'x' } }), '/body/place/homeId'],
    ['a place of no kind', () => light({ place: { kind: 'city' } }), '/body/place/kind'],
    ['a unit without its id', () => light({ place: { kind: 'unit' } }), '/body/place/unitId'],
    ['unknown fields', () => light({ state: 'CLOSED' }), '/body/state'],
    ['a foreign number', () => light({ forAnother: { phone: '12', consent: true } }), '/body/forAnother/phone'],
  ])('%s', async (_what, body, pointer) => {
    const reply = await owner.post(AT(), body(), key())
    expect(reply.statusCode).toBe(422)
    expect(reply.json<{ errors: { pointer: string }[] }>().errors.map((error) => error.pointer)).toContain(pointer)
  })
  it('takes exactly the longest text, and no unknown category', async () => {
    await reported(owner, light({ text: '字'.repeat(500) }))
    expect((await owner.post(AT(), light({ category: 'NOPE' }), key())).json()).toMatchObject({ status: 422, type: '/problems/requests/unknown-category' })
  })
  it('needs an idempotency key', async () => {
    expect((await owner.post(AT(), light())).json()).toMatchObject({ status: 422, errors: [{ pointer: '/header/idempotency-key', code: 'required' }] })
  })
  it('verbs need the version seen, a reason where one is due, and nothing else', async () => {
    const { id } = await reported()
    for (const [verb, body] of [['accept', {}], ['accept', { version: 0 }], ['return', { version: 1 }], ['reply', { text: '' }], ['feedback', { version: 1, text: '字'.repeat(501) }], ['urge', { version: 1 }], ['sign', { version: 1, by: 'me' }]] as const) {
      expect([verb, (await manager.post(`${AT()}/${id}/${verb}`, body)).statusCode]).toEqual([verb, 422])
    }
  })
  it('everything asks for a session first', async () => {
    const nobody = { 'x-lifang': '1' }
    expect((await test.app.inject({ method: 'POST', url: AT(), payload: { nonsense: true }, headers: nobody })).statusCode).toBe(401)
    expect((await test.app.inject({ url: '/api/v1/requests/mine', headers: nobody })).statusCode).toBe(401)
  })
})

describe('pictures', () => {
  it('are attached by whoever uploaded them, once, and read by whoever may see the case', async () => {
    const mine = await photo(owner)
    expect((await tenant.post(AT(), light({ photoIds: [mine] }), key())).json()).toMatchObject({ status: 403, type: '/problems/files/not-yours' })
    const { id } = await reported(owner, light({ photoIds: [mine] }))
    expect((await owner.post(AT(), light({ photoIds: [mine] }), key())).statusCode).toBe(403)
    const url = `${AT()}/${id}/photos/${mine}`
    const seen = await manager.get(`${url}?size=thumb`)
    expect([seen.statusCode, seen.headers['content-type'], seen.headers['cache-control']]).toEqual([200, 'image/webp', 'private, max-age=86400, immutable'])
    expect((await sharp(seen.rawPayload).metadata()).format).toBe('webp')
    for (const who of [tenant, ownerB, officerB]) expect((await who.get(url)).statusCode).toBe(404)
    const { id: other } = await reported(tenant)
    expect((await tenant.get(`${AT()}/${other}/photos/${mine}`)).statusCode).toBe(404)
  })
})

describe('the desk’s queue', () => {
  it('puts danger first, then the late, then by the clock, and the resident’s turn last; counts the whole list', async () => {
    const trapped = await reported(owner, { text: '电梯里困了一个人', category: 'L-LIFTTRAP', place: { kind: 'unit', unitId: test.city.a.units[1] } })
    const waiting = await checking()
    interface Page {
      items: { id: string; group: string }[]
      nextCursor: string | null
      counts: { all: number; overdue: number; groups: Record<string, number> }
    }
    const seen: Page['items'] = []
    let page: Page | undefined
    do {
      const asked = await manager.get(`/api/v1/requests/queue?limit=7${page?.nextCursor ? `&cursor=${page.nextCursor}` : ''}`)
      page = asked.json<Page>()
      seen.push(...page.items)
    } while (page.nextCursor !== null)
    const { counts } = page
    const order = ['danger', 'overdue', 'today', 'later', 'waiting']
    expect(seen.map(({ group }) => order.indexOf(group))).toEqual(seen.map(({ group }) => order.indexOf(group)).toSorted((a, b) => a - b))
    expect(seen[0]).toMatchObject({ id: trapped.id, group: 'danger' })
    expect(seen.find((item) => item.id === waiting)?.group).toBe('waiting')
    expect(new Set(seen.map((item) => item.id)).size).toBe(seen.length)
    expect(counts.all).toBe(seen.length)
    for (const group of order) expect([group, counts.groups[group]]).toEqual([group, seen.filter((item) => item.group === group).length])
    expect(seen.some(({ group }) => group === 'overdue')).toBe(true)
  })
  it('filters, finds by number, and holds nothing of others', async () => {
    const { id, number } = await reported(owner, query)
    const list = async (who: Caller, search: string) => (await who.get(`/api/v1/requests/queue?${search}`)).json<{ items: { id: string; state: string; category: { code: string } }[] }>().items
    expect((await list(manager, `q=${number.toLowerCase()}`)).map((item) => item.id)).toEqual([id])
    expect((await list(manager, 'category=L-PMFEE&state=REPORTED&assignee=none&limit=100')).map((item) => item.id)).toContain(id)
    expect((await list(officer, 'list=ours&limit=100')).map((item) => item.id)).not.toContain(id)
    expect((await list(officer, 'list=scope&limit=100')).map((item) => item.id)).toContain(id)
    expect((await list(officerB, 'list=scope&limit=100')).map((item) => item.id)).not.toContain(id)
    expect(await list(officerB, `list=scope&community=${test.city.a.community}`)).toEqual([])
    expect(await list(officerB, `list=scope&q=${number}`)).toEqual([])
    for (const who of [owner, steward, await as('committee_member')]) expect((await who.get('/api/v1/requests/queue?list=scope')).statusCode).toBe(403)
    expect((await manager.get('/api/v1/requests/queue?list=scope')).statusCode).toBe(403)
  })
  it('what I reported, page by page', async () => {
    const first = (await tenant.get('/api/v1/requests/mine?limit=1')).json<{ items: { id: string; mine: boolean }[]; nextCursor: string }>()
    const second = (await tenant.get(`/api/v1/requests/mine?limit=50&cursor=${first.nextCursor}`)).json<{ items: { id: string }[]; nextCursor: string | null }>()
    expect(first.items.every(({ mine }) => mine)).toBe(true)
    const { rows } = await test.services.database.pool.query<{ id: string }>('select id from requests.request where reporter_person_id = $1 order by reported_at desc, id desc', [test.city.a.people.tenant.personId])
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
    expect(second.nextCursor).toBeNull()
  })
})

describe('suggestions', () => {
  it('name what a message is about and why; whoever may report asks, and nothing is kept', async () => {
    const reply = await owner.post('/api/v1/requests/suggest', { text: '楼道灯恩亮，老人家摸黑上楼' })
    expect(reply.json()).toMatchObject({ urgent: false, because: [], categories: [{ code: 'L-LIGHT', zh: '路灯、楼道灯不亮', because: expect.arrayContaining([expect.any(String)]) as unknown }, {}, {}] })
    expect((await (await as('auditor')).post('/api/v1/requests/suggest', { text: '楼道灯不亮' })).statusCode).toBe(403)
  })

  it('danger in the words is urgent whatever the category, decided by the server', async () => {
    const reply = await owner.post(AT(), light({ text: '路灯坏了。还有，灯下面的电线掉在地上冒火花' }), key())
    expect(reply.json()).toMatchObject({ deadlineClass: 'URGENT', acceptBy: now.add({ minutes: 30 }).toString() })
    expect(await view(owner, reply.json<{ id: string }>().id)).toMatchObject({ deadlineClass: 'URGENT', category: { code: 'L-LIGHT' } })
  })
  it('are the city’s to edit: tried before they are kept, every version kept, nothing unreadable taken', async () => {
    const bureau = await as('bureau_officer')
    const at = '/api/v1/requests/phrases'
    const { version } = (await bureau.get(at)).json<{ version: number }>()
    const body = { name: 'L-GREEN', lines: ['9 棕榈蔸子'] }
    const tried = await bureau.post(`${at}/try`, { ...body, text: '那个棕榈蔸子' })
    expect(tried.json()).toMatchObject({ urgent: false, categories: [{ code: 'L-GREEN', because: ['棕榈蔸子', expect.anything()] }, {}, {}], effect: { cases: expect.any(Number) as unknown } })
    expect((await bureau.put(at, { ...body, version })).json()).toEqual({ version: version + 1 })
    expect((await bureau.put(at, { ...body, version })).json()).toMatchObject({ type: '/problems/common/changed-meanwhile' })
    const unreadable = await bureau.put(at, { name: 'L-GREEN', lines: ['9 树', '3 {没有这个} + 草'], version: version + 1 })
    expect(unreadable.json()).toMatchObject({ type: '/problems/requests/unreadable-phrase', values: { section: 'L-GREEN', line: 2, code: 'unknown-list' } })
    expect((await bureau.put(at, { name: 'NONE', lines: [], version: version + 1 })).statusCode).toBe(422)
  })

  it('learn from closed cases what five people wrote', async () => {
    const id = await handling()
    await act(repairer, id, 'feedback', { text: '换好了', photoIds: [await photo(repairer)] })
    await act(owner, id, 'confirm', { resolved: true })
    await relearn(test.services.database, now)
    const { rows } = await test.services.database.pool.query<{ category: string; cases: number; features: object }>('select * from requests.learned')
    expect(rows).toContainEqual(expect.objectContaining({ category: 'L-LIGHT', features: {} }))
  })
})
