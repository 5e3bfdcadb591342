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

/** Who may do `action` in a role held at the place of a kind above (or at) a path: the people of a level. */
export async function staffOfLevel(read: Read, { placeKind, path, action, today }: { readonly placeKind: string; readonly path: string; readonly action: string; readonly today: string }): Promise<readonly PersonId[]> {
  const rows = await select(
    read,
    sql<{ person_id: string }>`
    select distinct held.person_id from access.standing held join access.role role on role.code = held.role
     where held.place_kind = ${placeKind} and starts_with(${path}, held.path) and ${action} = any(role.actions)
       and held.valid_from <= ${today}::date and (held.valid_to is null or held.valid_to > ${today}::date)`,
  )
  return rows.map((row) => row.person_id as PersonId)
}
