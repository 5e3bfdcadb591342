/** Every community of the city with its totals and what stands above it: what the city's figures and the ward map are made of. */
import { sql } from 'kysely'
import { select, type Read } from '../../../platform/database.ts'
import type { CommunityId, PlaceId } from '../../../platform/ids.ts'
import { TERM_ENDS_WITHIN_days, type CommitteeState } from '../rules.ts'

export interface Ward {
  readonly id: CommunityId
  readonly path: string
  readonly streetId: PlaceId
  /** The name of its 社区. */
  readonly office: string
  readonly code: string
  readonly name: string
  readonly courtyard: boolean
  readonly company: boolean
  readonly committee: CommitteeState
  readonly buildings: number
  readonly homes: number
  readonly completeHomes: number
  readonly areaCentiM2: number
}

/** Committees as of a day, all else as it stands; street by street, the biggest community first, courtyards last. */
export const wardsOfCity = (read: Read, day: string): Promise<readonly Ward[]> =>
  select(
    read,
    sql<Ward>`
    select place.id, place.path, street.id as "streetId", office.name as office, place.code, place.name, community.courtyard, standing.company,
           case when term.community_id is null then 'none' when not term.begun then 'preparing' when term.ends <= ${day}::date + ${TERM_ENDS_WITHIN_days}::int then 'expiring' else 'in-office' end as committee,
           standing.buildings, standing.homes, standing.complete_homes as "completeHomes", standing.area_centi_m2 as "areaCentiM2"
      from register.community as community
      join register.place as place on place.id = community.community_id
      join register.standing as standing on standing.community_id = community.community_id
      join register.place as street on street.no = split_part(place.path, '/', 4)::int
      join register.place as office on office.no = split_part(place.path, '/', 5)::int
      left join (
        select community_id, bool_or(valid_from <= ${day}::date) as begun, max(coalesce(valid_to, 'infinity'::date)) as ends
          from register.committee where superseded_at is null and (valid_to is null or valid_to > ${day}::date) group by community_id) as term on term.community_id = community.community_id
     where place.valid_to is null
     order by street.code, community.courtyard, standing.homes desc, place.code`,
  )
