/** Counts as they were when a month ended. */
import { sql } from 'kysely'
import { tables, type Read, type Tx } from '../../../platform/database.ts'
import { firstDay } from '../rules/months.ts'

const overview = tables('overview')

export interface MonthEnd {
  readonly communityId: string
  /** 'YYYY-MM' */
  readonly month: string
  readonly name: string
  readonly value: number
}

const MONTH_LENGTH = 7

export async function monthEnds(read: Read, { from, to }: { readonly from: string; readonly to: string }): Promise<readonly MonthEnd[]> {
  const rows = await overview(read)
    .selectFrom('overview.month_end')
    .select(['community_id', 'month', 'name', 'value'])
    .where('month', '>=', firstDay(from))
    .where('month', '<=', firstDay(to))
    .execute()
  return rows.map(({ community_id, month, name, value }) => ({ communityId: community_id, month: month.slice(0, MONTH_LENGTH), name, value }))
}

export async function hasMonthEnd(read: Read, month: string): Promise<boolean> {
  return (await overview(read).selectFrom('overview.month_end').select('month').where('month', '=', firstDay(month)).limit(1).executeTakeFirst()) !== undefined
}

/** What is known already stays. */
export async function recordMonthEnds(tx: Tx, ends: readonly MonthEnd[]): Promise<void> {
  if (ends.length === 0) return
  const rows = JSON.stringify(ends.map(({ communityId, month, name, value }) => ({ community_id: communityId, month: firstDay(month), name, value })))
  await sql`
    insert into overview.month_end (community_id, month, name, value)
    select community_id, month, name, value from jsonb_to_recordset(${rows}::jsonb) as given (community_id uuid, month date, name text, value bigint)
    on conflict do nothing`.execute(overview(tx))
}
