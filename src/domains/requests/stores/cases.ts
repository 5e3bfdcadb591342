/** The only writer of cases: every save carries its events, pictures, figures and audit row in one statement and one transaction. */
import { createHash } from 'node:crypto'
import { sql, type QueryCreator } from 'kysely'
import { recordChange } from '../../../platform/audit.ts'
import { tables, type Read, type Tx } from '../../../platform/database.ts'
import { newId, type FileId } from '../../../platform/ids.ts'
import type { DB } from '../../../platform/tables.generated.ts'
import { civilDate } from '../../../platform/time.ts'
import type { Case, CaseEvent, Change } from '../rules/case.ts'
import { figureChanges, type DayFigures } from '../rules/figures.ts'
import type { NewCase } from '../rules/submit.ts'
import { caseFrom, changeableRow, newRow } from './rows.ts'

const requests = tables('requests')

type Creator = QueryCreator<Pick<DB, Extract<keyof DB, `requests.${string}`>>>

export interface Pictures {
  readonly fileIds: readonly FileId[]
  readonly eventNo: number
}

export async function findCase(read: Read, communityId: string, id: string): Promise<Case | null> {
  const row = await requests(read).selectFrom('requests.request').selectAll().where('community_id', '=', communityId).where('id', '=', id).executeTakeFirst()
  return row ? caseFrom(row) : null
}

/** From here to the end of the transaction nobody else changes the case. */
export async function lockCase(tx: Tx, communityId: string, id: string): Promise<Case | null> {
  const row = await requests(tx).selectFrom('requests.request').selectAll().where('community_id', '=', communityId).where('id', '=', id).forUpdate().executeTakeFirst()
  return row ? caseFrom(row) : null
}

/** Writes a new case and gives it its number, in one statement: 'HX-260318-02'. */
export async function insertCase(tx: Tx, { after, events }: { readonly after: NewCase; readonly events: readonly CaseEvent[] }, fileIds: readonly FileId[], community: { readonly shortCode: string; readonly path: string }): Promise<Case> {
  const day = civilDate(after.reportedAt)
  const prefix = `${community.shortCode}-${day.slice(2).replaceAll('-', '')}-`
  const [row] = await requests(tx)
    .with('numbered', (db) =>
      db
        .insertInto('requests.day_number')
        .values({ community_id: after.communityId, day, last: 1 })
        .onConflict((on) => on.columns(['community_id', 'day']).doUpdateSet({ last: sql`day_number.last + 1` }))
        .returning('last'),
    )
    .with('made', (db) =>
      db
        .insertInto('requests.request')
        .values({ ...newRow(after), number: sql<string>`(select ${prefix}::text || case when last < 10 then '0' else '' end || last from numbered)` })
        .returning('number'),
    )
    .with('happened', (db) => insertEvents(db, after, events))
    .with('pictured', (db) => insertPictures(db, after, { fileIds, eventNo: 1 }))
    .with('counted', (db) => insertFigures(db, after, figureChanges(null, after)))
    .selectFrom('made')
    .select('number')
    .execute()
  if (!row) throw new Error('an insert without a row')
  const made = { ...after, number: row.number }
  record(tx, null, made, events, community.path)
  return made
}

/** @param before as it was locked. */
export async function saveCase(tx: Tx, before: Case, { after, events }: Change, fileIds: readonly FileId[], path: string): Promise<void> {
  const figures = figureChanges(before, after)
  const [row] = await requests(tx)
    .with('changed', (db) =>
      db.updateTable('requests.request').set(changeableRow(after)).where('community_id', '=', before.communityId).where('id', '=', before.id).where('events', '=', before.events).returning('id'),
    )
    .with('happened', (db) => insertEvents(db, after, events))
    .with('pictured', (db) => insertPictures(db, after, { fileIds, eventNo: after.events }))
    .with('counted', (db) => insertFigures(db, after, figures))
    .selectFrom('changed')
    .select('id')
    .execute()
  if (!row) throw new Error('a case saved without being locked')
  record(tx, before, after, events, path)
}

const insertEvents = (db: Creator, { communityId, id }: NewCase, events: readonly CaseEvent[]) =>
  db.insertInto('requests.event').values(
    events.map((event) => ({
      community_id: communityId,
      request_id: id,
      no: event.no,
      at: event.at,
      kind: event.kind,
      to_state: event.toState,
      actor_person_id: event.by.personId,
      actor_role: event.by.role,
      actor_title: event.by.title,
      organisation_id: event.by.organisationId,
      visibility: event.visibility,
      text: event.text,
      data: JSON.stringify(event.data),
    })),
  )

/** Nothing to insert is an insert of a select without rows, so that the statement keeps one shape. */
const insertPictures = (db: Creator, { communityId, id }: NewCase, { fileIds, eventNo }: Pictures) =>
  db
    .insertInto('requests.photo')
    .columns(['community_id', 'request_id', 'file_id', 'event_no', 'sort'])
    .expression(
      sql`select ${communityId}::uuid, ${id}::uuid, file_id, ${eventNo}::smallint, sort from unnest(${fileIds}::uuid[]) with ordinality as given (file_id, sort)`,
    )

const insertFigures = (db: Creator, { communityId }: NewCase, changes: readonly DayFigures[]) =>
  db
    .insertInto('requests.figure_change')
    .columns(['community_id', 'id', 'day', 'reported', 'closed', 'due', 'on_time', 'answered', 'resolved', 'satisfied'])
    .expression(
      sql`select ${communityId}::uuid, * from unnest(${changes.map(() => newId())}::uuid[], ${changes.map(({ day }) => day)}::date[], ${changes.map((row) => row.reported)}::int[], ${changes.map((row) => row.closed)}::int[],
        ${changes.map((row) => row.due)}::int[], ${changes.map((row) => row.onTime)}::int[], ${changes.map((row) => row.answered)}::int[], ${changes.map((row) => row.resolved)}::int[], ${changes.map((row) => row.satisfied)}::int[])`,
    )

/** The audit row: states, ids and moments; of people's words only length and SHA-256. */
function record(tx: Tx, before: Case | null, after: Case, events: readonly CaseEvent[], path: string): void {
  const persons = [...new Set([after.reporterPersonId, after.assigneePersonId, before?.assigneePersonId].filter((id) => id != null))]
  recordChange(
    tx,
    {
      subjectKind: 'request',
      subjectId: after.id,
      communityId: after.communityId,
      before: before && audited(before),
      after: { ...audited(after), happened: events.map(({ no, kind, text, data }) => ({ no, kind, words: fingerprint(text), data })) },
    },
    { kind: 'request', id: after.id, path, persons },
  )
}

const audited = ({ text, place: { detail, ...place }, ...facts }: Case) => ({ ...facts, text: fingerprint(text), place: { ...place, detail: fingerprint(detail) } })

const fingerprint = (text: string) => (text === '' ? null : { characters: text.length, sha256: createHash('sha256').update(text).digest('hex') })
