/** Notices by mail, over a real mail server's protocol on loopback, and what happens when that server misbehaves. */
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { caller, openTestCity, type Caller, type TestCity } from '../../../test/actors.ts'
import { openSmtpServer, type SmtpServer } from '../../../test/smtp-server.ts'
import { newId } from '../../platform/ids.ts'
import { deliverDue, sendCode } from './deliver.ts'
import { tell, type Notice, type NoticeKind } from './public.ts'

const MORNING = Temporal.Instant.from('2026-03-16T01:00:00Z')
const EMAIL = 'liu.grandma@example.org'
let now = MORNING
let city: TestCity
let smtp: SmtpServer
let owner: Caller
let superuser: pg.Client
beforeAll(async () => {
  smtp = await openSmtpServer()
  city = await openTestCity({ clock: { now: () => now }, outside: { publicUrl: 'https://lifang.example', mail: { url: smtp.url, from: '里坊 <noreply@lifang.example>' }, pushServices: [] } })
  superuser = new pg.Client(city.url)
  await superuser.connect()
})
afterAll(async () => {
  await superuser.end()
  await city.close()
  await smtp.down()
})
beforeEach(() => {
  now = now.add({ hours: 48 }).round({ smallestUnit: 'hour' })
  now = now.toZonedDateTimeISO('Asia/Shanghai').with({ hour: 9, minute: 0 }).toInstant()
  ;(smtp.mails as unknown[]).length = 0
  Object.assign(smtp, { answer: {}, wait_ms: 0, hangsUp: false })
})
afterEach(async () => {
  await superuser.query('truncate notices.notice, notices.delivery, notices.carried, notices.choice')
})

const rows = async <R extends object>(query: string): Promise<R[]> => (await city.services.database.pool.query<R>(query)).rows
const me = () => city.city.a.people.owner.personId
const told = (kind: NoticeKind = 'request-accepted', more: object = {}): Notice => ({
  personIds: [me()],
  kind,
  subject: { kind: 'request', id: newId(), communityId: city.city.a.community },
  said: { number: 'JIA-260316-01', about: { zh: '路灯<b>不亮', en: 'Street light out' }, organisationId: city.city.a.organisations.office, until: '2026-03-23T07:00:00Z', ...more },
})
const tellNow = (...notices: readonly Notice[]) => city.services.commands.run({ name: 'test', actor: null, at: now, httpRequestId: null }, (tx) => tell(tx, notices, now))
const deliver = () => deliverDue(city.services, AbortSignal.timeout(20_000))
const states = async () => (await rows<{ state: string; attempts: number; last_error: string | null }>('select state, attempts, last_error from notices.delivery order by created_at, id')).map(({ state, attempts, last_error }) => [state, attempts, last_error])
const later = (duration: Temporal.DurationLike) => {
  now = now.add(duration)
}
const choose = async (change: object) => {
  owner = await city.signIn('owner')
  const { choices } = (await owner.get('/api/v1/notices/choices')).json<{ choices: object }>()
  const reply = await owner.put('/api/v1/notices/choices', { ...choices, ...change })
  expect(reply.statusCode).toBe(200)
}

async function codeSentTo(personId: string): Promise<string> {
  const [code] = await rows<{ code_id: string }>(`select code_id from notices.address_code where person_id = '${personId}'`)
  await sendCode(city.services, { personId, codeId: code?.code_id ?? '' })
  return /\d{6}/u.exec(smtp.mails.at(-1)?.header('subject') ?? '')?.[0] ?? ''
}
async function prove(who: Caller, personId: string, email: string): Promise<void> {
  expect((await who.post('/api/v1/notices/address', { email })).statusCode).toBe(200)
  const verified = await who.post('/api/v1/notices/address/verify', { code: await codeSentTo(personId) })
  expect([verified.statusCode, verified.json<{ email: object }>().email]).toEqual([200, { offered: true, address: email, unproven: null }])
}

