/** Who may see a case and do what with it. What the case itself allows at that moment is in rules/guards.ts. */
import { covers, within, type Actor } from '../../platform/actor.ts'
import { all, anyone, denied, hidden, holds, type Verdict } from '../../platform/policy.ts'
import { isOpen, LEVELS, type Case, type Level } from './rules/case.ts'
import type { Exclusion } from './rules/exclusion.ts'
import { isPublic } from './rules/public.ts'
import type { Verb } from './rules/guards.ts'
import { QUEUE_LISTS, type QueueList } from './rules/queue.ts'

/** A case with its community's path. */
export interface Subject {
  readonly case: Case
  readonly path: string
}

/** A community role sees its own organisation's work only: a complaint about a property company is not the company's to read. */
const GOVERNING: readonly Actor['place']['kind'][] = ['grid', 'office', 'street', 'district', 'city']

/** Reads everything within the place: grid, office, street, district, bureau, auditor. */
const governs = (actor: Actor): Verdict => all(holds(actor, 'requests.read'), (actor.face === 'desk' && GOVERNING.includes(actor.place.kind)) || denied('common/forbidden'))

const readsScope = (actor: Actor, { path }: Subject): boolean => governs(actor) === true && within(actor, path)

const isReporter = (actor: Actor, subject: Subject): boolean => actor.personId === subject.case.reporterPersonId

const ofLead = (actor: Actor, subject: Subject): boolean => actor.face === 'desk' && actor.organisationId === subject.case.leadOrganisationId && within(actor, subject.path)

/** 协办: a unit that was called to help, at this place. */
const ofSupporting = (actor: Actor, { case: of, path }: Subject): boolean =>
  actor.face === 'desk' && actor.organisationId !== null && of.supporting.some(({ organisationId }) => organisationId === actor.organisationId) && within(actor, path)

/** Helps, and therefore sees the case as long as it is open. */
const readsAsSupporting = (actor: Actor, subject: Subject): boolean => isOpen(subject.case.state) && (actor.actions.has('requests.dispatch') || actor.actions.has('requests.sign')) && ofSupporting(actor, subject)

export const readsClosedOfLead = (actor: Actor): boolean => actor.actions.has('requests.dispatch')

/** Whoever hands out work sees all of their organisation; whoever does it, what is open there and what was theirs. */
const readsAsLead = (actor: Actor, subject: Subject): boolean =>
  ofLead(actor, subject) &&
  (readsClosedOfLead(actor) ||
    (actor.actions.has('requests.sign') && (isOpen(subject.case.state) || subject.case.assigneePersonId === actor.personId || subject.case.handlerPersonId === actor.personId)))

/** Internal notes are for those at work on the case or above it. */
export const seesInternal = (actor: Actor, subject: Subject): boolean => readsAsLead(actor, subject) || readsAsSupporting(actor, subject) || readsScope(actor, subject)

/** A neighbour's case is not only closed: whether it exists is no business of who asks. */
export const read = (actor: Actor, subject: Subject): Verdict => isReporter(actor, subject) || seesInternal(actor, subject) || hidden

/** 公开: what a case is about, who answers and until when is everybody's. Of one that is not public, nobody learns whether it exists. */
export const listPublicly = anyone
export const readPublicly = (of: Case, now: Temporal.Instant): Verdict => isPublic(of, now) || hidden

/** The lead's verbs and the action of a role that each needs. */
const LEAD_ACTION = {
  accept: 'requests.accept',
  reject: 'requests.accept',
  dispatch: 'requests.dispatch',
  sign: 'requests.sign',
  feedback: 'requests.feedback',
  resume: 'requests.feedback',
  'ask-extension': 'requests.feedback',
  'ask-suspension': 'requests.feedback',
  ask: 'requests.reply',
} as const satisfies Partial<Record<Verb, string>>

const rankOf = (level: Level): number => LEVELS.indexOf(level)
const rankHeld = ({ place }: Actor): number => (LEVELS as readonly string[]).indexOf(place.kind)

/** The levels whose own cases somebody at this place may check: from the community up to their own. */
export const levelsOverseen = (actor: Actor): readonly Level[] => LEVELS.slice(0, rankHeld(actor) + 1)

/** An office above the lead; or a colleague, where the office itself leads. Never whoever did the work: rules/guards.ts. */
const oversees = (actor: Actor, subject: Subject): Verdict =>
  all(holds(actor, 'requests.check'), (readsScope(actor, subject) && rankHeld(actor) >= rankOf(subject.case.leadLevel)) || denied('common/forbidden'))

/** The level above decides over the lead's head; never the lead itself. */
const assigns = (actor: Actor, subject: Subject): Verdict =>
  all(oversees(actor, subject), holds(actor, 'requests.dispatch'), actor.organisationId !== subject.case.leadOrganisationId || denied('common/forbidden'))

