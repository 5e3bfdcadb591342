import { sql } from 'kysely'
import { tables, type Read } from '../../../platform/database.ts'
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
