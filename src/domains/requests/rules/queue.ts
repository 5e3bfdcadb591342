/** The order of a desk's queue. */
import { addDays, civilDate, isBefore, startOfDay } from '../../../platform/time.ts'
import { isOverdue, type Case } from './case.ts'

/**
 * What an organisation leads, what is in one's own hands, what waits for a check, or all that somebody may read; where an organisation helps, what has
 * climbed to it, what another has asked for and somebody may approve, and whose lead is not there any more.
 */
export const QUEUE_LISTS = ['ours', 'mine', 'to-check', 'scope', 'supporting', 'climbed', 'to-approve', 'stranded'] as const
export type QueueList = (typeof QUEUE_LISTS)[number]

/** Danger to people first, then what is late, due today, due later; last what waits for the resident's word. */
export const GROUPS = ['danger', 'overdue', 'today', 'later', 'waiting'] as const
export type Group = (typeof GROUPS)[number]

export function groupOf(of: Pick<Case, 'state' | 'deadlineClass' | 'stageDueAt'>, now: Temporal.Instant): Group {
  if (of.state === 'CHECKING') return 'waiting'
  if (of.deadlineClass === 'URGENT') return 'danger'
  if (isOverdue(of, now)) return 'overdue'
  return of.stageDueAt !== null && isBefore(of.stageDueAt, endOfDay(now)) ? 'today' : 'later'
}

export const endOfDay = (now: Temporal.Instant): Temporal.Instant => startOfDay(addDays(civilDate(now), 1))
