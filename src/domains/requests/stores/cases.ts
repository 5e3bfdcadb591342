/** The only writer of cases: every save carries its events, pictures, figures and audit row in one statement and one transaction. */
import { createHmac } from 'node:crypto'
import { CompiledQuery } from 'kysely'
import { recordChange } from '../../../platform/audit.ts'
import { tables, type Read, type Tx } from '../../../platform/database.ts'
import { newId, type FileId } from '../../../platform/ids.ts'
import type { Keys } from '../../../platform/keys.ts'
import { civilDate } from '../../../platform/time.ts'
import type { Case, CaseEvent, Change } from '../rules/case.ts'
import { figureChanges, type DayFigures } from '../rules/figures.ts'
import type { NewCase } from '../rules/submit.ts'
import { caseFrom, changeableRow, newRow } from './rows.ts'

const requests = tables('requests')

export async function findCase(read: Read, communityId: string, id: string): Promise<Case | null> {
  const row = await requests(read).selectFrom('requests.request').selectAll().where('community_id', '=', communityId).where('id', '=', id).executeTakeFirst()
  return row ? caseFrom(row) : null
}

/** From here to the end of the transaction nobody else changes the case. */
export async function lockCase(tx: Tx, communityId: string, id: string): Promise<Case | null> {
  const row = await requests(tx).selectFrom('requests.request').selectAll().where('community_id', '=', communityId).where('id', '=', id).forUpdate().executeTakeFirst()
  return row ? caseFrom(row) : null
}

// Built once: putting such a statement together by the query builder costs as much time as PostgreSQL takes to run it.

const EVENTS = `insert into requests.event (community_id, request_id, no, at, kind, to_state, actor_person_id, actor_role, actor_title, organisation_id, visibility, text, data)
  select $1, $2, given.* from jsonb_to_recordset($3::jsonb) as given (no smallint, at timestamptz, kind text, to_state text, actor_person_id uuid, actor_role text, actor_title text,
    organisation_id uuid, visibility text, text text, data jsonb)`
const PICTURES = `insert into requests.photo (community_id, request_id, file_id, event_no, sort)
  select $1, $2, file_id, $4, sort from unnest($5::uuid[]) with ordinality as given (file_id, sort)`
const FIGURES = `insert into requests.figure_change (community_id, id, day, reported, closed, due, on_time, answered, resolved, satisfied)
  select $1, given.* from jsonb_to_recordset($6::jsonb) as given (id uuid, day date, reported int, closed int, due int, "onTime" int, answered int, resolved int, satisfied int)`
const CHANGE = `happened as (${EVENTS}), pictured as (${PICTURES}), counted as (${FIGURES})`

/** $1 to $6 of every statement here. */
const changeValues = ({ communityId, id, events: eventNo }: NewCase, events: readonly CaseEvent[], fileIds: readonly FileId[], figures: readonly DayFigures[]) => [
  communityId,
  id,
  JSON.stringify(events.map(eventRow)),
  eventNo,
  fileIds,
  JSON.stringify(figures.map((figure) => ({ ...figure, id: newId() }))),
]

const eventRow = ({ no, at, kind, toState, by, visibility, text, data }: CaseEvent) => ({
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

const parameters = (columns: readonly string[], from: number) => columns.map((_, index) => `$${from + index}`).join(', ')

const insertStatement = (columns: readonly string[]) => `
  with numbered as (
    insert into requests.day_number as known (community_id, day, last) values ($1, $7, 1) on conflict (community_id, day) do update set last = known.last + 1 returning last),
  made as (
    insert into requests.request (${columns.join(', ')}, number)
    values (${parameters(columns, 9)}, (select $8 || case when last < 10 then '0' else '' end || last from numbered)) returning number),
  ${CHANGE}
  select number from made`

const updateStatement = (columns: readonly string[]) => `
  with changed as (
    update requests.request set (${columns.join(', ')}) = row (${parameters(columns, 8)}) where community_id = $1 and id = $2 and events = $7 returning id),
  ${CHANGE}
  select id from changed`

const statements = new Map<typeof insertStatement, string>()
async function write(tx: Tx, statement: typeof insertStatement, row: Readonly<Record<string, unknown>>, values: readonly unknown[]): Promise<string | undefined> {
  const text = statements.get(statement) ?? statement(Object.keys(row))
  statements.set(statement, text)
  const { rows } = await requests(tx).executeQuery<{ number?: string; id?: string }>(CompiledQuery.raw(text, [...values, ...Object.values(row)]))
  return rows[0]?.number ?? rows[0]?.id
}

/** Writes a new case and gives it its number, in one statement: 'HX-260318-02'. */
export async function insertCase(tx: Tx, fingerprint: Fingerprint, { after, events }: { readonly after: NewCase; readonly events: readonly CaseEvent[] }, fileIds: readonly FileId[], community: { readonly shortCode: string; readonly path: string }): Promise<Case> {
  const day = civilDate(after.reportedAt)
  const prefix = `${community.shortCode}-${day.slice(2).replaceAll('-', '')}-`
  const number = await write(tx, insertStatement, newRow(after), [...changeValues(after, events, fileIds, figureChanges(null, after)), day, prefix])
  if (number === undefined) throw new Error('an insert without a row')
  const made = { ...after, number }
  record(tx, fingerprint, null, made, events, community.path)
  return made
}

/** @param before as it was locked. */
export async function saveCase(tx: Tx, fingerprint: Fingerprint, before: Case, { after, events }: Change, fileIds: readonly FileId[], path: string): Promise<void> {
  const saved = await write(tx, updateStatement, changeableRow(after), [...changeValues(after, events, fileIds, figureChanges(before, after)), before.events])
  if (saved === undefined) throw new Error('a case saved without being locked')
  record(tx, fingerprint, before, after, events, path)
}

/** What the audit trail keeps of people's words: a short text cannot be found again by trying, without the key that lies outside the database. */
export type Fingerprint = (text: string) => { readonly characters: number; readonly hmac: string } | null

export function fingerprints(keys: Keys): Fingerprint {
  const key = keys.derive('audit-words')
  return (text) => (text === '' ? null : { characters: text.length, hmac: createHmac('sha256', key).update(text).digest('hex') })
}

/** The audit row: states, ids and moments; of people's words only their fingerprint. */
function record(tx: Tx, fingerprint: Fingerprint, before: Case | null, after: Case, events: readonly CaseEvent[], path: string): void {
  const persons = [...new Set([after.reporterPersonId, after.assigneePersonId, before?.assigneePersonId].filter((id) => id != null))]
  recordChange(
    tx,
    {
      subjectKind: 'request',
      subjectId: after.id,
      communityId: after.communityId,
      before: before && audited(before, fingerprint),
      after: { ...audited(after, fingerprint), happened: events.map(({ no, kind, text, data }) => ({ no, kind, words: fingerprint(text), data })) },
    },
    { kind: 'request', id: after.id, path, organisations: [after.leadOrganisationId], action: 'requests.read', persons },
  )
}

const audited = ({ text, form, place: { detail, ...place }, pending, ...facts }: Case, fingerprint: Fingerprint) => ({
  ...facts,
  text: fingerprint(text),
  form: Object.keys(form).length === 0 ? null : fingerprint(JSON.stringify(form)),
  place: { ...place, detail: fingerprint(detail) },
  pending: pending && { ...pending, text: fingerprint(pending.text) },
})
