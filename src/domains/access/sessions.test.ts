import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caller, openTestCity, type TestCity } from '../../../test/actors.ts'
import { systemClock } from '../../platform/time.ts'
import { openKeys } from '../../platform/keyring.ts'
import { keysFrom, newMasterKey, newRootSecret } from '../../platform/keys.ts'
import { sweep } from './stores/codes.ts'
import { MOST_SESSIONS } from './stores/sessions.ts'
import { tokensFrom } from './tokens.ts'

let hours = 0
let server: TestCity
beforeAll(async () => {
  server = await openTestCity({ clock: { now: () => systemClock.now().add({ hours }) } })
})
afterAll(() => server.close())

const at = (path: string) => `/api/v1/access/${path}`
const sql = async <T extends object>(text: string, values: unknown[] = []) => (await server.services.database.pool.query<T>(text, values)).rows
const sessionId = async (who: { get: (url: string) => Promise<{ json: <T>() => T }> }) => {
  const { items } = (await who.get(at('sessions'))).json<{ items: { id: string; current: boolean }[] }>()
  return items.find(({ current }) => current)?.id ?? ''
}
const problem = (type: string) => ({ type: `/problems/access/${type}` })

test('a cookie counts only with the signature of this database’s key', async () => {
  const owner = await server.signIn('owner')
  expect((await owner.get(at('me'))).statusCode).toBe(200)
  const [, value = ''] = owner.cookie.split('=')
  const [token = ''] = value.split('.')
  const otherKeys = tokensFrom(keysFrom(newMasterKey(), newRootSecret()))
  for (const forged of [token, `${token}.`, `${token}.${'A'.repeat(43)}`, otherKeys.sign(token), `${value}.x`, '']) {
    expect((await caller(server.app, `lifang_session=${forged}`).get(at('me'))).statusCode, `${forged}`).toBe(401)
  }
})

test('a master key that is not this database’s is refused at start', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'lifang-key-'))
  await expect(openKeys(server.services.database, directory, randomBytes(32).toString('base64'))).rejects.toThrow(/does not fit/)
  await rm(directory, { recursive: true })
})

test('what the browser held before a login does not outlive it: nobody can plant a session', async () => {
  const planted = await server.signIn('owner')
  const reply = await caller(server.app, planted.cookie).post(at('demo-login'), { role: 'tenant' })
  const fresh = String(reply.headers['set-cookie']).split(';')[0] ?? ''
  expect(fresh).not.toBe(planted.cookie)
  expect((await planted.get(at('me'))).statusCode).toBe(401)
  expect((await caller(server.app, fresh).get(at('me'))).json()).toMatchObject({ standing: { role: 'tenant' } })
  const invented = await caller(server.app, 'lifang_session=mine.mine').post(at('demo-login'), { role: 'tenant' })
  expect(String(invented.headers['set-cookie'])).not.toContain('mine.mine')
})

test('behind https the cookie is sent over https only', async () => {
  const proxied = await openTestCity({}, { trustProxy: '127.0.0.1' })
  const setCookie = async ({ app }: TestCity, proto: string) => String((await caller(app).post(at('demo-login'), { role: 'owner' }, { 'x-forwarded-proto': proto })).headers['set-cookie'])
  expect(await setCookie(proxied, 'https')).toMatch(/; Secure$/)
  expect(await setCookie(proxied, 'http')).not.toContain('Secure')
  expect(await setCookie(server, 'https'), 'only a trusted proxy is believed').not.toContain('Secure')
  await proxied.close()
})

test('what has run out is swept away', async () => {
  await server.signIn('owner')
  hours += 400 * 24
  const living = await server.signIn('owner')
  await server.services.database.transaction((tx) => sweep(tx, server.services.clock.now(), server.services.clock.now()))
  expect(await sql('select id from access.session')).toHaveLength(1)
  expect((await living.get(at('me'))).statusCode).toBe(200)
})

