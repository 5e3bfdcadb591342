/** The roll-up per community and day: folded later, exact at any moment. */
import { sql } from 'kysely'
import { select, tables, type Read, type Tx } from '../../../platform/database.ts'
import type { Figures } from '../rules/figures.ts'
import { addDays, civilDate, startOfDay } from '../../../platform/time.ts'

const requests = tables('requests')

/** `open` and `overdue` at a moment; the others over the 365 civil days that end with it. */
export interface RequestFigures {
  readonly open: number
  readonly overdue: number
  readonly reported: number
  readonly closed: number
  readonly due: number
  readonly onTime: number
  readonly answered: number
  readonly resolved: number
  readonly satisfied: number
}

const PERIOD_DAYS = 365

type Row = RequestFigures & { readonly communityId: string }
const byCommunity = (rows: readonly Row[]): ReadonlyMap<string, RequestFigures> => new Map(rows.map(({ communityId, ...figures }) => [communityId, figures]))

/**
 * The figures of every community that has any. Open and overdue are counted from the index of open cases; the others are `daily` plus what
 * is not folded yet; of today's deadlines only those that have passed count. One statement, so one snapshot: folding moves nothing out of sight.
 */
export async function figuresByCommunity(read: Read, now: Temporal.Instant): Promise<ReadonlyMap<string, RequestFigures>> {
  const today = civilDate(now)
  const first = addDays(today, 1 - PERIOD_DAYS)
  return byCommunity(
    await select(
      read,
      sql<Row>`
      select community_id as "communityId", sum(open)::int as open, sum(overdue)::int as overdue, sum(reported)::int as reported, sum(closed)::int as closed, sum(due)::int as due, sum(on_time)::int as "onTime",
             sum(answered)::int as answered, sum(resolved)::int as resolved, sum(satisfied)::int as satisfied
        from (
          select community_id, count(*) as open, count(*) filter (where state <> 'CHECKING' and stage_due_at < ${now}::timestamptz) as overdue, 0 as reported, 0 as closed, 0 as due, 0 as on_time, 0 as answered, 0 as resolved, 0 as satisfied
            from requests.request where state not in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED') group by community_id
          union all
          select community_id, 0, 0, sum(reported), sum(closed), sum(due) filter (where day < ${today}::date), sum(on_time) filter (where day < ${today}::date), sum(answered), sum(resolved), sum(satisfied)
            from requests.daily where day between ${first}::date and ${today}::date group by community_id
          union all
          select community_id, 0, 0, sum(reported), sum(closed), sum(due) filter (where day < ${today}::date), sum(on_time) filter (where day < ${today}::date), sum(answered), sum(resolved), sum(satisfied)
            from requests.figure_change where day between ${first}::date and ${today}::date group by community_id
          union all
          select community_id, 0, 0, 0, 0, count(*), count(*) filter (where feedback_at <= due_at), 0, 0, 0
            from requests.request where due_at >= ${startOfDay(today)}::timestamptz and due_at <= ${now}::timestamptz group by community_id
        ) parts
       group by community_id`,
    ),
  )
}

/** Counts of a community in one month: 'YYYY-MM'. */
export interface MonthFigures extends Figures {
  readonly communityId: string
  readonly month: string
}

/** What happened in each month from one to another; of deadlines only those that have passed. */
export const figuresByMonth = (read: Read, now: Temporal.Instant, { from, to }: { readonly from: string; readonly to: string }): Promise<readonly MonthFigures[]> =>
  select(
    read,
    sql<MonthFigures>`
    select community_id as "communityId", to_char(day, 'YYYY-MM') as month, sum(reported)::int as reported, sum(closed)::int as closed,
           coalesce(sum(due) filter (where day < ${civilDate(now)}::date), 0)::int as due, coalesce(sum(on_time) filter (where day < ${civilDate(now)}::date), 0)::int as "onTime",
           sum(answered)::int as answered, sum(resolved)::int as resolved, sum(satisfied)::int as satisfied
      from (
        select community_id, day, reported, closed, due, on_time, answered, resolved, satisfied from requests.daily
        union all
        select community_id, day, reported, closed, due, on_time, answered, resolved, satisfied from requests.figure_change) parts
     where day >= ${`${from}-01`}::date and day < ${`${to}-01`}::date + interval '1 month'
     group by community_id, to_char(day, 'YYYY-MM')`,
  )

/** The same from the cases themselves: slow, and what the roll-up is held against. */
export async function recount(read: Read, now: Temporal.Instant): Promise<ReadonlyMap<string, RequestFigures>> {
  const today = civilDate(now)
  const from = startOfDay(addDays(today, 1 - PERIOD_DAYS))
  const until = startOfDay(addDays(today, 1))
  const inPeriod = (column: string) => sql`${sql.ref(column)} >= ${from}::timestamptz and ${sql.ref(column)} < ${until}::timestamptz`
  const due = sql`due_at >= ${from}::timestamptz and due_at <= ${now}::timestamptz`
  return byCommunity(
    await select(
      read,
      sql<Row>`
      select community_id as "communityId",
             count(*) filter (where state not in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED'))::int as open,
             count(*) filter (where state not in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED', 'CHECKING') and stage_due_at < ${now}::timestamptz)::int as overdue,
             count(*) filter (where ${inPeriod('reported_at')})::int as reported,
             count(*) filter (where ${inPeriod('closed_at')})::int as closed,
             count(*) filter (where ${due})::int as due,
             count(*) filter (where ${due} and feedback_at <= due_at)::int as "onTime",
             count(*) filter (where ${inPeriod('answered_at')})::int as answered,
             count(*) filter (where ${inPeriod('answered_at')} and resolved)::int as resolved,
             count(*) filter (where ${inPeriod('answered_at')} and satisfaction = 'good')::int as satisfied
        from requests.request group by community_id`,
    ),
  )
}

/**
 * Moves up to `limit` pending changes into `daily`; answers with how many. Several may run at once: each takes rows that no other has, and adds
 * to days in one order. Killed halfway, nothing has moved.
 */
export async function foldFigures(tx: Tx, limit: number): Promise<number> {
  const { rows } = await sql<{ folded: number }>`
    with taken as (
      select community_id, id from requests.figure_change order by community_id, id limit ${limit} for update skip locked),
    gone as (
      delete from requests.figure_change c using taken where c.community_id = taken.community_id and c.id = taken.id returning c.*),
    folded as (
      insert into requests.daily as d (community_id, day, reported, closed, due, on_time, answered, resolved, satisfied)
      select community_id, day, sum(reported), sum(closed), sum(due), sum(on_time), sum(answered), sum(resolved), sum(satisfied)
        from gone group by community_id, day order by community_id, day
      on conflict (community_id, day) do update set reported = d.reported + excluded.reported, closed = d.closed + excluded.closed, due = d.due + excluded.due,
        on_time = d.on_time + excluded.on_time, answered = d.answered + excluded.answered, resolved = d.resolved + excluded.resolved, satisfied = d.satisfied + excluded.satisfied)
    select count(*)::int as folded from gone`.execute(requests(tx))
  return rows[0]?.folded ?? 0
}