const leads = (actor: Actor, subject: Subject, action: string): Verdict => all(ofLead(actor, subject) || denied('requests/only-the-lead'), holds(actor, action))

/** Who may call other units, to lead or to help: offices and above. A property company gives a case upward only by returning it. */
export const callsUnits = (actor: Actor): Verdict => all(holds(actor, 'requests.dispatch'), (actor.face === 'desk' && rankHeld(actor) >= rankOf('office')) || denied('requests/only-offices-call-units'))

export function act(verb: Verb, actor: Actor, subject: Subject): Verdict {
  const readable = read(actor, subject)
  if (readable !== true) return readable
  switch (verb) {
    case 'check':
    case 'approve':
    case 'decline':
      return oversees(actor, subject)
    case 'assign':
      return assigns(actor, subject)
    case 'ask-void':
    case 'merge':
      return leads(actor, subject, 'requests.dispatch') === true ? true : oversees(actor, subject)
    case 'support-done':
      return all(ofSupporting(actor, subject) || denied('requests/only-the-supporting'), holds(actor, 'requests.feedback'))
    case 'reply':
    case 'note':
      return all(ofLead(actor, subject) || ofSupporting(actor, subject) || denied('requests/only-the-lead'), holds(actor, `requests.${verb}`))
    case 'return':
      // What was given to the unit is given back by its desk, what was given to a person by those who sign.
      return leads(actor, subject, subject.case.assigneePersonId === null ? 'requests.dispatch' : 'requests.sign')
    case 'confirm':
    case 'rate':
      if (!isReporter(actor, subject)) return denied('requests/only-the-reporter')
      // Reported at work, for whatever organisation: its word that all is well is no resident's. Such a case is closed by a check.
      return subject.case.reporterOrganisationId === null || denied('requests/only-a-resident')
    case 'reopen':
    case 'add':
    case 'urge':
    case 'contest':
    case 'escalate':
      return isReporter(actor, subject) || denied('requests/only-the-reporter')
    case 'accept':
    case 'reject':
    case 'dispatch':
    case 'sign':
    case 'feedback':
    case 'resume':
    case 'ask':
    case 'ask-extension':
    case 'ask-suspension':
      return leads(actor, subject, LEAD_ACTION[verb])
  }
}

/** Where a report wants to be made, as the register knows the place. */
export interface Target {
  readonly path: string
  readonly communityId: string
  readonly buildingId: string | null
  readonly unitId: string | null
  readonly homeId: string | null
}

/**
 * Residents report for their own home and the commons of their community (grounds, buildings, stairs); stewards, captains, yard heads, grid
 * workers and desks what they see within their scope, and for somebody's home only on behalf, with consent.
 */
export function report(actor: Actor, target: Target, onBehalf: boolean): Verdict {
  if (!within(actor, target.path) || (actor.communityId !== null && actor.communityId !== target.communityId)) return hidden
  if (target.homeId !== null && !covers(actor, target)) return hidden
  if (onBehalf) return holds(actor, 'requests.report-for-another')
  if (!actor.actions.has('requests.report') && !actor.actions.has('requests.report-for-another')) return denied('common/forbidden')
  return target.homeId === null || actor.homeId !== null || denied('requests/consent-needed')
}

/** Whoever may report at all. */
export const suggest = (actor: Actor): Verdict => actor.actions.has('requests.report') || actor.actions.has('requests.report-for-another') || denied('common/forbidden')

/** Rules of the whole city are edited at the city. */
export const editRules = (actor: Actor): Verdict => all(holds(actor, 'requests.edit-rules'), actor.place.kind === 'city' || denied('common/forbidden'))

export const readCatalogue = (): Verdict => true
export const readOwn = (): Verdict => true

export function readQueue(actor: Actor, list: QueueList): Verdict {
  switch (list) {
    case 'ours':
    case 'mine':
    case 'supporting':
      return (actor.face === 'desk' && actor.organisationId !== null && (actor.actions.has('requests.sign') || actor.actions.has('requests.dispatch'))) || denied('common/forbidden')
    case 'to-check':
    case 'climbed':
    case 'to-approve':
      return all(governs(actor), holds(actor, 'requests.check'))
    case 'stranded':
      return all(governs(actor), holds(actor, 'requests.check'), holds(actor, 'requests.dispatch'))
    case 'scope':
      return governs(actor)
  }
}

/** Whoever has a queue keeps filters for it; of each only those are shown whose list the role has. */
export const keepFilters = (actor: Actor): Verdict => QUEUE_LISTS.some((list) => readQueue(actor, list) === true) || denied('common/forbidden')

