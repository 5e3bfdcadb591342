/** Two offices and one case, at once and through a real server: one has it, and only the lead. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestCity, type Caller, type TestCity } from '../../../test/actors.ts'
import { newId } from '../../platform/ids.ts'

let test: TestCity
let origin: string
let owner: Caller, officer: Caller, manager: Caller, department: Caller, street: Caller

beforeAll(async () => {
  test = await openTestCity()
  origin = await test.app.listen({ port: 0, host: '127.0.0.1' })
  ;[owner, officer, manager, department, street] = [await test.signIn('owner'), await test.signIn('office_worker'), await test.signIn('property_manager'), await test.signIn('department_officer'), await test.signIn('street_officer')]
})
afterAll(() => test.close())

const AT = () => `/api/v1/communities/${test.city.a.community}/requests`
async function post(who: Caller, path: string, body: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const reply = await fetch(`${origin}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-lifang': '1', cookie: who.cookie, 'idempotency-key': newId() }, body: JSON.stringify(body) })
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
}

/** Noise: taken in by the 社区, given to a department, with the property company helping. */
async function given(): Promise<{ path: string; version: number }> {
  const { department: lead, company } = test.city.a.organisations
  const made = await post(owner, AT(), { text: '楼上半夜放音乐', category: '06028', place: { kind: 'community' } })
  const path = `${AT()}/${String(made.body['id'])}`
  await post(officer, `${path}/accept`, { version: 1 })
  const { body } = await post(officer, `${path}/dispatch`, { version: 2, leadOrganisationId: lead, supportingIds: [company] })
  return { path, version: Number(body['version']) }
}

const seen = async (path: string) => (await owner.get(path)).json<{ state: string; lead: { id: string } }>()

it('the lead and a supporting unit sign at once: the lead has it, each time', async () => {
  for (let round = 0; round < 5; round++) {
    const { path, version } = await given()
    const [byLead, bySupport] = await Promise.all([post(department, `${path}/sign`, { version }), post(manager, `${path}/sign`, { version })])
    expect(byLead.status).toBe(200)
    // Refused as not the lead, or because the lead was there first.
    expect([403, 409]).toContain(bySupport.status)
    expect(await seen(path)).toMatchObject({ state: 'HANDLING', lead: { id: test.city.a.organisations.department } })
  }
})

it('a supporting unit cannot close for the lead, before the lead or beside it', async () => {
  const { path, version } = await given()
  expect((await post(manager, `${path}/sign`, { version })).status).toBe(403)
  const signed = await post(department, `${path}/sign`, { version })
  const now = { version: Number(signed.body['version']), text: '好了', photoIds: [] }
  expect((await post(manager, `${path}/feedback`, now)).status).toBe(403)
  const [bySupport, byLead] = await Promise.all([post(manager, `${path}/feedback`, now), post(department, `${path}/feedback`, now)])
  expect(byLead.status).toBe(200)
  expect([403, 409]).toContain(bySupport.status)
  expect((await post(manager, `${path}/check`, { version: now.version + 1, passed: true, text: '看过了' })).status).toBe(403)
  expect((await seen(path)).state).toBe('CHECKING')
})

it('signed by the one while others give it to another: one of them happened', async () => {
  for (let round = 0; round < 5; round++) {
    const { path, version } = await given()
    const replies = await Promise.all([post(department, `${path}/sign`, { version }), post(officer, `${path}/dispatch`, { version, leadOrganisationId: test.city.a.organisations.street }), post(street, `${path}/assign`, { version, leadOrganisationId: test.city.a.organisations.company, text: '由物业来办' })])
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    const { state, lead } = await seen(path)
    const isSigned = replies[0]?.status === 200
    expect([state, lead.id === test.city.a.organisations.department]).toEqual([isSigned ? 'HANDLING' : 'DISPATCHED', isSigned])
  }
})
