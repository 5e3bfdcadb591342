/** What a case adds to its community's roll-up, by civil day. A figure has one definition, here. */
import { civilDate } from '../../../platform/time.ts'
import type { Case } from './case.ts'

export interface Figures {
  readonly reported: number
  /** Closed on that day and still closed. */
  readonly closed: number
  /** Deadlines that fell on that day. */
  readonly due: number
  /** Of them with a feedback, that nobody sent back, not after the deadline. */
  readonly onTime: number
  /** The resident's last word was given on that day, whatever it was. */
  readonly answered: number
  readonly resolved: number
  readonly satisfied: number
}

export interface DayFigures extends Figures {
  readonly day: string
}

export const FIGURES = ['reported', 'closed', 'due', 'onTime', 'answered', 'resolved', 'satisfied'] as const satisfies readonly (keyof Figures)[]
const NO_FIGURES: Figures = { reported: 0, closed: 0, due: 0, onTime: 0, answered: 0, resolved: 0, satisfied: 0 }

export type Counted = Pick<Case, 'reportedAt' | 'closedAt' | 'dueAt' | 'feedbackAt' | 'answeredAt' | 'resolved' | 'satisfaction'>

export const isOnTime = ({ dueAt, feedbackAt }: Pick<Case, 'dueAt' | 'feedbackAt'>): boolean => dueAt !== null && feedbackAt !== null && Temporal.Instant.compare(feedbackAt, dueAt) <= 0

export function contributions(counted: Counted): DayFigures[] {
  const days: DayFigures[] = [{ ...NO_FIGURES, day: civilDate(counted.reportedAt), reported: 1 }]
  if (counted.closedAt) days.push({ ...NO_FIGURES, day: civilDate(counted.closedAt), closed: 1 })
  if (counted.dueAt) days.push({ ...NO_FIGURES, day: civilDate(counted.dueAt), due: 1, onTime: isOnTime(counted) ? 1 : 0 })
  if (counted.answeredAt) days.push({ ...NO_FIGURES, day: civilDate(counted.answeredAt), answered: 1, resolved: counted.resolved === true ? 1 : 0, satisfied: counted.satisfaction === 'good' ? 1 : 0 })
  return days
}

/** One row a day, in order of days, without rows of zeros. */
export function sumByDay(rows: readonly DayFigures[]): DayFigures[] {
  const sums = new Map<string, DayFigures>()
  for (const row of rows) sums.set(row.day, { ...addFigures(sums.get(row.day) ?? NO_FIGURES, row), day: row.day })
  return [...sums.values()].filter((row) => FIGURES.some((figure) => row[figure] !== 0)).toSorted((a, b) => a.day.localeCompare(b.day))
}

/** What a change of a case changes in the roll-up. */
export const figureChanges = (before: Counted | null, after: Counted): DayFigures[] =>
  sumByDay([...contributions(after), ...(before === null ? [] : contributions(before).map(negated))])

export function addFigures(a: Figures, b: Figures): Figures {
  return {
    reported: a.reported + b.reported,
    closed: a.closed + b.closed,
    due: a.due + b.due,
    onTime: a.onTime + b.onTime,
    answered: a.answered + b.answered,
    resolved: a.resolved + b.resolved,
    satisfied: a.satisfied + b.satisfied,
  }
}

const negated = (row: DayFigures): DayFigures => ({
  day: row.day,
  reported: -row.reported,
  closed: -row.closed,
  due: -row.due,
  onTime: -row.onTime,
  answered: -row.answered,
  resolved: -row.resolved,
  satisfied: -row.satisfied,
})