test('logging out and revoking end a session at once', async () => {
  const phone = await server.signIn('owner')
  const desktop = await server.signIn('owner')
  expect((await phone.delete(at(`sessions/${await sessionId(desktop)}`))).statusCode).toBe(200)
  expect((await desktop.get(at('me'))).statusCode).toBe(401)
  const reply = await phone.post(at('logout'))
  expect(reply.headers['set-cookie']).toMatch(/^lifang_session=; .*Max-Age=0/)
  expect((await phone.get(at('me'))).statusCode).toBe(401)
  expect((await phone.post(at('logout'))).statusCode, 'twice does no harm').toBe(200)
})

test('another’s session does not exist, but for the security administrator', async () => {
  const [owner, tenant, guard, system] = await Promise.all((['owner', 'tenant', 'security_admin', 'system_admin'] as const).map((role) => server.signIn(role)))
  if (!owner || !tenant || !guard || !system) throw new Error('nobody')
  const id = await sessionId(tenant)
  for (const stranger of [owner, system]) {
    expect((await stranger.delete(at(`sessions/${id}`))).statusCode).toBe(404)
    expect((await stranger.get(at('sessions?of=all'))).statusCode).toBe(403)
  }
  let seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const pageOf: { items: { id: string; name: string }[]; nextCursor: string | null } = (await guard.get(at(`sessions?of=all&limit=2${cursor && `&cursor=${cursor}`}`))).json()
    seen = [...seen, ...pageOf.items.map((row) => row.id)]
    expect(pageOf.items.every(({ name }) => name.endsWith('**'))).toBe(true)
    cursor = pageOf.nextCursor
  }
  expect(seen).toContain(id)
  expect(new Set(seen).size).toBe(seen.length)
  expect((await guard.get(at('sessions?of=all&cursor=bm9uc2Vuc2U'))).statusCode).toBe(422)
  expect((await guard.delete(at(`sessions/${id}`))).statusCode).toBe(200)
  expect((await tenant.get(at('me'))).statusCode).toBe(401)
})

test('residents stay for 90 days without use, staff for 12 hours, and being seen renews both', async () => {
  const start = hours
  const [owner, staff] = [await server.signIn('owner'), await server.signIn('property_staff')]
  hours += 11
  expect((await staff.get(at('me'))).statusCode).toBe(200)
  hours += 11
  expect((await staff.get(at('me'))).statusCode).toBe(200)
  hours += 13
  expect((await staff.get(at('me'))).statusCode).toBe(401)
  hours = start + 89 * 24
  expect((await owner.get(at('me'))).statusCode).toBe(200)
  hours += 91 * 24
  expect((await owner.get(at('me'))).statusCode).toBe(401)
})

test('staff log in anew after a week, however busy', async () => {
  const staff = await server.signIn('property_staff')
  for (let i = 0; i < 15; i++) {
    hours += 11
    expect((await staff.get(at('me'))).statusCode).toBe(200)
  }
  hours += 4
  expect((await staff.get(at('me'))).statusCode).toBe(401)
})

