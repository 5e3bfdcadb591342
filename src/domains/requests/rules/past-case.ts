/** 导入: what becomes of an older system's case here. Its own times and deadline stand; nobody here did or confirmed anything. */
import { decided, type Decision } from '../../../platform/problem.ts'
import type { CommunityId, RequestId } from '../../../platform/id-kinds.ts'
import type { RequestProblem } from '../problems.ts'
import type { By, CaseEvent } from './case.ts'
import { climbAtOf } from './climb-at.ts'
import { endOf, type Timing } from './deadlines.ts'
import { isOnTime } from './figures.ts'
import type { PastRow } from './past-rows.ts'
import { submit, type Category, type NewCase, type Responsible } from './submit.ts'

export interface Importing extends Timing {
  readonly communityId: CommunityId
  readonly responsible: Responsible
  /** The older system, as the timeline names it. */
  readonly source: string
  /** Whoever stands for it: of an organisation, so that no figure counts a resident's word. */
  readonly by: By
  readonly now: Temporal.Instant
}

/**
 * Closed there, it is closed here, by the older system's word alone. Open there, it is open with whoever leads here, on its own deadline; where it
 * had none it gets that of its class, from now, since no open case is without a clock. A deadline that has passed climbs one step from now.
 */
export function pastCase(row: PastRow, id: RequestId, category: Category, importing: Importing): Decision<{ readonly after: NewCase; readonly events: readonly CaseEvent[] }, RequestProblem> {
  const { by, now, rules } = importing
  const report = { communityId: importing.communityId, id, text: wordsOf(row), place: { kind: 'community' as const, buildingId: null, unitId: null, homeId: null, detail: row.neighbourhood.slice(0, MOST_DETAIL) }, photos: 0, anonymous: false, onBehalf: false, forPersonId: null }
  const submitted = submit(report, by, { ...importing, category, now: row.openedAt })
  if (!submitted.ok) return submitted
  const { after: reported, events } = submitted.value
  const landed = row.closedAt === null ? openCase(reported, row, importing) : closedCase(reported, row, row.closedAt)
  const after: NewCase = { ...landed, acceptedAt: row.openedAt, version: 2, events: 2 }
  const climbAt = climbAtOf({ ...after, number: '', stageDueAt: null }, { ...after, number: '' }, { rules, calendar: importing.calendar }, now)
  const told: CaseEvent = { no: 2, at: now, kind: 'noted', toState: after.state, by, visibility: 'internal', text: noteOf(row, importing.source), data: {} }
  return decided({ after: { ...after, climbAt }, events: [...events, told] })
}

const MOST_DETAIL = 100

const closedCase = (reported: NewCase, row: PastRow, closedAt: Temporal.Instant): NewCase => ({
  ...reported,
  state: 'CLOSED',
  dueFrom: row.openedAt,
  dueAt: row.targetAt,
  // The older system knows one moment: it was done and closed then.
  feedbackAt: closedAt,
  closedAt,
  stageFrom: closedAt,
  stageDueAt: null,
})

function openCase(reported: NewCase, row: PastRow, { now, rules, calendar }: Importing): NewCase {
  const from = row.targetAt === null ? now : row.openedAt
  const dueAt = row.targetAt ?? endOf(now, rules.classes[reported.deadlineClass].finish, { rules, calendar })
  return { ...reported, state: 'ACCEPTED', dueFrom: from, dueAt, stageFrom: from, stageDueAt: dueAt }
}

const wordsOf = ({ type, category }: PastRow): string => (category === '' || category === type ? type : `${type} (${category})`)

const noteOf = ({ sourceId, closedAt }: PastRow, source: string): string =>
  `由旧系统“${source}”导入，原编号 ${sourceId}${closedAt === null ? '，当时未办结' : '，当时已办结'}。/ Imported from “${source}”, its number ${sourceId}, ${closedAt === null ? 'open' : 'closed'} there.`

export interface Verdicts {
  /** Rows with a verdict of the older system, a deadline and a closing. */
  readonly compared: number
  readonly equal: number
  readonly onTime: number
  /** Where our rule says otherwise. */
  readonly differing: readonly Pick<PastRow, 'line' | 'sourceId'>[]
}

/** 按期: our own rule beside the older system's verdict. */
export function compareVerdicts(rows: readonly PastRow[]): Verdicts {
  const judged = rows.filter(({ onTime, targetAt, closedAt }) => onTime !== null && targetAt !== null && closedAt !== null)
  const ours = (row: PastRow): boolean => isOnTime({ dueAt: row.targetAt, feedbackAt: row.closedAt })
  const differing = judged.filter((row) => ours(row) !== row.onTime).map(({ line, sourceId }) => ({ line, sourceId }))
  return { compared: judged.length, equal: judged.length - differing.length, onTime: judged.filter(ours).length, differing }
}
