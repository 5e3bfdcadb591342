/** Lists of cases: what somebody reported, and the desk's queue. Each page is one keyset query on an index of its own. */
import { sql, type ExpressionBuilder, type Expression, type SqlBool } from 'kysely'
import { cursorOf, cursorParts, isInstant, isUuid } from '../../../platform/cursor.ts'
import { tables, type Read } from '../../../platform/database.ts'
import type { OrganisationId, PersonId } from '../../../platform/ids.ts'
import type { DB } from '../../../platform/tables.generated.ts'
import { CLOSED_STATES, type Case, type Level, type State } from '../rules/case.ts'
import { endOfDay, type Group } from '../rules/queue.ts'
import { caseFrom } from './rows.ts'

const requests = tables('requests')
type Eb = ExpressionBuilder<Pick<DB, Extract<keyof DB, `requests.${string}`>>, 'requests.request'>

export interface CasePage {
  readonly cases: readonly Case[]
  readonly nextCursor: string | null
}

const NEVER = 'infinity'
const isRank = (part: string): boolean => /^[012]$/u.test(part)
const isDue = (part: string): boolean => part === NEVER || isInstant(part)

const page = (cases: readonly Case[], limit: number, cursor: (last: Case) => string): CasePage => {
  const last = cases[limit - 1]
  return { cases: cases.slice(0, limit), nextCursor: cases.length > limit && last ? cursor(last) : null }
}

