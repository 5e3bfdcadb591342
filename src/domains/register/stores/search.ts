import { sql } from 'kysely'
import { select, tables, type Read } from '../../../platform/database.ts'
import { holdsOn } from './current.ts'

const register = tables('register')
const escaped = (words: string): string => words.replaceAll(/[\\%_]/gu, (character) => `\\${character}`)

/** Places of the scope by part of the name or the beginning of the initials; communities first. */
export async function searchPlaces(read: Read, path: string, words: string, limit: number) {
  return register(read)
    .selectFrom('register.place')
    .select(['id', 'kind', 'name', 'path'])
    .where('path', 'like', `${path}%`)
    .where('valid_to', 'is', null)
    .where((eb) => eb.or([eb('name', 'like', `%${escaped(words)}%`), eb('initials', 'like', `${escaped(words)}%`)]))
    .orderBy((eb) => eb.case().when('kind', '=', 'community').then(0).else(1).end())
    .orderBy((eb) => eb.fn('length', ['name']))
    .orderBy('name')
    .limit(limit)
    .execute()
}

/** What a captain's or a steward's role is limited to within the community. */
export interface Part {
  readonly buildingId: string | null
  readonly unitId: string | null
}

/** Homes of some communities by building, unit and door as people number them. */
export async function searchHomes(read: Read, communityIds: readonly string[], address: { building: string | null; unit: string | null; door: string | null }, part: Part, limit: number) {
  let query = register(read)
    .selectFrom('register.home as home')
    .innerJoin('register.unit as unit', (join) => join.onRef('unit.community_id', '=', 'home.community_id').onRef('unit.id', '=', 'home.unit_id'))
    .innerJoin('register.building as building', (join) => join.onRef('building.community_id', '=', 'home.community_id').onRef('building.id', '=', 'home.building_id'))
    .innerJoin('register.place as place', 'place.id', 'home.community_id')
    .select(['home.id', 'home.community_id', 'place.name as community', 'building.name as building', 'unit.name as unit', 'home.name'])
    .where('home.community_id', '=', (eb) => eb.fn.any(eb.val([...communityIds])))
  if (part.buildingId !== null) query = query.where('home.building_id', '=', part.buildingId)
  if (part.unitId !== null) query = query.where('home.unit_id', '=', part.unitId)
  if (address.building !== null) query = query.where('building.name', '=', `${address.building}栋`)
  if (address.unit !== null) query = query.where('unit.name', '=', `${address.unit}单元`)
  if (address.door !== null) query = query.where('home.name', '=', address.door)
  return query.orderBy('place.name').orderBy('home.sort').limit(limit).execute()
}

export interface HomeOfPerson {
  readonly person_id: string
  readonly community_id: string
  readonly home_id: string
  readonly community: string
  readonly building: string
  readonly unit: string
  readonly name: string
}

/** Where these people own or live now, within these communities. */
export async function homesOfPeople(read: Read, people: readonly string[], communityIds: readonly string[], { buildingId, unitId }: Part, today: string): Promise<readonly HomeOfPerson[]> {
  if (people.length === 0) return []
  return select(
    read,
    sql<HomeOfPerson>`
    select relation.person_id, home.community_id, home.id as home_id, place.name as community, building.name as building, unit.name as unit, home.name
      from (select community_id, home_id, person_id, valid_from, valid_to, superseded_at from register.ownership
            union all select community_id, home_id, person_id, valid_from, valid_to, superseded_at from register.residence) relation
      join register.home home on home.community_id = relation.community_id and home.id = relation.home_id
      join register.unit unit on unit.community_id = home.community_id and unit.id = home.unit_id
      join register.building building on building.community_id = home.community_id and building.id = home.building_id
      join register.place place on place.id = home.community_id
     where relation.person_id = any(${[...people]}::uuid[]) and relation.community_id = any(${[...communityIds]}::uuid[]) and ${holdsOn('relation', today)}
       and home.building_id = coalesce(${buildingId}::uuid, home.building_id) and home.unit_id = coalesce(${unitId}::uuid, home.unit_id)
     order by place.name, home.sort`,
  )
}
