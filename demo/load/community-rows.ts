import { monthsUntil } from '../../src/domains/overview/public.ts'
import { isOpen } from '../../src/domains/requests/rules/case.ts'
import { columnOf, contributions, type DayFigures, FIGURES, sumByDay } from '../../src/domains/requests/rules/figures.ts'
import type { Keys } from '../../src/platform/keys.ts'
import { civilDate, isBefore, startOfDay } from '../../src/platform/time.ts'
import type { DemoCity } from '../facts/city.ts'
import type { CityPlan } from '../facts/plan.ts'
import { Random } from '../facts/random.ts'
import type { CommunityFacts, Person, RequestFacts } from '../facts/types.ts'
import { addAppointment, addPerson, appointmentRows, personRows, type Stamp } from './city-rows.ts'
import { Rows } from './copy.ts'

interface MonthEnd {
  /** Its first day. */
  readonly month: string
  /** When it had ended. */
  readonly at: Temporal.Instant
  open: number
  overdue: number
}

const MONTHS_SHOWN = 13

/** The months that had ended by the moment shown, of a year. */
const monthEndsBefore = ({ asOf, until_ms }: Pick<CityPlan, 'asOf' | 'until_ms'>): MonthEnd[] =>
  monthsUntil(asOf, MONTHS_SHOWN)
    .map((month): MonthEnd => ({ month: `${month}-01`, at: startOfDay(Temporal.PlainYearMonth.from(month).add({ months: 1 }).toPlainDate({ day: 1 }).toString()), open: 0, overdue: 0 }))
    .filter(({ at }) => at.epochMilliseconds <= until_ms)

/** As it stood at that moment: its state by the events until then, its deadline the one that it is judged by. */
function countAt(end: MonthEnd, { case: { reportedAt, dueAt }, events }: RequestFacts): void {
  if (isBefore(end.at, reportedAt)) return
  const state = events.findLast(({ at }) => !isBefore(end.at, at))?.toState
  if (state === undefined || !isOpen(state)) return
  end.open += 1
  if (state !== 'CHECKING' && dueAt !== null && isBefore(dueAt, end.at)) end.overdue += 1
}

