/** Notices that pop up, through a push service on loopback whose browsers decrypt what they get. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestCity, type Caller, type TestCity } from '../../../test/actors.ts'
import { openPushService, type PushService, type TestBrowser } from '../../../test/push-service.ts'
import { newId } from '../../platform/ids.ts'
import { deliverDue } from './deliver.ts'
import { tell, type Notice, type NoticeKind } from './public.ts'
import { isPushService, signingKeys } from './push.ts'

let now = Temporal.Instant.from('2026-03-16T02:00:00Z')
let city: TestCity
let service: PushService
let owner: Caller
let browser: TestBrowser
beforeAll(async () => {
  service = await openPushService(async () => (await signingKeys(city.services)).publicKey)
  city = await openTestCity({ clock: { now: () => now }, outside: { publicUrl: 'https://lifang.example', mail: null, pushServices: [service.host] } })
  owner = await city.signIn('owner')
})
afterAll(async () => {
  await city.close()
  await service.close()
})

const me = () => city.city.a.people.owner.personId
const told = (kind: NoticeKind = 'request-accepted'): Notice => ({
  personIds: [me()],
  kind,
  subject: { kind: 'request', id: newId(), communityId: city.city.a.community },
  said: { number: 'JIA-260316-01', about: { zh: '路灯不亮', en: 'Street light out' }, organisationId: city.city.a.organisations.office },
})
const tellNow = (...notices: readonly Notice[]) => city.services.commands.run({ name: 'test', actor: null, at: now, httpRequestId: null }, (tx) => tell(tx, notices, now))
const deliver = () => deliverDue(city.services, AbortSignal.timeout(20_000))
const states = async () => (await city.services.database.pool.query<{ state: string; last_error: string | null }>('select state, last_error from notices.delivery order by created_at desc, id desc')).rows.map(({ state, last_error }) => [state, last_error])
const browsers = async (who: Caller) => (await who.get('/api/v1/notices/choices')).json<{ push: { publicKey: string; browsers: { id: string }[] } }>().push
const later = () => {
  now = now.add({ minutes: 2 })
}

describe('a browser', () => {
  test('is bound to our key, which stays the same, and lies nowhere in clear', async () => {
    browser = service.newBrowser()
    const before = await browsers(owner)
    expect([before.browsers, Buffer.from(before.publicKey, 'base64url').length]).toEqual([[], 65])
    expect((await owner.post('/api/v1/notices/browsers', browser.subscription)).statusCode).toBe(200)
    expect((await owner.post('/api/v1/notices/browsers', browser.subscription)).statusCode).toBe(200)
    const after = await browsers(owner)
    expect([after.publicKey, after.browsers.length]).toEqual([before.publicKey, 1])
    for (const table of ['notices.subscription', 'audit.entry', 'platform.setting']) {
      const { rows } = await city.services.database.pool.query<{ text: string }>(`select t::text as text from ${table} t`)
      const hex = Buffer.from(browser.subscription.endpoint).toString('hex')
      expect(rows.some(({ text }) => text.includes(browser.subscription.endpoint) || text.includes(hex))).toBe(false)
    }
    expect(JSON.stringify((await city.services.database.pool.query(`select value from platform.setting where name = 'notices-push'`)).rows)).not.toContain((await signingKeys(city.services)).privateKey)
  })
  test('of a service that nobody allowed is refused: we call no address because a browser says so', async () => {
    for (const endpoint of ['http://169.254.169.254/latest/meta-data', 'https://internal.example/push', `http://${service.host}@evil.example/push`, `https://x:y@${service.host}/`, 'http://127.0.0.1:1/']) {
      const reply = await owner.post('/api/v1/notices/browsers', { ...browser.subscription, endpoint })
      expect([endpoint, reply.statusCode]).toEqual([endpoint, 422])
    }
    expect(isPushService('https://a.push.services.mozilla.com/x', ['*.push.services.mozilla.com'])).toBe(true)
    expect(isPushService('https://push.services.mozilla.com.evil.example/x', ['*.push.services.mozilla.com'])).toBe(false)
    expect(isPushService('http://fcm.googleapis.com/x', ['fcm.googleapis.com'])).toBe(false)
  })
})

test('a notice pops up once, decrypted only by that browser, with where it leads', async () => {
  const notice = told()
  await tellNow(notice)
  expect([await deliver(), await deliver()]).toEqual([1, 0])
  expect(browser.received).toEqual([
    {
      payload: { title: '“路灯不亮”有人管了', body: expect.stringContaining('已经受理') as string, path: `/cases/${notice.subject.communityId}/${notice.subject.id}`, tag: expect.any(String) as string },
      urgency: 'normal',
      topic: expect.stringMatching(/^[0-9a-f]{32}$/u) as string,
      ttl: '86400',
    },
  ])
  later()
  await tellNow(told('danger-arrived'))
  await deliver()
  expect(browser.received[1]?.urgency).toBe('high')
})

test('a service that is busy is asked again, one that refuses is not', async () => {
  browser.status = 503
  later()
  await tellNow(told())
  await deliver()
  expect((await states())[0]).toEqual(['failed', 'push-503'])
  browser.status = 201
  later()
  await deliver()
  expect((await states())[0]).toEqual(['sent', null])
  browser.status = 413
  later()
  await tellNow(told())
  await deliver()
  expect((await states())[0]).toEqual(['given-up', 'push-413'])
  browser.status = 201
})

test('a browser that is gone (410) is forgotten, and told nothing more', async () => {
  const gone = service.newBrowser()
  await owner.post('/api/v1/notices/browsers', gone.subscription)
  gone.status = 410
  later()
  await tellNow(told())
  await deliver()
  expect((await states()).slice(0, 2)).toEqual(expect.arrayContaining([['suppressed', 'address-gone'], ['sent', null]]))
  expect((await browsers(owner)).browsers).toHaveLength(1)
  gone.status = 201
  later()
  await tellNow(told())
  expect(await deliver()).toBe(1)
  expect(gone.received).toEqual([])
})

test('on a shared phone it belongs to whoever turned it on last, and only they turn it off', async () => {
  const tenant = await city.signIn('tenant')
  expect((await tenant.post('/api/v1/notices/browsers', browser.subscription)).statusCode).toBe(200)
  const before = browser.received.length
  later()
  await tellNow(told())
  await deliver()
  expect([browser.received.length, (await browsers(owner)).browsers.length]).toEqual([before, 0])
  const [theirs] = (await browsers(tenant)).browsers
  expect((await owner.delete(`/api/v1/notices/browsers/${theirs?.id}`)).statusCode).toBe(404)
  expect((await tenant.delete(`/api/v1/notices/browsers/${theirs?.id}`)).statusCode).toBe(200)
  expect((await browsers(tenant)).browsers).toEqual([])
})
