/** What a case allows at a moment, whoever asks (policy.ts says who may ask). The same guards stand before every verb and behind every `can`. */
import type { OrganisationId, PersonId } from '../../../platform/id-kinds.ts'
import { refuse } from '../../../platform/problem.ts'
import { CLOSED_STATES, STATES, type Case, type Refused, type State } from './case.ts'
import { after, type RuleSet } from './deadlines.ts'

export const VERBS = [
  'accept', 'dispatch', 'sign', 'return', 'feedback', 'confirm', 'check', 'rate', 'reopen', 'reply', 'note', 'add', 'urge',
  'reject', 'contest', 'ask', 'assign', 'support-done', 'ask-extension', 'ask-suspension', 'ask-void', 'approve', 'decline', 'resume', 'merge', 'escalate',
] as const
export type Verb = (typeof VERBS)[number]

const OPEN: readonly State[] = STATES.filter((state) => !CLOSED_STATES.includes(state))
/** While work is done or due; in CHECKING the resident is asked, and nobody takes the word from them. */
const AT_WORK: readonly State[] = ['REPORTED', 'ACCEPTED', 'DISPATCHED', 'HANDLING', 'SUSPENDED']
export const MERGEABLE = AT_WORK

/** The cycle: from which states a verb goes. */
export const FROM: Readonly<Record<Verb, readonly State[]>> = {
  accept: ['REPORTED'],
  dispatch: ['ACCEPTED', 'DISPATCHED', 'HANDLING'],
  sign: ['DISPATCHED'],
  return: ['ACCEPTED', 'DISPATCHED'],
  feedback: ['HANDLING'],
  confirm: ['CHECKING'],
  check: ['CHECKING'],
  rate: ['CLOSED'],
  reopen: ['CLOSED'],
  reply: [...OPEN, 'CLOSED', 'REJECTED'],
  note: [...OPEN, 'CLOSED', 'REJECTED'],
  add: OPEN,
  urge: ['REPORTED', 'ACCEPTED', 'DISPATCHED', 'HANDLING'],
  reject: ['REPORTED'],
  contest: ['REJECTED'],
  ask: ['REPORTED', 'HANDLING'],
  assign: AT_WORK,
  'support-done': OPEN,
  'ask-extension': ['HANDLING'],
  'ask-suspension': ['HANDLING'],
  'ask-void': OPEN,
  approve: OPEN,
  decline: OPEN,
  resume: ['SUSPENDED'],
  merge: AT_WORK,
  escalate: AT_WORK,
}

/** Beyond this many events only what changes the state is taken: words without end would make a case that nobody can open. */
export const MOST_EVENTS = 300

export interface Asking {
  readonly by: { readonly personId: PersonId | null; readonly organisationId: OrganisationId | null }
  readonly rules: RuleSet
  readonly now: Temporal.Instant
}

/** What only the register knows. */
export interface Known {
  /** The lead serves the community no more, or has nobody who can hand the case out. */
  readonly isStranded: boolean
}

