/** A case as the asker may see it: people masked, notes left out, and what the asker can do now. */
import type { z } from 'zod'
import type { Actor } from '../../platform/actor.ts'
import type { Read } from '../../platform/database.ts'
import type { Keys } from '../../platform/keys.ts'
import type { WorkCalendar } from '../calendar/public.ts'
import { describePlaces, findOrganisations, findPersons, hydrate, ladderOf, maskName, openName, openPhone, personNames, type Organisation } from '../register/public.ts'
import type { RequestsApi } from './contract.ts'
import * as policy from './policy.ts'
import type { Subject } from './policy.ts'
import type { RequestProblem } from './problems.ts'
import { isOpen, isOverdue, isPending, type Case, type CaseEvent } from './rules/case.ts'
import { marksOf, type Timing } from './rules/deadlines.ts'
import { guard, reopenUntil, VERBS, type Known, type Verb } from './rules/guards.ts'
import { groupOf } from './rules/queue.ts'
import { contestUntil } from './rules/refusing.ts'
import { isStranded } from './serving.ts'
import { findCase } from './stores/cases.ts'
import type { Catalogue, CatalogueCategory, Catalogues } from './stores/catalogue.ts'
import { dutyNow } from './stores/duty.ts'
import { countPhotos, findEvents, findPhotos } from './stores/timeline.ts'

type RequestView = z.input<RequestsApi['GET /api/v1/communities/:communityId/requests/:id']['replies'][200]>
type RequestItem = z.input<RequestsApi['GET /api/v1/requests/mine']['replies'][200]>['items'][number]

export interface Viewer {
  readonly read: Read
  readonly actor: Actor
  readonly now: Temporal.Instant
  readonly keys: Keys
  readonly catalogues: Catalogues
  readonly workCalendar: (read: Read) => Promise<WorkCalendar>
  readonly demo: boolean
}

const text = (at: Temporal.Instant | null): string | null => at?.toString() ?? null

/** Refusals that are the usual case: nobody needs to be told. */
const SILENT: ReadonlySet<string> = new Set<RequestProblem>(['requests/not-in-this-state', 'requests/nothing-asked', 'requests/lead-is-there'])

/** Moving in time with `now`, and the same functions as before every command: what is true here will not be refused, but for another's being faster. */
function abilities(subject: Subject, { rules }: Catalogue, { actor, now }: Viewer, known?: Known) {
  const can: Partial<Record<Verb, true>> = {}
  const cannot: Partial<Record<Verb, { reason: string; values: Record<string, string | number | null> }>> = {}
  for (const verb of VERBS) {
    const may = policy.act(verb, actor, subject)
    if (may !== true) continue
    const refused = guard(verb, subject.case, { by: actor, rules, now }, known)
    if (refused === null) can[verb] = true
    else if (!SILENT.has(refused.refusal)) cannot[verb] = { reason: refused.refusal, values: { ...refused.values } }
  }
  return { can, cannot }
}

/** Who is named how: the asker in clear, people at work in clear, residents masked, and an anonymous reporter not at all. */
function namer(names: ReadonlyMap<string, string>, actor: Actor, of: Case) {
  return (personId: string | null, atWork: boolean): string | null => {
    const name = personId === null ? '' : (names.get(personId) ?? '')
    if (name === '') return null
    if (personId === actor.personId || atWork) return name
    return of.anonymous && personId === of.reporterPersonId ? null : maskName(name)
  }
}

const placeRef = ({ communityId, place }: Case) => ({ placeId: communityId, buildingId: place.buildingId, unitId: place.unitId, homeId: place.homeId })

function clockOf(of: Case, now: Temporal.Instant, timing: Timing) {
  const { amberAt, redAt, working } = marksOf(of, timing)
  return { from: of.stageFrom.toString(), due: text(of.stageDueAt), amberAt: text(amberAt), redAt: text(redAt), working, overdue: isOverdue(of, now), pendingCalendar: isPending(of) }
}

/** What must be shown by a picture can be mended; noise and quarrels can only be solved. */
function askedOf({ deadlineClass, photoOnFeedback }: CatalogueCategory): 'mended' | 'answered' | 'solved' {
  if (deadlineClass === 'QUESTION') return 'answered'
  return photoOnFeedback ? 'mended' : 'solved'
}

const categoryView = (category: CatalogueCategory) => {
  const { code, zh, en, scopeZh, deadlineClass, safety, photoOnFeedback } = category
  return { code, zh, en, scopeZh, deadlineClass, safety, photoOnFeedback, asked: askedOf(category) }
}

export const catalogueView = ({ version, rules, categories }: Catalogue, mostCharacters: number) => ({
  version,
  categories: [...categories.values()].map(categoryView),
  most: { text: mostCharacters, photos: rules.mostPhotos },
})

export function categoryOf(catalogue: Catalogue, code: string): CatalogueCategory {
  const category = catalogue.categories.get(code)
  if (!category) throw new Error(`rule set ${catalogue.version} has no category ${code}`)
  return category
}