/** Another's filter is no business of who asks, shared or not: only its owner changes it. */
export const changeFilter = (actor: Actor, filter: { readonly personId: string }): Verdict => all(keepFilters(actor), filter.personId === actor.personId || hidden)

/** Each case is judged again by itself: `act`. */
export const dispatchInBulk = (actor: Actor): Verdict => all(holds(actor, 'requests.dispatch'), actor.organisationId !== null || denied('common/forbidden'))

const writesToCases = (actor: Actor): boolean => actor.face === 'desk' && ['requests.reply', 'requests.note', 'requests.feedback', 'requests.check'].some((action) => actor.actions.has(action))
export const readTemplates = (actor: Actor): Verdict => writesToCases(actor) || denied('common/forbidden')

/** Dispatchers keep those of their organisation; the bureau, which checks the whole city, the city's. */
export const addTemplate = (actor: Actor): Verdict => all(holds(actor, 'requests.dispatch'), actor.organisationId !== null || denied('common/forbidden'))
export const templatesOf = (actor: Actor): Actor['organisationId'] => (actor.place.kind === 'city' && actor.actions.has('requests.check') ? null : actor.organisationId)
export const changeTemplate = (actor: Actor, template: { readonly organisationId: string | null }): Verdict =>
  all(addTemplate(actor), template.organisationId === null || template.organisationId === actor.organisationId || hidden, template.organisationId === templatesOf(actor) || denied('common/forbidden'))

/** The alarm is for who loads the calendar. Numbers only: what a case is about stays with those who work on it. */
export const readPendingCalendar = (actor: Actor): Verdict => holds(actor, 'calendar.load')

export const readAssignees = (actor: Actor, community: { readonly path: string }): Verdict =>
  all(holds(actor, 'requests.dispatch'), actor.organisationId !== null || denied('common/forbidden'), within(actor, community.path) || hidden)

/** The units that a case of a community can be given to. */
export const readUnits = (actor: Actor, community: { readonly path: string }): Verdict => all(callsUnits(actor), within(actor, community.path) || hidden)

/** 值班: everybody who works there sees the roster, whoever gives out the work writes it. */
export const readDuty = (actor: Actor): Verdict => (actor.face === 'desk' && actor.organisationId !== null && (actor.actions.has('requests.sign') || actor.actions.has('requests.dispatch'))) || denied('common/forbidden')
export const writeDuty = (actor: Actor): Verdict => all(holds(actor, 'requests.dispatch'), actor.organisationId !== null || denied('common/forbidden'))

// 剔除

/** Whoever answers for the case, or an office above it that checks. */
export function askExclusion(actor: Actor, subject: Subject): Verdict {
  const readable = read(actor, subject)
  if (readable !== true) return readable
  if (ofLead(actor, subject)) return holds(actor, 'requests.dispatch')
  return all(holds(actor, 'requests.check'), readsScope(actor, subject) || denied('requests/only-the-lead'))
}

/** Street, district, city: above every unit that is measured. An appeal is decided at a district or the city. */
const DECIDING: readonly Actor['place']['kind'][] = ['street', 'district', 'city']
const DECIDING_APPEALS: readonly Actor['place']['kind'][] = ['district', 'city']

/** Never whoever asked or decided before, nor anybody of the unit that asked or leads. */
export function decideExclusion(actor: Actor, subject: Subject & { readonly exclusion: Exclusion }): Verdict {
  const readable = read(actor, subject)
  if (readable !== true) return readable
  const { exclusion, case: of } = subject
  const deciding = exclusion.appealedAt === null ? DECIDING : DECIDING_APPEALS
  return all(
    holds(actor, 'requests.check'),
    (readsScope(actor, subject) && deciding.includes(actor.place.kind)) || denied('common/forbidden'),
    (actor.personId !== exclusion.askedBy && actor.organisationId !== exclusion.askedOrganisationId && actor.organisationId !== of.leadOrganisationId) || denied('requests/own-request'),
    (actor.personId !== exclusion.decidedBy && actor.organisationId !== exclusion.decidedOrganisationId) || denied('requests/decided-before'),
  )
}

/** The office that asked, or the reporter: whose case and word it is. */
export function appealExclusion(actor: Actor, subject: Subject & { readonly exclusion: Exclusion }): Verdict {
  const readable = read(actor, subject)
  if (readable !== true) return readable
  return isReporter(actor, subject) || (actor.face === 'desk' && actor.organisationId === subject.exclusion.askedOrganisationId) || denied('common/forbidden')
}

export const governsScope = (actor: Actor): boolean => governs(actor) === true
export const readExclusions = (actor: Actor): Verdict => governsScope(actor) || (actor.face === 'desk' && actor.organisationId !== null && actor.actions.has('requests.dispatch')) || denied('common/forbidden')
