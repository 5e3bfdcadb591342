/** Reading the audit trail. What it says of people is ciphertext, and stays so. */
import { tables, type Read } from './database.ts'

const audit = tables('audit')

export interface TrailQuery {
  readonly subjectKind?: string | undefined
  readonly subjectId?: string | undefined
  /** Who acted. */
  readonly personId?: string | undefined
  readonly command?: string | undefined
  readonly from?: Temporal.Instant | undefined
  readonly until?: Temporal.Instant | undefined
  /** Entries before this one. */
  readonly before: number | null
  readonly limit: number
}

/** The newest entries first. */
export async function readTrail(read: Read, { subjectKind, subjectId, personId, command, from, until, before, limit }: TrailQuery) {
  let query = audit(read)
    .selectFrom('audit.entry')
    .select(['seq', 'at', 'command_id', 'command', 'actor_account_id', 'actor_person_id', 'actor_role', 'actor_place_id', 'subject_kind', 'subject_id', 'community_id', 'before', 'after', 'reason'])
    .orderBy('seq', 'desc')
    .limit(limit)
  if (subjectKind !== undefined) query = query.where('subject_kind', '=', subjectKind)
  if (subjectId !== undefined) query = query.where('subject_id', '=', subjectId)
  if (personId !== undefined) query = query.where('actor_person_id', '=', personId)
  if (command !== undefined) query = query.where('command', '=', command)
  if (from !== undefined) query = query.where('at', '>=', from)
  if (until !== undefined) query = query.where('at', '<', until)
  if (before !== null) query = query.where('seq', '<', before)
  return query.execute()
}
