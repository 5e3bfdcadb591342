import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestCity, type Caller, type TestCity } from '../../../test/actors.ts'

let city: TestCity
let captain: Caller, steward: Caller, office: Caller, systemAdmin: Caller
beforeAll(async () => {
  city = await openTestCity()
  ;[captain, steward, office, systemAdmin] = [await city.signIn('building_captain'), await city.signIn('unit_steward'), await city.signIn('office_worker'), await city.signIn('system_admin')]
})
afterAll(() => city.close())

const found = async (who: Caller, q: string) => (await who.get(`/api/v1/register/search?q=${encodeURIComponent(q)}`)).json<{ items: { kind: string; id: string }[] }>().items.map(({ kind, id }) => [kind, id])

test('homes are found by address where the role reaches: community, building, or one unit', async () => {
  const { homes } = city.city.a
  for (const who of [office, captain]) expect(await found(who, '1栋2单元101')).toEqual([['home', homes[2]]])
  expect(await found(steward, '1栋1单元101')).toEqual([['home', homes[0]]])
  expect(await found(steward, '1栋2单元101')).toEqual([])
})

test('people are found by name or number by those roles alone that may, and by nobody elsewhere', async () => {
  const { a, b } = city.city
  const { owner } = a.people
  const finds = ['property_manager', 'grid_worker', 'office_worker', 'street_officer', 'district_officer', 'bureau_officer'] as const
  const findsNobody = ['unit_steward', 'building_captain', 'yard_head', 'committee_member', 'property_staff', 'cashier', 'department_officer'] as const
  for (const role of finds) for (const q of [owner.name, owner.phone.slice(-4)]) expect([role, await found(await city.signIn(role), q)]).toEqual([role, [['person', a.homes[0]]]])
  for (const role of findsNobody) for (const q of [owner.name, owner.name.slice(0, 2), owner.phone.slice(-4)]) expect([role, await found(await city.signIn(role), q)]).toEqual([role, []])
  expect(await found(await city.signIn(b.people.office_worker), owner.name)).toEqual([])
})

test('a narrower role at a building finds the people of its part alone, where the table of roles lets it', async () => {
  const { homes, people, units, building, community } = city.city.a
  await systemAdmin.put('/api/v1/access/roles/unit_steward', { actions: ['register.browse', 'register.read-home', 'register.read-people'], secondFactor: false })
  const { personId, name, phone } = people.yard_head
  const appointed = await systemAdmin.post('/api/v1/access/appointments', { name, phone, role: 'unit_steward', placeId: community, buildingId: building, unitId: units[1] })
  const ofTheOtherUnit = await city.signIn({ personId, standingId: appointed.json<{ id: string }>().id })
  expect(await found(steward, people.owner.name)).toEqual([['person', homes[0]]])
  expect(await found(ofTheOtherUnit, people.owner.name)).toEqual([])
})

test('the system administrator finds places, and nobody by name or door', async () => {
  const { community, people } = city.city.a
  expect(await found(systemAdmin, '甲小区')).toEqual([['place', community]])
  for (const q of [people.owner.name, people.owner.phone.slice(-4), '1栋2单元101']) expect(await found(systemAdmin, q)).toEqual([])
})

test('a steward’s picture of the building shows the own unit alone', async () => {
  const { community, building, units } = city.city.a
  const shown = async (who: Caller) => (await who.get(`/api/v1/register/communities/${community}/buildings/${building}`)).json<{ unitList: { id: string }[] }>().unitList.map(({ id }) => id)
  expect(await shown(captain)).toEqual(units)
  expect(await shown(steward)).toEqual([units[0]])
})

test('nobody reads the register through the search: sixty a minute', async () => {
  const worker = await city.signIn(city.city.b.people.grid_worker)
  for (let asked = 0; asked < 60; asked += 1) expect(await found(worker, '无此人')).toEqual([])
  expect((await worker.get('/api/v1/register/search?q=%E6%97%A0%E6%AD%A4')).statusCode).toBe(429)
})
