import { sql, type RawBuilder } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import { tables, type Read } from '../../../platform/database.ts'
import type { PlaceId } from '../../../platform/ids.ts'
import type { Standing } from '../rules.ts'

const access = tables('access')

/** A row of the view `access.standing` with its role. */
export interface StandingRow {
  readonly id: string
  readonly person_id: string
  readonly role: string
  readonly face: string
  readonly second_factor: boolean
  readonly actions: string[]
  readonly place_kind: string
  readonly place_id: string
  readonly path: string
  readonly community_id: string | null
  readonly building_id: string | null
  readonly unit_id: string | null
  readonly home_id: string | null
  readonly organisation_id: string | null
  readonly title: string
  readonly valid_from: string
}

export const standingFrom = (row: StandingRow): Standing => ({
  id: row.id,
  role: row.role,
  face: row.face as Standing['face'],
  secondFactor: row.second_factor,
  actions: row.actions,
  place: { kind: row.place_kind as Actor['place']['kind'], id: row.place_id as PlaceId, path: row.path },
  communityId: row.community_id,
  buildingId: row.building_id,
  unitId: row.unit_id,
  homeId: row.home_id,
  organisationId: row.organisation_id,
  title: row.title,
  validFrom: row.valid_from,
})

/** `offset 0` keeps the person's id inside, so that each branch of the view is entered by its index on persons. */
export const standingsOf = (personId: RawBuilder<unknown>, today: string): RawBuilder<unknown> => sql`(
  select standing.*, role.face, role.second_factor, role.actions from (
    select * from access.standing s where s.person_id = ${personId} and s.valid_from <= ${today}::date and (s.valid_to is null or s.valid_to > ${today}::date) offset 0
  ) standing join access.role role on role.code = standing.role)`

/** What each of some people may be today. */
export async function findStandings(read: Read, personIds: readonly string[], today: string): Promise<ReadonlyMap<string, Standing[]>> {
  const found = new Map<string, Standing[]>(personIds.map((id) => [id, []]))
  if (personIds.length === 0) return found
  const rows = await access(read)
    .selectFrom(sql<StandingRow>`(select standing.* from unnest(${[...found.keys()]}::uuid[]) person(id) cross join lateral ${standingsOf(sql`person.id`, today)} standing)`.as('found'))
    .selectAll()
    .orderBy('found.valid_from', 'desc')
    .orderBy('found.id')
    .execute()
  for (const row of rows) found.get(row.person_id)?.push(standingFrom(row))
  return found
}