describe('an address', () => {
  test('is proven by the code sent there, and lies nowhere in clear', async () => {
    owner = await city.signIn('owner')
    const asked = await owner.post('/api/v1/notices/address', { email: EMAIL })
    expect(asked.json<{ email: object }>().email).toEqual({ offered: true, address: null, unproven: { address: EMAIL, until: now.add({ minutes: 15 }).toString() } })
    const code = await codeSentTo(me())
    expect([smtp.mails[0]?.to, code]).toEqual([[EMAIL], expect.stringMatching(/^\d{6}$/u)])
    const wrong = code === '123456' ? '654321' : '123456'
    expect((await owner.post('/api/v1/notices/address/verify', { code: wrong })).statusCode).toBe(403)
    // Somebody else's code is not mine, and mine not theirs.
    const tenant = await city.signIn('tenant')
    expect((await tenant.post('/api/v1/notices/address/verify', { code })).statusCode).toBe(403)
    expect((await owner.post('/api/v1/notices/address/verify', { code })).statusCode).toBe(200)
    expect((await owner.post('/api/v1/notices/address/verify', { code })).statusCode).toBe(403)
    const everything = await Promise.all(['notices.address', 'notices.address_code', 'pgboss.job', 'audit.entry', 'platform.idempotency'].map((table) => rows(`select * from ${table}`)))
    expect(JSON.stringify(everything)).not.toContain('grandma')
    expect(everything.flat().every((row) => Object.values(row).every((value) => !Buffer.isBuffer(value) || !value.includes('grandma')))).toBe(true)
  })
  test('is not found out by trying: five tries, five codes an hour, three people an address', async () => {
    const family = await city.signIn('family')
    const personId = city.city.a.people.family.personId
    await family.post('/api/v1/notices/address', { email: 'x@example.org' })
    const code = await codeSentTo(personId)
    const wrong = code === '123456' ? '654321' : '123456'
    for (let n = 0; n < 5; n++) expect((await family.post('/api/v1/notices/address/verify', { code: wrong })).statusCode).toBe(403)
    expect((await family.post('/api/v1/notices/address/verify', { code })).statusCode).toBe(403)
    const answers: number[] = []
    for (let n = 0; n < 5; n++) answers.push((await family.post('/api/v1/notices/address', { email: 'x@example.org' })).statusCode)
    expect(answers).toEqual([200, 200, 200, 200, 429])
    for (const role of ['unit_steward', 'building_captain', 'yard_head', 'cashier'] as const) await (await city.signIn(role)).post('/api/v1/notices/address', { email: 'X@example.org' })
    expect((await (await city.signIn('committee_member')).post('/api/v1/notices/address', { email: 'x@example.org' })).statusCode).toBe(429)
    later({ hours: 2 })
    expect((await (await city.signIn('family')).post('/api/v1/notices/address', { email: 'x@example.org' })).statusCode).toBe(200)
  })
  test.each(['no', 'a@b\r\nBcc: c@example.org', '<a@example.org>, c@example.org'])('%j is none', async (email) => {
    owner = await city.signIn('owner')
    expect((await owner.post('/api/v1/notices/address', { email })).statusCode).toBe(422)
  })
})

