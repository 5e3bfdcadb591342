import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caller, openTestCity, type TestCity } from '../../../test/actors.ts'
import { systemClock } from '../../platform/time.ts'

/** Minutes by which the server's clock was moved on. */
let minutes = 0
let server: TestCity
beforeAll(async () => {
  server = await openTestCity({ clock: { now: () => systemClock.now().add({ minutes }) } })
})
afterAll(() => server.close())

const at = (path: string) => `/api/v1/access/${path}`
const anonymous = () => caller(server.app)
const sendCode = async (phone: string): Promise<string> => (await anonymous().post(at('code'), { phone })).json<{ demoCode: string }>().demoCode
const cookieOf = (reply: { headers: Record<string, unknown> }): string => String(reply.headers['set-cookie']).split(';')[0] ?? ''
const wrongOf = (code: string) => (code === '000000' ? '000001' : '000000')
const problem = (type: string) => ({ type: `/problems/access/${type}` })
const sql = async <T extends object>(text: string, values: unknown[] = []) => (await server.services.database.pool.query<T>(text, values)).rows

describe('one-time codes', () => {
  test('the code sent to a phone logs in, once', async () => {
    const { phone, name } = server.city.a.people.owner
    const code = await sendCode(phone)
    const reply = await anonymous().post(at('login/phone'), { phone, code })
    expect(reply.json()).toEqual({ next: 'done' })
    expect(reply.headers['set-cookie']).toMatch(/^lifang_session=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/)
    const me = await caller(server.app, cookieOf(reply)).get(at('me'))
    expect(me.json()).toMatchObject({ name, elder: true, standing: { role: 'owner', place: '甲小区 1栋1单元101', current: true }, can: expect.arrayContaining(['requests.report']) as unknown })
    expect((await anonymous().post(at('login/phone'), { phone, code })).json()).toMatchObject(problem('wrong-code'))
  })

  test('of six who bring one code at the same time exactly one gets in', async () => {
    const { phone } = server.city.a.people.tenant
    const code = await sendCode(phone)
    const replies = await Promise.all(Array.from({ length: 6 }, () => anonymous().post(at('login/phone'), { phone, code })))
    expect(replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 403, 403, 403, 403, 403])
  })

  test('a new code kills the one before, and five minutes kill both', async () => {
    const { phone } = server.city.a.people.family
    const first = await sendCode(phone)
    let second = await sendCode(phone)
    while (second === first) second = await sendCode(phone)
    expect((await anonymous().post(at('login/phone'), { phone, code: first })).statusCode).toBe(403)
    minutes += 5
    expect((await anonymous().post(at('login/phone'), { phone, code: second })).json()).toMatchObject(problem('wrong-code'))
  })

  test('five wrong tries kill a code; ten lock the number for a time that is said', async () => {
    const { phone } = server.city.b.people.owner
    const code = await sendCode(phone)
    for (let i = 0; i < 5; i++) expect((await anonymous().post(at('login/phone'), { phone, code: wrongOf(code) })).json()).toMatchObject(problem('wrong-code'))
    expect((await anonymous().post(at('login/phone'), { phone, code })).json(), 'the right one came too late').toMatchObject(problem('wrong-code'))
    const again = await sendCode(phone)
    for (let i = 0; i < 4; i++) await anonymous().post(at('login/phone'), { phone, code: wrongOf(again) })
    const locked = await anonymous().post(at('login/phone'), { phone, code: again })
    expect(locked.statusCode).toBe(429)
    expect(locked.json()).toMatchObject(problem('locked'))
    const { values } = locked.json<{ values: { until: string } }>()
    expect(Temporal.Instant.from(values.until).since(server.services.clock.now()).total('minutes')).toBeCloseTo(30, 0)
    minutes += 31
    const later = await sendCode(phone)
    expect((await anonymous().post(at('login/phone'), { phone, code: later })).json()).toEqual({ next: 'done' })
  })

  test('nobody locks another’s number: the same number still logs in from where its owner is', async () => {
    const { phone } = server.city.a.people.tenant
    const from = (remoteAddress: string, path: string, payload: object) => server.app.inject({ method: 'POST', url: at(path), payload, remoteAddress, headers: { 'x-lifang': '1' } })
    const code = await sendCode(phone)
    for (let i = 0; i < 12; i++) await from('203.0.113.9', 'login/phone', { phone, code: wrongOf(code) })
    expect((await from('203.0.113.9', 'login/phone', { phone, code })).json()).toMatchObject(problem('locked'))
    for (let i = 0; i < 6; i++) await from('203.0.113.9', 'code', { phone })
    expect((await from('203.0.113.9', 'code', { phone })).statusCode).toBe(429)
    const mine = (await from('198.51.100.4', 'code', { phone })).json<{ demoCode: string }>().demoCode
    expect((await from('198.51.100.4', 'login/phone', { phone, code: mine })).json()).toEqual({ next: 'done' })
  })

  test('five codes an hour for a number, counted in the database', async () => {
    const { phone } = server.city.b.people.tenant
    for (let i = 0; i < 5; i++) await sendCode(phone)
    const refused = await anonymous().post(at('code'), { phone })
    expect(refused.statusCode).toBe(429)
    expect(refused.json()).toMatchObject(problem('too-many-codes'))
    expect(await sql('select count from access.attempt where kind = $1 and key = $2', ['codes-of-phone', server.services.keys.phoneIndex(phone)])).toEqual([{ count: 5 }])
    minutes += 61
    expect((await anonymous().post(at('code'), { phone })).statusCode).toBe(200)
  })

  test('a number that nobody has gets the same answers, and no code of it works', async () => {
    const known = server.city.b.people.family.phone
    const unknown = '15499999999'
    const replies = await Promise.all([known, unknown].map((phone) => anonymous().post(at('code'), { phone })))
    const [a, b] = replies.map((reply) => reply.json<Record<string, unknown>>())
    expect(Object.keys(a ?? {})).toEqual(Object.keys(b ?? {}))
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    const tried = await anonymous().post(at('login/phone'), { phone: unknown, code: b?.['demoCode'] as string })
    const wrong = await anonymous().post(at('login/phone'), { phone: known, code: wrongOf(a?.['demoCode'] as string) })
    expect({ ...tried.json<object>(), requestId: '' }).toEqual({ ...wrong.json<object>(), requestId: '' })
    const passwords = await Promise.all([known, unknown].map((phone) => anonymous().post(at('login/password'), { phone, password: 'no such password' })))
    expect(passwords.map((reply) => reply.json<{ type: string }>().type)).toEqual(['/problems/access/wrong-password', '/problems/access/wrong-password'])
  })

  test('neither codes nor numbers lie in the database in plain', async () => {
    const { phone } = server.city.b.people.building_captain
    const code = await sendCode(phone)
    for (const { table } of await sql<{ table: string }>(`select format('%I.%I', table_schema, table_name) as table from information_schema.tables where table_schema in ('access', 'audit', 'register', 'platform') and table_type = 'BASE TABLE'`)) {
      const found = await sql(`select 1 from ${table} row where row::text like '%${phone}%' or row::text ~ '[^0-9a-f-]${code}[^0-9a-f-]'`)
      expect(found, `${table}`).toEqual([])
    }
  })

  test('people who share a number say who they are, and see the others only masked', async () => {
    const { owner, family } = server.city.b.people
    await sql('update register.person set phone_index = (select phone_index from register.person where id = $1) where id = $2', [owner.personId, family.personId])
    const code = await sendCode(owner.phone)
    const asked = await anonymous().post(at('login/phone'), { phone: owner.phone, code })
    expect(asked.headers['set-cookie']).toBeUndefined()
    const { next, people } = asked.json<{ next: string; people: { personId: string; name: string }[] }>()
    expect(next).toBe('choose-person')
    expect(people.map(({ name }) => name)).toEqual([owner, family].map(({ name }) => `${name[0] ?? ''}**`))
    const stranger = await anonymous().post(at('login/phone'), { phone: owner.phone, code, personId: server.city.a.people.owner.personId })
    expect(stranger.json()).toMatchObject(problem('wrong-code'))
    const fresh = await sendCode(owner.phone)
    const chosen = await anonymous().post(at('login/phone'), { phone: owner.phone, code: fresh, personId: family.personId })
    expect((await caller(server.app, cookieOf(chosen)).get(at('me'))).json()).toMatchObject({ personId: family.personId, standing: { role: 'family' } })
  })

  test('each login leaves its trace', async () => {
    const { personId } = server.city.a.people.owner
    const [account] = await sql<{ id: string }>('select id from access.account where person_id = $1', [personId])
    const entries = await sql(`select command, subject_kind, after->>'role' as role from audit.entry where after->>'accountId' = $1 order by seq`, [account?.id])
    expect(entries).toContainEqual({ command: 'POST /api/v1/access/login/phone', subject_kind: 'session', role: 'owner' })
    const { phone, personId: captain } = server.city.a.people.building_captain
    await anonymous().post(at('login/phone'), { phone, code: wrongOf(await sendCode(phone)) })
    expect(await sql(`select command, reason from audit.entry where subject_id = $1 and reason is not null`, [captain])).toEqual([{ command: 'POST /api/v1/access/login/phone', reason: 'wrong code' }])
  })
})

