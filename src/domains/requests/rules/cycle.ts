/** The verbs of the cycle: each takes a case to its next state with the events that say so, or refuses with the reason. */
import type { PersonId } from '../../../platform/ids.ts'
import { decided, refuse } from '../../../platform/problem.ts'
import type { By, Case, CaseEvent, EventData, EventKind, Outcome, Satisfaction } from './case.ts'
import { climbAtOf } from './climbing.ts'
import { after, deadlines, type Timing } from './deadlines.ts'
import { guard } from './guards.ts'

/** What every decision is given beside the case. */
export interface Moment extends Timing {
  readonly by: By
  readonly now: Temporal.Instant
}

interface Said {
  readonly kind: EventKind
  readonly text?: string
  readonly data?: EventData
  readonly internal?: true
}

/** The next version of a case with its event; the event numbers run on. */
function step(before: Case, change: Partial<Case>, said: Said, moment: Moment): { after: Case; events: CaseEvent[] } {
  const changed: Case = { ...before, ...change, version: before.version + 1, events: before.events + 1 }
  const after: Case = { ...changed, climbAt: climbAtOf(before, changed, moment, moment.now) }
  return { after, events: [eventOf(after, said, moment.by, moment.now)] }
}

/** Words change no state: they do not outdate what another has on the screen. */
function word(before: Case, change: Partial<Case>, said: Said, { by, now }: Moment): Outcome {
  const after: Case = { ...before, ...change, events: before.events + 1 }
  return decided({ after, events: [eventOf(after, said, by, now)] })
}

const eventOf = (after: Case, { kind, text = '', data = {}, internal }: Said, by: By, now: Temporal.Instant): CaseEvent => ({
  no: after.events,
  at: now,
  kind,
  toState: after.state,
  by,
  visibility: internal ? 'internal' : 'resident',
  text,
  data,
})

const instantData = (at: Temporal.Instant | null): EventData => (at === null ? {} : { dueAt: at.toString() })

/** A person of the lead organisation, as the register of appointments knows them. */
export interface Assignee {
  readonly personId: PersonId
  readonly title: string
}

/** 受理: the clock starts. With an assignee the case is dispatched in the same breath. */
export function accept(before: Case, assignee: Assignee | null, moment: Moment): Outcome {
  const refused = guard('accept', before, moment.by.personId, moment.rules, moment.now)
  if (refused) return refused
  const { contactBy, finishBy } = deadlines(moment.rules, moment.calendar, before.deadlineClass, moment.now)
  const accepted = step(
    before,
    { state: 'ACCEPTED', acceptedAt: moment.now, stageFrom: moment.now, stageDueAt: finishBy, contactDueAt: contactBy, dueFrom: moment.now, dueAt: finishBy },
    { kind: 'accepted', data: instantData(finishBy) },
    moment,
  )
  if (assignee === null) return decided(accepted)
  const dispatched = dispatchTo(accepted.after, assignee, '', moment)
  return decided({ after: dispatched.after, events: [...accepted.events, ...dispatched.events] })
}

const dispatchTo = (before: Case, { personId, title }: Assignee, text: string, moment: Moment) =>
  step(before, { state: 'DISPATCHED', assigneePersonId: personId, assigneeTitle: title }, { kind: 'dispatched', text, data: { assigneePersonId: personId, assigneeTitle: title } }, moment)

/** 派单、改派: one person answers for it; what another had in hand goes over. The clock runs on. */
export function dispatch(before: Case, assignee: Assignee, text: string, moment: Moment): Outcome {
  const refused = guard('dispatch', before, moment.by.personId, moment.rules, moment.now)
  if (refused) return refused
  if (before.state !== 'ACCEPTED' && before.assigneePersonId === assignee.personId) return refuse('requests/already-assigned')
  return decided(dispatchTo(before, assignee, text, moment))
}

/** 签收: whoever signs has it from now on. */
export function sign(before: Case, moment: Moment): Outcome {
  const refused = guard('sign', before, moment.by.personId, moment.rules, moment.now)
  if (refused) return refused
  const title = before.assigneePersonId === moment.by.personId ? before.assigneeTitle : moment.by.title
  return decided(step(before, { state: 'HANDLING', assigneePersonId: moment.by.personId, assigneeTitle: title }, { kind: 'signed' }, moment))
}

/** 退回: with a reason, and not for ever. The clock runs on. */
export function giveBack(before: Case, reason: string, moment: Moment): Outcome {
  const refused = guard('return', before, moment.by.personId, moment.rules, moment.now)
  if (refused) return refused
  return decided(step(before, { state: 'ACCEPTED', assigneePersonId: null, assigneeTitle: '', returns: before.returns + 1 }, { kind: 'returned', text: reason }, moment))
}

