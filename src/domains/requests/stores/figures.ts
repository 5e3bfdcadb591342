/** The roll-ups per community: of each day, of each month, and as it stands. Folded later, exact at any moment. */
import { CompiledQuery } from 'kysely'
import { claim, claimInTurn } from '../../../platform/claim.ts'
import { selectText, tables, type Read, type Tx } from '../../../platform/database.ts'
import { addDays, civilDate, startOfDay } from '../../../platform/time.ts'
import { CLOCKED, columnOf, FIGURES, type FigureName } from '../rules/figures.ts'

const requests = tables('requests')

/** What is answered of a community: FIGURES, and how much of what is open is overdue at the moment asked. */
export const COUNTED = [...FIGURES, 'overdue'] as const
/** In the order of {@link COUNTED}. */
export type Counts = readonly number[]

const PERIOD_DAYS = 365
const YEAR_FROM = PERIOD_DAYS - 1

const COLUMNS = FIGURES.map(columnOf).join(', ')
const isClocked = (figure: FigureName) => CLOCKED.includes(figure)
/** One piece of SQL a figure, in their order. */
const each = (piece: (column: string, figure: FigureName) => string): string => FIGURES.map((figure) => piece(columnOf(figure), figure)).join(', ')

/** Sums over the days from `first` to `last`, deadlines only of those before `last`; what is open has no period. */
const sumsOf = (first: string, last: string, day = 'day'): string =>
  each((column, figure) => `coalesce(sum(${column})${figure === 'open' ? '' : ` filter (where ${day} between ${first} and ${last}${isClocked(figure) ? ' - 1' : ''})`}, 0)::int as ${column}`)

const NOT_LATE_STATES = `('CLOSED', 'REJECTED', 'MERGED', 'VOIDED', 'CHECKING')`
const lateAt = (now: string): string => `select community_id, count(*)::int as overdue from requests.request where state not in ${NOT_LATE_STATES} and stage_due_at < ${now} group by community_id`

/** Deadlines of today that have passed, from the index alone. */
const passedToday = (from: string, now: string): string => `
  passed as (select community_id, count(*)::int as due, count(*) filter (where feedback_at <= due_at)::int as on_time from requests.request where due_at >= ${from} and due_at <= ${now} group by community_id)`
const PASSED: readonly FigureName[] = ['due', 'onTime']
const partOfToday = (column: string, figure: FigureName): string => (PASSED.includes(figure) ? ` + coalesce(passed.${column}, 0)` : '')

// $1 first day, $2 today, $3 when today began, $4 now. One field for all: it is read many times faster than thousands.
const YEAR = `
  with pending as (select community_id, ${sumsOf('$1::date', '$2::date')} from requests.figure_change group by community_id),
  stands as (
    select community_id, ${COLUMNS} from requests.standing where last_day = $2::date
    union all
    -- Not renewed for today yet: the days themselves.
    select stale.community_id, ${each((column, figure) => (figure === 'open' ? 'stale.open' : `summed.${column}`))}
      from requests.standing stale cross join lateral (
        select ${sumsOf('$1::date', '$2::date')} from requests.daily where daily.community_id = stale.community_id and day between $1::date and $2::date) summed
     where stale.last_day <> $2::date),
  late as (${lateAt('$4::timestamptz')}),${passedToday('$3::timestamptz', '$4::timestamptz')}
  select string_agg(concat('["', community_id, '",[', concat_ws(',', ${each((column, figure) => `coalesce(stands.${column}, 0) + coalesce(pending.${column}, 0)${partOfToday(column, figure)}`)}, coalesce(late.overdue, 0)), ']]'), ',') as counts
    from stands full join pending using (community_id) left join late using (community_id) left join passed using (community_id)`

/**
 * The figures of every community that has any: open and overdue now, the others over the 365 civil days that end today; of today's deadlines
 * those that have passed. From one row a community and what is not folded yet. One statement, so one snapshot: folding moves nothing out of sight.
 */