/** The reason why a verb cannot be done now, with what explains it; null when it can. */
export function guard(verb: Verb, before: Case, asking: Asking, known: Known = { isStranded: false }): Refused | null {
  const { by, rules, now } = asking
  if (!FROM[verb].includes(before.state)) return notInThisState(before)
  switch (verb) {
    case 'accept':
    case 'reject':
      return before.contestedAt !== null && before.rejectedByPersonId === by.personId ? refuse('requests/decided-before') : null
    case 'contest':
      if (before.contestedAt !== null) return refuse('requests/contested-already')
      return before.rejectedAt && lateAfter(after(before.rejectedAt, rules.contest), now)
    case 'ask':
      return refusedAsk(before, asking)
    case 'return':
      return refusedReturn(before, rules)
    case 'assign':
      return known.isStranded || (before.returns >= rules.mostReturns && !before.binding && before.state !== 'REPORTED') ? null : refuse('requests/lead-is-there')
    case 'confirm':
      return worked(before, by.personId) ? refuse('requests/own-work') : null
    case 'check':
      // What was reported at work has no resident to wait for.
      if (before.reporterOrganisationId === null && before.stageDueAt !== null && isBefore(now, before.stageDueAt)) return refuse('requests/resident-still-asked', { until: before.stageDueAt.toString() })
      return worked(before, by.personId) ? refuse('requests/checker-is-handler') : null
    case 'rate':
      if (before.satisfaction !== null) return refuse('requests/already-rated')
      return worked(before, by.personId) ? refuse('requests/own-work') : late(before, rules, now)
    case 'reopen':
      return late(before, rules, now)
    case 'urge': {
      const from = before.urgedAt && after(before.urgedAt, rules.urgeAgain)
      return from && isBefore(now, from) ? refuse('requests/urged-already', { from: from.toString() }) : null
    }
    case 'escalate':
      return refusedEscalation(before, asking)
    case 'support-done':
      return before.supporting.some(({ organisationId, doneAt }) => organisationId === by.organisationId && doneAt === null) ? null : refuse('requests/support-done-already')
    case 'ask-extension':
      if (before.dueAt === null) return refuse('requests/deadline-not-set')
      return refusedRequest(before) ?? lateAfter(before.dueAt, now)
    case 'ask-suspension':
    case 'ask-void':
      return refusedRequest(before)
    case 'approve':
      return refusedDecision(before, by.personId) ?? (before.pending?.until ? lateAfter(before.pending.until, now) : null)
    case 'decline':
      return refusedDecision(before, by.personId)
    case 'dispatch':
    case 'sign':
    case 'feedback':
    case 'resume':
    case 'merge':
      return null
    case 'reply':
    case 'note':
    case 'add':
      return tooManyWords(before)
  }
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0
const notInThisState = ({ state }: Case): Refused => refuse('requests/not-in-this-state', { state })
const tooManyWords = (before: Case): Refused | null => (before.events >= MOST_EVENTS ? refuse('requests/too-many-words', { most: MOST_EVENTS }) : null)
/** The end is included. */
const lateAfter = (until: Temporal.Instant, now: Temporal.Instant): Refused | null => (isBefore(until, now) ? refuse('requests/too-late', { until: until.toString() }) : null)

/** Whoever did the work speaks neither for the resident nor as the one who checks. */
const worked = (before: Case, personId: PersonId | null): boolean => personId !== null && (before.handlerPersonId === personId || before.assigneePersonId === personId)

/** Until when a closed case can be reopened and rated: the end is included. */
export const reopenUntil = (before: Pick<Case, 'closedAt'>, rules: RuleSet): Temporal.Instant | null => before.closedAt && after(before.closedAt, rules.reopen)

function late(before: Case, rules: RuleSet, now: Temporal.Instant): Refused | null {
  const until = reopenUntil(before, rules)
  return until && lateAfter(until, now)
}

/** The resident is asked one thing at a time, and the clock stands still for the rule's time altogether. */
function refusedAsk(before: Case, { rules, now }: Asking): Refused | null {
  const { waitingFrom, waitingUntil, waitedMs } = before
  if (waitingUntil !== null && isBefore(now, waitingUntil)) return refuse('requests/asked-already', { until: waitingUntil.toString() })
  const spent_ms = waitedMs + (waitingFrom && waitingUntil ? waitingUntil.epochMilliseconds - waitingFrom.epochMilliseconds : 0)
  if (after(now, rules.waiting).epochMilliseconds - now.epochMilliseconds <= spent_ms) return refuse('requests/asked-enough')
  return tooManyWords(before)
}

function refusedReturn(before: Case, rules: RuleSet): Refused | null {
  const isOfUnit = before.assigneePersonId === null
  if (isOfUnit && before.fromOrganisationId === null) return notInThisState(before)
  if (isOfUnit && before.binding) return refuse('requests/binding')
  return before.returns >= rules.mostReturns ? refuse('requests/returned-too-often', { most: rules.mostReturns, level: before.level }) : null
}

/** One request at a time. */
const refusedRequest = (before: Case): Refused | null => (before.pending === null ? tooManyWords(before) : refuse('requests/asked-for-already', { kind: before.pending.kind }))

function refusedDecision(before: Case, personId: PersonId | null): Refused | null {
  if (before.pending === null) return refuse('requests/nothing-asked')
  if (before.pending.personId === personId) return refuse('requests/own-request')
  return worked(before, personId) ? refuse('requests/checker-is-handler') : null
}

/** Once at each level: after being sent back there, or urged there and not heard for a while. */
function refusedEscalation(before: Case, { rules, now }: Asking): Refused | null {
  if (before.level === 'city') return refuse('requests/at-the-top')
  const isSince = (at: Temporal.Instant | null): at is Temporal.Instant => at !== null && (before.climbedAt === null || isBefore(before.climbedAt, at))
  if (before.resolved === false && isSince(before.answeredAt)) return null
  const from = isSince(before.urgedAt) ? after(before.urgedAt, rules.urgeAgain) : null
  return from !== null && !isBefore(now, from) ? null : refuse('requests/not-yet', { from: from?.toString() ?? null })
}
