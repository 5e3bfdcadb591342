/** Counts as they were when a month ended. */
import { tables, type Read } from '../../../platform/database.ts'
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
