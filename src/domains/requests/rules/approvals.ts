/** What one person asks for and another grants: more time, a rest, the end of a case that is none. */
import { decided, refuse } from '../../../platform/problem.ts'
import type { Case, EventKind, Outcome, Pending } from './case.ts'
import { after, type RuleSet } from './deadlines.ts'
import { guard } from './guards.ts'
import { answered, paused } from './pauses.ts'
import { step, untilData, type ClockMoment, type Moment } from './step.ts'

function asked(before: Case, kind: Pending['kind'], said: EventKind, until: Temporal.Instant | null, text: string, moment: Moment): Outcome {
  const { by, now } = moment
  const pending: Pending = { kind, personId: by.personId, organisationId: by.organisationId, at: now, until, text }
  return decided(step(before, { pending }, { kind: said, text, data: untilData(until), internal: true }, moment))
}

/** Null: from now until so long after `from`. */
function refusedMoment(until: Temporal.Instant, from: Temporal.Instant, most: RuleSet['extendAtMost'], now: Temporal.Instant) {
  const last = after(from, most)
  const isWithin = Temporal.Instant.compare(until, from) > 0 && Temporal.Instant.compare(until, now) > 0 && Temporal.Instant.compare(until, last) <= 0
  return isWithin ? null : refuse('requests/outside-the-limit' as const, { from: from.toString(), until: last.toString() })
}

/** 申请延期, before the deadline has passed. */
export function askExtension(before: Case, until: Temporal.Instant, text: string, moment: Moment): Outcome {
  const refused = guard('ask-extension', before, moment) ?? refusedMoment(until, before.dueAt ?? moment.now, moment.rules.extendAtMost, moment.now)
  return refused ?? asked(before, 'extend', 'extension-asked', until, text, moment)
}

/** 申请挂起, until a day that is known. */
export function askSuspension(before: Case, resumeAt: Temporal.Instant, text: string, moment: Moment): Outcome {
  const refused = guard('ask-suspension', before, moment) ?? refusedMoment(resumeAt, moment.now, moment.rules.suspendAtMost, moment.now)
  return refused ?? asked(before, 'suspend', 'suspension-asked', resumeAt, text, moment)
}

/** 申请作废: nothing was there, or it was no request. */
export function askVoid(before: Case, text: string, moment: Moment): Outcome {
  return guard('ask-void', before, moment) ?? asked(before, 'void', 'void-asked', null, text, moment)
}

export function decline(before: Case, text: string, moment: Moment): Outcome {
  return guard('decline', before, moment) ?? decided(step(before, { pending: null }, { kind: 'declined', text, internal: true }, moment))
}

/** By another than who asked and who does the work. What is granted, the resident sees with its reason. */
export function approve(before: Case, text: string, moment: Moment): Outcome {
  const refused = guard('approve', before, moment)
  if (refused) return refused
  const { pending } = before
  if (pending === null) return refuse('requests/nothing-asked')
  const because = text === '' ? pending.text : text
  const { until } = pending
  switch (pending.kind) {
    case 'extend':
      return decided(step(before, { pending: null, stageDueAt: until, dueAt: until }, { kind: 'extended', text: because, data: untilData(until) }, moment))
    case 'suspend':
      return suspend(before, until, because, moment)
    case 'void':
      return decided(step(before, { pending: null, state: 'VOIDED', stageFrom: moment.now, stageDueAt: null, dueAt: dueOnlyIfPast(before, moment.now) }, { kind: 'voided', text: because }, moment))
  }
}

/** The clock stands still, as if until the last day; `resume` gives back what was not used. */
function suspend(before: Case, until: Temporal.Instant | null, text: string, moment: Moment): Outcome {
  const { now } = moment
  if (until === null) throw new Error('a suspension without an end')
  const { stageDueAt, contactDueAt, dueAt, climbAt } = paused(answered(before, moment), until, moment)
  return decided(step(before, { pending: null, state: 'SUSPENDED', suspendedFrom: now, resumeAt: until, stageDueAt, contactDueAt, dueAt, climbAt }, { kind: 'suspended', text, data: untilData(until) }, moment))
}

/** 恢复: by hand, or by the clock at its day. */
export function resume(before: Case, moment: ClockMoment): Outcome {
  return guard('resume', before, moment) ?? decided(step(before, { state: 'HANDLING' }, { kind: 'resumed' }, moment))
}

/** A deadline that was missed stays a fact; one that is still to come judges nobody any more. */
export const dueOnlyIfPast = ({ dueAt }: Case, now: Temporal.Instant): Temporal.Instant | null => (dueAt !== null && Temporal.Instant.compare(dueAt, now) < 0 ? dueAt : null)
