/** 升级: 小区 → 社区 → 街道 → 区 → 市. The new level is told and sees the case among its own; the lead stays responsible. */
import { decided, refuse } from '../../../platform/problem.ts'
import { LEVELS, type Case, type Change, type ClimbReason, type Level, type Outcome, type Rung } from './case.ts'
import { climbAfter } from './deadlines.ts'
import { guard } from './guards.ts'
import { step, thenStep, type ClockMoment, type Moment, type Said } from './step.ts'

/** The next level above that somebody stands on; a ladder may have gaps. */
export function rungAbove(ladder: readonly { readonly level: Level; readonly organisationId: Rung['organisationId'] | null }[], level: Level): Rung | null {
  const above = LEVELS.slice(LEVELS.indexOf(level) + 1)
  for (const next of above) {
    const organisationId = ladder.find((rung) => rung.level === next)?.organisationId
    if (organisationId) return { level: next, organisationId }
  }
  return null
}

function climbing(before: Case, why: ClimbReason, { level, organisationId }: Rung, moment: ClockMoment): [Partial<Case>, Said] {
  const { now } = moment
  // While the clock stands still the new level waits as well.
  const still = before.resumeAt ?? before.waitingUntil
  const from = still !== null && Temporal.Instant.compare(still, now) > 0 ? still : now
  const climbAt = level === 'city' ? null : climbAfter(from, before.deadlineClass, moment)
  return [{ level, levelOrganisationId: organisationId, climbedAt: now, climbAt }, { kind: 'climbed', data: { why, level, organisationId } }]
}

/** One level up, in the same command as what made it climb. */
export const climbed = (change: Change, why: ClimbReason, above: Rung, moment: ClockMoment): Change => thenStep(change, ...climbing(change.after, why, above, moment), moment)

/** One level up by the clock: nobody did in time what was due. */
export function climb(before: Case, moment: ClockMoment): Outcome {
  const { above, now } = moment
  if (before.climbAt === null || Temporal.Instant.compare(now, before.climbAt) < 0) return refuse('requests/not-yet', { from: before.climbAt?.toString() ?? null })
  if (above === null) return refuse('requests/at-the-top')
  return decided(step(before, ...climbing(before, 'overdue', above, moment), moment))
}

/** 往上找: the reporter asks for the next level, once at each. */
export function escalate(before: Case, text: string, moment: Moment): Outcome {
  const refused = guard('escalate', before, moment)
  if (refused) return refused
  if (moment.above === null) return refuse('requests/at-the-top')
  return decided(climbed(step(before, { escalatedAt: moment.now }, { kind: 'escalated', text }, moment), 'escalated', moment.above, moment))
}
