/** Two at once, through a real server: one wins, the other is told. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestCity, type Caller, type TestCity } from '../../../test/actors.ts'
import { newId } from '../../platform/ids.ts'

let test: TestCity
let origin: string
let owner: Caller, manager: Caller, repairer: Caller, officer: Caller, street: Caller

beforeAll(async () => {
  test = await openTestCity()
  origin = await test.app.listen({ port: 0, host: '127.0.0.1' })
  ;[owner, manager, repairer] = [await test.signIn('owner'), await test.signIn('property_manager'), await test.signIn('property_staff')]
  ;[officer, street] = [await test.signIn('office_worker'), await test.signIn('street_officer')]
})
afterAll(() => test.close())

const AT = () => `/api/v1/communities/${test.city.a.community}/requests`
async function post(who: Caller, path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<{ status: number; body: Record<string, unknown> }> {
  const reply = await fetch(`${origin}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-lifang': '1', cookie: who.cookie, ...headers }, body: JSON.stringify(body) })
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
}
const light = { text: '楼道灯不亮', category: 'L-LIGHT', place: { kind: 'community' } }
const fee = { ...light, text: '物业费怎么算的', category: 'L-PMFEE' }
const noise = { ...light, text: '楼上半夜放音乐', category: '06028' }
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

  it.each<[string, () => Promise<readonly [Caller, string, object][]>]>([
    ['accept against reject', async () => { const path = await reported(); return [[manager, `${path}/accept`, { version: 1 }], [manager, `${path}/reject`, { version: 1, text: '不归我们' }]] }],
    ['two offices approve what one asked for', async () => { const path = await toSuspend(); return [[officer, `${path}/approve`, { version: 5 }], [street, `${path}/approve`, { version: 5 }]] }],
    ['approve against decline', async () => { const path = await toSuspend(); return [[officer, `${path}/approve`, { version: 5 }], [street, `${path}/decline`, { version: 5, text: '不行' }]] }],
    ['feedback against approve', async () => { const path = await toSuspend(); return [[repairer, `${path}/feedback`, { version: 5, text: '好了', photoIds: [] }], [officer, `${path}/approve`, { version: 5 }]] }],
    ['two resume', async () => { const path = await toSuspend(); await post(officer, `${path}/approve`, { version: 5 }); return [[repairer, `${path}/resume`, { version: 6 }], [manager, `${path}/resume`, { version: 6 }]] }],
    ['contest twice', async () => { const path = await reported(); await post(manager, `${path}/reject`, { version: 1, text: '不归我们' }); return [[owner, `${path}/contest`, { version: 2, text: '归' }], [owner, `${path}/contest`, { version: 2, text: '归' }]] }],
    ['two ask for something', async () => { const path = await handling(); return [[repairer, `${path}/ask-suspension`, { version: 4, resumeAt: inDays(5), text: '等' }], [manager, `${path}/ask-void`, { version: 4, text: '无此事' }]] }],
    ['ask against feedback', async () => { const path = await handling(); return [[manager, `${path}/ask`, { version: 4, text: '哪一年' }], [repairer, `${path}/feedback`, { version: 4, text: '好了', photoIds: [] }]] }],
  ])('%s: exactly one of them happened', async (_what, given) => {
    for (let round = 0; round < 2; round++) {
      const asked = await given()
      const replies = await Promise.all(asked.map(([who, path, body]) => post(who, path, body)))
      expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    }
  })

  it('two units to which the same case is given: one has it', async () => {
    const path = await reported(noise)
    await post(officer, `${path}/accept`, { version: 1 })
    const { company, department } = test.city.a.organisations
    const replies = await Promise.all([company, department].map((leadOrganisationId) => post(officer, `${path}/dispatch`, { version: 2, leadOrganisationId })))
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  })

  it('each merged into the other: one is left, nobody waits for ever', async () => {
    for (let round = 0; round < 3; round++) {
      const [a, b] = [await reported(), await reported()]
      const idOf = (path: string) => path.split('/').at(-1) ?? ''
      const replies = await Promise.all([post(manager, `${a}/merge`, { version: 1, intoId: idOf(b) }), post(manager, `${b}/merge`, { version: 1, intoId: idOf(a) })])
      expect(replies.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 409])
      const states = await Promise.all([a, b].map(async (path) => (await manager.get(path)).json<{ state: string }>().state))
      expect(states.toSorted()).toEqual(['MERGED', 'REPORTED'])
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

async function reported(report = light): Promise<string> {
  const { body } = await post(owner, AT(), report, { 'idempotency-key': newId() })
  return `${AT()}/${String(body['id'])}`
}
const inDays = (days: number): string => test.services.clock.now().add({ hours: 24 * days }).toString()
async function handling(): Promise<string> {
  const path = await dispatched(fee)
  await post(repairer, `${path}/sign`, { version: 3 })
  return path
}
async function toSuspend(): Promise<string> {
  const path = await handling()
  await post(repairer, `${path}/ask-suspension`, { version: 4, resumeAt: inDays(5), text: '等' })
  return path
}
async function dispatched(report = light): Promise<string> {
  const path = await reported(report)
  await post(manager, `${path}/accept`, { version: 1, assigneeId: test.city.a.people.property_staff.personId })
  return path
}
