/** When a case climbs a level by itself: set here and nowhere else. */
import { isOpen, type Case } from './case.ts'
import { climbAfter, endOf, type Timing } from './deadlines.ts'

/** The end of what must be done now; in CHECKING of the check, which begins when the resident's time is over, or at once where there is none to ask. */
function stageEnd({ state, stageFrom, stageDueAt, reporterOrganisationId }: Pick<Case, 'state' | 'stageFrom' | 'stageDueAt' | 'reporterOrganisationId'>, timing: Timing): Temporal.Instant | null {
  if (state !== 'CHECKING') return stageDueAt
  return stageDueAt && endOf(reporterOrganisationId === null ? stageDueAt : stageFrom, timing.rules.check, timing)
}

/** A new stage climbs at the end of its clock, or a step from now where that is past; as long as the clock stays the same, so does this. Null also while pending the calendar. */
export function climbAtOf(before: Case, next: Case, timing: Timing, now: Temporal.Instant): Temporal.Instant | null {
  if (!isOpen(next.state) || next.level === 'city') return null
  const end = stageEnd(next, timing)
  if (end === null) return null
  const isSameClock = (before.state === 'CHECKING') === (next.state === 'CHECKING') && before.stageDueAt !== null && next.stageDueAt?.equals(before.stageDueAt) === true
  if (isSameClock && before.climbAt !== null) return before.climbAt
  return Temporal.Instant.compare(end, now) > 0 ? end : climbAfter(now, next.deadlineClass, timing)
}
