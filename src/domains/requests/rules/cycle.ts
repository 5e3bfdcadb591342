/** The verbs of the cycle: each takes a case to its next state with the events that say so, or refuses with the reason. */
import type { OrganisationId, PersonId } from '../../../platform/ids.ts'
import { decided, refuse } from '../../../platform/problem.ts'
import type { Case, Change, EventData, Outcome, Satisfaction } from './case.ts'
import { climbed } from './climb.ts'
import { after, deadlines } from './deadlines.ts'
import { guard } from './guards.ts'
import { answered } from './pauses.ts'
import { changesSupport, givenBackTo, newlyCalled, refusedSupport, supportedBy, type Unit } from './units.ts'
import { step, thenStep, word, type Moment } from './step.ts'

export type { Moment } from './step.ts'

const instantData = (at: Temporal.Instant | null): EventData => (at === null ? {} : { dueAt: at.toString() })

/** A person of the lead organisation, as the register of appointments knows them. */
export interface Assignee {
  readonly personId: PersonId
  readonly title: string
}

/** 受理: the clock starts. With an assignee the case is dispatched in the same breath. */
export function accept(before: Case, assignee: Assignee | null, moment: Moment): Outcome {
  const refused = guard('accept', before, moment)
  if (refused) return refused
  const { contactBy, finishBy } = deadlines(moment.rules, moment.calendar, before.deadlineClass, moment.now)
  const accepted = step(
    before,
    { state: 'ACCEPTED', acceptedAt: moment.now, stageFrom: moment.now, stageDueAt: finishBy, contactDueAt: contactBy, dueFrom: moment.now, dueAt: finishBy },
    { kind: 'accepted', data: instantData(finishBy) },
    moment,
  )
  if (assignee === null) return decided(accepted)
  return decided(thenStep(accepted, ...givenTo(assignee, '', accepted.after), moment))
}

/** The change and its event: one person answers for it. Units named anew help from now on. */
function givenTo({ personId, title }: Assignee, text: string, before: Case, supportingIds?: readonly OrganisationId[]): [Partial<Case>, Parameters<typeof step>[2]] {
  const supporting = supportingIds === undefined ? before.supporting : supportedBy(before, supportingIds)
  return [{ state: 'DISPATCHED', assigneePersonId: personId, assigneeTitle: title, supporting }, { kind: 'dispatched', text, data: { assigneePersonId: personId, assigneeTitle: title, ...newlyCalled(before, supportingIds) } }]
}

/** 派单、改派: one person answers for it; what another had in hand goes over. The clock runs on. Naming other supporting units changes nobody's hands. */
export function dispatch(before: Case, assignee: Assignee, { text, supportingIds }: { readonly text: string; readonly supportingIds?: readonly OrganisationId[] | undefined }, moment: Moment): Outcome {
  const refused = guard('dispatch', before, moment) ?? (supportingIds && refusedSupport(before.leadOrganisationId, supportingIds))
  if (refused) return refused
  if (before.state === 'ACCEPTED' || before.assigneePersonId !== assignee.personId) return decided(step(before, ...givenTo(assignee, text, before, supportingIds), moment))
  if (supportingIds === undefined || !changesSupport(before, supportingIds)) return refuse('requests/already-assigned')
  return decided(step(before, { supporting: supportedBy(before, supportingIds) }, { kind: 'support-called', text, data: newlyCalled(before, supportingIds) }, moment))
}

/** 签收: whoever signs has it from now on. */
export function sign(before: Case, moment: Moment): Outcome {
  const refused = guard('sign', before, moment)
  if (refused) return refused
  const title = before.assigneePersonId === moment.by.personId ? before.assigneeTitle : moment.by.title
  return decided(step(before, { state: 'HANDLING', assigneePersonId: moment.by.personId, assigneeTitle: title }, { kind: 'signed' }, moment))
}

/** 退回: with a reason, and not for ever; to whoever gave it: a person to their own desk, a unit to the organisation before it. The clock runs on. */
export function giveBack(before: Case, reason: string, from: Unit | null, moment: Moment): Outcome {
  const refused = guard('return', before, moment)
  if (refused) return refused
  const returns = before.returns + 1
  const unit = before.assigneePersonId === null && from !== null ? givenBackTo(before, from) : null
  return decided(
    step(before, { state: 'ACCEPTED', assigneePersonId: null, assigneeTitle: '', returns, ...unit }, { kind: 'returned', text: reason, data: unit === null || from === null ? {} : { organisationId: from.organisationId } }, moment),
  )
}