export async function findReportedBy(read: Read, personId: PersonId, { open, limit, cursor }: { readonly open?: boolean | undefined; readonly limit: number; readonly cursor?: string | undefined }): Promise<CasePage> {
  const after = cursorParts(cursor, [isInstant, isUuid])
  let query = requests(read).selectFrom('requests.request').selectAll().where('reporter_person_id', '=', personId)
  if (open !== undefined) query = query.where('state', open ? 'not in' : 'in', CLOSED_STATES)
  if (after) query = query.where(sql<SqlBool>`(reported_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  const rows = await query.orderBy('reported_at', 'desc').orderBy('id', 'desc').limit(limit + 1).execute()
  return page(rows.map(caseFrom), limit, (last) => cursorOf(last.reportedAt.toString(), last.id))
}

/** Whose list: at least one of them bounds it. */
export interface QueueBounds {
  readonly leadOrganisationId?: OrganisationId
  readonly communityIds?: readonly string[]
  readonly assigneePersonId?: PersonId
  /** Of closed cases only what this person had in hand. */
  readonly closedOf?: PersonId
  /** Waiting for a check that this person may make. */
  readonly toCheckBy?: Overseer
  /** Asked for by another than this person, who may approve it. */
  readonly toApproveBy?: Overseer
  /** Open, and this organisation helps and has not done its part. */
  readonly supportedBy?: OrganisationId
  /** Has climbed to this organisation. */
  readonly climbedTo?: OrganisationId
  /** Led by one of these, each at its community; open ones only. */
  readonly ledBy?: readonly LeadOf[]
}

interface Overseer {
  readonly personId: PersonId
  /** Of the leads that they oversee. */
  readonly levels: readonly Level[]
}

interface LeadOf {
  readonly communityId: string
  readonly organisationId: string
}

export interface QueueFilter {
  readonly group?: Group | undefined
  readonly state?: State | undefined
  readonly category?: string | undefined
  readonly assignee?: string | undefined
  /** The beginning of a number: closed cases too. */
  readonly q?: string | undefined
}

export interface QueueCounts {
  readonly all: number
  readonly overdue: number
  readonly states: Readonly<Partial<Record<State, { readonly all: number; readonly overdue: number }>>>
  readonly groups: Readonly<Record<Group, number>>
}

// The order of rules/queue.ts in SQL, as the index request_queue has it; a test holds the two together.
const RANK = sql<number>`(case when state = 'CHECKING' then 2 when deadline_class = 'URGENT' then 0 else 1 end)`
const DUE = sql<Temporal.Instant>`(coalesce(stage_due_at, 'infinity'::timestamptz))`
const rankOf = (of: Case): number => (of.state === 'CHECKING' ? 2 : of.deadlineClass === 'URGENT' ? 0 : 1)

const groupSql = (now: Temporal.Instant) => sql<Group>`case when state = 'CHECKING' then 'waiting' when deadline_class = 'URGENT' then 'danger'
  when stage_due_at < ${now}::timestamptz then 'overdue' when stage_due_at < ${endOfDay(now)}::timestamptz then 'today' else 'later' end`

function bounded(eb: Eb, bounds: QueueBounds, now: Temporal.Instant): Expression<SqlBool>[] {
  const { leadOrganisationId, communityIds, assigneePersonId, closedOf, toCheckBy, toApproveBy, supportedBy, climbedTo, ledBy } = bounds
  const overseen = ({ levels }: Overseer) => sql<SqlBool>`lead_level = any(${levels}::text[])`
  const notOf = ({ personId }: Overseer) => sql<SqlBool>`handler_person_id is distinct from ${personId}::uuid and assignee_person_id is distinct from ${personId}::uuid`
  return [
    ...(leadOrganisationId === undefined ? [] : [eb('lead_organisation_id', '=', leadOrganisationId)]),
    ...(communityIds === undefined ? [] : [sql<SqlBool>`community_id = any(${communityIds}::uuid[])`]),
    ...(assigneePersonId === undefined ? [] : [eb('assignee_person_id', '=', assigneePersonId)]),
    ...(closedOf === undefined ? [] : [eb.or([isOpenSql(), eb('assignee_person_id', '=', closedOf), eb('handler_person_id', '=', closedOf)])]),
    ...(toCheckBy === undefined ? [] : [eb('state', '=', 'CHECKING'), eb.or([eb('stage_due_at', '<=', now), eb('reporter_organisation_id', 'is not', null)]), notOf(toCheckBy), overseen(toCheckBy)]),
    ...(toApproveBy === undefined ? [] : [sql<SqlBool>`pending is not null and pending ->> 'personId' <> ${toApproveBy.personId}`, notOf(toApproveBy), overseen(toApproveBy)]),
    ...(supportedBy === undefined ? [] : [isOpenSql(), sql<SqlBool>`supporting <> '[]' and supporting @> ${JSON.stringify([{ organisationId: supportedBy, doneAt: null }])}::jsonb`]),
    ...(climbedTo === undefined ? [] : [eb('level_organisation_id', '=', climbedTo)]),
    ...(ledBy === undefined ? [] : [isOpenSql(), sql<SqlBool>`(community_id, lead_organisation_id) in (select * from unnest(${ledBy.map(({ communityId }) => communityId)}::uuid[], ${ledBy.map(({ organisationId }) => organisationId)}::uuid[]))`]),
  ]
}

const filtered = (eb: Eb, { group, state, category, assignee }: QueueFilter, now: Temporal.Instant): Expression<SqlBool>[] => [
  ...(group === undefined ? [] : [sql<SqlBool>`${groupSql(now)} = ${group}`]),
  ...(state === undefined ? [] : [eb('state', '=', state)]),
  ...(category === undefined ? [] : [eb('category', '=', category)]),
  ...(assignee === undefined ? [] : [assignee === 'none' ? eb('assignee_person_id', 'is', null) : eb('assignee_person_id', '=', assignee)]),
]

/** Written out, so that the planner sees the partial indexes' own condition. */
const isOpenSql = () => sql<SqlBool>`state not in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED')`

export async function findQueue(read: Read, bounds: QueueBounds, filter: QueueFilter, { limit, cursor, now }: { readonly limit: number; readonly cursor?: string | undefined; readonly now: Temporal.Instant }): Promise<CasePage> {
  const { q } = filter
  const after = cursorParts(cursor, [isRank, isDue, isUuid])
  const rows = await requests(read)
    .selectFrom('requests.request')
    .selectAll()
    .where((eb) =>
      eb.and([
        ...bounded(eb, bounds, now),
        ...(q === undefined ? [isOpenSql()] : [sql<SqlBool>`number like ${`${q.toUpperCase()}%`}`]),
        ...filtered(eb, filter, now),
        ...(after ? [sql<SqlBool>`(${RANK}, ${DUE}, id) > (${Number(after[0])}::int, ${after[1]}::timestamptz, ${after[2]}::uuid)`] : []),
      ]),
    )
    .orderBy(RANK)
    .orderBy(DUE)
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  return page(rows.map(caseFrom), limit, (last) => cursorOf(rankOf(last), last.stageDueAt?.toString() ?? NEVER, last.id))
}

/** Of the open cases that a filter finds, at most so many. */
export async function countFiltered(read: Read, bounds: QueueBounds, filter: QueueFilter, now: Temporal.Instant, most: number): Promise<number> {
  const { cases } = await requests(read)
    .selectFrom((from) => from.selectFrom('requests.request').select('id').where((eb) => eb.and([...bounded(eb, bounds, now), isOpenSql(), ...filtered(eb, filter, now)])).limit(most).as('found'))
    .select((eb) => eb.fn.countAll<number>().as('cases'))
    .executeTakeFirstOrThrow()
  return cases
}

/** The communities where a list has open cases. */
export async function countByCommunity(read: Read, bounds: QueueBounds, now: Temporal.Instant): Promise<readonly { readonly communityId: string; readonly cases: number }[]> {
  const rows = await requests(read)
    .selectFrom('requests.request')
    .select((eb) => ['community_id', eb.fn.countAll<number>().as('cases')])
    .where((eb) => eb.and([...bounded(eb, bounds, now), isOpenSql()]))
    .groupBy('community_id')
    .execute()
  return rows.map((row) => ({ communityId: row.community_id, cases: row.cases }))
}

/** Of the whole open list, whatever is filtered within it. */
export async function countQueue(read: Read, bounds: QueueBounds, now: Temporal.Instant): Promise<QueueCounts> {
  const rows = await requests(read)
    .selectFrom('requests.request')
    .select((eb) => [
      'state',
      groupSql(now).as('queue_group'),
      eb.fn.countAll<number>().as('all'),
      sql<number>`count(*) filter (where state <> 'CHECKING' and stage_due_at < ${now}::timestamptz)`.as('overdue'),
    ])
    .where((eb) => eb.and([...bounded(eb, bounds, now), isOpenSql()]))
    .groupBy([sql`1`, sql`2`])
    .execute()
  const states: Partial<Record<State, { all: number; overdue: number }>> = {}
  const groups: Record<Group, number> = { danger: 0, overdue: 0, today: 0, later: 0, waiting: 0 }
  for (const row of rows) {
    const state = (states[row.state as State] ??= { all: 0, overdue: 0 })
    state.all += row.all
    state.overdue += row.overdue
    groups[row.queue_group] += row.all
  }
  const of = (key: 'all' | 'overdue') => Object.values(states).reduce((sum, state) => sum + state[key], 0)
  return { all: of('all'), overdue: of('overdue'), states, groups }
}

/** Who leads open cases where, of the leads at some levels. */
export async function findLeads(read: Read, communityIds: readonly string[], levels: readonly Level[]): Promise<LeadOf[]> {
  const rows = await requests(read)
    .selectFrom('requests.request')
    .select(['community_id', 'lead_organisation_id'])
    .distinct()
    .where(sql<SqlBool>`community_id = any(${communityIds}::uuid[])`)
    .where('lead_level', 'in', levels)
    .where(isOpenSql())
    .execute()
  return rows.map((row) => ({ communityId: row.community_id, organisationId: row.lead_organisation_id }))
}

/** What each of these people has in hand. */
export async function countInHand(read: Read, personIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (personIds.length === 0) return new Map()
  const rows = await requests(read)
    .selectFrom('requests.request')
    .select((eb) => ['assignee_person_id', eb.fn.countAll<number>().as('cases')])
    .where('assignee_person_id', 'in', personIds)
    .where('state', 'in', ['DISPATCHED', 'HANDLING', 'SUSPENDED'])
    .where(isOpenSql())
    .groupBy('assignee_person_id')
    .execute()
  return new Map(rows.flatMap((row) => (row.assignee_person_id === null ? [] : [[row.assignee_person_id, row.cases] as const])))
}
