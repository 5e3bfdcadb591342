/** Before the work: 不受理 with its reason and the resident's objection, and asking back. */
import { decided } from '../../../platform/problem.ts'
import type { Case, Outcome } from './case.ts'
import { after, deadlines } from './deadlines.ts'
import { guard } from './guards.ts'
import { paused } from './pauses.ts'
import { step, untilData, type Moment } from './step.ts'

/** Until when a rejection can be contested, the end included; null when it is none, or final. */
export const contestUntil = ({ state, rejectedAt, contestedAt }: Pick<Case, 'state' | 'rejectedAt' | 'contestedAt'>, rules: Moment['rules']): Temporal.Instant | null =>
  state === 'REJECTED' && rejectedAt !== null && contestedAt === null ? after(rejectedAt, rules.contest) : null

/** 不受理: with the reason, and until when it can be contested. The second one, by another, is final. */
export function reject(before: Case, reason: string, moment: Moment): Outcome {
  const refused = guard('reject', before, moment)
  if (refused) return refused
  const isFinal = before.contestedAt !== null
  return decided(
    step(
      before,
      { state: 'REJECTED', rejectedAt: moment.now, rejectedByPersonId: moment.by.personId, contactedAt: before.contactedAt ?? moment.now, stageFrom: moment.now, stageDueAt: null },
      { kind: 'rejected', text: reason, data: isFinal ? { final: true } : untilData(after(moment.now, moment.rules.contest)) },
      moment,
    ),
  )
}

/** 异议: once; the next level decides anew, on a new clock. At the top the same office does, by another person. */
export function contest(before: Case, text: string, moment: Moment): Outcome {
  const refused = guard('contest', before, moment)
  if (refused) return refused
  const next = moment.above ?? { level: before.level, organisationId: before.levelOrganisationId ?? before.leadOrganisationId }
  const { level, organisationId } = next
  return decided(
    step(
      before,
      {
        state: 'REPORTED',
        contestedAt: moment.now,
        leadOrganisationId: organisationId,
        leadLevel: level,
        level,
        levelOrganisationId: null,
        climbedAt: moment.now,
        fromOrganisationId: null,
        stageFrom: moment.now,
        stageDueAt: deadlines(moment.rules, moment.calendar, before.deadlineClass, moment.now).acceptBy,
      },
      { kind: 'contested', text, data: { organisationId, level } },
      moment,
    ),
  )
}

/** How long the resident may still be waited for, in milliseconds: the clock stands still for the rule's time altogether. */
const waitLeftMs = ({ waitedMs }: Pick<Case, 'waitedMs'>, { waiting }: Moment['rules'], now: Temporal.Instant): number => after(now, waiting).epochMilliseconds - now.epochMilliseconds - waitedMs

/** 请补充: nothing can be done without an answer. The clock stands still until it comes, or the time for it is over. */
export function ask(before: Case, question: string, moment: Moment): Outcome {
  const refused = guard('ask', before, moment)
  if (refused) return refused
  const { now } = moment
  const until = now.add({ milliseconds: waitLeftMs(before, moment.rules, now) })
  const { stageDueAt, contactDueAt, dueAt, climbAt } = paused(before, until, moment)
  return decided(
    step(before, { stageDueAt, contactDueAt, dueAt, climbAt, waitingFrom: now, waitingUntil: until, contactedAt: before.contactedAt ?? now }, { kind: 'asked', text: question, data: untilData(until) }, moment),
  )
}
