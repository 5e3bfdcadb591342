import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestCity, type TestCity } from '../../../test/actors.ts'
import type { Member } from '../../../test/fixture.ts'
import { DEFAULT_ROLES } from './roles.ts'

let server: TestCity
beforeAll(async () => {
  server = await openTestCity()
})
afterAll(() => server.close())

const at = (path: string) => `/api/v1/access/${path}`
const problem = (type: string) => ({ type: `/problems/access/${type}` })
const sql = async <T extends object>(text: string, values: unknown[] = []) => (await server.services.database.pool.query<T>(text, values)).rows
const rolesOf = async ({ personId }: Member) => (await sql<{ role: string }>('select role from access.appointment where person_id = $1 and superseded_at is null and valid_to is null', [personId])).map(({ role }) => role).toSorted()

describe('appointments', () => {
  const appoint = async (member: Member, role: string, more: object = {}) => (await server.signIn('system_admin')).post(at('appointments'), { phone: member.phone, name: member.name, role, placeId: server.city.city, ...more })

  test('the system administrator appoints a person of the register and ends it again', async () => {
    const { tenant } = server.city.a.people
    const made = await appoint(tenant, 'office_worker', { placeId: server.city.a.office, organisationId: server.city.a.organisations.office, title: '书记' })
    expect(made.statusCode).toBe(201)
    const { id } = made.json<{ id: string }>()
    const admin = await server.signIn('system_admin')
    const list = (await admin.get(at(`appointments?placeId=${server.city.a.office}&role=office_worker`))).json<{ items: { id: string }[] }>()
    expect(list.items).toContainEqual(expect.objectContaining({ id, name: `${tenant.name[0] ?? ''}**`, place: '甲社区', title: '书记' }))
    expect((await admin.delete(at(`appointments/${id}`))).statusCode).toBe(200)
    expect(await rolesOf(tenant)).toEqual([])
    expect((await admin.delete(at(`appointments/${id}`))).statusCode).toBe(404)
    expect(await sql('select command, actor_role from audit.entry where subject_id = $1 order by seq', [id])).toEqual([
      { command: 'POST /api/v1/access/appointments', actor_role: 'system_admin' },
      { command: 'DELETE /api/v1/access/appointments/:appointmentId', actor_role: 'system_admin' },
    ])
  })

  test('the list goes on where the page before ended', async () => {
    const admin = await server.signIn('system_admin')
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: { items: { id: string }[]; nextCursor: string | null } = (await admin.get(at(`appointments?limit=7${cursor && `&cursor=${cursor}`}`))).json()
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe((await sql('select from access.appointment where superseded_at is null and valid_to is null')).length)
  })

  test('what is wrong with an appointment is said', async () => {
    const { tenant, family } = server.city.b.people
    expect((await appoint({ ...tenant, name: '查无此人' }, 'grid_worker', { placeId: server.city.b.grid })).json()).toMatchObject(problem('no-such-person'))
    expect((await appoint({ ...tenant, phone: '15499999999' }, 'grid_worker', { placeId: server.city.b.grid })).json()).toMatchObject(problem('no-such-person'))
    expect((await appoint(tenant, 'owner', { placeId: server.city.b.community })).json()).toMatchObject(problem('unknown-role'))
    expect((await appoint(tenant, 'mayor')).json()).toMatchObject(problem('unknown-role'))
    expect((await appoint(tenant, 'street_officer', { placeId: server.city.b.office })).json()).toMatchObject(problem('wrong-place'))
    expect((await appoint(tenant, 'unit_steward', { placeId: server.city.b.community, buildingId: server.city.b.building })).json()).toMatchObject(problem('wrong-place'))
    expect((await appoint(tenant, 'building_captain', { placeId: server.city.b.community, buildingId: server.city.a.building })).json(), 'a building of another community').toMatchObject(problem('wrong-place'))
    expect((await appoint(server.city.people.system_admin, 'bureau_officer')).json()).toMatchObject(problem('not-yourself'))
    expect((await appoint(tenant, 'grid_worker', { placeId: server.city.a.people.owner.personId })).statusCode).toBe(404)
    expect((await appoint(family, 'grid_worker', { placeId: server.city.b.grid, validFrom: '2026-13-01' })).statusCode).toBe(422)
    expect((await appoint(family, 'grid_worker', { placeId: server.city.b.grid, validFrom: '2030-01-01', validTo: '2029-01-01' })).statusCode).toBe(422)
    expect((await appoint(family, 'grid_worker', { placeId: server.city.b.grid, organisationId: family.personId })).statusCode).toBe(422)
  })

  test('nobody ends their own appointment, and nobody else appoints', async () => {
    const admin = await server.signIn('system_admin')
    expect((await admin.delete(at(`appointments/${server.city.people.system_admin.standingId}`))).json()).toMatchObject(problem('not-yourself'))
    for (const role of ['owner', 'property_manager', 'bureau_officer', 'security_admin', 'auditor'] as const) {
      const other = await server.signIn(role)
      expect((await other.delete(at(`appointments/${server.city.a.people.cashier.standingId}`))).statusCode, `${role}`).toBe(403)
      expect((await other.get(at('appointments'))).statusCode, `${role}`).toBe(403)
      expect((await other.post(at('appointments'), { phone: '15410000001', name: '甲', role: 'auditor', placeId: server.city.city })).statusCode, `${role}`).toBe(403)
    }
  })

  test('system, security and audit administration never meet in one person', async () => {
    expect((await appoint(server.city.people.auditor, 'security_admin')).json()).toMatchObject(problem('disjoint-roles'))
    expect((await appoint(server.city.people.security_admin, 'auditor')).json()).toMatchObject(problem('disjoint-roles'))
    const { bureau_officer: officer } = server.city.people
    expect((await appoint(officer, 'auditor', { validFrom: '2030-01-01', validTo: '2031-01-01' })).statusCode).toBe(201)
    expect((await appoint(officer, 'security_admin', { validFrom: '2030-06-01' })).json()).toMatchObject(problem('disjoint-roles'))
    expect((await appoint(officer, 'security_admin', { validFrom: '2031-01-01' })).statusCode, 'one after the other').toBe(201)
  })

  test('not even when both are given at the same moment', async () => {
    const admin = await server.signIn('system_admin')
    for (const member of [server.city.a.people.street_officer, server.city.a.people.district_officer, server.city.b.people.street_officer]) {
      const replies = await Promise.all((['auditor', 'security_admin', 'system_admin'] as const).map((role) => admin.post(at('appointments'), { phone: member.phone, name: member.name, role, placeId: server.city.city })))
      expect(replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([201, 409, 409])
      expect(replies.filter(({ statusCode }) => statusCode === 409).map((reply) => reply.json<{ type: string }>().type)).toEqual(Array(2).fill('/problems/access/disjoint-roles'))
    }
  })

  test('the database’s own rule names just the roles that the table calls disjoint', async () => {
    const [constraint] = await sql<{ definition: string }>(`select pg_get_constraintdef(oid) as definition from pg_constraint where conname = 'administration_is_disjoint'`)
    const named = [...(constraint?.definition ?? '').matchAll(/'(\w+)'::text/g)].map((match) => match[1] ?? '')
    const grouped = DEFAULT_ROLES.filter(({ disjointGroup }) => disjointGroup !== null).map(({ code }) => code)
    expect(named.toSorted()).toEqual(grouped.toSorted())
  })
})

describe('the table of roles', () => {
  test('begins with the reviewed default', async () => {
    const { items } = (await (await server.signIn('auditor')).get(at('roles'))).json<{ items: { code: string }[] }>()
    expect(items.map(({ code }) => code)).toEqual(DEFAULT_ROLES.map(({ code }) => code).toSorted())
  })

  test('what the system administrator changes counts at the next request, and is written down', async () => {
    const admin = await server.signIn('system_admin')
    const manager = await server.signIn('property_manager')
    const can = async () => (await manager.get(at('me'))).json<{ can: string[] }>().can
    expect(await can()).toContain('requests.accept')
    const reply = await admin.put(at('roles/property_manager'), { actions: ['requests.read'], secondFactor: false })
    expect(reply.json()).toMatchObject({ code: 'property_manager', actions: ['requests.read'] })
    expect(await can()).toEqual(['requests.read'])
    const [entry] = await sql<{ before: { actions: string[] }; after: { actions: string[] } }>(`select before, after from audit.entry where subject_kind = 'role'`)
    expect(entry?.before.actions).toContain('requests.accept')
    expect(entry?.after.actions).toEqual(['requests.read'])
  })

  test('a role that now needs a second factor is taken off sessions without one', async () => {
    const { cashier } = server.city.b.people
    const code = (await (await server.signIn('owner')).post(at('code'), { phone: cashier.phone })).json<{ demoCode: string }>().demoCode
    const reply = await server.app.inject({ method: 'POST', url: at('login/phone'), payload: { phone: cashier.phone, code }, headers: { 'x-lifang': '1' } })
    const cookie = String(reply.headers['set-cookie']).split(';')[0] ?? ''
    const me = () => server.app.inject({ url: at('me'), headers: { cookie } })
    expect((await me()).statusCode).toBe(200)
    await (await server.signIn('system_admin')).put(at('roles/cashier'), { actions: ['requests.read'], secondFactor: true })
    expect((await me()).json()).toMatchObject(problem('second-factor-needed'))
  })

  test('only known actions, and administration stays divided', async () => {
    const admin = await server.signIn('system_admin')
    const put = async (code: string, actions: string[], secondFactor = true) => (await admin.put(at(`roles/${code}`), { actions, secondFactor })).json<object>()
    expect(await put('cashier', ['requests.explode'])).toMatchObject({ ...problem('unknown-action'), values: { action: 'requests.explode' } })
    expect(await put('cashier', ['audit.read'])).toMatchObject({ ...problem('reserved-action'), values: { action: 'audit.read', role: 'auditor' } })
    expect(await put('system_admin', ['access.appoint', 'access.manage-roles', 'access.manage-sessions'])).toMatchObject(problem('reserved-action'))
    for (const action of ['requests.read', 'requests.check', 'register.read-home']) {
      expect(await put('system_admin', ['access.appoint', 'access.manage-roles', 'register.browse', action])).toMatchObject({ ...problem('reserved-action'), values: { action, role: null } })
    }
    expect(await put('security_admin', ['access.manage-sessions', 'requests.read'])).toMatchObject(problem('reserved-action'))
    expect(await put('system_admin', ['access.appoint'])).toMatchObject({ ...problem('indispensable-action'), values: { action: 'access.manage-roles' } })
    expect(await put('auditor', ['audit.read'], false)).toMatchObject(problem('indispensable-action'))
    expect((await admin.put(at('roles/mayor'), { actions: [], secondFactor: false })).statusCode).toBe(404)
    expect((await (await server.signIn('auditor')).put(at('roles/cashier'), { actions: [], secondFactor: false })).statusCode).toBe(403)
    expect((await (await server.signIn('security_admin')).get(at('roles'))).statusCode).toBe(403)
  })
})

test('the auditor alone reads the trail, page by page', async () => {
  const auditor = await server.signIn('auditor')
  const first = (await auditor.get(at('audit?limit=5'))).json<{ items: { seq: number }[]; nextCursor: string }>()
  const second = (await auditor.get(at(`audit?limit=5&cursor=${first.nextCursor}`))).json<{ items: { seq: number }[] }>()
  const seqs = [...first.items, ...second.items].map(({ seq }) => seq)
  expect(seqs).toHaveLength(10)
  expect(seqs).toEqual(seqs.toSorted((a, b) => b - a))
  const { personId } = server.city.people.system_admin
  const ofAdmin = (await auditor.get(at(`audit?personId=${personId}&subjectKind=role`))).json<{ items: { actor: { role: string } }[] }>()
  expect(ofAdmin.items.length).toBeGreaterThan(0)
  expect(ofAdmin.items.every(({ actor }) => actor.role === 'system_admin')).toBe(true)
  expect((await auditor.get(at('audit?until=2020-01-01T00:00:00Z'))).json()).toEqual({ items: [], nextCursor: null })
  for (const role of ['system_admin', 'security_admin', 'bureau_officer', 'owner'] as const) expect((await (await server.signIn(role)).get(at('audit'))).statusCode, `${role}`).toBe(403)
})
