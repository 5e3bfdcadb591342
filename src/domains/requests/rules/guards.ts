/** What a case allows at a moment, whoever asks (policy.ts says who may ask). The same guards stand before every verb and behind every `can`. */
import type { PersonId } from '../../../platform/id-kinds.ts'
import { refuse } from '../../../platform/problem.ts'
import type { Case, Refused, State } from './case.ts'
import { after, type RuleSet } from './deadlines.ts'

export const VERBS = ['accept', 'dispatch', 'sign', 'return', 'feedback', 'confirm', 'check', 'rate', 'reopen', 'reply', 'note', 'add', 'urge'] as const
export type Verb = (typeof VERBS)[number]

const OPEN: readonly State[] = ['REPORTED', 'ACCEPTED', 'DISPATCHED', 'HANDLING', 'SUSPENDED', 'CHECKING']

/** The cycle: from which states a verb goes. */
export const FROM: Readonly<Record<Verb, readonly State[]>> = {
  accept: ['REPORTED'],
  dispatch: ['ACCEPTED', 'DISPATCHED', 'HANDLING'],
  sign: ['DISPATCHED'],
  return: ['DISPATCHED'],
  feedback: ['HANDLING'],
  confirm: ['CHECKING'],
  check: ['CHECKING'],
  rate: ['CLOSED'],
  reopen: ['CLOSED'],
  reply: [...OPEN, 'CLOSED', 'REJECTED'],
  note: [...OPEN, 'CLOSED', 'REJECTED'],
  add: OPEN,
  urge: ['REPORTED', 'ACCEPTED', 'DISPATCHED', 'HANDLING'],
}

/** Beyond this many events only what changes the state is taken: words without end would make a case that nobody can open. */
export const MOST_EVENTS = 300

/** The reason why a verb cannot be done now, with what explains it; null when it can. */
export function guard(verb: Verb, before: Case, personId: PersonId, rules: RuleSet, now: Temporal.Instant): Refused | null {
  if (!FROM[verb].includes(before.state)) return refuse('requests/not-in-this-state', { state: before.state })
  switch (verb) {
    case 'return':
      return before.returns >= rules.mostReturns ? refuse('requests/returned-too-often', { most: rules.mostReturns, level: before.level }) : null
    case 'confirm':
      return worked(before, personId) ? refuse('requests/own-work') : null
    case 'check':
      // What was reported at work has no resident to wait for.
      if (before.reporterOrganisationId === null && before.stageDueAt !== null && Temporal.Instant.compare(now, before.stageDueAt) < 0) return refuse('requests/resident-still-asked', { until: before.stageDueAt.toString() })
      return worked(before, personId) ? refuse('requests/checker-is-handler') : null
    case 'rate':
      if (before.satisfaction !== null) return refuse('requests/already-rated')
      return worked(before, personId) ? refuse('requests/own-work') : late(before, rules, now)
    case 'reopen':
      return late(before, rules, now)
    case 'urge': {
      const from = before.urgedAt && after(before.urgedAt, rules.urgeAgain)
      return from && Temporal.Instant.compare(now, from) < 0 ? refuse('requests/urged-already', { from: from.toString() }) : null
    }
    case 'accept':
    case 'dispatch':
    case 'sign':
    case 'feedback':
      return null
    case 'reply':
    case 'note':
    case 'add':
      return before.events >= MOST_EVENTS ? refuse('requests/too-many-words', { most: MOST_EVENTS }) : null
  }
}

/** Whoever did the work speaks neither for the resident nor as the one who checks. */
const worked = (before: Case, personId: PersonId): boolean => before.handlerPersonId === personId || before.assigneePersonId === personId

/** Until when a closed case can be reopened and rated: the end is included. */
export const reopenUntil = (before: Pick<Case, 'closedAt'>, rules: RuleSet): Temporal.Instant | null => before.closedAt && after(before.closedAt, rules.reopen)

function late(before: Case, rules: RuleSet, now: Temporal.Instant): Refused | null {
  const until = reopenUntil(before, rules)
  return until && Temporal.Instant.compare(now, until) > 0 ? refuse('requests/too-late', { until: until.toString() }) : null
}