export async function viewOf(subject: Subject, viewer: Viewer): Promise<RequestView> {
  const { read, actor, now, keys, catalogues, demo } = viewer
  const of = subject.case
  const catalogue = await catalogues.version(read, of.ruleVersion)
  const internal = policy.seesInternal(actor, subject)
  const events = (await findEvents(read, of.communityId, of.id)).filter(({ visibility }) => visibility === 'resident' || internal)
  const shown = new Set(events.map(({ no }) => no))
  const photos = (await findPhotos(read, of.communityId, of.id)).filter(({ eventNo }) => shown.has(eventNo))
  const organisations = await findOrganisations(read, [
    of.leadOrganisationId,
    ...(of.levelOrganisationId ? [of.levelOrganisationId] : []),
    ...of.supporting.map(({ organisationId }) => organisationId),
    ...events.flatMap(({ by, data }) => [by.organisationId ?? [], data.organisationId ?? [], data.supportingIds ?? []].flat()),
  ])
  const known = { isStranded: policy.act('assign', actor, subject) === true && (await isStranded(read, of, subject.path, now)) }
  const survivor = of.mergedIntoId && (await findCase(read, of.communityId, of.mergedIntoId))
  const names = await personNames(read, keys, [of.reporterPersonId, of.forPersonId, of.assigneePersonId, of.pending?.personId ?? null, ...events.flatMap(({ by, data }) => [by.personId, data.assigneePersonId ?? null])].filter((id) => id !== null))
  const [words] = await describePlaces(read, [placeRef(of)])
  const name = namer(names, actor, of)
  return {
    ...factsOf(of),
    category: categoryView(categoryOf(catalogue, of.category)),
    place: { ...of.place, community: words?.place ?? '', words: words?.part ?? '' },
    ladder: (await ladderOf(read, of.communityId)).map(({ organisationId: _, ...rung }) => ({ ...rung, here: rung.level === of.level })),
    lead: { ...leadView(of, organisations), level: of.leadLevel },
    climbedTo: of.levelOrganisationId === null || of.climbedAt === null ? null : { organisation: organisations.get(of.levelOrganisationId)?.name ?? '', at: of.climbedAt.toString() },
    climbAt: text(of.climbAt),
    binding: of.binding,
    supporting: of.supporting.map(({ organisationId, doneAt }) => ({ id: organisationId, name: organisations.get(organisationId)?.name ?? '', doneAt: text(doneAt) })),
    waitingUntil: of.waitingUntil !== null && Temporal.Instant.compare(now, of.waitingUntil) < 0 ? of.waitingUntil.toString() : null,
    suspended: of.suspendedFrom === null || of.resumeAt === null ? null : { from: of.suspendedFrom.toString(), resumeAt: of.resumeAt.toString() },
    pending: of.pending === null || !internal ? null : { kind: of.pending.kind, who: name(of.pending.personId, true), at: of.pending.at.toString(), until: text(of.pending.until), text: of.pending.text },
    rejection: of.state !== 'REJECTED' || of.rejectedAt === null ? null : { at: of.rejectedAt.toString(), contestUntil: text(contestUntil(of, catalogue.rules)) },
    mergedInto: survivor ? { id: survivor.id, number: survivor.number } : null,
    followers: of.followers,
    dissatisfied: of.dissatisfied,
    callsUnits: policy.callsUnits(actor) === true,
    assignee: of.assigneePersonId === null ? null : { personId: of.assigneePersonId, name: name(of.assigneePersonId, true), title: of.assigneeTitle },
    onDuty: await onDutyNow(of, subject.path, organisations, viewer),
    reporter: {
      name: name(of.reporterPersonId, of.reporterOrganisationId !== null),
      role: of.reporterRole,
      anonymous: of.anonymous,
      self: of.reporterPersonId === actor.personId,
      atWork: of.reporterOrganisationId !== null,
      onBehalf: of.onBehalf,
      forName: of.reporterPersonId === actor.personId ? (names.get(of.forPersonId ?? '') ?? null) : name(of.forPersonId, false),
    },
    photos,
    events: events.map((event) => eventView(event, { name, organisations, actor, photos })),
    clock: clockOf(of, now, { rules: catalogue.rules, calendar: await viewer.workCalendar(read) }),
    reopenUntil: text(reopenUntil(of, catalogue.rules)),
    answer: of.answeredAt === null || of.resolved === null ? null : { at: of.answeredAt.toString(), resolved: of.resolved, satisfaction: of.satisfaction },
    ...abilities(subject, catalogue, viewer, known),
    demo,
  }
}

