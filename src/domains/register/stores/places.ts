import { sql } from 'kysely'
import { tables, type Read, type Tx } from '../../../platform/database.ts'
import type { PlaceId } from '../../../platform/ids.ts'

const register = tables('register')

export type PlaceKind = 'city' | 'district' | 'street' | 'office' | 'grid' | 'community'
export interface Place {
  readonly id: PlaceId
  readonly kind: PlaceKind
  readonly parentId: PlaceId | null
  readonly path: string
  readonly code: string
  readonly name: string
}

const columns = ['id', 'kind', 'parent_id', 'path', 'code', 'name'] as const
type Row = { id: string; kind: string; parent_id: string | null; path: string; code: string; name: string }
const placeFrom = (row: Row): Place => ({ id: row.id as PlaceId, kind: row.kind as PlaceKind, parentId: row.parent_id as PlaceId | null, path: row.path, code: row.code, name: row.name })

export async function findPlace(read: Read, id: string): Promise<Place | null> {
  const row = await register(read).selectFrom('register.place').select(columns).where('id', '=', id).executeTakeFirst()
  return row ? placeFrom(row) : null
}

/** From the city down to the place itself. */
export async function placesAbove(read: Read, path: string): Promise<Place[]> {
  const numbers = path.split('/').filter(Boolean).map(Number)
  const rows = await register(read).selectFrom('register.place').select(columns).where('no', 'in', numbers).orderBy('path').execute()
  return rows.map(placeFrom).toSorted((a, b) => a.path.length - b.path.length)
}

export async function placesBelow(read: Read, parentId: string): Promise<Place[]> {
  const rows = await register(read).selectFrom('register.place').select(columns).where('parent_id', '=', parentId).where('valid_to', 'is', null).orderBy('code').execute()
  return rows.map(placeFrom)
}

/** A community's standing: what the figures of every place above it are sums of. */
export interface CommunityStanding {
  readonly path: string
  readonly courtyard: boolean
  readonly buildings: number
  readonly homes: number
  readonly completeHomes: number
  readonly areaCentiM2: number
  readonly committee: boolean
  readonly company: boolean
  readonly branch: boolean
  readonly communityId: string
}

/** All communities under a path. Needs one row a community: 259 for the demo city, a few thousand for a big one. */
export async function standingsWithin(read: Read, path: string): Promise<CommunityStanding[]> {
  const rows = await register(read)
    .selectFrom('register.place as place')
    .innerJoin('register.community as community', 'community.community_id', 'place.id')
    .innerJoin('register.standing as standing', 'standing.community_id', 'place.id')
    .select(['place.path', 'community.courtyard', 'standing.buildings', 'standing.homes', 'standing.complete_homes', 'standing.area_centi_m2', 'standing.committee', 'standing.company', 'standing.branch', 'standing.community_id'])
    .where('place.path', 'like', `${path}%`)
    .execute()
  return rows.map((row) => ({
    path: row.path,
    courtyard: row.courtyard,
    buildings: row.buildings,
    homes: row.homes,
    completeHomes: row.complete_homes,
    areaCentiM2: row.area_centi_m2,
    committee: row.committee,
    company: row.company,
    branch: row.branch,
    communityId: row.community_id,
  }))
}

/**
 * Counts some communities' (or, when not told which, all communities') standing anew from their parts, as of a day. A home is complete by the
 * rule of rules.ts `isComplete`; a test holds the two together.
 */
export async function renewStandings(tx: Tx, today: string, communityIds: readonly string[] | null = null): Promise<void> {
  await sql`
    with chosen as (select community_id from register.community where ${communityIds}::uuid[] is null or community_id = any (${communityIds}::uuid[])),
    reachable as (
      select distinct o.community_id, o.home_id from register.ownership o join chosen using (community_id) left join register.person p on p.id = o.person_id
       where o.superseded_at is null and o.valid_from <= ${today}::date and (o.valid_to is null or o.valid_to > ${today}::date)
         and (o.organisation_id is not null or p.phone is not null)),
    homes as (
      select h.community_id, count(*) as homes,
             count(*) filter (where h.area_centi_m2 is not null and (h.occupancy = 'unsold' or r.home_id is not null)) as complete_homes
        from register.home h join chosen using (community_id) left join reachable r on r.community_id = h.community_id and r.home_id = h.id
       group by h.community_id),
    buildings as (select community_id, count(*) as buildings, sum(area_centi_m2) as area from register.building join chosen using (community_id) group by community_id)
    insert into register.standing (community_id, buildings, homes, area_centi_m2, committee, company, branch, complete_homes)
    select c.community_id, coalesce(b.buildings, 0), coalesce(h.homes, 0), coalesce(b.area, 0),
           exists (select from register.committee x where x.community_id = c.community_id and x.superseded_at is null and x.valid_from <= ${today}::date and (x.valid_to is null or x.valid_to > ${today}::date)),
           exists (select from register.service_contract x where x.community_id = c.community_id and x.superseded_at is null and x.valid_from <= ${today}::date and (x.valid_to is null or x.valid_to > ${today}::date)),
           exists (select from register.branch x where x.community_id = c.community_id and x.superseded_at is null and x.valid_from <= ${today}::date and (x.valid_to is null or x.valid_to > ${today}::date)),
           coalesce(h.complete_homes, 0)
      from chosen c left join homes h using (community_id) left join buildings b using (community_id)
    on conflict (community_id) do update set buildings = excluded.buildings, homes = excluded.homes, area_centi_m2 = excluded.area_centi_m2,
      committee = excluded.committee, company = excluded.company, branch = excluded.branch, complete_homes = excluded.complete_homes`.execute(register(tx))
}

/** In the order of their ids, those behind one. */
export async function communitiesBehind(read: Read, id: string, limit: number): Promise<string[]> {
  const rows = await register(read).selectFrom('register.community').select('community_id').where('community_id', '>', id).orderBy('community_id').limit(limit).execute()
  return rows.map((row) => row.community_id)
}

/** Every place of some kinds under a path. */
export async function placesWithin(read: Read, path: string, kinds: readonly PlaceKind[]): Promise<Place[]> {
  const rows = await register(read).selectFrom('register.place').select(columns).where('path', 'like', `${path}%`).where('kind', 'in', kinds).where('valid_to', 'is', null).orderBy('code').execute()
  return rows.map(placeFrom)
}
