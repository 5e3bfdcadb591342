import { sql } from 'kysely'
import { select, tables, type Read } from '../../../platform/database.ts'
import type { PersonId } from '../../../platform/ids.ts'

const access = tables('access')

export interface Colleague {
  readonly personId: PersonId
  readonly role: string
  /** What they are called at work: '维修'. */
  readonly title: string
}

/** The people of an organisation who may do `action` at a place, today; each once, in the order of their appointment. */
export async function staffOf(
  read: Read,
  { organisationId, path, action, today }: { readonly organisationId: string; readonly path: string; readonly action: string; readonly today: string },
): Promise<Colleague[]> {
  const rows = await access(read)
    .selectFrom('access.standing as standing')
    .innerJoin('access.role as role', 'role.code', 'standing.role')
    .select(['standing.person_id', 'role.code as role', sql<string>`standing.title`.as('title')])
    .where('standing.organisation_id', '=', organisationId)
    .where(sql<boolean>`${path} like standing.path || '%'`)
    .where(sql<boolean>`${action} = any(role.actions)`)
    .where('standing.valid_from', '<=', today)
    .where((eb) => eb.or([eb('standing.valid_to', 'is', null), eb('standing.valid_to', '>', today)]))
    .orderBy('standing.valid_from')
    .orderBy('standing.id')
    .execute()
  return [...new Map(rows.toReversed().map((row) => [row.person_id, { personId: row.person_id as PersonId, role: row.role, title: row.title }])).values()].toReversed()
}

interface Post {
  readonly communityId: string
  readonly path: string
  readonly organisationId: string
}

/** Of these organisations, each at a community, those where somebody may do `action` there today. */
export async function staffedAt(read: Read, posts: readonly Post[], action: string, today: string): Promise<readonly Pick<Post, 'communityId' | 'organisationId'>[]> {
  if (posts.length === 0) return []
  return select(
    read,
    sql<{ communityId: string; organisationId: string }>`
    select given.community_id as "communityId", given.organisation_id as "organisationId"
      from unnest(${posts.map(({ communityId }) => communityId)}::uuid[], ${posts.map(({ organisationId }) => organisationId)}::uuid[], ${posts.map(({ path }) => path)}::text[]) as given (community_id, organisation_id, path)
     where exists (
       select from access.standing held join access.role role on role.code = held.role
        where held.organisation_id = given.organisation_id and held.valid_from <= ${today}::date and (held.valid_to is null or held.valid_to > ${today}::date)
          and starts_with(given.path, held.path) and ${action} = any(role.actions))`,
  )
}

/** Whom to look for at a path: the people of an organisation, or those whose role is held at the place of a kind above it. */
export interface StaffAsked {
  readonly organisationId?: string
  readonly placeKind?: string
  readonly path: string
  readonly action: string
}

/** For each that is asked, who may do its action there today: one query, however many. */
export async function staffForEach(read: Read, asked: readonly StaffAsked[], today: string): Promise<readonly (readonly PersonId[])[]> {
  if (asked.length === 0) return []
  const rows = await select(
    read,
    sql<{ no: number; person_id: string }>`
    with asked as (
      select given.* from unnest(${asked.map(({ organisationId }) => organisationId ?? null)}::uuid[], ${asked.map(({ placeKind }) => placeKind ?? null)}::text[], ${asked.map(({ path }) => path)}::text[], ${asked.map(({ action }) => action)}::text[])
        with ordinality as given (organisation_id, place_kind, path, action, no)),
    found as (
      select asked.no, asked.action, held.person_id, held.role from asked join access.standing held on held.organisation_id = asked.organisation_id and starts_with(asked.path, held.path)
       where held.basis = 'appointment' and held.valid_from <= ${today}::date and (held.valid_to is null or held.valid_to > ${today}::date)
      union all
      select asked.no, asked.action, held.person_id, held.role from asked join access.standing held on held.place_kind = asked.place_kind and starts_with(asked.path, held.path)
       where held.basis = 'appointment' and held.valid_from <= ${today}::date and (held.valid_to is null or held.valid_to > ${today}::date))
    select distinct found.no, found.person_id from found join access.role role on role.code = found.role where found.action = any(role.actions)`,
  )
  const people = Map.groupBy(rows, ({ no }) => no)
  return asked.map((_, index) => (people.get(index + 1) ?? []).map((row) => row.person_id as PersonId))
}
