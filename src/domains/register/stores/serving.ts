import { sql } from 'kysely'
import { select, tables, type Read } from '../../../platform/database.ts'
import type { OrganisationId } from '../../../platform/ids.ts'
import { holdsOn } from './current.ts'

const register = tables('register')

export interface Organisation {
  readonly id: OrganisationId
  readonly kind: string
  readonly name: string
  /** The number that residents call. */
  readonly phone: string | null
}

export async function findOrganisations(read: Read, ids: readonly string[]): Promise<ReadonlyMap<string, Organisation>> {
  if (ids.length === 0) return new Map()
  const rows = await register(read).selectFrom('register.organisation').select(['id', 'kind', 'name', 'phone']).where('id', 'in', [...new Set(ids)]).execute()
  return new Map(rows.map((row) => [row.id, { ...row, id: row.id as OrganisationId }]))
}

/** Whom one can work for at a place: the bodies seated there, of a grid those of its office, of a community its company of that day. */
export async function organisationsAt(read: Read, placeId: string, today: string): Promise<readonly Pick<Organisation, 'id' | 'kind' | 'name'>[]> {
  return select(
    read,
    sql<Pick<Organisation, 'id' | 'kind' | 'name'>>`
    select o.id, o.kind, o.name from register.organisation o
     where o.place_id = ${placeId}::uuid
        or o.place_id = (select grid.parent_id from register.place grid where grid.id = ${placeId}::uuid and grid.kind = 'grid')
        or o.id in (select contract.organisation_id from register.service_contract contract where contract.community_id = ${placeId}::uuid and ${holdsOn('contract', today)})
     order by o.kind, o.name, o.id limit 200`,
  )
}

/** What a report needs to know of its place, in one query: that the parts belong together, and who serves the community. */
export interface ReportTarget {
  readonly communityId: string
  readonly path: string
  readonly shortCode: string
  readonly courtyard: boolean
  /** The property company under contract on that day. */
  readonly companyId: string | null
  /** The community office (社区居委会) of the community. */
  readonly officeId: string | null
  readonly streetId: string | null
  readonly buildingId: string | null
  readonly unitId: string | null
  readonly homeId: string | null
}

/**
 * The target of a report, or null when the parts do not lie in the community. A home brings its unit and building, a unit its building.
 */
export async function reportTarget(
  read: Read,
  place: { readonly communityId: string; readonly buildingId: string | null; readonly unitId: string | null; readonly homeId: string | null },
  today: string,
): Promise<ReportTarget | null> {
  const [row] = await select(
    read,
    sql<ReportTarget & { buildingFound: string | null; unitFound: string | null; homeFound: string | null }>`
    select c.community_id as "communityId", p.path, c.short_code as "shortCode", c.courtyard,
           (select contract.organisation_id from register.service_contract contract where contract.community_id = c.community_id and ${holdsOn('contract', today)} limit 1) as "companyId",
           (select o.id from register.organisation o where o.kind = 'community_office' and o.place_id = office.id limit 1) as "officeId",
           (select o.id from register.organisation o where o.kind = 'street' and o.place_id = office.parent_id limit 1) as "streetId",
           coalesce(b.id, u.building_id, h.building_id) as "buildingId", coalesce(u.id, h.unit_id) as "unitId", h.id as "homeId",
           b.id as "buildingFound", u.id as "unitFound", h.id as "homeFound"
      from register.community c
      join register.place p on p.id = c.community_id
      join register.place grid on grid.id = p.parent_id
      join register.place office on office.id = case when grid.kind = 'grid' then grid.parent_id else grid.id end
      left join register.building b on b.community_id = c.community_id and b.id = ${place.buildingId}::uuid
      left join register.unit u on u.community_id = c.community_id and u.id = ${place.unitId}::uuid
      left join register.home h on h.community_id = c.community_id and h.id = ${place.homeId}::uuid
     where c.community_id = ${place.communityId}::uuid`,
  )
  if (!row) return null
  const { buildingFound, unitFound, homeFound, ...target } = row
  if ((place.buildingId !== null && buildingFound === null) || (place.unitId !== null && unitFound === null) || (place.homeId !== null && homeFound === null)) return null
  // Parts that are named together must lie within each other.
  if (place.buildingId !== null && target.buildingId !== place.buildingId) return null
  if (place.unitId !== null && target.unitId !== place.unitId) return null
  return target
}

export interface Rung {
  readonly level: 'community' | 'office' | 'street' | 'district' | 'city'
  readonly name: string
  readonly organisationId: OrganisationId | null
  readonly organisation: string | null
  readonly phone: string | null
}

/** 小区 → 社区 → 街道 → 区 → 市: the names of the places above a community and of the bodies that govern them. */
export async function ladderOf(read: Read, communityId: string): Promise<readonly Rung[]> {
  return select(
    read,
    sql<Rung>`
    with recursive up as (
      select id, parent_id, kind, name, path from register.place where id = ${communityId}::uuid
      union all select p.id, p.parent_id, p.kind, p.name, p.path from register.place p join up on p.id = up.parent_id)
    select up.kind as level, up.name, o.id as "organisationId", o.name as organisation, o.phone
      from up left join lateral (
        select id, name, phone from register.organisation where place_id = up.id
           and kind = case up.kind when 'office' then 'community_office' when 'street' then 'street' when 'district' then 'district' when 'city' then 'bureau' end
         order by id limit 1) o on true
     where up.kind <> 'grid'
     order by length(up.path) desc`,
  )
}

export type ServingUnit = Pick<Organisation, 'id' | 'kind' | 'name'>

/** Who can be given a matter of a community: its company under contract, its office and street, and the departments of its district and city. */
export async function unitsOf(read: Read, communityId: string, today: string): Promise<readonly ServingUnit[]> {
  return select(
    read,
    sql<ServingUnit>`
    with recursive up as (
      select id, parent_id from register.place where id = ${communityId}::uuid
      union all select p.id, p.parent_id from register.place p join up on p.id = up.parent_id)
    select o.id, o.kind, o.name from register.organisation o
     where o.valid_from <= ${today}::date and (o.valid_to is null or o.valid_to > ${today}::date)
       and ((o.place_id in (select id from up) and o.kind in ('community_office', 'street', 'department'))
         or o.id in (select contract.organisation_id from register.service_contract contract where contract.community_id = ${communityId}::uuid and ${holdsOn('contract', today)}))
     order by array_position(array['property_company', 'community_office', 'street', 'department'], o.kind), o.name, o.id limit 200`,
  )
}

interface Serves {
  readonly communityId: string
  readonly organisationId: string
}

/** Of these pairs those that hold on a day: a company is under contract, a public body is seated at a place above the community. */
export async function servingAt(read: Read, pairs: readonly Serves[], today: string): Promise<readonly Serves[]> {
  if (pairs.length === 0) return []
  return select(
    read,
    sql<Serves>`
    select given.community_id as "communityId", given.organisation_id as "organisationId"
      from unnest(${pairs.map(({ communityId }) => communityId)}::uuid[], ${pairs.map(({ organisationId }) => organisationId)}::uuid[]) as given (community_id, organisation_id)
      join register.place community on community.id = given.community_id
      join register.organisation o on o.id = given.organisation_id and o.valid_from <= ${today}::date and (o.valid_to is null or o.valid_to > ${today}::date)
      left join register.place seat on seat.id = o.place_id
     where (o.kind <> 'property_company' and starts_with(community.path, seat.path))
        or exists (select from register.service_contract contract where contract.community_id = given.community_id and contract.organisation_id = o.id and ${holdsOn('contract', today)})`,
  )
}
