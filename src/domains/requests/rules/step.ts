/** How a decision changes a case: the next version with the events that say so. Pauses end, clocks and what was asked for follow here and nowhere else. */
import { decided } from '../../../platform/problem.ts'
import type { By, Case, CaseEvent, Change, EventData, EventKind, Outcome, Pending, Rung, System } from './case.ts'
import { isOpen } from './case.ts'
import { climbAtOf } from './climb-at.ts'
import type { Timing } from './deadlines.ts'
import { withoutPauses } from './pauses.ts'

/** What every decision is given beside the case. */
export interface ClockMoment extends Timing {
  readonly by: By | System
  readonly now: Temporal.Instant
  /** Who stands a level above the one that the case is at; null at the top, or where nothing can climb. */
  readonly above: Rung | null
}

export interface Moment extends ClockMoment {
  readonly by: By
}

export interface Said {
  readonly kind: EventKind
  readonly text?: string
  readonly data?: EventData
  readonly internal?: true
}

/** The next version of a case with its event; the event numbers run on. */
export function step(before: Case, change: Partial<Case>, said: Said, moment: ClockMoment): Change {
  const { by, now } = moment
  // Being told to another level ends no pause.
  const running = said.kind === 'asked' || said.kind === 'climbed' ? before : withoutPauses(before, change.state ?? before.state, moment)
  const changed: Case = { ...running, ...change, version: before.version + 1, events: before.events + 1 }
  const after: Case = { ...changed, pending: stillAsked(running, changed), climbAt: change.climbAt === undefined ? climbAtOf(running, changed, moment, now) : change.climbAt }
  return { after, events: [eventOf(after, said, by, now)] }
}

/** A second step of the same command. */
export function thenStep({ after, events }: Change, change: Partial<Case>, said: Said, moment: ClockMoment): Change {
  const next = step(after, change, said, moment)
  return { after: next.after, events: [...events, ...next.events] }
}

/** Words change no state: they do not outdate what another has on the screen. */
export function word(before: Case, change: Partial<Case>, said: Said, { by, now }: ClockMoment): Outcome {
  const after: Case = { ...before, ...change, events: before.events + 1 }
  return decided({ after, events: [eventOf(after, said, by, now)] })
}

/** More time for work that has gone to others, or is done, is asked for no more; a void is, as long as the case is open. */
function stillAsked(before: Case, { state, leadOrganisationId, pending }: Case): Pending | null {
  if (pending === null || !isOpen(state)) return null
  return pending.kind === 'void' || (state === 'HANDLING' && leadOrganisationId === before.leadOrganisationId) ? pending : null
}

const eventOf = (after: Case, { kind, text = '', data = {}, internal }: Said, by: By | System, now: Temporal.Instant): CaseEvent => ({
  no: after.events,
  at: now,
  kind,
  toState: after.state,
  by,
  visibility: internal ? 'internal' : 'resident',
  text,
  data,
})

export const untilData = (until: Temporal.Instant | null): EventData => (until === null ? {} : { until: until.toString() })
