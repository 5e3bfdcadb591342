/** A community's cases as everybody may list them. */
import { sql, type SqlBool } from 'kysely'
import { cursorOf, cursorParts, isInstant } from '../../../platform/cursor.ts'
import { tables, type Read } from '../../../platform/database.ts'
import type { Case } from '../rules/case.ts'
import { CASE_NUMBER, publicSince } from '../rules/public.ts'
import { caseFrom } from './rows.ts'

const requests = tables('requests')

/** As in rules/public.ts; a test holds the two together. */
const shownSql = (show: PublicFilter['show'], now: Temporal.Instant) => {
  const open = sql<SqlBool>`state not in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED')`
  if (show === 'open') return open
  return show === 'overdue'
    ? sql<SqlBool>`(${open} and state <> 'CHECKING' and stage_due_at < ${now}::timestamptz)`
    : sql<SqlBool>`(${open} or (state = 'CLOSED' and closed_at >= ${publicSince(now)}::timestamptz))`
}

export interface PublicFilter {
  readonly show: 'all' | 'open' | 'overdue'
  readonly limit: number
  readonly cursor?: string | undefined
}

const isNumberOfCase = (part: string): boolean => CASE_NUMBER.test(part)

/** Newest first. The cursor names numbers, which are public, and no ids. */
export async function findPublicCases(read: Read, communityId: string, { show, limit, cursor }: PublicFilter, now: Temporal.Instant): Promise<{ readonly cases: readonly Case[]; readonly nextCursor: string | null }> {
  const after = cursorParts(cursor, [isInstant, isNumberOfCase])
  let query = requests(read).selectFrom('requests.request').selectAll().where('community_id', '=', communityId).where(shownSql(show, now))
  if (after) query = query.where(sql<SqlBool>`(reported_at, number) < (${after[0]}::timestamptz, ${after[1]}::text)`)
  const rows = await query.orderBy('reported_at', 'desc').orderBy('number', 'desc').limit(limit + 1).execute()
  const cases = rows.slice(0, limit).map(caseFrom)
  const last = cases.at(-1)
  return { cases, nextCursor: rows.length > limit && last ? cursorOf(last.reportedAt.toString(), last.number) : null }
}

export async function findCaseByNumber(read: Read, communityId: string, number: string): Promise<Case | null> {
  const row = await requests(read).selectFrom('requests.request').selectAll().where('community_id', '=', communityId).where('number', '=', number).executeTakeFirst()
  return row ? caseFrom(row) : null
}

export async function countPublicCases(read: Read, communityId: string, now: Temporal.Instant): Promise<{ readonly open: number; readonly overdue: number; readonly closed: number }> {
  return requests(read)
    .selectFrom('requests.request')
    .select([
      sql<number>`count(*) filter (where state <> 'CLOSED')`.as('open'),
      sql<number>`count(*) filter (where ${shownSql('overdue', now)})`.as('overdue'),
      sql<number>`count(*) filter (where state = 'CLOSED')`.as('closed'),
    ])
    .where('community_id', '=', communityId)
    .where(shownSql('all', now))
    .executeTakeFirstOrThrow()
}