describe('a notice by mail', () => {
  test('goes out once, says what the app says, links to the case, and can be stopped from the mail program', async () => {
    const notice = told()
    await tellNow(notice)
    expect([await deliver(), await deliver(), smtp.mails.length]).toEqual([1, 0, 1])
    const [mail] = smtp.mails
    const [delivery] = await rows<{ id: string }>('select id from notices.delivery')
    expect(mail?.to).toEqual([EMAIL])
    expect(mail?.header('subject')).toBe('里坊：“路灯<b>不亮”有人管了')
    expect(mail?.header('message-id')).toBe(`<${delivery?.id}@lifang.example>`)
    expect(mail?.header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    expect(mail?.body('text/plain')).toContain('最晚 3月23日 周一 15:00 办完')
    expect(mail?.body('text/plain')).toContain(`https://lifang.example/cases/${notice.subject.communityId}/${notice.subject.id}`)
    expect(mail?.body('text/html')).toContain('路灯&lt;b&gt;不亮')
    expect(mail?.body('text/html')).not.toContain('<b>不亮')
    expect(await states()).toEqual([['sent', 1, null]])
    const people = await rows<{ id: string; wrapped_key: Buffer; name: Buffer }>(`select id, wrapped_key, name from register.person where id = '${me()}'`)
    for (const { id, wrapped_key, name } of people) expect(mail?.raw).not.toContain(city.services.keys.open(id, wrapped_key, 'name', name))
  })
  test('in the language chosen', async () => {
    await choose({ language: 'en' })
    await tellNow(told())
    await deliver()
    expect(smtp.mails[0]?.header('subject')).toBe('Lifang: Somebody is taking care of “Street light out”')
    expect(smtp.mails[0]?.body('text/plain')).toContain('Mon 23/3 15:00')
  })
  test('waits for the end of the quiet hours, unless it is dangerous', async () => {
    now = now.toZonedDateTimeISO('Asia/Shanghai').with({ hour: 23 }).toInstant()
    await tellNow(told(), told('danger-arrived'))
    await deliver()
    expect(smtp.mails.map((mail) => mail.header('subject'))).toEqual(['里坊：急：路灯<b>不亮'])
    later({ hours: 7, minutes: 59 })
    expect(await deliver()).toBe(0)
    later({ minutes: 1 })
    expect(await deliver()).toBe(1)
    expect(smtp.mails).toHaveLength(2)
  })
  test('is not sent once it was read in the app', async () => {
    now = now.toZonedDateTimeISO('Asia/Shanghai').with({ hour: 23 }).toInstant()
    await tellNow(told())
    owner = await city.signIn('owner')
    await owner.post('/api/v1/notices/read', { until: now.toString() })
    later({ hours: 8 })
    await deliver()
    expect([smtp.mails.length, await states()]).toEqual([0, [['suppressed', 1, 'read']]])
  })
  test('collects in one mail at eight for whoever wants that', async () => {
    await choose({ digest: 'daily' })
    await tellNow(told())
    later({ hours: 5 })
    await tellNow(told('request-replied'), told('danger-arrived'))
    await deliver()
    expect(smtp.mails).toHaveLength(1)
    now = now.toZonedDateTimeISO('Asia/Shanghai').add({ days: 1 }).with({ hour: 8, minute: 0 }).toInstant()
    await tellNow(told('request-feedback'))
    await deliver()
    expect(smtp.mails).toHaveLength(2)
    expect(smtp.mails[1]?.header('subject')).toBe('里坊：2 条消息')
    expect(smtp.mails[1]?.body('text/plain')).toMatch(/有人管了[\s\S]*有回话/u)
    // What came at eight waits for the next day.
    later({ hours: 24 })
    await deliver()
    expect(smtp.mails[2]?.body('text/plain')).toContain('请您看一看')
  })
  test('is stopped by its link: looking changes nothing, pressing does, for this kind only; a forged link does nothing', async () => {
    await tellNow(told())
    await deliver()
    const url = (smtp.mails[0]?.header('list-unsubscribe') ?? '').slice(1, -1).replace('https://lifang.example', '')
    const nobody = caller(city.app)
    const page = await nobody.get(url)
    expect([page.statusCode, page.headers['content-type'], page.body]).toEqual([200, 'text/html; charset=utf-8', expect.stringContaining('<form method="post">')])
    const emails = async () => (await owner.get('/api/v1/notices/choices')).json<{ choices: { email: string[] } }>().choices.email
    owner = await city.signIn('owner')
    expect(await emails()).toEqual(['mine', 'work', 'danger'])
    // As a mail program sends it: no header of ours, no cookie.
    const press = (address: string) => city.app.inject({ method: 'POST', url: address, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'List-Unsubscribe=One-Click' })
    const forged = url.replace(/.(?=.{4}$)/u, (letter) => (letter === 'A' ? 'B' : 'A'))
    expect((await press(forged)).statusCode).toBe(404)
    expect(await emails()).toEqual(['mine', 'work', 'danger'])
    expect((await press(url)).statusCode).toBe(200)
    expect((await press(url)).statusCode).toBe(200)
    expect(await emails()).toEqual(['work', 'danger'])
    await tellNow(told())
    expect(await deliver()).toBe(0)
  })
})

describe('the mail server', () => {
  test('down for an hour: nothing is lost, nothing is sent twice', async () => {
    await smtp.down()
    await tellNow(told(), told('request-replied'))
    for (let minute = 0; minute < 60; minute++) {
      await deliver()
      later({ minutes: 1 })
    }
    expect((await states()).map(([state, , error]) => [state, error])).toEqual([['failed', 'esocket'], ['failed', 'esocket']])
    await smtp.up()
    for (let minute = 0; minute < 60; minute++) {
      await deliver()
      later({ minutes: 1 })
    }
    expect([smtp.mails.length, new Set(smtp.mails.map((mail) => mail.header('message-id'))).size]).toEqual([2, 2])
    expect((await states()).map(([state]) => state)).toEqual(['sent', 'sent'])
  }, 60_000)
  test('down for more than a day: given up, for everybody to see', async () => {
    await smtp.down()
    await tellNow(told())
    const began = now
    let attempts = 0
    for (let turn = 0; turn < 4 * 40 && (await states())[0]?.[0] !== 'given-up'; turn++) {
      attempts += await deliver()
      later({ minutes: 15 })
    }
    await smtp.up()
    expect(began.until(now).total('hours')).toBeGreaterThan(24)
    expect([await states(), attempts]).toEqual([[['given-up', attempts, 'esocket']], attempts])
  }, 60_000)
  test.each([
    ['MAIL', '451 try later', 'failed', 'smtp-451'],
    ['RCPT', '450 greylisted', 'failed', 'smtp-450'],
    ['message', '452 full', 'failed', 'smtp-452'],
    ['greeting', '554 go away', 'failed', 'smtp-554'],
    ['MAIL', '550 you may not', 'failed', 'smtp-550'],
    ['RCPT', '550 nobody of that name', 'given-up', 'smtp-550'],
    ['message', '554 refused', 'given-up', 'smtp-554'],
  ] as const)('that says at %s "%s": %s', async (step, answer, state, error) => {
    smtp.answer = { [step]: answer }
    await tellNow(told())
    await deliver()
    expect(await states()).toEqual([[state, 1, error]])
    smtp.answer = {}
    later({ minutes: 2 })
    await deliver()
    expect(smtp.mails).toHaveLength(state === 'failed' ? 1 : 0)
  })
  test('that takes a mail and hangs up before saying so: it comes twice at most, as one and the same', async () => {
    smtp.hangsUp = true
    await tellNow(told())
    await deliver()
    smtp.hangsUp = false
    later({ minutes: 2 })
    await deliver()
    later({ minutes: 30 })
    await deliver()
    expect(smtp.mails).toHaveLength(2)
    expect(new Set(smtp.mails.map((mail) => mail.header('message-id'))).size).toBe(1)
    expect((await states()).map(([state]) => state)).toEqual(['sent'])
  })
  test('that is slow, and two workers at once: each mail goes out once', async () => {
    smtp.wait_ms = 50
    await tellNow(...Array.from({ length: 25 }, () => told()))
    const tried = await Promise.all([deliver(), deliver(), deliver()])
    expect(tried.reduce((sum, count) => sum + count, 0)).toBe(25)
    expect([smtp.mails.length, new Set(smtp.mails.map((mail) => mail.header('message-id'))).size]).toEqual([25, 25])
  })
})

test('a worker that dies with a mail in hand leaves it to another, after its lease', async () => {
  await tellNow(told())
  // Claimed, and then the process is gone.
  await city.services.database.pool.query(`update notices.delivery set attempts = attempts + 1, due_at = $1`, [now.add({ minutes: 3 }).toString()])
  expect(await deliver()).toBe(0)
  later({ minutes: 3 })
  expect([await deliver(), smtp.mails.length, await states()]).toEqual([1, 1, [['sent', 2, null]]])
})

test('an address that was taken away receives nothing more', async () => {
  now = now.toZonedDateTimeISO('Asia/Shanghai').with({ hour: 23 }).toInstant()
  await tellNow(told())
  owner = await city.signIn('owner')
  expect((await owner.delete('/api/v1/notices/address')).json<{ email: object }>().email).toEqual({ offered: true, address: null, unproven: null })
  later({ hours: 8 })
  await deliver()
  expect([smtp.mails.length, await states()]).toEqual([0, [['suppressed', 1, 'address-gone']]])
  now = now.toZonedDateTimeISO('Asia/Shanghai').with({ hour: 10 }).toInstant()
  await prove(await city.signIn('owner'), me(), EMAIL)
})
