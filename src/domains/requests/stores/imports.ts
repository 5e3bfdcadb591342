/** Cases of older systems by their own ids. The cases themselves are written as all others are, see cases.ts. */
import { recordChange } from '../../../platform/audit.ts'
import { tables, type Read, type Tx } from '../../../platform/database.ts'
import type { CommunityId, OrganisationId, PersonId, RequestId } from '../../../platform/ids.ts'
import type { PastRow } from '../rules/past-rows.ts'

const requests = tables('requests')

export interface ImportSource {
  readonly communityId: CommunityId
  readonly id: string
  readonly name: string
  readonly zone: string
  readonly personId: PersonId
  readonly organisationId: OrganisationId
}

/** From here to the end of the transaction nobody else imports from it. */
export async function lockSource(tx: Tx, communityId: CommunityId, name: string): Promise<ImportSource | null> {
  const row = await requests(tx).selectFrom('requests.import_source').selectAll().where('community_id', '=', communityId).where('name', '=', name).forUpdate().executeTakeFirst()
  return row ? { communityId, id: row.id, name: row.name, zone: row.zone, personId: row.person_id as PersonId, organisationId: row.organisation_id as OrganisationId } : null
}

export async function insertSource(tx: Tx, { communityId, personId, organisationId, ...source }: ImportSource, at: Temporal.Instant): Promise<void> {
  await requests(tx).insertInto('requests.import_source').values({ community_id: communityId, person_id: personId, organisation_id: organisationId, begun_at: at, ...source }).execute()
  recordChange(tx, { subjectKind: 'request-import', subjectId: source.id, communityId, before: null, after: { ...source, personId, organisationId } })
}

/** Which of these ids are here already. */
export async function knownOriginals(read: Read, { communityId, id }: ImportSource, originalIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await requests(read).selectFrom('requests.imported').select('original_id').where('community_id', '=', communityId).where('source_id', '=', id).where('original_id', 'in', originalIds).execute()
  return new Set(rows.map((row) => row.original_id))
}

export interface Imported {
  readonly requestId: RequestId
  readonly row: PastRow
}

export async function insertImported(tx: Tx, { communityId, id, name }: ImportSource, imported: readonly Imported[]): Promise<void> {
  await requests(tx)
    .insertInto('requests.imported')
    .values(imported.map(({ requestId, row }) => ({ community_id: communityId, source_id: id, original_id: row.sourceId, request_id: requestId, on_time: row.onTime, facts: JSON.stringify({ ...row.facts, category: row.category, type: row.type }) })))
    .execute()
  recordChange(tx, { subjectKind: 'request-import', subjectId: id, communityId, before: null, after: { name, imported: imported.map(({ requestId, row }) => ({ requestId, originalId: row.sourceId })) } })
}
