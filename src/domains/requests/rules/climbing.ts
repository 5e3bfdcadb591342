/** When a case climbs a level by itself: set here and nowhere else. */
import { isOpen, type Case } from './case.ts'
import { after, deadlines, type RuleSet } from './deadlines.ts'

/** Each level climbed to has half the original time to finish, at least one work day, before the next climb. */
function nextClimb({ deadlineClass }: Pick<Case, 'deadlineClass'>, rules: RuleSet, now: Temporal.Instant): Temporal.Instant | null {
  const half = deadlines(rules, deadlineClass, now, 0.5).finishBy
  return half && later(half, after(now, rules.climbAtLeast))
}

/** The end of what must be done now; in CHECKING of the check, which begins when the resident's time is over, or at once where there is none to ask. */
function stageEnd({ state, stageFrom, stageDueAt, reporterOrganisationId }: Pick<Case, 'state' | 'stageFrom' | 'stageDueAt' | 'reporterOrganisationId'>, rules: RuleSet): Temporal.Instant | null {
  if (state !== 'CHECKING') return stageDueAt
  return stageDueAt && after(reporterOrganisationId === null ? stageDueAt : stageFrom, rules.check)
}

/** A new stage climbs at the end of its clock, or a step from now where that is past; as long as the clock stays the same, so does this. */
export function climbAtOf(before: Case, next: Case, rules: RuleSet, now: Temporal.Instant): Temporal.Instant | null {
  if (!isOpen(next.state) || next.level === 'city') return null
  const end = stageEnd(next, rules)
  if (end === null) return null
  const isSameClock = (before.state === 'CHECKING') === (next.state === 'CHECKING') && before.stageDueAt !== null && next.stageDueAt?.equals(before.stageDueAt) === true
  if (isSameClock && before.climbAt !== null) return before.climbAt
  return Temporal.Instant.compare(end, now) > 0 ? end : nextClimb(next, rules, now)
}

const later = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant => (Temporal.Instant.compare(a, b) > 0 ? a : b)
