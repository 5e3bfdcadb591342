/** Every community of the city, what stands above it, and its totals: what the city's figures and the ward map are made of. */
import { select, selectText, type Read } from '../../../platform/database.ts'
import { sql } from 'kysely'
import type { CommunityId, PlaceId } from '../../../platform/ids.ts'
import { TERM_ENDS_WITHIN_days, type CommitteeState } from '../rules.ts'

export interface Division {
  readonly id: PlaceId
  readonly kind: 'city' | 'district' | 'street'
  readonly parentId: PlaceId | null
  readonly code: string
  readonly name: string
}

export interface Ward {
  readonly id: CommunityId
  readonly streetId: PlaceId
  /** The name of its 社区. */
  readonly office: string
  readonly code: string
  readonly name: string
  readonly courtyard: boolean
}

export interface CityTree {
  /** The city, its districts and streets, in the order of their codes. */
  readonly divisions: readonly Division[]
  /** Street by street, the biggest first, courtyards last. */
  readonly wards: readonly Ward[]
}

export async function cityTree(read: Read): Promise<CityTree> {
  const [divisions, wards] = await Promise.all([
    select(
      read,
      sql<Division>`select id, kind, parent_id as "parentId", code, name from register.place where kind in ('city', 'district', 'street') and valid_to is null order by code collate "C"`,
    ),
    select(
      read,
      sql<Ward>`
      select place.id, street.id as "streetId", office.name as office, place.code, place.name, community.courtyard
        from register.community as community
        join register.place as place on place.id = community.community_id
        join register.standing as standing on standing.community_id = community.community_id
        join register.place as street on street.no::text = split_part(place.path, '/', 4) and street.kind = 'street'
        join register.place as office on office.no::text = split_part(place.path, '/', 5) and office.kind = 'office'
       where place.valid_to is null
       order by street.code collate "C", community.courtyard, standing.homes desc, place.code collate "C"`,
    ),
  ])
  return { divisions, wards }
}

/** A community's totals as they stand, and its committee as of a day. */
export interface WardStanding {
  readonly committee: CommitteeState
  readonly company: boolean
  readonly buildings: number
  readonly homes: number
  readonly completeHomes: number
  readonly areaCentiM2: number
}

// $1 the day as of which committees are told. One field for all: it is read many times faster than thousands.
const STANDINGS = `
  select string_agg(concat('["', community_id, '",', case when term.ends is null then 0 when not term.begun then 1 when term.ends <= $1::date + ${TERM_ENDS_WITHIN_days} then 2 else 3 end, ',', company::int, ',',
                           buildings, ',', homes, ',', complete_homes, ',', area_centi_m2, ']'), ',') as standings
    from register.standing left join (
      select community_id, bool_or(valid_from <= $1::date) as begun, max(coalesce(valid_to, 'infinity'::date)) as ends
        from register.committee where superseded_at is null and (valid_to is null or valid_to > $1::date) group by community_id) as term using (community_id)`

type Row = readonly [communityId: CommunityId, committee: number, company: 0 | 1, buildings: number, homes: number, completeHomes: number, areaCentiM2: number]
const COMMITTEE: readonly CommitteeState[] = ['none', 'preparing', 'expiring', 'in-office']

export async function wardStandings(read: Read, day: string): Promise<ReadonlyMap<CommunityId, WardStanding>> {
  const [row] = await selectText<{ standings: string | null }>(read, STANDINGS, [day])
  const standings = new Map<CommunityId, WardStanding>()
  for (const [communityId, committee, company, buildings, homes, completeHomes, areaCentiM2] of JSON.parse(`[${row?.standings ?? ''}]`) as readonly Row[]) {
    standings.set(communityId, { committee: COMMITTEE[committee] ?? 'none', company: company === 1, buildings, homes, completeHomes, areaCentiM2 })
  }
  return standings
}
