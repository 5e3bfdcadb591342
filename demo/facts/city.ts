import { buildingsOf } from './buildings.ts'
import { Duties } from './duties.ts'
import { guanyinXincun, hexingYijing } from './named.ts'
import { People, settle, withKnownAges } from './people.ts'
import { type CityPlan, planCity } from './plan.ts'
import { Random } from './random.ts'
import { requestsOf } from './requests.ts'
import { cityStaff, communityStaff } from './staff.ts'
import type { CityOptions, CommunityFacts, CommunityPlan, Person, Post, RequestFacts } from './types.ts'

/**
 * The demo city: pure and deterministic. `demoCity(options)` gives its shape and those who belong to no single community;
 * `community(i)` then makes any community by itself, in any order and in any process, so that nothing needs the whole city in memory.
 */
export interface DemoCity {
  readonly plan: CityPlan
  /** Officers and staff of the public bodies, and people with homes in two communities. */
  readonly persons: readonly Person[]
  readonly posts: readonly Post[]
  community(ordinal: number): CommunityFacts
  /** A year of requests of a community, oldest first. */
  requests(facts: CommunityFacts): Iterable<RequestFacts>
}

export function demoCity(options: CityOptions): DemoCity {
  const plan = planCity(options)
  const random = new Random(`${plan.seed}/city-people`)
  const people = new People(plan, plan.organisations.length, random)
  const posts = cityStaff(plan, people, random)
  const duties = new Duties(plan, posts)
  const crossOwners = crossOwnersOf(plan, people, random)
  return {
    plan,
    persons: people.made,
    posts,
    community(ordinal) {
      const community = plan.communities[ordinal]
      if (!community) throw new RangeError(`no community ${ordinal}`)
      return communityFacts(plan, community, crossOwners.get(ordinal) ?? [])
    },
    requests: (facts) => requestsOf(plan, facts, duties),
  }
}

function communityFacts(city: CityPlan, plan: CommunityPlan, crossOwners: readonly Person[]): CommunityFacts {
  const random = new Random(`${city.seed}/people/${plan.code}`)
  const people = new People(city, plan.phoneBase, random)
  const buildings = buildingsOf(city, plan)
  const households = settle(city, plan, buildings, people, crossOwners, random)
  const neighbours = plan.name === guanyinXincun ? withKnownAges(people.made, new Set(people.made.map((p) => p.id)), city, random) : people.made
  const posts = communityStaff(city, plan, buildings, households.ownerships, people, random)
  const staff = people.made.slice(neighbours.length)
  return { plan, buildings, persons: [...neighbours, ...staff], posts, ...households }
}

/** About four people per thousand homes have a home in each of two communities. The first is the sample resident. */
function crossOwnersOf(city: CityPlan, people: People, random: Random): Map<number, Person[]> {
  const byCommunity = new Map<number, Person[]>()
  const seat = (ordinal: number, person: Person): void => void byCommunity.set(ordinal, [...(byCommunity.get(ordinal) ?? []), person])
  const sample = people.add(66, 66)
  for (const name of [guanyinXincun, hexingYijing]) seat(city.communities.find((c) => c.name === name)?.ordinal ?? 0, sample)
  const invented = city.communities.filter((c) => !c.real && c.homes > 0)
  const doors = invented.flatMap((c, i) => Array.from({ length: Math.ceil(c.homes / 20) }, () => i))
  for (let n = Math.floor(doors.length / 12); n > 0 && invented.length > 1; n--) {
    const first = random.pick(doors)
    let second = random.pick(doors)
    while (second === first) second = random.int(0, invented.length - 1)
    const person = people.add(32, 66)
    for (const i of [first, second]) seat(invented[i]?.ordinal ?? 0, person)
  }
  return byCommunity
}
