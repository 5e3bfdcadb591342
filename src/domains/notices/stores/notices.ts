/** The rows that people were told by. */
import { sql } from 'kysely'
import { recordChange, type Touched } from '../../../platform/audit.ts'
import { cursorOf, cursorParts, isInstant, isUuid } from '../../../platform/cursor.ts'
import { select, tables, type Read, type Tx } from '../../../platform/database.ts'
import { newId, type Id, type PersonId } from '../../../platform/ids.ts'
import { isUrgent, type NoticeKind, type Said } from '../rules/kinds.ts'
import { REACH_OF_TOLD, reachFrom, type Reach } from './choices.ts'

const notices = tables('notices')

/** In the key of what concerns no single community. */
export const NO_COMMUNITY = '00000000-0000-0000-0000-000000000000'

export type NoticeId = Id<'notice'>
export type SubjectKind = 'request' | 'queue'

export interface Subject {
  readonly kind: SubjectKind
  readonly id: string
  readonly communityId: string | null
}

/** The same thing told to some people. */
export interface Notice {
  readonly personIds: readonly string[]
  readonly kind: NoticeKind
  readonly subject: Subject
  readonly said: Said
}

/** As one person has it. */
export interface OwnNotice {
  readonly id: NoticeId
  readonly personId: PersonId
  readonly kind: NoticeKind
  readonly urgent: boolean
  readonly subject: Subject
  readonly said: Said
  readonly at: Temporal.Instant
  readonly read: boolean
}

/** Tells the open pages of these people, and nobody else. */
const touching = (persons: readonly string[]): Touched => ({ kind: 'notice', id: NO_COMMUNITY, path: '', organisations: [], action: '', persons })

/** What was told, and who of them can be told outside the app as well. */
export interface Told {
  readonly notices: readonly OwnNotice[]
  readonly reaches: readonly Reach[]
}

/** One statement, however many; each person once a notice. */
export async function insertNotices(tx: Tx, told: readonly Notice[], now: Temporal.Instant): Promise<Told> {
  const made = told.flatMap(({ personIds, kind, subject, said }) =>
    [...new Set(personIds)].map((personId): OwnNotice => ({ id: newId<'notice'>(), personId: personId as PersonId, kind, urgent: isUrgent(kind), subject, said, at: now, read: false })),
  )
  if (made.length === 0) return { notices: [], reaches: [] }
  const rows = made.map(({ id, personId, kind, urgent, subject, said }) => ({ community_id: subject.communityId ?? NO_COMMUNITY, id, person_id: personId, kind, urgent, subject_kind: subject.kind, subject_id: subject.id, said }))
  const reached = await select(
    tx,
    sql<Parameters<typeof reachFrom>[0]>`
    with told as (
      insert into notices.notice (community_id, id, person_id, kind, urgent, subject_kind, subject_id, said, at)
      select given.*, ${now.toString()}::timestamptz from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as given (community_id uuid, id uuid, person_id uuid, kind text, urgent boolean, subject_kind text, subject_id uuid, said jsonb)
      returning person_id)
    ${REACH_OF_TOLD}`,
  )
  // One audit row a subject, however many were told what of it.
  for (const of of Map.groupBy(made, ({ subject }) => subject.id).values()) {
    const [{ subject } = { subject: null }] = of
    if (subject === null) continue
    const persons = [...new Set(of.map(({ personId }) => personId))]
    recordChange(tx, { subjectKind: 'notice', subjectId: subject.id, communityId: subject.communityId, before: null, after: { told: of.map(({ kind, personId }) => ({ kind, personId })) } }, touching(persons))
  }
  return { notices: made, reaches: reached.map(reachFrom) }
}

export const noticeFrom = (row: { id: string; person_id: string; kind: string; urgent: boolean; community_id: string; subject_kind: string; subject_id: string; said: unknown; at: Temporal.Instant; read_at: Temporal.Instant | null }): OwnNotice => ({
  id: row.id as NoticeId,
  personId: row.person_id as PersonId,
  kind: row.kind as NoticeKind,
  urgent: row.urgent,
  subject: { kind: row.subject_kind as SubjectKind, id: row.subject_id, communityId: row.community_id === NO_COMMUNITY ? null : row.community_id },
  said: row.said as Said,
  at: row.at,
  read: row.read_at !== null,
})

export interface NoticePage {
  readonly notices: readonly OwnNotice[]
  readonly nextCursor: string | null
}

export async function findNotices(read: Read, personId: PersonId, { unread, limit, cursor }: { readonly unread?: boolean | undefined; readonly limit: number; readonly cursor?: string | undefined }): Promise<NoticePage> {
  const after = cursorParts(cursor, [isInstant, isUuid])
  let query = notices(read).selectFrom('notices.notice').selectAll().where('person_id', '=', personId)
  if (unread !== undefined) query = query.where('read_at', unread ? 'is' : 'is not', null)
  if (after) query = query.where(sql<boolean>`(at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  const rows = await query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit + 1).execute()
  const shown = rows.slice(0, limit).map(noticeFrom)
  const last = shown.at(-1)
  return { notices: shown, nextCursor: rows.length > limit && last ? cursorOf(last.at.toString(), last.id) : null }
}

const MOST_COUNTED = 100

/** Counted up to 100: nobody reads a longer number, and nobody waits for one. */
export async function countUnread(read: Read, personId: PersonId): Promise<number> {
  const [row] = await select(
    read,
    sql<{ unread: number }>`select count(*) as unread from (select from notices.notice where person_id = ${personId}::uuid and read_at is null limit ${MOST_COUNTED}) unread`,
  )
  return row?.unread ?? 0
}

/** False when this person has no such notice. */
export async function markRead(tx: Tx, personId: PersonId, id: string, now: Temporal.Instant): Promise<boolean> {
  const known = await notices(tx).selectFrom('notices.notice').select(['community_id', 'id', 'read_at']).where('person_id', '=', personId).where('id', '=', id).executeTakeFirst()
  if (!known) return false
  if (known.read_at !== null) return true
  await notices(tx).updateTable('notices.notice').set({ read_at: now }).where('community_id', '=', known.community_id).where('id', '=', id).where('read_at', 'is', null).execute()
  recordChange(tx, { subjectKind: 'notice', subjectId: id, communityId: known.community_id === NO_COMMUNITY ? null : known.community_id, before: { read: false }, after: { read: true } }, touching([personId]))
  return true
}

/** What came in after the list was shown stays unread. */
export async function markAllRead(tx: Tx, personId: PersonId, until: Temporal.Instant, now: Temporal.Instant): Promise<void> {
  const [marked] = await notices(tx).updateTable('notices.notice').set({ read_at: now }).where('person_id', '=', personId).where('read_at', 'is', null).where('at', '<=', until).execute()
  const count = Number(marked?.numUpdatedRows ?? 0)
  if (count > 0) recordChange(tx, { subjectKind: 'notice', subjectId: personId, before: null, after: { read: count, until: until.toString() } }, touching([personId]))
}