/** 反馈: what was done. It is the resident's turn. */
export function feedback(before: Case, text: string, evidence: { readonly photos: number; readonly photoNeeded: boolean }, moment: Moment): Outcome {
  const refused = guard('feedback', before, moment.by.personId, moment.rules, moment.now)
  if (refused) return refused
  if (evidence.photos > moment.rules.mostPhotos) return refuse('requests/too-many-photos', { most: moment.rules.mostPhotos })
  if (evidence.photoNeeded && evidence.photos === 0) return refuse('requests/photo-needed')
  const confirmBy = after(moment.now, moment.rules.confirm)
  return decided(
    step(
      before,
      { state: 'CHECKING', feedbackAt: moment.now, contactedAt: before.contactedAt ?? moment.now, handlerPersonId: moment.by.personId, stageFrom: moment.now, stageDueAt: confirmBy },
      { kind: 'feedback', text, data: instantData(confirmBy) },
      moment,
    ),
  )
}

export interface Answer {
  readonly resolved: boolean
  readonly satisfaction: Satisfaction | null
  readonly text: string
}

const closing = (now: Temporal.Instant): Partial<Case> => ({ state: 'CLOSED', closedAt: now, stageFrom: now, stageDueAt: null })
/** Back to work on the clock that it had: time does not stand still because the work was not good. */
const reworking = (before: Case): Partial<Case> => ({ state: 'HANDLING', reworks: before.reworks + 1, feedbackAt: null, stageFrom: before.dueFrom ?? before.stageFrom, stageDueAt: before.dueAt })
const answering = ({ resolved, satisfaction }: Answer, now: Temporal.Instant): Partial<Case> => ({ answeredAt: now, resolved, satisfaction })
const answerData = ({ resolved, satisfaction }: Answer): EventData => ({ resolved, ...(satisfaction === null ? {} : { satisfaction }) })

/** 居民确认: solved closes it, not solved sends it back; either way her word is kept. */
export function confirm(before: Case, answer: Answer, moment: Moment): Outcome {
  const refused = guard('confirm', before, moment.by.personId, moment.rules, moment.now)
  if (refused) return refused
  const next = answer.resolved ? closing(moment.now) : reworking(before)
  return decided(step(before, { ...next, ...answering(answer, moment.now) }, { kind: answer.resolved ? 'confirmed' : 'failed', text: answer.text, data: answerData(answer) }, moment))
}

/** 核实: where the resident did not answer, another than the handler looks. Handled, but never "confirmed by the resident". */
export function check(before: Case, { passed, text }: { readonly passed: boolean; readonly text: string }, moment: Moment): Outcome {
  const refused = guard('check', before, moment.by.personId, moment.rules, moment.now)
  if (refused) return refused
  return decided(step(before, passed ? closing(moment.now) : reworking(before), { kind: passed ? 'checked' : 'check-failed', text }, moment))
}

/** 评价 after closing. It is also an answer to whether it was solved; one that does not reopen. */
export function rate(before: Case, answer: Answer, moment: Moment): Outcome {
  const refused = guard('rate', before, moment.by.personId, moment.rules, moment.now)
  if (refused) return refused
  return decided(step(before, answering(answer, moment.now), { kind: 'rated', text: answer.text, data: answerData(answer) }, moment))
}

/** 重开: half the original time, from now. That it was not solved is her last word until the next; who reported at work has no such word. */
export function reopen(before: Case, text: string, moment: Moment): Outcome {
  const refused = guard('reopen', before, moment.by.personId, moment.rules, moment.now)
  if (refused) return refused
  const { finishBy } = deadlines(moment.rules, moment.calendar, before.deadlineClass, moment.now, 0.5)
  const isResident = before.reporterOrganisationId === null
  return decided(
    step(
      before,
      {
        state: 'HANDLING',
        reopens: before.reopens + 1,
        closedAt: null,
        feedbackAt: null,
        stageFrom: moment.now,
        stageDueAt: finishBy,
        dueFrom: moment.now,
        dueAt: finishBy,
        ...(isResident ? answering({ resolved: false, satisfaction: null, text }, moment.now) : {}),
      },
      { kind: 'reopened', text, data: { ...instantData(finishBy), ...(isResident ? { resolved: false } : {}) } },
      moment,
    ),
  )
}

/** 答复居民: the first one is the contact that is due. */
export function reply(before: Case, text: string, moment: Moment): Outcome {
  return guard('reply', before, moment.by.personId, moment.rules, moment.now) ?? word(before, { contactedAt: before.contactedAt ?? moment.now }, { kind: 'replied', text }, moment)
}

/** 内部备注: staff only. */
export function note(before: Case, text: string, moment: Moment): Outcome {
  return guard('note', before, moment.by.personId, moment.rules, moment.now) ?? word(before, {}, { kind: 'noted', text, internal: true }, moment)
}

/** 补充: more from the resident. */
export function add(before: Case, text: string, photos: number, moment: Moment): Outcome {
  const refused = guard('add', before, moment.by.personId, moment.rules, moment.now)
  if (refused) return refused
  if (photos > moment.rules.mostPhotos) return refuse('requests/too-many-photos', { most: moment.rules.mostPhotos })
  return word(before, {}, { kind: 'added', text }, moment)
}

/** 催办: heard, on the record, and once in a while. */
export function urge(before: Case, text: string, moment: Moment): Outcome {
  return guard('urge', before, moment.by.personId, moment.rules, moment.now) ?? word(before, { urgedAt: moment.now }, { kind: 'urged', text }, moment)
}
