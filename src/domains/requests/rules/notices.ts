/**
 * Who is told what of a change. What follows from the record is read off it, however it came about; only words leave no other trace than their
 * event. Staff have their queue: told are only what is theirs by name, what is dangerous, and what came up to them.
 */
import type { OrganisationId, PersonId } from '../../../platform/id-kinds.ts'
import type { NoticeKind, Said } from '../../notices/public.ts'
import { LEVELS, type Case, type CaseEvent, type EventKind, type Level } from './case.ts'
import { after as later, type RuleSet } from './deadlines.ts'
import { reopenUntil } from './guards.ts'

/** Of an organisation, or of a level above the case's place: its people who may do `action` there. */
export type Audience = { readonly personId: PersonId } | { readonly organisationId: OrganisationId; readonly action: 'requests.accept' } | { readonly placeKind: Exclude<Level, 'community'>; readonly action: 'requests.check' }

export interface Telling {
  readonly to: Audience
  readonly kind: NoticeKind
  readonly said: Said
}

/** What has come about. `before` is null for a new case. */
export interface Happened {
  readonly before: Case | null
  readonly after: Case
  readonly events: readonly CaseEvent[]
}

type ToReporter = 'accepted' | 'assigned' | 'replied' | 'checked' | 'check-failed'
type ToAssignee = 'work-answered' | 'work-urged' | 'work-reworked' | 'work-reopened'

/** What an event says by itself. Null: nobody needs to be told, or the record tells it. */
const BY_EVENT = {
  reported: null,
  accepted: { reporter: 'accepted' },
  dispatched: { reporter: 'assigned' },
  signed: null,
  returned: null,
  feedback: null,
  confirmed: null,
  failed: { assignee: 'work-reworked' },
  checked: { reporter: 'checked' },
  'check-failed': { reporter: 'check-failed', assignee: 'work-reworked' },
  rated: null,
  reopened: { assignee: 'work-reopened' },
  replied: { reporter: 'replied' },
  noted: null,
  added: { assignee: 'work-answered' },
  urged: { assignee: 'work-urged' },
  rejected: null,
  contested: null,
  asked: null,
  assigned: { reporter: 'assigned' },
  'support-called': null,
  supported: null,
  'extension-asked': null,
  'suspension-asked': null,
  'void-asked': null,
  declined: null,
  extended: null,
  suspended: null,
  resumed: null,
  voided: null,
  merged: null,
  'merged-in': null,
  escalated: null,
  climbed: null,
} as const satisfies Record<EventKind, Says | null>

interface Says {
  readonly reporter?: ToReporter
  readonly assignee?: ToAssignee
}
const saysOf = ({ kind }: CaseEvent): Says => BY_EVENT[kind] ?? {}

const until = (at: Temporal.Instant | null | undefined): Said => (at == null ? {} : { until: at.toString() })

/** @param about what the case is about, as its catalogue calls it. */
export function noticesOf({ before, after, events }: Happened, { about, rules }: { readonly about: { readonly zh: string; readonly en: string }; readonly rules: RuleSet }): readonly Telling[] {
  const happened = { before, after, events }
  const said = { number: after.number, about, organisationId: after.leadOrganisationId }
  return [toReporter(happened, rules), ...toPeopleAtWork(happened), ...toOffices(happened)].flatMap((telling) => (telling === null ? [] : { ...telling, said: { ...said, ...telling.said } }))
}

/** The reporter hears one thing of a change: the one that matters most. */
function toReporter(happened: Happened, rules: RuleSet): Telling | null {
  const found = ofTheRecord(happened, rules) ?? ofEvents(happened, rules)
  return found && { to: { personId: happened.after.reporterPersonId }, ...found }
}

