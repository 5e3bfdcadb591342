import { afterAll, beforeAll, expect, test } from 'vitest'
import { caller, openTestCity, type Caller, type TestCity } from '../../../test/actors.ts'
import type { Member } from '../../../test/fixture.ts'
import { systemClock } from '../../platform/time.ts'
import { codeOfStep, stepAt } from './second-factor.ts'

let minutes = 0
let server: TestCity
beforeAll(async () => {
  server = await openTestCity({ clock: { now: () => systemClock.now().add({ minutes }) } })
})
afterAll(() => server.close())

const at = (path: string) => `/api/v1/access/${path}`
const anonymous = () => caller(server.app)
const problem = (type: string) => ({ type: `/problems/access/${type}` })
const sendCode = async ({ phone }: Member): Promise<string> => (await anonymous().post(at('code'), { phone })).json<{ demoCode: string }>().demoCode
const PASSWORD = 'correct horse 观音'

/** The browser after a reply that set the cookie. */
const after = (reply: { headers: Record<string, unknown> }): Caller => caller(server.app, String(reply.headers['set-cookie']).split(';')[0])
const totp = (secret: string) => codeOfStep(fromBase32(secret), stepAt(server.services.clock.now()))

function fromBase32(text: string): Buffer {
  const bits = Array.from(text, (letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** First day at work: phone, password, authenticator app. */
async function setUp(member: Member) {
  const byPhone = await anonymous().post(at('login/phone'), { phone: member.phone, code: await sendCode(member) })
  const withPassword = await after(byPhone).post(at('password'), { code: await sendCode(member), password: PASSWORD })
  const { secret, uri } = (await after(withPassword).post(at('second-factor/enrol'))).json<{ secret: string; uri: string }>()
  const confirmed = await after(withPassword).post(at('second-factor/confirm'), { code: totp(secret) })
  return { byPhone, withPassword, secret, uri, confirmed }
}

const byPassword = (member: Member, password = PASSWORD) => anonymous().post(at('login/password'), { phone: member.phone, password })

test('an office worker gets in by phone, sets a password, enrols an app, and only then wears the role', async () => {
  const member = server.city.a.people.office_worker
  const waiting = await anonymous().post(at('login/phone'), { phone: member.phone, code: await sendCode(member) })
  expect((await after(waiting).get(at('me'))).json()).toMatchObject(problem('second-factor-needed'))
  expect((await after(waiting).get(at('login'))).json()).toMatchObject({ next: 'set-password' })
  const { byPhone, withPassword, uri, confirmed } = await setUp(member)
  expect([byPhone, withPassword].map((reply) => reply.json<object>())).toEqual([{ next: 'set-password' }, { next: 'enrol' }])
  expect(uri).toMatch(/^otpauth:\/\/totp\/Lifang%3A.+\?secret=[A-Z2-7]{32}&issuer=Lifang&algorithm=SHA1&digits=6&period=30$/)
  expect(confirmed.json()).toMatchObject({ next: 'done' })
  expect(confirmed.json<{ recoveryCodes: string[] }>().recoveryCodes).toHaveLength(10)
  expect((await after(confirmed).get(at('me'))).json()).toMatchObject({ standing: { role: 'office_worker', place: '甲社区' } })
  expect((await after(withPassword).get(at('me'))).statusCode, 'the session before has ended').toBe(401)
})

test('password alone is not enough; a code of the app is taken once, a recovery code once', async () => {
  const member = server.city.a.people.street_officer
  const { secret, confirmed } = await setUp(member)
  const [recovery] = confirmed.json<{ recoveryCodes: string[] }>().recoveryCodes
  const first = await byPassword(member)
  expect(first.json()).toEqual({ next: 'second-factor' })
  expect((await after(first).get(at('me'))).json()).toMatchObject(problem('second-factor-needed'))
  expect((await after(first).post(at('login/second-factor'), { code: totp(secret) })).json(), 'taken when it was confirmed').toMatchObject(problem('wrong-code'))
  minutes += 1
  const code = totp(secret)
  const proven = await after(first).post(at('login/second-factor'), { code })
  expect(proven.json()).toEqual({ next: 'done' })
  const second = await byPassword(member)
  expect((await after(second).post(at('login/second-factor'), { code })).json(), 'replayed').toMatchObject(problem('wrong-code'))
  expect((await after(second).post(at('login/second-factor'), { code: recovery ?? '' })).json()).toEqual({ next: 'done' })
  const third = await byPassword(member)
  expect((await after(third).post(at('login/second-factor'), { code: recovery ?? '' })).json()).toMatchObject(problem('wrong-code'))
})

test('of six who bring one code of the app at the same time exactly one gets in', async () => {
  const member = server.city.a.people.district_officer
  const { secret } = await setUp(member)
  minutes += 1
  const code = totp(secret)
  const waiting = await byPassword(member)
  const replies = await Promise.all(Array.from({ length: 6 }, () => after(waiting).post(at('login/second-factor'), { code })))
  expect(replies.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
})

test('five wrong passwords lock the number, five wrong app codes the account, for a time that is said', async () => {
  const member = server.city.b.people.street_officer
  await setUp(member)
  const waiting = await byPassword(member)
  for (let i = 0; i < 5; i++) expect((await byPassword(member, 'wrong password')).json()).toMatchObject(problem('wrong-password'))
  const locked = await byPassword(member)
  expect(locked.json()).toMatchObject({ ...problem('locked'), values: { until: expect.any(String) as string } })
  for (let i = 0; i < 5; i++) expect((await after(waiting).post(at('login/second-factor'), { code: 'aaaaa-aaaaa' })).json()).toMatchObject(problem('wrong-code'))
  expect((await after(waiting).post(at('login/second-factor'), { code: 'aaaaa-aaaaa' })).json()).toMatchObject(problem('locked'))
  minutes += 16
  expect((await byPassword(member)).json()).toEqual({ next: 'second-factor' })
})

test('an enrolled app is not replaced by whoever knows the password', async () => {
  const member = server.city.b.people.office_worker
  await setUp(member)
  const waiting = await byPassword(member)
  expect((await after(waiting).post(at('second-factor/enrol'))).json()).toMatchObject(problem('second-factor-known'))
  // Nor by whoever holds the phone and sets another password.
  const byPhone = await anonymous().post(at('login/phone'), { phone: member.phone, code: await sendCode(member) })
  expect(byPhone.json()).toEqual({ next: 'password' })
  const changed = await after(byPhone).post(at('password'), { code: await sendCode(member), password: 'another password 2' })
  expect(changed.json()).toEqual({ next: 'second-factor' })
  expect((await after(changed).post(at('second-factor/enrol'))).json()).toMatchObject(problem('second-factor-known'))
  expect((await after(waiting).get(at('login'))).json(), 'a new password ends every other session').toMatchObject({ next: 'sign-in' })
})

test('enrolling again leaves the old app and its recovery codes at work until the new one has shown its first code', async () => {
  const member = server.city.people.bureau_officer
  const { secret, confirmed } = await setUp(member)
  const { recoveryCodes: [recovery = ''] } = confirmed.json<{ recoveryCodes: string[] }>()
  const asked = await after(confirmed).post(at('second-factor/enrol'))
  const renewed = asked.json<{ secret: string }>().secret
  minutes += 1
  const first = await byPassword(member)
  expect(first.json(), 'begun and left there: the old one is still asked for').toEqual({ next: 'second-factor' })
  expect((await after(first).post(at('login/second-factor'), { code: totp(renewed) })).json(), 'not confirmed yet').toMatchObject(problem('wrong-code'))
  expect((await after(first).post(at('second-factor/confirm'), { code: totp(renewed) })).json(), 'only where the old one was proven').toMatchObject(problem('second-factor-known'))
  expect((await after(first).post(at('login/second-factor'), { code: totp(secret) })).json()).toEqual({ next: 'done' })
  const second = await byPassword(member)
  expect((await after(second).post(at('login/second-factor'), { code: recovery })).json()).toEqual({ next: 'done' })
  const swapped = await after(confirmed).post(at('second-factor/confirm'), { code: totp(renewed) })
  expect(swapped.json()).toMatchObject({ next: 'done' })
  minutes += 1
  const third = await byPassword(member)
  expect((await after(third).post(at('login/second-factor'), { code: totp(secret) })).json()).toMatchObject(problem('wrong-code'))
  expect((await after(third).post(at('login/second-factor'), { code: recovery })).json(), 'the old recovery codes went with it').toMatchObject(problem('wrong-code'))
  expect((await after(third).post(at('login/second-factor'), { code: totp(renewed) })).json()).toEqual({ next: 'done' })
})

test('weak passwords are refused, and nothing works without a session', async () => {
  const member = server.city.a.people.department_officer
  const byPhone = await anonymous().post(at('login/phone'), { phone: member.phone, code: await sendCode(member) })
  const code = await sendCode(member)
  for (const password of ['short', 'aaaaaaaaaaaa', `x${member.phone}`]) expect((await after(byPhone).post(at('password'), { code, password })).json()).toMatchObject(problem('weak-password'))
  expect((await after(byPhone).post(at('second-factor/enrol'))).json()).toMatchObject(problem('password-needed'))
  for (const [path, body] of [['password', { code, password: PASSWORD }], ['second-factor/enrol', {}], ['second-factor/confirm', { code }], ['login/second-factor', { code }]] as const) {
    expect((await anonymous().post(at(path), body)).statusCode).toBe(401)
  }
})

test('passwords lie in the database as scrypt, app secrets encrypted, recovery codes as HMACs', async () => {
  const { secret, confirmed } = await setUp(server.city.b.people.district_officer)
  const { rows } = await server.services.database.pool.query<{ text: string }>(
    `select coalesce(c.password, '') || coalesce(f.secret, '') || coalesce(f.pending_secret, '') || f.recovery_codes::text as text from access.second_factor f join access.credential c using (account_id)`,
  )
  const all = rows.map(({ text }) => text).join('\n')
  for (const plain of [PASSWORD, secret, fromBase32(secret).toString('hex'), ...confirmed.json<{ recoveryCodes: string[] }>().recoveryCodes]) expect(all).not.toContain(plain)
})

test('who has lost the app and its recovery codes enrols another after the security administrator’s reset', async () => {
  const member = server.city.b.people.department_officer
  const { secret, confirmed } = await setUp(member)
  const security = await server.signIn('security_admin')
  const { name, phone } = member
  expect((await security.post(at('second-factor/reset'), { name: '另一个人', phone, reason: '当面' })).json()).toMatchObject(problem('no-such-person'))
  expect((await security.post(at('second-factor/reset'), { name, phone, reason: '当面看过工作证' })).statusCode).toBe(200)
  expect((await after(confirmed).get(at('me'))).statusCode, 'every session has ended').toBe(401)
  minutes += 1
  const again = await byPassword(member)
  expect(again.json()).toEqual({ next: 'enrol' })
  expect((await after(again).post(at('login/second-factor'), { code: totp(secret) })).json(), 'the lost app is worth nothing').toMatchObject(problem('wrong-code'))
  const { secret: fresh } = (await after(again).post(at('second-factor/enrol'))).json<{ secret: string }>()
  expect((await after(again).post(at('second-factor/confirm'), { code: totp(fresh) })).json()).toMatchObject({ next: 'done' })
  const own = server.city.people.security_admin
  expect((await security.post(at('second-factor/reset'), { name: own.name, phone: own.phone, reason: '自己' })).json()).toMatchObject(problem('not-yourself'))
})
