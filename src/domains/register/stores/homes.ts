import { tables, type Read } from '../../../platform/database.ts'
import type { BuildingId, HomeId, UnitId } from '../../../platform/ids.ts'
import type { HomeFacts } from '../rules.ts'
import { holdsOn } from './current.ts'

const register = tables('register')

export async function findCommunity(read: Read, communityId: string) {
  return (
    (await register(read)
      .selectFrom('register.community as community')
      .innerJoin('register.place as place', 'place.id', 'community.community_id')
      .select(['community.community_id as id', 'place.name', 'place.path', 'community.short_code', 'community.kind', 'community.courtyard', 'community.unmanaged', 'community.address', 'community.built_year', 'community.residents'])
      .where('community.community_id', '=', communityId)
      .executeTakeFirst()) ?? null
  )
}

/** The relations of a community that hold on a day. */
export async function findSeats(read: Read, communityId: string, today: string) {
  const company = await register(read)
    .selectFrom('register.service_contract as relation')
    .innerJoin('register.organisation as organisation', 'organisation.id', 'relation.organisation_id')
    .select(['organisation.id', 'organisation.name', 'relation.valid_from', 'relation.valid_to'])
    .where('relation.community_id', '=', communityId)
    .where(holdsOn('relation', today))
    .executeTakeFirst()
  const committee = await register(read)
    .selectFrom('register.committee as relation')
    .select(['relation.term', 'relation.valid_from', 'relation.valid_to'])
    .where('relation.community_id', '=', communityId)
    .where(holdsOn('relation', today))
    .executeTakeFirst()
  const branch = await register(read)
    .selectFrom('register.branch as relation')
    .select(['relation.name', 'relation.valid_from', 'relation.valid_to'])
    .where('relation.community_id', '=', communityId)
    .where(holdsOn('relation', today))
    .executeTakeFirst()
  return { company: company ?? null, committee: committee ?? null, branch: branch ?? null }
}

export interface HomeRow extends HomeFacts {
  readonly id: HomeId
  readonly buildingId: BuildingId
  readonly unitId: UnitId
  readonly floor: number
  readonly name: string
}

/** Homes of a community, or of one building, in their order. At most a few thousand. */
export async function findHomes(read: Read, communityId: string, today: string, buildingId: string | null): Promise<HomeRow[]> {
  const query = register(read)
    .selectFrom('register.home as home')
    .select((eb) => [
      'home.id',
      'home.building_id',
      'home.unit_id',
      'home.floor',
      'home.name',
      'home.area_centi_m2',
      'home.occupancy',
      eb
        .exists(
          eb
            .selectFrom('register.ownership as ownership')
            .leftJoin('register.person as person', 'person.id', 'ownership.person_id')
            .select('ownership.id')
            .whereRef('ownership.community_id', '=', 'home.community_id')
            .whereRef('ownership.home_id', '=', 'home.id')
            .where(holdsOn('ownership', today))
            .where((inner) => inner.or([inner('ownership.organisation_id', 'is not', null), inner('person.phone', 'is not', null)])),
        )
        .as('owner_reachable'),
    ])
    .where('home.community_id', '=', communityId)
    .orderBy('home.sort')
  const rows = await (buildingId === null ? query : query.where('home.building_id', '=', buildingId)).execute()
  return rows.map((row) => ({
    id: row.id as HomeId,
    buildingId: row.building_id as BuildingId,
    unitId: row.unit_id as UnitId,
    floor: row.floor,
    name: row.name,
    areaCentiM2: row.area_centi_m2,
    occupancy: row.occupancy as HomeFacts['occupancy'],
    ownerReachable: row.owner_reachable === true,
  }))
}

export async function findBuildings(read: Read, communityId: string) {
  return register(read).selectFrom('register.building').select(['id', 'name', 'floors', 'area_centi_m2', 'built_year']).where('community_id', '=', communityId).orderBy('sort').execute()
}

export async function findUnits(read: Read, communityId: string, buildingId: string | null) {
  const query = register(read).selectFrom('register.unit').select(['id', 'building_id', 'name']).where('community_id', '=', communityId).orderBy('sort')
  return (buildingId === null ? query : query.where('building_id', '=', buildingId)).execute()
}

export async function findHome(read: Read, communityId: string, homeId: string) {
  return (
    (await register(read)
      .selectFrom('register.home as home')
      .innerJoin('register.unit as unit', (join) => join.onRef('unit.community_id', '=', 'home.community_id').onRef('unit.id', '=', 'home.unit_id'))
      .innerJoin('register.building as building', (join) => join.onRef('building.community_id', '=', 'home.community_id').onRef('building.id', '=', 'home.building_id'))
      .innerJoin('register.place as place', 'place.id', 'home.community_id')
      .select([
        'home.id',
        'home.community_id',
        'home.building_id',
        'home.unit_id',
        'home.floor',
        'home.name',
        'home.area_centi_m2',
        'home.area_source',
        'home.occupancy',
        'home.residents',
        'unit.name as unit',
        'building.name as building',
        'place.name as community',
        'place.path',
      ])
      .where('home.community_id', '=', communityId)
      .where('home.id', '=', homeId)
      .executeTakeFirst()) ?? null
  )
}

export async function findOwners(read: Read, communityId: string, homeId: string, today: string) {
  return register(read)
    .selectFrom('register.ownership as ownership')
    .leftJoin('register.organisation as organisation', 'organisation.id', 'ownership.organisation_id')
    .select(['ownership.person_id', 'organisation.name as organisation', 'ownership.share_numerator', 'ownership.share_denominator', 'ownership.basis', 'ownership.valid_from', 'ownership.valid_to'])
    .where('ownership.community_id', '=', communityId)
    .where('ownership.home_id', '=', homeId)
    .where(holdsOn('ownership', today))
    .orderBy('ownership.id')
    .execute()
}

export async function findDwellers(read: Read, communityId: string, homeId: string, today: string) {
  return register(read)
    .selectFrom('register.residence as residence')
    .select(['person_id', 'kind', 'valid_from', 'valid_to'])
    .where('community_id', '=', communityId)
    .where('home_id', '=', homeId)
    .where(holdsOn('residence', today))
    .orderBy('id')
    .execute()
}
