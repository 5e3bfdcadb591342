import type { By, CasePlace } from '../../src/domains/requests/rules/case.ts'
import { DEFAULT_RULES } from '../../src/domains/requests/rules/default-rules.ts'
import { submit } from '../../src/domains/requests/rules/submit.ts'
import type { BuildingId, CommunityId, HomeId, PersonId, RequestId, UnitId } from '../../src/platform/ids.ts'
import type { Day } from './calendar.ts'
import { Course, type Habits } from './course.ts'
import type { Duties } from './duties.ts'
import { guanyinXincun, sampleHomes } from './named.ts'
import type { CityPlan } from './plan.ts'
import { Random } from './random.ts'
import { calendar } from './reference.ts'
import { greetings, tails, times } from './request-texts.ts'
import { busyness, drawTimeOfDay_ms, drawTopic, type Topic } from './request-times.ts'
import type { Building, CommunityFacts, HomePlace, RequestFacts, Unit } from './types.ts'

/** For so long what is reported in a visitor's community is theirs, so that whoever logs in has something going on. */
const visitorsOwn_ms = 8 * 86_400_000

/** Reports per home and year: 60,000 in a city of Shaoyang's size. */
const reportsPerHome = 0.41

interface Resident {
  readonly by: By
  readonly building: Building
  readonly unit: Unit
  readonly home: HomePlace
}

/** A report before anyone has answered it. */
interface Report {
  readonly topic: Topic
  readonly reported_ms: number
}

/** What all cases of a community have in common. */
interface Setting {
  readonly city: CityPlan
  readonly facts: CommunityFacts
  readonly duties: Duties
  readonly residents: readonly Resident[]
  readonly habits: Habits
}

/** A year of requests of one community, oldest first. */
export function* requestsOf(city: CityPlan, facts: CommunityFacts, duties: Duties): Generator<RequestFacts> {
  const { plan } = facts
  const residents = residentsOf(facts)
  if (residents.length === 0) return
  const temper = new Random(`${city.seed}/temper/${plan.code}`)
  const liveliness = plan.real ? 1.25 : Math.exp(0.35 * temper.normal() - 0.06)
  const habits = habitsOf(city, plan.companyId)
  for (const day of city.days) {
    const random = new Random(`${city.seed}/requests/${plan.code}/${day.date}`)
    const count = random.poisson((plan.homes * reportsPerHome * liveliness * busyness(day)) / 365)
    const reports = Array.from({ length: count }, () => drawReport(day, facts, random)).toSorted((a, b) => a.reported_ms - b.reported_ms)
    for (const [i, report] of reports.entries()) {
      if (report.reported_ms > city.until_ms) return
      const number = `${plan.shortCode}-${day.date.slice(2).replaceAll('-', '')}-${(i + 1).toString().padStart(2, '0')}`
      yield runCase({ city, facts, duties, residents, habits }, report, number, random)
    }
  }
}

/** Companies differ: a few are often late. */
function habitsOf(city: CityPlan, companyId: string | null): Habits {
  const random = new Random(`${city.seed}/habits/${companyId}`)
  return { lateness: Math.exp(0.5 * random.normal() - 0.125), sloppiness: Math.exp(0.4 * random.normal() - 0.08) }
}

function drawReport(day: Day, facts: CommunityFacts, random: Random): Report {
  for (;;) {
    const topic = drawTopic(day.month, random)
    if (topic.texts.needs === 'company' && facts.plan.companyId === null) continue
    if (topic.texts.needs === 'lift' && !facts.buildings.some((b) => b.elevator)) continue
    return { topic, reported_ms: Math.round(day.start_ms + drawTimeOfDay_ms(topic.texts.hours, random)) }
  }
}

/** Everyone who lives there and is recorded: owners in their own homes, tenants, families. */
function residentsOf(facts: CommunityFacts): Resident[] {
  const lived = new Set(facts.homes.filter((h) => h.occupancy === 'owner').map((h) => h.homeId))
  const living = new Map<string, By[]>()
  const add = (homeId: string, personId: string, role: string): void =>
    void living.set(homeId, [...(living.get(homeId) ?? []), { personId: personId as PersonId, role, title: '', organisationId: null }])
  for (const o of facts.ownerships) if (o.to === null && o.personId !== null && lived.has(o.homeId)) add(o.homeId, o.personId, 'owner')
  for (const r of facts.residences) add(r.homeId, r.personId, r.kind)
  return facts.buildings.flatMap((building) =>
    building.units.flatMap((unit) => unit.homes.flatMap((home) => (living.get(home.id) ?? []).map((by) => ({ by, building, unit, home })))),
  )
}

function runCase({ city, facts, duties, residents, habits }: Setting, { topic, reported_ms }: Report, number: string, random: Random): RequestFacts {
  const { category, texts } = topic
  const visitor = city.until_ms - reported_ms < visitorsOwn_ms ? residents.find((r) => isSampleHome(facts.plan.name, r)) : undefined
  let resident = visitor ?? random.pick(residents)
  for (let tries = 0; texts.needs === 'lift' && !resident.building.elevator && tries < 200; tries++) resident = random.pick(residents)
  const urgent = texts.urgent !== undefined && random.chance(0.2)
  const lead = duties.lead(facts.plan, facts.posts, category)
  const submitted = submit(
    {
      communityId: facts.plan.id as CommunityId,
      id: random.uuid(reported_ms) as RequestId,
      text: compose(random.pick(urgent ? (texts.urgent ?? []) : texts.says), urgent, resident, random),
      place: placeOf(texts.about === 'unit' && random.chance(0.12) ? 'building' : texts.about, resident),
      photos: 0,
      anonymous: random.chance(0.06),
      onBehalf: false,
      forPersonId: null,
    },
    resident.by,
    {
      rules: DEFAULT_RULES,
      calendar,
      category: urgent ? { ...category, deadlineClass: 'URGENT' } : category,
      responsible: lead.responsible,
      now: Temporal.Instant.fromEpochMilliseconds(reported_ms),
    },
  )
  if (!submitted.ok) throw new Error(`a demo report was refused: ${submitted.refusal}`)
  const course = new Course({ city, lead, resident: resident.by, category, habits }, { ...submitted.value.after, number }, submitted.value.events, random)
  course.run(texts.done)
  return course.result()
}

const isSampleHome = (community: string, { building, unit, home }: Resident): boolean =>
  community === guanyinXincun && sampleHomes.some((s) => s.community === community && building.number === s.building && unit.number === s.unit && home.number === s.door)

function placeOf(kind: CasePlace['kind'], { building, unit, home }: Resident): CasePlace {
  return {
    kind,
    buildingId: kind === 'community' ? null : (building.id as BuildingId),
    unitId: kind === 'unit' || kind === 'home' ? (unit.id as UnitId) : null,
    homeId: kind === 'home' ? (home.id as HomeId) : null,
    detail: '',
  }
}

function compose(pattern: string, urgent: boolean, { building, unit, home }: Resident, random: Random): string {
  const sentence = pattern
    .replaceAll('{单元}', building.name + unit.name)
    .replaceAll('{栋}', building.name)
    .replaceAll('{层}', (pattern.includes('我家') ? home : random.pick(unit.homes)).floor.toString())
    .replaceAll('{几}', random.pick(['两', '三', '四', '五', '好几']))
    .replaceAll('{时}', random.pick(times))
  return urgent ? sentence : random.pick(greetings) + sentence + random.pick(tails)
}
