/** Waiting for the resident, and suspension: both stop every clock of a case. Its ends are moved at once as if the whole pause were used, and back when it ends early. */
import type { Case, State } from './case.ts'
import { movedEnd, type Duration, type Pause, type Timing } from './deadlines.ts'

type Moving = Timing & { readonly now: Temporal.Instant }

type Ends = Pick<Case, 'stageDueAt' | 'contactDueAt' | 'dueAt' | 'climbAt'>

/** Each clock in its own time: to accept, or to finish. What had run out before stays so: a pause forgives nothing. */
function movedEnds({ state, deadlineClass, stageDueAt, contactDueAt, dueAt, climbAt }: Case, pause: Pause, timing: Timing): Ends {
  const { accept, finish } = timing.rules.classes[deadlineClass]
  const moved = (end: Temporal.Instant | null, duration: Duration) => end && movedEnd(end, duration, pause, timing)
  const stage = state === 'REPORTED' ? accept : finish
  return { stageDueAt: moved(stageDueAt, stage), contactDueAt: moved(contactDueAt, finish), dueAt: moved(dueAt, finish), climbAt: moved(climbAt, stage) }
}

/** The clocks stand still from `now` until `until`. */
export const paused = (before: Case, until: Temporal.Instant, moment: Moving): Case => ({ ...before, ...movedEnds(before, { from: moment.now, to: until }, moment) })

/** The resident has answered, or somebody has acted without waiting: only the time that was really waited counts. */
export function answered(before: Case, moment: Moving): Case {
  const { waitingFrom, waitingUntil } = before
  if (waitingFrom === null || waitingUntil === null) return before
  const ended = earlier(moment.now, waitingUntil)
  const waitedMs = before.waitedMs + ended.epochMilliseconds - waitingFrom.epochMilliseconds
  return { ...before, ...movedEnds(before, { from: waitingUntil, to: ended }, moment), waitingFrom: null, waitingUntil: null, waitedMs }
}

function unsuspended(before: Case, moment: Moving): Case {
  const { resumeAt } = before
  if (resumeAt === null) return before
  return { ...before, ...movedEnds(before, { from: resumeAt, to: earlier(moment.now, resumeAt) }, moment), suspendedFrom: null, resumeAt: null }
}

/** The case on its way to `next`, with its clocks running again. */
export const withoutPauses = (before: Case, next: State, moment: Moving): Case => answered(next === 'SUSPENDED' ? before : unsuspended(before, moment), moment)

const earlier = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant => (Temporal.Instant.compare(a, b) < 0 ? a : b)