/** Only while the lead is closed is anybody on duty. */
async function onDutyNow(of: Case, path: string, organisations: ReadonlyMap<string, Organisation>, { read, keys, now }: Viewer): Promise<RequestView['onDuty']> {
  const duty = isOpen(of.state) ? await dutyNow(read, { organisationId: of.leadOrganisationId, path }, now) : null
  if (duty === null) return null
  const [person] = await findPersons(read, [duty.personId])
  const phone = duty.showPhone && person ? openPhone(keys, person) : null
  return { name: person ? openName(keys, person) : null, phone: phone ?? organisations.get(of.leadOrganisationId)?.phone ?? null }
}

/** What a list says of a case, and nothing more: its answer is not checked again. */
const listedOf = (of: Case) => ({
  id: of.id,
  communityId: of.communityId,
  number: of.number,
  deadlineClass: of.deadlineClass,
  text: of.text,
  state: of.state,
  level: of.level,
  reportedAt: of.reportedAt.toString(),
  dueAt: text(of.dueAt),
  closedAt: text(of.closedAt),
  returns: of.returns,
  reworks: of.reworks,
  reopens: of.reopens,
  version: of.version,
})

const factsOf = (of: Case) => ({ ...listedOf(of), acceptedAt: text(of.acceptedAt), contactedAt: text(of.contactedAt), contactDueAt: text(of.contactDueAt), feedbackAt: text(of.feedbackAt) })

function leadView(of: Case, organisations: ReadonlyMap<string, Organisation>) {
  const lead = organisations.get(of.leadOrganisationId)
  if (!lead) throw new Error(`organisation ${of.leadOrganisationId} is not in the register`)
  return { id: lead.id, name: lead.name, phone: lead.phone, kind: lead.kind }
}

interface Telling {
  readonly name: ReturnType<typeof namer>
  readonly organisations: ReadonlyMap<string, Organisation>
  readonly actor: Actor
  readonly photos: readonly { readonly fileId: string; readonly eventNo: number }[]
}

const eventView = ({ no, at, kind, toState, visibility, by, text: said, data }: CaseEvent, { name, organisations, actor, photos }: Telling): RequestView['events'][number] => ({
  no,
  at: at.toString(),
  kind,
  toState,
  visibility,
  who: {
    name: name(by.personId, by.organisationId !== null),
    role: by.role,
    title: by.title,
    organisation: by.organisationId === null ? null : (organisations.get(by.organisationId)?.name ?? null),
    self: by.personId === actor.personId,
  },
  text: said,
  assignee: name(data.assigneePersonId ?? null, true),
  assigneeTitle: data.assigneeTitle ?? null,
  resolved: data.resolved ?? null,
  satisfaction: data.satisfaction ?? null,
  dueAt: data.dueAt ?? null,
  consent: data.consent === true,
  unit: organisations.get(data.organisationId ?? '')?.name ?? null,
  units: (data.supportingIds ?? []).flatMap((id) => organisations.get(id)?.name ?? []),
  level: data.level ?? null,
  why: data.why ?? null,
  until: data.until ?? null,
  final: data.final === true,
  related: data.relatedId === undefined || data.relatedNumber === undefined ? null : { id: data.relatedId, number: data.relatedNumber },
  photoIds: photos.filter(({ eventNo }) => eventNo === no).map(({ fileId }) => fileId),
})

/** A page of cases: one call for what the register says and one for the pictures, however many cases. */
export async function itemsOf(cases: readonly Case[], viewer: Viewer): Promise<RequestItem[]> {
  const { read, actor, now, keys, catalogues } = viewer
  const [calendar, register, photos] = await Promise.all([
    viewer.workCalendar(read),
    hydrate(read, {
      places: cases.map(placeRef),
      organisationIds: cases.map(({ leadOrganisationId }) => leadOrganisationId),
      personIds: cases.flatMap(({ reporterPersonId, assigneePersonId }) => (assigneePersonId === null ? [reporterPersonId] : [reporterPersonId, assigneePersonId])),
    }),
    countPhotos(read, cases),
  ])
  const names = new Map(register.people.map((person) => [person.id as string, openName(keys, person)]))
  return Promise.all(
    cases.map(async (of): Promise<RequestItem> => {
      const { place, part, path } = register.place(placeRef(of))
      const catalogue = await catalogues.version(read, of.ruleVersion)
      const category = categoryOf(catalogue, of.category)
      const { code, zh, en } = category
      const name = namer(names, actor, of)
      return {
        ...listedOf(of),
        category: { code, zh, en, asked: askedOf(category) },
        place: { ...of.place, community: place, words: part },
        lead: register.organisation(of.leadOrganisationId) ?? '',
        assignee: name(of.assigneePersonId, true),
        reporter: name(of.reporterPersonId, of.reporterOrganisationId !== null),
        mine: of.reporterPersonId === actor.personId,
        photos: photos.get(of.id) ?? 0,
        clock: clockOf(of, now, { rules: catalogue.rules, calendar }),
        group: groupOf(of, now),
        resolved: of.resolved,
        can: abilities({ case: of, path }, catalogue, viewer).can,
      }
    }),
  )
}
