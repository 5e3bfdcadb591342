/** 诉求: the record that the rules decide on. All instants are moments of the injected clock. */
import type { BuildingId, CommunityId, HomeId, OrganisationId, PersonId, RequestId, UnitId } from '../../../platform/id-kinds.ts'
import type { Decision, Refusal } from '../../../platform/problem.ts'
import type { RequestProblem } from '../problems.ts'
import type { Excludable } from './exclusion.ts'

/** SUSPENDED, REJECTED, MERGED and VOIDED are reached by verbs of their own, each with its guards. */
export const STATES = ['REPORTED', 'ACCEPTED', 'DISPATCHED', 'HANDLING', 'SUSPENDED', 'CHECKING', 'CLOSED', 'REJECTED', 'MERGED', 'VOIDED'] as const
export type State = (typeof STATES)[number]
export const CLOSED_STATES: readonly State[] = ['CLOSED', 'REJECTED', 'MERGED', 'VOIDED']
export const isOpen = (state: State): boolean => !CLOSED_STATES.includes(state)

export const DEADLINE_CLASSES = ['URGENT', 'FAST', 'NORMAL', 'COMPLEX', 'QUESTION'] as const
export type DeadlineClass = (typeof DEADLINE_CLASSES)[number]

/** 小区 → 社区 → 街道 → 区 → 市. */
export const LEVELS = ['community', 'office', 'street', 'district', 'city'] as const
export type Level = (typeof LEVELS)[number]

export const SATISFACTIONS = ['good', 'fair', 'bad'] as const
export type Satisfaction = (typeof SATISFACTIONS)[number]

/** The finest part of the community that is known: a home brings its unit and building, a unit its building. */
export interface CasePlace {
  readonly kind: 'community' | 'building' | 'unit' | 'home'
  readonly buildingId: BuildingId | null
  readonly unitId: UnitId | null
  readonly homeId: HomeId | null
  /** '3楼楼梯口', in the reporter's words. */
  readonly detail: string
}

/** 协办: a unit that helps the lead; `doneAt` is its own word that its part is done. */
export interface Support {
  readonly organisationId: OrganisationId
  readonly doneAt: Temporal.Instant | null
}

/** What one person has asked for and another must approve. */
export interface Pending {
  readonly kind: 'extend' | 'suspend' | 'void'
  readonly personId: PersonId
  readonly organisationId: OrganisationId | null
  readonly at: Temporal.Instant
  /** The new deadline, or when work goes on; null for a void. */
  readonly until: Temporal.Instant | null
  readonly text: string
}

export interface Case {
  readonly communityId: CommunityId
  readonly id: RequestId
  /** 'HX-260318-02': community, day, running number of the day. */
  readonly number: string
  readonly ruleVersion: number
  readonly category: string
  readonly deadlineClass: DeadlineClass
  readonly text: string
  readonly place: CasePlace
  readonly reporterPersonId: PersonId
  readonly reporterRole: string
  readonly reporterOrganisationId: OrganisationId | null
  readonly onBehalf: boolean
  readonly forPersonId: PersonId | null
  readonly anonymous: boolean
  /** Answers to the category's form. */
  readonly form: Readonly<Record<string, unknown>>
  readonly state: State
  readonly leadOrganisationId: OrganisationId
  /** The level of the lead's own organisation; of a department, of the office that called it. */
  readonly leadLevel: Level
  /** Who gave it to the lead: a unit's return goes back there. */
  readonly fromOrganisationId: OrganisationId | null
  /** Assigned by the level above: the lead cannot return it. */
  readonly binding: boolean
  readonly supporting: readonly Support[]
  readonly assigneePersonId: PersonId | null
  readonly assigneeTitle: string
  /** Who reported it done last. */
  readonly handlerPersonId: PersonId | null
  /** How far it has climbed. Above the lead's own level the organisation that stands there is told; the lead stays responsible. */
  readonly level: Level
  readonly levelOrganisationId: OrganisationId | null
  readonly climbedAt: Temporal.Instant | null
  /** When it climbs a level unless somebody acts first. Null: closed, at the city's level, or pending the calendar. */
  readonly climbAt: Temporal.Instant | null
  readonly reportedAt: Temporal.Instant
  readonly acceptedAt: Temporal.Instant | null
  /** The first word to the resident. */
  readonly contactedAt: Temporal.Instant | null
  /** The last feedback that nobody has sent back. */
  readonly feedbackAt: Temporal.Instant | null
  readonly closedAt: Temporal.Instant | null
  readonly urgedAt: Temporal.Instant | null
  /** The clock that runs now. Its end is null when closed, or pending the calendar. */
  readonly stageFrom: Temporal.Instant
  readonly stageDueAt: Temporal.Instant | null
  readonly contactDueAt: Temporal.Instant | null
  /** The clock that the case is judged by; begins at acceptance, anew at a reopening. */
  readonly dueFrom: Temporal.Instant | null
  readonly dueAt: Temporal.Instant | null
  readonly returns: number
  readonly reworks: number
  readonly reopens: number
  /** Waiting for the resident's information: the ends of the clocks are moved as if the whole window were used. */
  readonly waitingFrom: Temporal.Instant | null
  readonly waitingUntil: Temporal.Instant | null
  /** How long earlier waits have stopped the clock. */
  readonly waitedMs: number
  readonly suspendedFrom: Temporal.Instant | null
  readonly resumeAt: Temporal.Instant | null
  readonly pending: Pending | null
  readonly rejectedAt: Temporal.Instant | null
  readonly rejectedByPersonId: PersonId | null
  readonly contestedAt: Temporal.Instant | null
  readonly escalatedAt: Temporal.Instant | null
  /** How often the resident has said "not solved". */
  readonly dissatisfied: number
  readonly mergedIntoId: RequestId | null
  readonly followers: number
  /** The resident's own last word; null until given, and never filled in by anybody else. */
  readonly answeredAt: Temporal.Instant | null
  readonly resolved: boolean | null
  readonly satisfaction: Satisfaction | null
  /** The same place had had the same shortly before the report; marked a little later, by a job. */
  readonly repeated: boolean
  /** The figures that a decision took this case out of. */
  readonly excluded: readonly Excludable[]
  /** Counts changes of state: a command names the version it saw. */
  readonly version: number
  /** The number of the last event. */
  readonly events: number
}