export async function figuresByCommunity(read: Read, now: Temporal.Instant): Promise<ReadonlyMap<string, Counts>> {
  const today = civilDate(now)
  const [row] = await selectText<{ counts: string | null }>(read, YEAR, [addDays(today, -YEAR_FROM), today, startOfDay(today), now])
  return byCommunity(row)
}

/** From `["id",[1,0,…]],[…]`; null where there are no communities. */
const byCommunity = (row: { readonly counts: string | null } | undefined): ReadonlyMap<string, Counts> =>
  new Map((JSON.parse(`[${row?.counts ?? ''}]`) as readonly (readonly [string, Counts])[]))

/** Of one month; `overdue` has no month and is 0, `open` is what was reported in it and is open now. */
export interface MonthCounts {
  readonly communityId: string
  /** 'YYYY-MM' */
  readonly month: string
  readonly counts: Counts
}

// $1 and $2 first days of the first and last month, $3 today, $4 when today began, $5 now. Deadlines of today and later are not folded away: taken off again.
const MONTHS = `
  with ${passedToday('$4::timestamptz', '$5::timestamptz').trimStart()},
  parts as (
    select community_id, month, ${COLUMNS} from requests.monthly where month between $1::date and $2::date
    union all
    select community_id, date_trunc('month', day)::date, ${each((column, figure) => (isClocked(figure) ? `case when day < $3::date then ${column} end` : column))}
      from requests.figure_change where day >= $1::date and day < $2::date + interval '1 month'
    union all
    select community_id, date_trunc('month', day)::date, ${each((column, figure) => (isClocked(figure) ? `-${column}` : '0'))}
      from requests.daily where day >= $3::date and day >= $1::date and day < $2::date + interval '1 month'
    union all
    select community_id, date_trunc('month', $3::date)::date, ${each((column, figure) => (PASSED.includes(figure) ? column : '0'))} from passed where date_trunc('month', $3::date)::date between $1::date and $2::date)
  select community_id as "communityId", to_char(month, 'YYYY-MM') as month, '[' || concat_ws(',', ${each((column) => `coalesce(sum(${column}), 0)`)}, 0) || ']' as counts from parts group by community_id, month`

/** What happened in each month from one to another, of deadlines those that have passed. */
export async function figuresByMonth(read: Read, now: Temporal.Instant, { from, to }: { readonly from: string; readonly to: string }): Promise<readonly MonthCounts[]> {
  const today = civilDate(now)
  const rows = await selectText<{ communityId: string; month: string; counts: string }>(read, MONTHS, [`${from}-01`, `${to}-01`, today, startOfDay(today), now])
  return rows.map(({ communityId, month, counts }) => ({ communityId, month, counts: JSON.parse(counts) as Counts }))
}

const FOLDING = 'requests/fold-figures'
const added = (known: string): string => each((column) => `${column} = ${known}.${column} + excluded.${column}`)
const summed = each((column) => `coalesce(sum(${column}), 0) as ${column}`)

const FOLD = `
  with taken as (
    delete from requests.figure_change c using (select community_id, id from requests.figure_change order by community_id, id limit $1) first
     where c.community_id = first.community_id and c.id = first.id returning c.*),
  days as (select community_id, day, ${summed} from taken group by community_id, day),
  into_daily as (insert into requests.daily as known (community_id, day, ${COLUMNS}) select * from days on conflict (community_id, day) do update set ${added('known')}),
  into_monthly as (
    insert into requests.monthly as known (community_id, month, ${COLUMNS}) select community_id, date_trunc('month', day)::date, ${summed} from days group by community_id, date_trunc('month', day)
    on conflict (community_id, month) do update set ${added('known')}),
  into_standing as (
    update requests.standing known set ${each((column) => `${column} = known.${column} + more.${column}`)}
      from (select community_id, ${sumsOf(`last_day - ${YEAR_FROM}`, 'last_day')} from days join (select community_id, last_day from requests.standing) standing using (community_id) group by community_id) more
     where known.community_id = more.community_id)
  select (select count(*)::int from taken) as folded, array (select distinct community_id from days where not exists (select from requests.standing where standing.community_id = days.community_id)) as unknown`