test('a person of several roles switches between them; an ended one gives way to the best that remains', async () => {
  const { owner, property_staff: staff } = server.city.b.people
  // The owner of a home also repairs things in the same community, and has become a street officer.
  await sql('update access.appointment set person_id = $1 where id = $2', [owner.personId, staff.standingId])
  await sql('update access.appointment set person_id = $1 where id = $2', [owner.personId, server.city.b.people.street_officer.standingId])
  const phone = owner.phone
  const code = (await caller(server.app).post(at('code'), { phone })).json<{ demoCode: string }>().demoCode
  const reply = await caller(server.app).post(at('login/phone'), { phone, code })
  const me = caller(server.app, String(reply.headers['set-cookie']).split(';')[0])
  const who = async () => (await me.get(at('me'))).json<{ standing: { role: string }; standings: { role: string; needs: string | null }[] }>()
  expect((await who()).standing.role, 'staff over home; what needs a second factor never by itself').toBe('property_staff')
  expect((await who()).standings.map(({ role, needs }) => `${role} ${needs ?? ''}`).toSorted()).toEqual(['owner ', 'property_staff ', 'street_officer set-password'])

  const refused = await me.post(at('role'), { standingId: server.city.b.people.street_officer.standingId })
  expect(refused.json()).toMatchObject({ ...problem('second-factor-needed'), values: { step: 'set-password' } })
  expect((await me.post(at('role'), { standingId: owner.standingId })).statusCode).toBe(200)
  expect((await who()).standing.role).toBe('owner')
  expect((await me.post(at('role'), { standingId: server.city.a.people.owner.standingId })).statusCode, 'another’s right').toBe(404)

  expect((await me.post(at('role'), { standingId: staff.standingId })).statusCode).toBe(200)
  await sql('update access.appointment set valid_to = current_date, valid_from = current_date - 10 where id = $1', [staff.standingId])
  expect((await who()).standing.role, 'the post ended').toBe('owner')
  await sql('update register.ownership set superseded_at = now() where person_id = $1', [owner.personId])
  expect((await me.get(at('me'))).json(), 'only what needs a second factor is left').toMatchObject(problem('second-factor-needed'))
  await sql('update access.appointment set superseded_at = now() where person_id = $1', [owner.personId])
  const nobody = await me.get(at('me'))
  expect(nobody.statusCode).toBe(403)
  expect(nobody.json()).toMatchObject(problem('no-role'))
  expect((await me.get(at('login'))).statusCode, 'what is open to everybody stays open').toBe(200)
})

test('a login of weeks ago is too old for a staff role', async () => {
  const { owner, property_manager: manager } = server.city.a.people
  await sql('update access.appointment set person_id = $1 where id = $2', [owner.personId, manager.standingId])
  const resident = await server.signIn(owner)
  hours += 8 * 24
  expect((await resident.post(at('role'), { standingId: manager.standingId })).json()).toMatchObject(problem('sign-in-again'))
})

test('a person has only so many sessions: the ones not seen for longest go first', async () => {
  const first = await server.signIn('bureau_officer')
  const oldest = await sessionId(first)
  await sql(
    `insert into access.session (id, account_id, token, expires_at, created_at, updated_at)
     select gen_random_uuid(), account_id, gen_random_uuid()::text, expires_at, created_at, updated_at + interval '1 second' from access.session, generate_series(1, $2::int) where id = $1`,
    [oldest, MOST_SESSIONS - 1],
  )
  expect((await first.get(at('me'))).statusCode).toBe(200)
  const last = await server.signIn('bureau_officer')
  expect((await last.get(at('me'))).statusCode).toBe(200)
  expect((await first.get(at('me'))).statusCode).toBe(401)
  expect(await sql(`select reason from audit.entry where subject_id = $1 and after is null`, [oldest])).toEqual([{ reason: 'too many sessions' }])
})

test('what a person may be is found by indexes: nobody waits for the whole city’s ownerships', async () => {
  const owner = new pg.Client({ connectionString: server.url })
  await owner.connect()
  const { community, homes } = server.city.b
  await owner.query(`insert into register.person (id, name, recorded_at) select gen_random_uuid(), '', now() from generate_series(1, 5000)`)
  await owner.query(
    `insert into register.ownership (community_id, id, home_id, person_id, share_numerator, share_denominator, basis, valid_from, recorded_at, command_id)
     select $1, gen_random_uuid(), $2, id, 1, 1, 'registered', '2024-01-01', now(), gen_random_uuid() from register.person where wrapped_key is null`,
    [community, homes[2]],
  )
  await owner.query('analyze')
  const scanned = async () => (await owner.query<{ whole: number; by_index: number }>(`select seq_tup_read as whole, idx_scan as by_index from pg_stat_user_tables where relid = 'register.ownership'::regclass`)).rows[0]
  const tenant = await server.signIn(server.city.b.people.family)
  const before = await scanned()
  for (let i = 0; i < 3; i++) {
    expect((await tenant.get(at('me'))).statusCode).toBe(200)
    // A connection tells its figures once a second.
    await setTimeout(1_100)
  }
  const after = await scanned()
  expect(after?.by_index).toBeGreaterThan(before?.by_index ?? 0)
  expect(after?.whole).toBe(before?.whole)
  await owner.end()
})