/** 反馈: what was done. It is the resident's turn. */
export function feedback(before: Case, text: string, evidence: { readonly photos: number; readonly photoNeeded: boolean }, moment: Moment): Outcome {
  const refused = guard('feedback', before, moment)
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
  const refused = guard('confirm', before, moment)
  if (refused) return refused
  const data = answerData(answer)
  if (answer.resolved) return decided(step(before, { ...closing(moment.now), ...answering(answer, moment.now) }, { kind: 'confirmed', text: answer.text, data }, moment))
  const failed = step(before, { ...reworking(before), ...answering(answer, moment.now), dissatisfied: before.dissatisfied + 1 }, { kind: 'failed', text: answer.text, data }, moment)
  return decided(climbedIfDissatisfied(failed, moment))
}

/** 两次不满意: the second "not solved", and each further one, climbs a level in the same breath. */
const climbedIfDissatisfied = (change: Change, moment: Moment): Change =>
  change.after.dissatisfied >= moment.rules.dissatisfiedClimbs && moment.above !== null ? climbed(change, 'dissatisfied', moment.above, moment) : change

/** 核实: where the resident did not answer, another than the handler looks. Handled, but never "confirmed by the resident". */
export function check(before: Case, { passed, text }: { readonly passed: boolean; readonly text: string }, moment: Moment): Outcome {
  const refused = guard('check', before, moment)
  if (refused) return refused
  return decided(step(before, passed ? closing(moment.now) : reworking(before), { kind: passed ? 'checked' : 'check-failed', text }, moment))
}

/** 评价 after closing. It is also an answer to whether it was solved; one that does not reopen. */
export function rate(before: Case, answer: Answer, moment: Moment): Outcome {
  const refused = guard('rate', before, moment)
  if (refused) return refused
  return decided(step(before, answering(answer, moment.now), { kind: 'rated', text: answer.text, data: answerData(answer) }, moment))
}

/** 重开: half the original time, from now. That it was not solved is her last word until the next; who reported at work has no such word. */
export function reopen(before: Case, text: string, moment: Moment): Outcome {
  const refused = guard('reopen', before, moment)
  if (refused) return refused
  const { finishBy } = deadlines(moment.rules, moment.calendar, before.deadlineClass, moment.now, 0.5)
  const isResident = before.reporterOrganisationId === null
  const reopened = step(
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
      ...(isResident ? { ...answering({ resolved: false, satisfaction: null, text }, moment.now), dissatisfied: before.dissatisfied + 1 } : {}),
    },
    { kind: 'reopened', text, data: { ...instantData(finishBy), ...(isResident ? { resolved: false } : {}) } },
    moment,
  )
  return decided(isResident ? climbedIfDissatisfied(reopened, moment) : reopened)
}

/** 答复居民: the first one is the contact that is due. */
export function reply(before: Case, text: string, moment: Moment): Outcome {
  return guard('reply', before, moment) ?? word(before, { contactedAt: before.contactedAt ?? moment.now }, { kind: 'replied', text }, moment)
}

/** 内部备注: staff only. */
export function note(before: Case, text: string, moment: Moment): Outcome {
  return guard('note', before, moment) ?? word(before, {}, { kind: 'noted', text, internal: true }, moment)
}

/** 补充: more from the resident; what was waited for has come. */
export function add(before: Case, text: string, photos: number, moment: Moment): Outcome {
  const refused = guard('add', before, moment)
  if (refused) return refused
  if (photos > moment.rules.mostPhotos) return refuse('requests/too-many-photos', { most: moment.rules.mostPhotos })
  return word(answered(before, moment), {}, { kind: 'added', text }, moment)
}

/** 催办: heard, on the record, and once in a while. */
export function urge(before: Case, text: string, moment: Moment): Outcome {
  return guard('urge', before, moment) ?? word(before, { urgedAt: moment.now }, { kind: 'urged', text }, moment)
}
