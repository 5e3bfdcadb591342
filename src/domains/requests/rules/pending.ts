/** 时限待日历: what was accepted while a year was not loaded gets its deadlines once it is, as if it had been there from the beginning. */
import { isOpen, type Case } from './case.ts'
import { climbAtOf } from './climb-at.ts'
import { climbAfter, deadlines, movedEnd, type Pause, type Timing } from './deadlines.ts'

/** A deadline, the end of the clock that runs now, or the moment of the next climb awaits the calendar. */
export const awaitsCalendar = ({ state, level, acceptedAt, dueAt, stageDueAt, climbAt }: Pick<Case, 'state' | 'level' | 'acceptedAt' | 'dueAt' | 'stageDueAt' | 'climbAt'>): boolean =>
  (acceptedAt !== null && dueAt === null) || (isOpen(state) && (stageDueAt === null || (climbAt === null && level !== 'city')))

/** The case with all that can be reckoned now; null when that is nothing. Its version stays: nobody has acted. */
export function settled(before: Case, timing: Timing, now: Temporal.Instant): Case | null {
  const ends = before.acceptedAt === null ? accepting(before, timing) : finishing(before, timing)
  const after: Case = { ...before, ...ends }
  const next: Case = { ...after, climbAt: nextClimb(before, after, timing, now) }
  const changed = (['stageDueAt', 'contactDueAt', 'dueAt', 'climbAt'] as const).some((end) => !isSame(before[end], next[end]))
  return changed ? next : null
}

const isSame = (a: Temporal.Instant | null, b: Temporal.Instant | null): boolean => a === b || (a !== null && b !== null && a.equals(b))

const accepting = (before: Case, { rules, calendar }: Timing): Partial<Case> => ({ stageDueAt: before.stageDueAt ?? deadlines(rules, calendar, before.deadlineClass, before.stageFrom).acceptBy })

/** From acceptance or the last reopening, with the time for which the clock stood still. */
function finishing(before: Case, timing: Timing): Partial<Case> {
  const { acceptedAt, dueFrom, deadlineClass } = before
  if (before.dueAt !== null || acceptedAt === null || dueFrom === null) return {}
  const isReopened = Temporal.Instant.compare(dueFrom, acceptedAt) > 0
  const { contactBy, finishBy } = deadlines(timing.rules, timing.calendar, deadlineClass, dueFrom, isReopened ? 0.5 : 1)
  const afterPauses = (end: Temporal.Instant | null) => pausesOf(before).reduce((moved, pause) => moved && movedEnd(moved, timing.rules.classes[deadlineClass].finish, pause, timing), end)
  const dueAt = afterPauses(finishBy)
  const contactDueAt = before.contactDueAt ?? (isReopened ? null : afterPauses(contactBy))
  return { dueAt, contactDueAt, ...(before.stageDueAt === null && isOpen(before.state) ? { stageDueAt: dueAt } : {}) }
}

/** Earlier waits are known by their length, which counts from the beginning of the clock. */
function pausesOf({ dueFrom, waitedMs, waitingFrom, waitingUntil, suspendedFrom, resumeAt }: Case): Pause[] {
  return [
    ...(dueFrom !== null && waitedMs > 0 ? [{ from: dueFrom, to: dueFrom.add({ milliseconds: waitedMs }) }] : []),
    ...(waitingFrom !== null && waitingUntil !== null ? [{ from: waitingFrom, to: waitingUntil }] : []),
    ...(suspendedFrom !== null && resumeAt !== null ? [{ from: suspendedFrom, to: resumeAt }] : []),
  ]
}

/** A level that was climbed to has its time from then. */
function nextClimb(before: Case, after: Case, timing: Timing, now: Temporal.Instant): Temporal.Instant | null {
  if (before.climbAt !== null || !isOpen(after.state) || after.level === 'city') return before.climbAt
  const { stageDueAt, climbedAt, deadlineClass } = after
  if (stageDueAt !== null && climbedAt !== null && Temporal.Instant.compare(climbedAt, stageDueAt) >= 0) return climbAfter(climbedAt, deadlineClass, timing)
  return climbAtOf(before, after, timing, now)
}