describe('the demo’s accounts', () => {
  test('one tap for every role, and the role is worn', async () => {
    const { items } = (await anonymous().get(at('demo-accounts'))).json<{ items: { role: string; place: string }[] }>()
    expect(items.map(({ role }) => role).toSorted()).toEqual(Object.keys({ ...server.city.a.people, ...server.city.people }).toSorted())
    for (const { role, place } of items) {
      const reply = await anonymous().post(at('demo-login'), { role })
      expect(reply.json()).toEqual({ next: 'done' })
      expect((await caller(server.app, cookieOf(reply)).get(at('me'))).json()).toMatchObject({ demo: true, standing: { role, place, needs: null } })
    }
  })

  test('exist nowhere else, and without a sender nobody logs in by phone', async () => {
    await sql(`update platform.setting set value = value || '{"completedAt": null}' where name = 'demo'`)
    expect((await anonymous().get(at('demo-accounts'))).statusCode).toBe(404)
    expect((await anonymous().post(at('demo-login'), { role: 'owner' })).statusCode).toBe(404)
    const refused = await anonymous().post(at('code'), { phone: server.city.a.people.owner.phone })
    expect(refused.statusCode).toBe(501)
    expect(refused.json()).toMatchObject(problem('no-sender'))
    expect((await anonymous().get(at('login'))).json()).toEqual({ next: 'sign-in', demo: false, codes: false })
  })

  test('with a sender the code goes to the phone alone, and only to numbers that somebody has', async () => {
    const sent: string[][] = []
    const real = await openTestCity({ codeSender: { send: (...what: string[]) => void sent.push(what) } })
    await real.services.database.pool.query(`delete from platform.setting where name = 'demo'`)
    const { phone } = real.city.people.bureau_officer
    for (const each of [phone, '15499999998']) expect(Object.keys((await caller(real.app).post(at('code'), { phone: each })).json<object>())).toEqual(['expiresAt'])
    expect(sent).toEqual([[phone, expect.stringMatching(/^\d{6}$/)]])
    await real.close()
  })
})
