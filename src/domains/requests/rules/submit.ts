/** 信息收集、案卷建立: a report becomes a case that somebody answers for, at once. */
import type { CommunityId, OrganisationId, PersonId, RequestId } from '../../../platform/ids.ts'
import { decided, refuse, type Decision } from '../../../platform/problem.ts'
import type { RequestProblem } from '../problems.ts'
import type { By, Case, CaseEvent, CasePlace, DeadlineClass, Level } from './case.ts'
import { deadlines, type Timing } from './deadlines.ts'

export interface Category {
  readonly code: string
  readonly deadlineClass: DeadlineClass
  readonly responsibleKind: 'property_company' | 'community_office' | 'street' | 'department'
  readonly safety: boolean
  readonly photoOnFeedback: boolean
}

/** Who serves and governs the community on this day. */
export interface Responsible {
  readonly companyId: OrganisationId | null
  readonly officeId: OrganisationId | null
  readonly streetId: OrganisationId | null
}

/**
 * 权责清单: property company under contract → community office → street. What needs a department goes to the community office first, which
 * takes it in and calls the department (吹哨), so that the resident has one door. Without a property company the office answers for its part.
 */
export function route({ companyId, officeId, streetId }: Responsible, category: Pick<Category, 'responsibleKind'>): Decision<{ leadOrganisationId: OrganisationId; level: Level }, RequestProblem> {
  if (category.responsibleKind === 'property_company' && companyId !== null) return decided({ leadOrganisationId: companyId, level: 'community' })
  if (category.responsibleKind !== 'street' && officeId !== null) return decided({ leadOrganisationId: officeId, level: 'office' })
  if (streetId !== null) return decided({ leadOrganisationId: streetId, level: 'street' })
  if (officeId !== null) return decided({ leadOrganisationId: officeId, level: 'office' })
  return refuse('requests/nobody-responsible')
}

export interface Report {
  readonly communityId: CommunityId
  readonly id: RequestId
  readonly text: string
  readonly place: CasePlace
  readonly photos: number
  /** What the words say, see suggest.ts: urgent is urgent whatever the category. */
  readonly urgent?: boolean
  readonly anonymous: boolean
  readonly onBehalf: boolean
  readonly forPersonId: PersonId | null
}

/** The number is the database's to give: it comes with the insert. */
export type NewCase = Omit<Case, 'number'>

/** What others say of a case later. */
const UNJUDGED = { answeredAt: null, resolved: null, satisfaction: null, repeated: false, excluded: [] } as const

export function submit(report: Report, by: By, { rules, calendar, category, responsible, now }: Timing & { readonly category: Category; readonly responsible: Responsible; readonly now: Temporal.Instant }): Decision<{ readonly after: NewCase; readonly events: readonly CaseEvent[] }, RequestProblem> {
  if (report.photos > rules.mostPhotos) return refuse('requests/too-many-photos', { most: rules.mostPhotos })
  const routed = route(responsible, category)
  if (!routed.ok) return routed
  const deadlineClass = report.urgent ? 'URGENT' : category.deadlineClass
  const { acceptBy } = deadlines(rules, calendar, deadlineClass, now)
  const after: NewCase = {
    communityId: report.communityId,
    id: report.id,
    ruleVersion: rules.version,
    category: category.code,
    deadlineClass,
    text: report.text,
    place: report.place,
    reporterPersonId: by.personId,
    reporterRole: by.role,
    reporterOrganisationId: by.organisationId,
    onBehalf: report.onBehalf,
    forPersonId: report.forPersonId,
    anonymous: report.anonymous,
    form: {},
    state: 'REPORTED',
    ...routed.value,
    leadLevel: routed.value.level,
    fromOrganisationId: null,
    binding: false,
    supporting: [],
    levelOrganisationId: null,
    climbedAt: null,
    climbAt: routed.value.level === 'city' ? null : acceptBy,
    assigneePersonId: null,
    assigneeTitle: '',
    handlerPersonId: null,
    reportedAt: now,
    acceptedAt: null,
    contactedAt: null,
    feedbackAt: null,
    closedAt: null,
    urgedAt: null,
    stageFrom: now,
    stageDueAt: acceptBy,
    contactDueAt: null,
    dueFrom: null,
    dueAt: null,
    returns: 0,
    reworks: 0,
    reopens: 0,
    waitingFrom: null,
    waitingUntil: null,
    waitedMs: 0,
    suspendedFrom: null,
    resumeAt: null,
    pending: null,
    rejectedAt: null,
    rejectedByPersonId: null,
    contestedAt: null,
    escalatedAt: null,
    dissatisfied: 0,
    mergedIntoId: null,
    followers: 0,
    ...UNJUDGED,
    version: 1,
    events: 1,
  }
  const data = { leadOrganisationId: routed.value.leadOrganisationId, ...(report.onBehalf ? { consent: true as const } : {}), ...(report.urgent ? { urgent: true as const } : {}) }
  return decided({ after, events: [{ no: 1, at: now, kind: 'reported', toState: 'REPORTED', by, visibility: 'resident', text: '', data }] })
}
