/** Two at once, through a real server: one wins, the other is told. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestCity, type Caller, type TestCity } from '../../../test/actors.ts'
import { newId } from '../../platform/ids.ts'

let test: TestCity
let origin: string
let owner: Caller, manager: Caller, repairer: Caller

beforeAll(async () => {
  test = await openTestCity()
  origin = await test.app.listen({ port: 0, host: '127.0.0.1' })
  ;[owner, manager, repairer] = [await test.signIn('owner'), await test.signIn('property_manager'), await test.signIn('property_staff')]
})
afterAll(() => test.close())

const AT = () => `/api/v1/communities/${test.city.a.community}/requests`
async function post(who: Caller, path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<{ status: number; body: Record<string, unknown> }> {
  const reply = await fetch(`${origin}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-lifang': '1', cookie: who.cookie, ...headers }, body: JSON.stringify(body) })
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
}
const light = { text: '楼道灯不亮', category: 'L-LIGHT', place: { kind: 'community' } }
const count = async () => Number((await test.services.database.pool.query<{ n: number }>('select count(*) as n from requests.request')).rows[0]?.n)

describe('two at once', () => {
  it('double submit with one key: one case, one reply', async () => {
    const before = await count()
    const key = { 'idempotency-key': newId() }
    const replies = await Promise.all(Array.from({ length: 6 }, () => post(owner, AT(), light, key)))
    expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 201))
    expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(await count()).toBe(before + 1)
    expect(await post(owner, AT(), { ...light, text: '别的事' }, key)).toMatchObject({ status: 409, body: { type: '/problems/common/key-reused' } })
    expect(await count()).toBe(before + 1)
  })

  it('many submits at once: each its own number, none missing', async () => {
    const replies = await Promise.all(Array.from({ length: 40 }, () => post(owner, AT(), light, { 'idempotency-key': newId() })))
    const numbers = replies.map(({ body }) => Number(String(body['number']).split('-')[2])).toSorted((a, b) => a - b)
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index))
  })

  it.each<[string, () => Promise<{ path: string; bodies: readonly [Caller, object][] }>]>([
    ['two accept', async () => ({ path: `${await reported()}/accept`, bodies: [[manager, { version: 1 }], [manager, { version: 1 }]] })],
    ['two sign', async () => ({ path: `${await dispatched()}/sign`, bodies: [[manager, { version: 3 }], [repairer, { version: 3 }]] })],
  ])('%s: exactly one wins, the other hears of the change', async (_what, given) => {
    for (let round = 0; round < 5; round++) {
      const { path, bodies } = await given()
      const replies = await Promise.all(bodies.map(([who, body]) => post(who, path, body)))
      expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
      expect(replies.find(({ status }) => status === 409)?.body).toMatchObject({ type: '/problems/common/changed-meanwhile', values: { state: expect.any(String) as string } })
    }
  })

  it('return against sign, dispatch against return: one of them happened', async () => {
    for (let round = 0; round < 5; round++) {
      const path = await dispatched()
      const replies = await Promise.all([post(repairer, `${path}/return`, { version: 3, text: '不归我们' }), post(manager, `${path}/sign`, { version: 3 }), post(manager, `${path}/dispatch`, { version: 3, assigneeId: test.city.a.people.property_manager.personId })])
      expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
    }
  })

  it('words run beside each other and lose nothing', async () => {
    const path = await reported()
    const said = Array.from({ length: 10 }, (_, index) => `第${index}句`)
    const replies = await Promise.all(said.map((text, index) => post(index % 2 ? owner : manager, `${path}/${index % 2 ? 'add' : 'reply'}`, { text })))
    expect(replies.every(({ status }) => status === 200)).toBe(true)
    const seen = (await owner.get(path)).json<{ events: { no: number; text: string }[]; version: number }>()
    expect(seen.events.map(({ no }) => no)).toEqual(Array.from({ length: 11 }, (_, index) => index + 1))
    expect(seen.events.slice(1).map(({ text }) => text).toSorted()).toEqual(said.toSorted())
    expect(seen.version).toBe(1)
  })
})

async function reported(): Promise<string> {
  const { body } = await post(owner, AT(), light, { 'idempotency-key': newId() })
  return `${AT()}/${String(body['id'])}`
}
async function dispatched(): Promise<string> {
  const path = await reported()
  await post(manager, `${path}/accept`, { version: 1, assigneeId: test.city.a.people.property_staff.personId })
  return path
}
