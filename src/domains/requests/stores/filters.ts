/** 我存的筛选. */
import { tables, type Read, type Tx } from '../../../platform/database.ts'
import { recordChange } from '../../../platform/audit.ts'
import type { OrganisationId, PersonId } from '../../../platform/ids.ts'
import type { QueueList } from '../rules/queue.ts'
import type { QueueFilter } from './lists.ts'

const requests = tables('requests')

export type SavedQuery = Omit<QueueFilter, 'q'> & { readonly community?: string | undefined }
export interface SavedFilter {
  readonly id: string
  readonly personId: PersonId
  readonly organisationId: OrganisationId | null
  readonly name: string
  readonly shared: boolean
  readonly list: QueueList
  readonly filter: SavedQuery
}

interface Row {
  readonly id: string
  readonly person_id: string
  readonly organisation_id: string | null
  readonly name: string
  readonly shared: boolean
  readonly list: string
  readonly filter: unknown
}
const filterFrom = (row: Row): SavedFilter => ({
  id: row.id,
  personId: row.person_id as PersonId,
  organisationId: row.organisation_id as OrganisationId | null,
  name: row.name,
  shared: row.shared,
  list: row.list as QueueList,
  filter: row.filter as SavedQuery,
})

/** One's own first, then those that colleagues share; each in the order in which they were made. */
export async function findFilters(read: Read, personId: PersonId, organisationId: OrganisationId | null, limit: number): Promise<SavedFilter[]> {
  const rows = await requests(read)
    .selectFrom('requests.saved_filter')
    .selectAll()
    .where((eb) => eb.or([eb('person_id', '=', personId), ...(organisationId === null ? [] : [eb.and([eb('organisation_id', '=', organisationId), eb('shared', '=', true)])])]))
    .orderBy((eb) => eb('person_id', '!=', personId))
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(filterFrom)
}

export async function countFilters(read: Read, personId: PersonId): Promise<number> {
  const { filters } = await requests(read).selectFrom('requests.saved_filter').select((eb) => eb.fn.countAll<number>().as('filters')).where('person_id', '=', personId).executeTakeFirstOrThrow()
  return filters
}

export async function lockFilter(tx: Tx, id: string): Promise<SavedFilter | null> {
  const row = await requests(tx).selectFrom('requests.saved_filter').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row ? filterFrom(row) : null
}

const rowOf = ({ id, personId, organisationId, name, shared, list, filter }: SavedFilter) => ({ id, person_id: personId, organisation_id: organisationId, name, shared, list, filter: JSON.stringify(filter) })

/** @param before null for a new one. */
export async function saveFilter(tx: Tx, before: SavedFilter | null, after: SavedFilter, at: Temporal.Instant): Promise<void> {
  const { id, ...changed } = rowOf(after)
  if (before === null) await requests(tx).insertInto('requests.saved_filter').values({ id, ...changed, created_at: at }).execute()
  else await requests(tx).updateTable('requests.saved_filter').set(changed).where('id', '=', id).execute()
  recordChange(tx, { subjectKind: 'saved-filter', subjectId: after.id, before, after })
}

export async function deleteFilter(tx: Tx, filter: SavedFilter): Promise<void> {
  await requests(tx).deleteFrom('requests.saved_filter').where('id', '=', filter.id).execute()
  recordChange(tx, { subjectKind: 'saved-filter', subjectId: filter.id, before: filter, after: null })
}