/** Sums each of some communities anew from its months and days. */
const STAND = `
  insert into requests.standing (community_id, last_day, ${COLUMNS})
  select chosen.community_id, $2::date, ${each((column, figure) => (figure === 'open' ? '(select coalesce(sum(open), 0) from requests.monthly where monthly.community_id = chosen.community_id)' : `summed.${column}`))}
    from unnest($1::uuid[]) as chosen (community_id)
   cross join lateral (select ${sumsOf(`$2::date - ${YEAR_FROM}`, '$2::date')} from requests.daily where daily.community_id = chosen.community_id and day between $2::date - ${YEAR_FROM} and $2::date) summed
  on conflict (community_id) do update set last_day = excluded.last_day, ${each((column) => `${column} = excluded.${column}`)}`

const stand = async (tx: Tx, communityIds: readonly string[], today: string): Promise<void> => {
  await requests(tx).executeQuery(CompiledQuery.raw(STAND, [communityIds, today]))
}

/** Moves up to `limit` pending changes into the roll-ups; answers with how many: 0 also when another process is at it. Killed halfway, nothing has moved. */
export async function foldFigures(tx: Tx, today: string, limit: number): Promise<number> {
  if (!(await claim(tx, FOLDING))) return 0
  const { rows } = await requests(tx).executeQuery<{ folded: number; unknown: string[] }>(CompiledQuery.raw(FOLD, [limit]))
  const [{ folded, unknown } = { folded: 0, unknown: [] }] = rows
  if (unknown.length > 0) await stand(tx, unknown, today)
  return folded
}

/** Brings up to `limit` communities to today's year; answers with how many were behind. */
export async function renewFigures(tx: Tx, today: string, limit: number): Promise<number> {
  if (!(await claim(tx, FOLDING))) return 0
  const behind = await requests(tx).selectFrom('requests.standing').select('community_id').where('last_day', '<>', today).orderBy('community_id').limit(limit).execute()
  if (behind.length > 0) await stand(tx, behind.map((row) => row.community_id), today)
  return behind.length
}