export const EVENT_KINDS = [
  'reported', 'accepted', 'dispatched', 'signed', 'returned', 'feedback', 'confirmed', 'failed', 'checked', 'check-failed', 'rated', 'reopened', 'replied', 'noted', 'added', 'urged',
  'rejected', 'contested', 'asked', 'assigned', 'support-called', 'supported', 'extension-asked', 'suspension-asked', 'void-asked', 'declined', 'extended', 'suspended', 'resumed', 'voided',
  'merged', 'merged-in', 'escalated', 'climbed',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** Facts of an event that the timeline's sentence names. Ids and figures only: never a name. */
export interface EventData {
  readonly assigneePersonId?: string
  readonly assigneeTitle?: string
  readonly resolved?: boolean
  readonly satisfaction?: Satisfaction
  readonly dueAt?: string
  /** 代报 with the person's consent. */
  readonly consent?: true
  readonly leadOrganisationId?: string
  /** Its words tell of danger now, whatever its category. */
  readonly urgent?: true
  /** The unit that the sentence names: given to, given back to, climbed to. */
  readonly organisationId?: string
  readonly supportingIds?: readonly string[]
  readonly level?: Level
  readonly why?: ClimbReason
  /** Until when: the resident is asked, may contest, the deadline is moved to, work rests. */
  readonly until?: string
  /** A second rejection. */
  readonly final?: true
  /** The other case of a merge. */
  readonly relatedId?: string
  readonly relatedNumber?: string
}

export const CLIMB_REASONS = ['overdue', 'dissatisfied', 'escalated'] as const
export type ClimbReason = (typeof CLIMB_REASONS)[number]

/** Who acted, as the timeline will say. */
export interface By {
  readonly personId: PersonId
  readonly role: string
  readonly title: string
  readonly organisationId: OrganisationId | null
}

/** A rung of the ladder that somebody stands on. */
export interface Rung {
  readonly level: Level
  readonly organisationId: OrganisationId
}

/** What happens by the clock, without anybody. */
export interface System {
  readonly personId: null
  readonly role: 'system'
  readonly title: ''
  readonly organisationId: null
}
export const SYSTEM: System = { personId: null, role: 'system', title: '', organisationId: null }

export interface CaseEvent {
  readonly no: number
  readonly at: Temporal.Instant
  readonly kind: EventKind
  readonly toState: State
  readonly by: By | System
  readonly visibility: 'resident' | 'internal'
  readonly text: string
  readonly data: EventData
}

/** What a command makes of a case. */
export interface Change {
  readonly after: Case
  readonly events: readonly CaseEvent[]
}

export type Outcome = Decision<Change, RequestProblem>
export type Refused = Refusal<RequestProblem>

/** 时限待日历: the clock that runs now has no end, because its days lie beyond the calendar. Found by nothing else: every open case has a clock. */
export const isPending = ({ state, stageDueAt }: Pick<Case, 'state' | 'stageDueAt'>): boolean => isOpen(state) && stageDueAt === null

/** The clock that runs now has run out. In CHECKING it is the resident's turn, and nobody is late. Pending the calendar, nobody is either. */
export const isOverdue = ({ state, stageDueAt }: Pick<Case, 'state' | 'stageDueAt'>, now: Temporal.Instant): boolean =>
  isOpen(state) && state !== 'CHECKING' && stageDueAt !== null && Temporal.Instant.compare(stageDueAt, now) < 0
