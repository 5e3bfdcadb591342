/** The only writer of cases: every save carries its events, pictures, figures and audit row in one statement and one transaction. */
import { createHmac } from 'node:crypto'
import { CompiledQuery } from 'kysely'
import { recordChange } from '../../../platform/audit.ts'
import { tables, type Read, type Tx } from '../../../platform/database.ts'
import { newId, type FileId } from '../../../platform/ids.ts'
import type { Keys } from '../../../platform/keys.ts'
import { civilDate } from '../../../platform/time.ts'
import type { Case, CaseEvent, Change } from '../rules/case.ts'
import { columnOf, figureChanges, FIGURES, type DayFigures } from '../rules/figures.ts'
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

/** Several at once, in the order of their ids, so that two such commands do not wait for each other. */
export async function lockCases(tx: Tx, communityId: string, ids: readonly string[]): Promise<Case[]> {
  const rows = await requests(tx).selectFrom('requests.request').selectAll().where('community_id', '=', communityId).where('id', 'in', ids).orderBy('id').forUpdate().execute()
  return rows.map(caseFrom)
}

/** A statement under construction, in plain SQL: the query builder takes as much time for it as PostgreSQL does to run it. */
interface Statement {
  readonly values: unknown[]
  /** `$1, $2, …` for these values. */
  readonly given: (values: readonly unknown[]) => string
}

function newStatement(): Statement {
  const values: unknown[] = []
  return { values, given: (more) => more.map((value) => `$${values.push(value)}`).join(', ') }
}

/** What is written with a case, as further parts of its statement; none for what has no rows, since PostgreSQL pays for every table that a statement names. */
function alongside({ given }: Statement, { communityId, id, events: eventNo }: NewCase, events: readonly CaseEvent[], fileIds: readonly FileId[], figures: readonly DayFigures[]): string {
  const rows = <T>(of: readonly T[], values: (each: T) => readonly unknown[]) => of.map((each) => `(${given([communityId, ...values(each)])})`).join(', ')
  const parts = []
  if (events.length > 0) {
    parts.push(`happened as (
      insert into requests.event (community_id, request_id, no, at, kind, to_state, actor_person_id, actor_role, actor_title, organisation_id, visibility, text, data)
      values ${rows(events, ({ no, at, kind, toState, by, visibility, text, data }) => [id, no, at, kind, toState, by.personId, by.role, by.title, by.organisationId, visibility, text, JSON.stringify(data)])})`)
  }
  if (figures.length > 0) {
    const changed = FIGURES.filter((figure) => figures.some((of) => of[figure] !== undefined))
    parts.push(`counted as (
      insert into requests.figure_change (community_id, id, day, ${changed.map(columnOf).join(', ')})
      values ${rows(figures, (of) => [newId(), of.day, ...changed.map((figure) => of[figure] ?? null)])})`)
  }
  if (fileIds.length > 0) {
    parts.push(`pictured as (
      insert into requests.photo (community_id, request_id, file_id, event_no, sort)
      values ${rows([...fileIds.entries()], ([index, fileId]) => [id, fileId, eventNo, index + 1])})`)
  }
  return parts.map((part) => `, ${part}`).join('')
}

const run = (tx: Tx, { values }: Statement, text: string) => requests(tx).executeQuery<{ number: string }>(CompiledQuery.raw(text, values))

/** Writes a new case and gives it its number, in one statement: 'HX-260318-02'. */
export async function insertCase(tx: Tx, fingerprint: Fingerprint, { after, events }: { readonly after: NewCase; readonly events: readonly CaseEvent[] }, fileIds: readonly FileId[], community: { readonly shortCode: string; readonly path: string }): Promise<Case> {
  const day = civilDate(after.reportedAt)
  const prefix = `${community.shortCode}-${day.slice(2).replaceAll('-', '')}-`
  const row = newRow(after)
  const statement = newStatement()
  const { given } = statement
  const { rows } = await run(tx, statement, `
    with numbered as (
      insert into requests.day_number as known (community_id, day, last) values (${given([after.communityId, day])}, 1)
      on conflict (community_id, day) do update set last = known.last + 1 returning last),
    made as (
      insert into requests.request (${Object.keys(row).join(', ')}, number)
      values (${given(Object.values(row))}, (select ${given([prefix])} || case when last < 10 then '0' else '' end || last from numbered)) returning number)
    ${alongside(statement, after, events, fileIds, figureChanges(null, after))}
    select number from made`)
  const number = rows[0]?.number
  if (number === undefined) throw new Error('an insert without a row')
  const made = { ...after, number }
  record(tx, fingerprint, null, made, events, community.path)
  return made
}

/** @param before as it was locked. */
export async function saveCase(tx: Tx, fingerprint: Fingerprint, before: Case, { after, events }: Change, fileIds: readonly FileId[], path: string): Promise<void> {
  const row = changeableRow(after)
  const statement = newStatement()
  const { given } = statement
  const { rows } = await run(tx, statement, `
    with changed as (
      update requests.request set (${Object.keys(row).join(', ')}) = row (${given(Object.values(row))})
      where community_id = ${given([before.communityId])} and id = ${given([before.id])} and events = ${given([before.events])} returning number)
    ${alongside(statement, after, events, fileIds, figureChanges(before, after))}
    select number from changed`)
  if (rows.length === 0) throw new Error('a case saved without being locked')
  record(tx, fingerprint, before, after, events, path)
}

/** What the audit trail keeps of people's words: a short text cannot be found again by trying, without the key that lies outside the database. */
export type Fingerprint = (text: string) => { readonly characters: number; readonly hmac: string } | null

export function fingerprints(keys: Keys): Fingerprint {
  const key = keys.derive('audit-words')
  return (text) => (text === '' ? null : { characters: text.length, hmac: createHmac('sha256', key).update(text).digest('hex') })
}

/** The audit row: states, ids and moments; of people's words only their fingerprint. */
export function record(tx: Tx, fingerprint: Fingerprint, before: Case | null, after: Case, events: readonly CaseEvent[], path: string): void {
  const persons = [...new Set([after.reporterPersonId, after.assigneePersonId, before?.assigneePersonId].filter((id) => id != null))]
  const organisations = [...new Set([after.leadOrganisationId, before?.leadOrganisationId, after.levelOrganisationId, ...after.supporting.map(({ organisationId }) => organisationId)].filter((id) => id != null))]
  recordChange(
    tx,
    {
      subjectKind: 'request',
      subjectId: after.id,
      communityId: after.communityId,
      before: before && audited(before, fingerprint),
      after: { ...audited(after, fingerprint), happened: events.map(({ no, kind, text, data }) => ({ no, kind, words: fingerprint(text), data })) },
    },
    { kind: 'request', id: after.id, path, organisations, action: 'requests.read', persons },
  )
}

const audited = ({ text, form, place: { detail, ...place }, pending, ...facts }: Case, fingerprint: Fingerprint) => ({
  ...facts,
  text: fingerprint(text),
  form: Object.keys(form).length === 0 ? null : fingerprint(JSON.stringify(form)),
  place: { ...place, detail: fingerprint(detail) },
  pending: pending && { ...pending, text: fingerprint(pending.text) },
})