function ofTheRecord({ before, after, events }: Happened, rules: RuleSet): Omit<Telling, 'to'> | null {
  if (before === null) return null
  if (after.state !== before.state) {
    switch (after.state) {
      case 'REJECTED':
        return { kind: 'request-rejected', said: after.contestedAt === null ? until(after.rejectedAt && later(after.rejectedAt, rules.contest)) : {} }
      case 'VOIDED':
        return { kind: 'request-voided', said: {} }
      case 'MERGED':
        return { kind: 'request-merged', said: { into: events.find(({ kind }) => kind === 'merged')?.data.relatedNumber } }
      case 'SUSPENDED':
        return { kind: 'request-suspended', said: until(after.resumeAt) }
      case 'CHECKING':
        return { kind: 'request-feedback', said: until(after.stageDueAt) }
      case 'REPORTED':
      case 'ACCEPTED':
      case 'DISPATCHED':
      case 'HANDLING':
      case 'CLOSED':
        break
    }
  }
  if (before.waitingFrom === null && after.waitingFrom !== null) return { kind: 'request-asked', said: until(after.waitingUntil) }
  if (hasClimbed(before, after)) return { kind: 'request-climbed', said: { level: after.level } }
  if (before.state === 'SUSPENDED' && after.state === 'HANDLING') return { kind: 'request-resumed', said: until(after.dueAt) }
  if (isGranted(before, after) && before.pending?.kind === 'extend') return { kind: 'request-extended', said: until(after.dueAt) }
  return null
}

function ofEvents({ after, events }: Happened, rules: RuleSet): Omit<Telling, 'to'> | null {
  const [first] = events.flatMap((event) => saysOf(event).reporter ?? [])
  if (first === undefined) return null
  switch (first) {
    case 'accepted':
      return { kind: 'request-accepted', said: until(after.dueAt) }
    case 'assigned':
      return { kind: 'request-assigned', said: {} }
    case 'replied':
      return { kind: 'request-replied', said: {} }
    case 'checked':
      return { kind: 'request-checked', said: until(reopenUntil(after, rules)) }
    case 'check-failed':
      return { kind: 'request-check-failed', said: {} }
  }
}

function toPeopleAtWork({ before, after, events }: Happened): readonly Telling[] {
  const { assigneePersonId, dueAt } = after
  const due = until(dueAt)
  const isNew = assigneePersonId !== null && assigneePersonId !== before?.assigneePersonId
  return [
    ...(isNew ? [{ to: { personId: assigneePersonId }, kind: 'work-assigned', said: due } as const] : []),
    ...(assigneePersonId === null ? [] : events.flatMap((event) => saysOf(event).assignee ?? []).map((kind) => ({ to: { personId: assigneePersonId }, kind, said: due }))),
    ...(before?.pending && after.pending === null ? [{ to: { personId: before.pending.personId }, kind: 'work-decided', said: { granted: isGranted(before, after) } } as const] : []),
  ]
}

function toOffices({ before, after }: Happened): readonly Telling[] {
  const to = (organisationId: OrganisationId): Audience => ({ organisationId, action: 'requests.accept' })
  const isUrgent = after.deadlineClass === 'URGENT'
  if (before === null) return isUrgent ? [{ to: to(after.leadOrganisationId), kind: 'danger-arrived', said: until(after.stageDueAt) }] : []
  const above = after.levelOrganisationId ?? after.leadOrganisationId
  const level = { level: after.level }
  const isContested = before.contestedAt === null && after.contestedAt !== null
  const supporting = after.supporting.filter(({ organisationId }) => !before.supporting.some((known) => known.organisationId === organisationId))
  return [
    ...(isContested ? [{ to: to(above), kind: 'work-contested', said: level } as const] : []),
    ...(!isContested && hasClimbed(before, after) ? [{ to: to(above), kind: isUrgent ? 'danger-climbed' : 'work-climbed', said: level } as const] : []),
    ...(before.pending === null && after.pending !== null ? [{ to: approversOf(after), kind: 'work-to-approve', said: until(after.pending.until) } as const] : []),
    ...supporting.map(({ organisationId }): Telling => ({ to: to(organisationId), kind: 'work-supporting', said: {} })),
  ]
}

/** Given to a unit that stands higher is not climbing. */
/** The nearest who may approve what is asked: the office above a company, the colleagues where an office leads. */
const approversOf = ({ leadLevel }: Case): Audience => ({ placeKind: leadLevel === 'community' ? 'office' : leadLevel, action: 'requests.check' })

const hasClimbed = (before: Case, after: Case): boolean => after.levelOrganisationId !== null && LEVELS.indexOf(after.level) > LEVELS.indexOf(before.level)

/** What was asked for has come about. */
function isGranted(before: Case, after: Case): boolean {
  if (before.pending === null || after.pending !== null) return false
  switch (before.pending.kind) {
    case 'extend':
      return after.dueAt !== null && before.dueAt?.equals(after.dueAt) !== true
    case 'suspend':
      return after.state === 'SUSPENDED'
    case 'void':
      return after.state === 'VOIDED'
  }
}
