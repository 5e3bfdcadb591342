import { sql, type SqlBool } from 'kysely'
import { recordChange } from '../../../platform/audit.ts'
import { isExclusionViolation, isUniqueViolation, tables, type Read, type Tx } from '../../../platform/database.ts'
import type { OrganisationId, PersonId } from '../../../platform/ids.ts'
import { common } from '../../../platform/problem.ts'

const requests = tables('requests')

/** Whose roster: an organisation's, for what lies below a path. */
export interface RosterOf {
  readonly organisationId: OrganisationId
  readonly path: string
}

export interface Duty {
  readonly from: Temporal.Instant
  readonly until: Temporal.Instant
  readonly personId: PersonId
  readonly showPhone: boolean
}

interface Span {
  readonly from: Temporal.Instant
  readonly until: Temporal.Instant
}

/** What begins within the span. */
export async function findDuties(read: Read, { organisationId, path }: RosterOf, { from, until }: Span): Promise<Duty[]> {
  const rows = await requests(read).selectFrom('requests.duty').selectAll().where('organisation_id', '=', organisationId).where('scope', '=', path).where('from_at', '>=', from).where('from_at', '<', until).orderBy('from_at').execute()
  return rows.map((row) => ({ from: row.from_at, until: row.until_at, personId: row.person_id as PersonId, showPhone: row.show_phone }))
}

/** @throws common/changed-meanwhile when another has written the same month in the meantime. */
export async function replaceDuties(tx: Tx, of: RosterOf, span: Span, duties: readonly Duty[]): Promise<void> {
  const before = await findDuties(tx, of, span)
  await requests(tx).deleteFrom('requests.duty').where('organisation_id', '=', of.organisationId).where('scope', '=', of.path).where('from_at', '>=', span.from).where('from_at', '<', span.until).execute()
  try {
    if (duties.length > 0) {
      await requests(tx)
        .insertInto('requests.duty')
        .values(duties.map(({ from, until, personId, showPhone }) => ({ organisation_id: of.organisationId, scope: of.path, from_at: from, until_at: until, person_id: personId, show_phone: showPhone })))
        .execute()
    }
  } catch (error) {
    throw isUniqueViolation(error) || isExclusionViolation(error, 'duty_one_at_a_time') ? common('common/changed-meanwhile') : error
  }
  recordChange(tx, { subjectKind: 'duty-roster', subjectId: of.organisationId, before: { path: of.path, duties: before }, after: { path: of.path, duties } })
}

/** Of an organisation at a community, who is on duty now: the roster nearest to it counts. */
export async function dutyNow(read: Read, { organisationId, path }: RosterOf, now: Temporal.Instant): Promise<Duty | null> {
  const row = await requests(read)
    .selectFrom('requests.duty')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<SqlBool>`starts_with(${path}, scope)`)
    .where('from_at', '<=', now)
    .where('until_at', '>', now)
    .orderBy(sql`length(scope)`, 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { from: row.from_at, until: row.until_at, personId: row.person_id as PersonId, showPhone: row.show_phone } : null
}