/** The contributions of rules/figures.ts in SQL, a row a case and day: slow, and what roll-ups are held against. */
const CONTRIBUTIONS = `
  select community_id, (at at time zone 'Asia/Shanghai')::date as day, at, ${each((column) => `of_day.${column}`)}
    from requests.request, lateral (values
      (reported_at, ${each((column) => ({ reported: '1', open: `(state not in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED'))::int`, repeated: 'repeated::int' })[column] ?? '0')}),
      (closed_at, ${each((column) => ({ closed: '1', reworked: '(reworks + reopens > 0)::int' })[column] ?? '0')}),
      (due_at, ${each((column) => clockedBy('due_at', 'feedback_at', 'on-time', ['due', 'on_time', 'excluded_due', 'excluded_on_time'])[column] ?? '0')}),
      (contact_due_at, ${each((column) => clockedBy('contact_due_at', 'contacted_at', 'response', ['contact_due', 'contacted', 'excluded_contact_due', 'excluded_contacted'])[column] ?? '0')}),
      (answered_at, ${each(
        (column) =>
          ({
            answered: '1',
            resolved: 'resolved::int',
            satisfied: `coalesce(satisfaction = 'good', false)::int`,
            excluded_resolved_answered: `('resolved' = any (excluded))::int`,
            excluded_resolved: `('resolved' = any (excluded) and resolved)::int`,
            excluded_satisfied_answered: `('satisfied' = any (excluded))::int`,
            excluded_satisfied: `('satisfied' = any (excluded) and coalesce(satisfaction = 'good', false))::int`,
          })[column] ?? '0',
      )})) as of_day (at, ${COLUMNS})
   where at is not null`

function clockedBy(due: string, done: string, excludable: string, columns: readonly string[]): Readonly<Record<string, string>> {
  const [all = '', met = '', out = '', outMet = ''] = columns
  const inTime = `(${done} is not null and ${done} <= ${due})`
  const excluded = `'${excludable}' = any (excluded)`
  return { [all]: '1', [met]: `${inTime}::int`, [out]: `(${excluded})::int`, [outMet]: `(${excluded} and ${inTime})::int` }
}

const hasPassed = (figure: FigureName, now: string, today: string): string => (!isClocked(figure) ? '' : PASSED.includes(figure) ? ` and at <= ${now}` : ` and day < ${today}`)

/** Counted from the cases themselves, as {@link figuresByCommunity} answers. */
export async function recount(read: Read, now: Temporal.Instant): Promise<ReadonlyMap<string, Counts>> {
  const today = civilDate(now)
  const [row] = await selectText<{ counts: string | null }>(
    read,
    `with contributions as (${CONTRIBUTIONS}), late as (${lateAt('$3::timestamptz')})
     select string_agg(counts, ',') as counts from (select concat('["', community_id, '",[', concat_ws(',', ${each((column, figure) => `coalesce(sum(c.${column})${figure === 'open' ? '' : ` filter (where day between $1::date and $2::date${hasPassed(figure, '$3::timestamptz', '$2::date')})`}, 0)`)}, coalesce(max(late.overdue), 0)), ']]') as counts
       from contributions c left join late using (community_id) group by community_id) communities`,
    [addDays(today, -YEAR_FROM), today, now],
  )
  return byCommunity(row)
}

/** Counted from the cases themselves, as {@link figuresByMonth} answers. */
export async function recountMonths(read: Read, now: Temporal.Instant, { from, to }: { readonly from: string; readonly to: string }): Promise<readonly MonthCounts[]> {
  const rows = await selectText<{ communityId: string; month: string; counts: string }>(
    read,
    `with contributions as (${CONTRIBUTIONS})
     select community_id as "communityId", to_char(day, 'YYYY-MM') as month, '[' || concat_ws(',', ${each((column, figure) => `coalesce(sum(${column})${isClocked(figure) ? ` filter (where true${hasPassed(figure, '$3::timestamptz', '$4::date')})` : ''}, 0)`)}, 0) || ']' as counts
       from contributions where day >= $1::date and day < $2::date + interval '1 month' group by community_id, to_char(day, 'YYYY-MM')`,
    [`${from}-01`, `${to}-01`, now, civilDate(now)],
  )
  return rows.map(({ communityId, month, counts }) => ({ communityId, month, counts: JSON.parse(counts) as Counts }))
}

/** Writes every roll-up anew from the cases. */
export async function rebuildFigures(tx: Tx, today: string): Promise<void> {
  // A city's history takes longer than a page may.
  await requests(tx).executeQuery(CompiledQuery.raw('set local statement_timeout = 0'))
  await claimInTurn(tx, FOLDING)
  for (const table of ['requests.figure_change', 'requests.daily', 'requests.monthly', 'requests.standing'] as const) await requests(tx).deleteFrom(table).execute()
  await requests(tx).executeQuery(CompiledQuery.raw(`insert into requests.daily (community_id, day, ${COLUMNS}) select community_id, day, ${summed} from (${CONTRIBUTIONS}) c group by community_id, day`))
  await sumDays(tx, today)
}

/** Months and years from days alone, where there are none yet. */
export async function sumDays(tx: Tx, today: string): Promise<void> {
  await requests(tx).executeQuery(CompiledQuery.raw(`insert into requests.monthly (community_id, month, ${COLUMNS}) select community_id, date_trunc('month', day)::date, ${summed} from requests.daily group by community_id, date_trunc('month', day)`))
  const rows = await requests(tx).selectFrom('requests.monthly').select('community_id').distinct().execute()
  await stand(tx, rows.map((row) => row.community_id), today)
}
