import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestCity, type Caller, type TestCity } from '../../../test/actors.ts'

let city: TestCity
let captain: Caller, steward: Caller, stewardOfTheOtherUnit: Caller, office: Caller, systemAdmin: Caller
beforeAll(async () => {
  city = await openTestCity()
  const { community, building, units, people } = city.city.a
  ;[captain, steward, office, systemAdmin] = [await city.signIn('building_captain'), await city.signIn('unit_steward'), await city.signIn('office_worker'), await city.signIn('system_admin')]
  const { personId, name, phone } = people.yard_head
  const appointed = await systemAdmin.post('/api/v1/access/appointments', { name, phone, role: 'unit_steward', placeId: community, buildingId: building, unitId: units[1] })
  stewardOfTheOtherUnit = await city.signIn({ personId, standingId: appointed.json<{ id: string }>().id })
})
afterAll(() => city.close())

const found = async (who: Caller, q: string) => (await who.get(`/api/v1/register/search?q=${encodeURIComponent(q)}`)).json<{ items: { kind: string; id: string }[] }>().items.map(({ kind, id }) => [kind, id])

test('people and homes are found where the role reaches: community, building, or one unit', async () => {
  const { homes, people } = city.city.a
  const theOwner = [['person', homes[0]]]
  for (const who of [office, captain, steward]) expect(await found(who, people.owner.name)).toEqual(theOwner)
  expect(await found(stewardOfTheOtherUnit, people.owner.name)).toEqual([])
  const door = [['home', homes[2]]]
  for (const who of [office, captain, stewardOfTheOtherUnit]) expect(await found(who, '1栋2单元101')).toEqual(door)
  expect(await found(steward, '1栋2单元101')).toEqual([])
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