/** The tables of communities, filled for several of them and then copied, in the order in which they refer to each other. */
export class CommunityRows {
  readonly #city: DemoCity
  readonly #keys: Keys
  readonly #stamp: Stamp
  readonly #cityPersons: ReadonlyMap<string, Person>
  readonly #persons = personRows()
  readonly #communities = new Rows('register.community', ['community_id', 'kind', 'courtyard', 'unmanaged', 'short_code', 'built_year', 'residents'])
  readonly #buildings = new Rows('register.building', ['community_id', 'id', 'name', 'sort', 'floors', 'built_year', 'area_centi_m2'])
  readonly #units = new Rows('register.unit', ['community_id', 'id', 'building_id', 'name', 'sort'])
  readonly #homes = new Rows('register.home', ['community_id', 'id', 'building_id', 'unit_id', 'floor', 'name', 'sort', 'area_centi_m2', 'area_source', 'occupancy', 'residents'])
  readonly #ownerships = new Rows('register.ownership', [
    'community_id', 'id', 'home_id', 'person_id', 'organisation_id', 'share_numerator', 'share_denominator', 'basis', 'valid_from', 'valid_to', 'recorded_at', 'command_id',
  ])
  readonly #residences = new Rows('register.residence', ['community_id', 'id', 'home_id', 'person_id', 'kind', 'valid_from', 'valid_to', 'recorded_at', 'command_id'])
  readonly #contracts = new Rows('register.service_contract', ['community_id', 'id', 'organisation_id', 'valid_from', 'valid_to', 'recorded_at', 'command_id'])
  readonly #committees = new Rows('register.committee', ['community_id', 'id', 'term', 'valid_from', 'valid_to', 'recorded_at', 'command_id'])
  readonly #branches = new Rows('register.branch', ['community_id', 'id', 'name', 'kind', 'valid_from', 'recorded_at', 'command_id'])
  readonly #tokens = new Rows('register.person_token', ['community_id', 'token', 'person_id'])
  readonly #appointments = appointmentRows()
  readonly #requests = new Rows('requests.request', [
    'community_id', 'id', 'number', 'rule_version', 'category', 'deadline_class', 'text', 'place_kind', 'building_id', 'unit_id', 'home_id', 'place_detail',
    'reporter_person_id', 'reporter_role', 'reporter_organisation_id', 'on_behalf', 'for_person_id', 'anonymous', 'state', 'lead_organisation_id', 'assignee_person_id',
    'assignee_title', 'handler_person_id', 'level', 'reported_at', 'accepted_at', 'contacted_at', 'feedback_at', 'closed_at', 'urged_at', 'stage_from', 'stage_due_at',
    'contact_due_at', 'due_from', 'due_at', 'returns', 'reworks', 'reopens', 'answered_at', 'resolved', 'satisfaction', 'version', 'events',
    'lead_level', 'from_organisation_id', 'binding', 'supporting', 'level_organisation_id', 'climbed_at', 'climb_at', 'waiting_from', 'waiting_until', 'waited_ms',
    'suspended_from', 'resume_at', 'pending', 'rejected_at', 'rejected_by_person_id', 'contested_at', 'escalated_at', 'dissatisfied', 'merged_into_id', 'followers',
  ])
  readonly #events = new Rows('requests.event', [
    'community_id', 'request_id', 'no', 'at', 'kind', 'to_state', 'actor_person_id', 'actor_role', 'actor_title', 'organisation_id', 'visibility', 'text', 'data',
  ])
  readonly #dayNumbers = new Rows('requests.day_number', ['community_id', 'day', 'last'])
  readonly #monthEnds = new Rows('overview.month_end', ['community_id', 'month', 'name', 'value'])
  readonly #daily = new Rows('requests.daily', ['community_id', 'day', ...FIGURES.map(columnOf)])

  /** In the order of foreign keys. */
  readonly all: readonly Rows[] = [
    this.#persons, this.#communities, this.#buildings, this.#units, this.#homes, this.#ownerships, this.#residences, this.#contracts, this.#committees,
    this.#branches, this.#tokens, this.#appointments, this.#requests, this.#events, this.#dayNumbers, this.#daily, this.#monthEnds,
  ]

  constructor(city: DemoCity, keys: Keys, stamp: Stamp) {
    this.#city = city
    this.#keys = keys
    this.#stamp = stamp
    this.#cityPersons = new Map(city.persons.map((p) => [p.id, p]))
  }

  add(facts: CommunityFacts): void {
    for (const person of facts.persons) addPerson(this.#persons, person, this.#keys, this.#stamp)
    this.#addPlaces(facts)
    this.#addRelations(facts)
    this.#addServing(facts)
    this.#addTokens(facts)
    for (const post of facts.posts) addAppointment(this.#appointments, post, this.#stamp)
    this.#addRequests(facts)
  }

  #addPlaces({ plan, buildings, homes }: CommunityFacts): void {
    const residents = homes.reduce((sum, home) => sum + home.residents, 0)
    this.#communities.add(plan.id, plan.kind, plan.courtyard, plan.management === 'unmanaged', plan.shortCode, plan.builtYear, homes.length === 0 ? null : residents)
    const states = new Map(homes.map((home) => [home.homeId, home]))
    for (const b of buildings) {
      this.#buildings.add(plan.id, b.id, b.name, b.number, b.floors, b.builtYear, b.wholeArea_centi_m2)
      for (const u of b.units) {
        this.#units.add(plan.id, u.id, b.id, u.name, u.number)
        for (const h of u.homes) {
          const state = states.get(h.id)
          if (!state) throw new Error(`home ${h.number} has no state`)
          const source = state.occupancy === 'unsold' ? 'survey' : 'register'
          this.#homes.add(plan.id, h.id, b.id, u.id, h.floor, h.number, Number(h.number), h.isAreaRecorded ? h.area_centi_m2 : null, h.isAreaRecorded ? source : null, state.occupancy, state.residents)
        }
      }
    }
  }

  #addRelations({ plan, ownerships, residences }: CommunityFacts): void {
    const { recordedAt, commandId } = this.#stamp
    for (const o of ownerships) {
      this.#ownerships.add(plan.id, o.id, o.homeId, o.personId, o.organisationId, o.numerator, o.denominator, o.basis, o.from, o.to, recordedAt, commandId)
    }
    for (const r of residences) this.#residences.add(plan.id, r.id, r.homeId, r.personId, r.kind, r.from, r.to, recordedAt, commandId)
  }

  #addServing({ plan }: CommunityFacts): void {
    const { recordedAt, commandId } = this.#stamp
    const ids = new Random(`${this.#city.plan.seed}/serving/${plan.code}`)
    const newId = (): string => ids.uuid(recordedAt.epochMilliseconds)
    if (plan.companyId !== null && plan.contractFrom !== null) this.#contracts.add(plan.id, newId(), plan.companyId, plan.contractFrom, plan.contractTo, recordedAt, commandId)
    if (plan.committeeFrom !== null) this.#committees.add(plan.id, newId(), plan.committeeTerm, plan.committeeFrom, plan.committeeTo, recordedAt, commandId)
    if (plan.branch !== null) this.#branches.add(plan.id, newId(), plan.branch.name, plan.branch.kind, plan.branch.since, recordedAt, commandId)
  }

  /** Owners and residents are found by name and the end of their number. */
  #addTokens({ plan, persons, ownerships, residences }: CommunityFacts): void {
    const local = new Map(persons.map((p) => [p.id, p]))
    const ids = new Set([...ownerships, ...residences].map((relation) => relation.personId))
    for (const id of ids) {
      const person = id === null ? undefined : (local.get(id) ?? this.#cityPersons.get(id))
      if (!person) continue
      for (const token of this.#keys.personTokens(plan.id, person.name, person.phone)) this.#tokens.add(plan.id, token, person.id)
    }
  }

  #addRequests(facts: CommunityFacts): void {
    const days: DayFigures[] = []
    const last = new Map<string, number>()
    const ends = monthEndsBefore(this.#city.plan)
    for (const request of this.#city.requests(facts)) {
      this.#addRequest(request)
      for (const end of ends) countAt(end, request)
      days.push(...contributions(request.case))
      const day = civilDate(request.case.reportedAt)
      last.set(day, (last.get(day) ?? 0) + 1)
    }
    for (const { month, open, overdue } of ends) {
      this.#monthEnds.add(facts.plan.id, month, 'requests.open', open)
      this.#monthEnds.add(facts.plan.id, month, 'requests.overdue', overdue)
    }
    for (const [day, number] of last) this.#dayNumbers.add(facts.plan.id, day, number)
    for (const figures of sumByDay(days)) this.#daily.add(facts.plan.id, figures.day, ...FIGURES.map((figure) => figures[figure] ?? 0))
  }

  #addRequest({ case: c, events }: RequestFacts): void {
    this.#requests.add(
      c.communityId, c.id, c.number, c.ruleVersion, c.category, c.deadlineClass, c.text, c.place.kind, c.place.buildingId, c.place.unitId, c.place.homeId, c.place.detail,
      c.reporterPersonId, c.reporterRole, c.reporterOrganisationId, c.onBehalf, c.forPersonId, c.anonymous, c.state, c.leadOrganisationId, c.assigneePersonId,
      c.assigneeTitle, c.handlerPersonId, c.level, c.reportedAt, c.acceptedAt, c.contactedAt, c.feedbackAt, c.closedAt, c.urgedAt, c.stageFrom, c.stageDueAt,
      c.contactDueAt, c.dueFrom, c.dueAt, c.returns, c.reworks, c.reopens, c.answeredAt, c.resolved, c.satisfaction, c.version, c.events,
      c.leadLevel, c.fromOrganisationId, c.binding, JSON.stringify(c.supporting), c.levelOrganisationId, c.climbedAt, c.climbAt, c.waitingFrom, c.waitingUntil, c.waitedMs,
      c.suspendedFrom, c.resumeAt, c.pending && JSON.stringify(c.pending), c.rejectedAt, c.rejectedByPersonId, c.contestedAt, c.escalatedAt, c.dissatisfied, c.mergedIntoId, c.followers,
    )
    for (const e of events) {
      this.#events.add(c.communityId, c.id, e.no, e.at, e.kind, e.toState, e.by.personId, e.by.role, e.by.title, e.by.organisationId, e.visibility, e.text, { ...e.data })
    }
  }
}
