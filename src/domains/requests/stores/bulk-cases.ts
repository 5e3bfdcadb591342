/** Cases that the clock acts on, a batch at a time: each is locked, saved with its event, figures and audit row like any other, by a few statements for all of them. */
import { CompiledQuery, sql, type SqlBool } from 'kysely'
import { select, tables, type Read, type Tx } from '../../../platform/database.ts'
import { newId } from '../../../platform/ids.ts'
import type { Case, CaseEvent, DeadlineClass } from '../rules/case.ts'
import { figureChanges, FIGURES } from '../rules/figures.ts'
import { record, type Fingerprint } from './cases.ts'
import { caseFrom, changeableRow } from './rows.ts'

const requests = tables('requests')

export interface Saved {
  readonly before: Case
  readonly after: Case
  readonly events: readonly CaseEvent[]
  /** The community's. */
  readonly path: string
}

/** Up to `limit` cases that have climbed by now, the latest last. What another process has taken is left to it. */
export async function takeClimbing(tx: Tx, now: Temporal.Instant, limit: number): Promise<Case[]> {
  const rows = await requests(tx).selectFrom('requests.request').selectAll().where('climb_at', '<=', now).orderBy('climb_at').limit(limit).forUpdate().skipLocked().execute()
  return rows.map(caseFrom)
}

/** The same of suspended cases whose day has come. */
export async function takeResuming(tx: Tx, now: Temporal.Instant, limit: number): Promise<Case[]> {
  const rows = await requests(tx).selectFrom('requests.request').selectAll().where('resume_at', '<=', now).orderBy('resume_at').limit(limit).forUpdate().skipLocked().execute()
  return rows.map(caseFrom)
}

/** `awaitsCalendar` of rules/pending.ts, in the words of the index. */
const isPendingSql = sql<SqlBool>`((accepted_at is not null and due_at is null) or (state not in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED') and (stage_due_at is null or (climb_at is null and level <> 'city'))))`

/** Up to `limit` cases pending the calendar behind one, in the order of their ids. */
export async function takePending(tx: Tx, behind: Pick<Case, 'communityId' | 'id'> | null, limit: number): Promise<Case[]> {
  const rows = await requests(tx)
    .selectFrom('requests.request')
    .selectAll()
    .where(isPendingSql)
    .where(behind === null ? sql<SqlBool>`true` : sql<SqlBool>`(community_id, id) > (${behind.communityId}::uuid, ${behind.id}::uuid)`)
    .orderBy('community_id')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute()
  return rows.map(caseFrom)
}

export interface PendingCase {
  readonly communityId: string
  readonly number: string
  readonly deadlineClass: DeadlineClass
  readonly since: Temporal.Instant
}

/** How many await the calendar, and the first of them. */
export async function findPending(read: Read, limit: number): Promise<{ readonly count: number; readonly first: readonly PendingCase[] }> {
  const rows = await select(
    read,
    sql<PendingCase & { readonly count: number }>`
    select community_id as "communityId", number, deadline_class as "deadlineClass", stage_from as since, (count(*) over ())::int as count
      from requests.request where ${isPendingSql} order by stage_from, id limit ${limit}`,
  )
  return { count: rows[0]?.count ?? 0, first: rows.map(({ count: _, ...pending }) => pending) }
}

export async function countPending(read: Read): Promise<number> {
  const [row] = await select(read, sql<{ count: number }>`select count(*)::int as count from requests.request where ${isPendingSql}`)
  return row?.count ?? 0
}

const eventRow = ({ communityId, id }: Case, { no, at, kind, toState, by, visibility, text, data }: CaseEvent) => ({
  community_id: communityId,
  request_id: id,
  no,
  at,
  kind,
  to_state: toState,
  actor_person_id: by.personId,
  actor_role: by.role,
  actor_title: by.title,
  organisation_id: by.organisationId,
  visibility,
  text,
  data,
})

/** onTime → on_time */
const columnOf = (figure: string): string => figure.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`)

const saveStatement = (columns: readonly string[]) => `
  with given as (select * from jsonb_populate_recordset(null::requests.request, $1::jsonb)),
  changed as (
    update requests.request as kept set (${columns.join(', ')}) = row (${columns.map((column) => `given.${column}`).join(', ')})
      from given where kept.community_id = given.community_id and kept.id = given.id returning kept.id),
  happened as (
    insert into requests.event (community_id, request_id, no, at, kind, to_state, actor_person_id, actor_role, actor_title, organisation_id, visibility, text, data)
    select community_id, request_id, no, at, kind, to_state, actor_person_id, actor_role, actor_title, organisation_id, visibility, text, data
      from jsonb_populate_recordset(null::requests.event, $2::jsonb)),
  counted as (
    insert into requests.figure_change (community_id, id, day, ${FIGURES.map(columnOf).join(', ')})
    select given.* from jsonb_to_recordset($3::jsonb) as given (community_id uuid, id uuid, day date, ${FIGURES.map((figure) => `"${figure}" int`).join(', ')}))
  select count(*)::int as saved from changed`

/** Built once, from the columns that a command may change. */
let statement: string | undefined

/** @param cases locked in this transaction, each once */
export async function saveCases(tx: Tx, fingerprint: Fingerprint, cases: readonly Saved[]): Promise<void> {
  if (cases.length === 0) return
  const rows = cases.map(({ after }) => ({ ...changeableRow(after), supporting: after.supporting, pending: after.pending }))
  statement ??= saveStatement(Object.keys(rows[0] ?? {}))
  const { rows: answer } = await requests(tx).executeQuery<{ saved: number }>(
    CompiledQuery.raw(statement, [
      JSON.stringify(rows.map((row, index) => ({ ...row, community_id: cases[index]?.after.communityId, id: cases[index]?.after.id }))),
      JSON.stringify(cases.flatMap(({ after, events }) => events.map((event) => eventRow(after, event)))),
      JSON.stringify(cases.flatMap(({ before, after }) => figureChanges(before, after).map((figure) => ({ ...figure, id: newId(), community_id: after.communityId })))),
    ]),
  )
  if (answer[0]?.saved !== cases.length) throw new Error('cases saved without being locked')
  for (const { before, after, events, path } of cases) record(tx, fingerprint, before, after, events, path)
}
