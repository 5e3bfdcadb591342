import { addDays } from '../../src/platform/time.ts'
import { givenName, surname } from './names.ts'
import { guanyinOver60_percent, guanyinXincun, hexingResidentsMore, hexingYijing, sampleHomes } from './named.ts'
import { demoPhone } from './phones.ts'
import { bornOf, type CityPlan } from './plan.ts'
import type { Random } from './random.ts'
import type { Building, CommunityPlan, HomePlace, HomeState, Occupancy, Ownership, Person, Residence } from './types.ts'

/** Makes persons, each with the next phone number of a block. */
export class People {
  readonly made: Person[] = []
  readonly #random: Random
  readonly #year: number
  readonly #born_ms: number
  #phone: number

  constructor(city: CityPlan, phoneBase: number, random: Random) {
    this.#random = random
    this.#year = Number(city.asOf.slice(0, 4))
    this.#born_ms = bornOf(city)
    this.#phone = phoneBase
  }

  /** Someone of an age, with a phone of their own unless another's, or none, is given. */
  add(youngest: number, oldest: number, options: { surname?: string; phone?: string | null } = {}): Person {
    const random = this.#random
    const person: Person = {
      id: random.uuid(this.#born_ms),
      name: (options.surname ?? surname(random)) + givenName(random),
      phone: options.phone === undefined ? demoPhone(this.#phone++) : options.phone,
      birthYear: this.#year - random.int(youngest, oldest),
    }
    this.made.push(person)
    return person
  }
}

/** Who owns and lives in the homes of a community. */
export interface Households {
  readonly homes: HomeState[]
  readonly ownerships: Ownership[]
  readonly residences: Residence[]
}

interface Door {
  readonly building: Building
  readonly home: HomePlace
}

interface Settling {
  readonly city: CityPlan
  readonly community: CommunityPlan
  readonly random: Random
  readonly people: People
  readonly firms: readonly string[]
  /** Owners so far, of whom some buy another home. */
  readonly owners: Person[]
  readonly all: Households
}

/** Sells, lets and fills the homes of a community. Each of `crossOwners`, who have a home elsewhere too, owns one here. */
export function settle(city: CityPlan, community: CommunityPlan, buildings: readonly Building[], people: People, crossOwners: readonly Person[], random: Random): Households {
  const all: Households = { homes: [], ownerships: [], residences: [] }
  const firms = city.organisations.filter((o) => o.kind === 'company').map((o) => o.id)
  const settling: Settling = { city, community, random, people, all, firms, owners: [] }
  const doors = buildings.flatMap((building) => building.units.flatMap((unit) => unit.homes.map((home): Door => ({ building, home }))))
  const seats = seatCrossOwners(community, doors, crossOwners, random)
  doors.forEach((door, i) => settleHome(settling, door, seats.get(i) ?? null))
  if (community.name === hexingYijing) addResidents(all.homes, hexingResidentsMore + 16)
  return all
}

const isAt = (at: { building: number; unit: number; door: string }, { building, home }: Door): boolean =>
  building.number === at.building && home.number === at.door && building.units[at.unit - 1]?.homes.includes(home) === true

/** Anywhere, but the first cross owner of the two sample communities: that is the sample resident. */
function seatCrossOwners(community: CommunityPlan, doors: readonly Door[], crossOwners: readonly Person[], random: Random): Map<number, Person> {
  const seats = new Map<number, Person>()
  const sample = sampleHomes.find((s) => s.community === community.name && s.occupant !== 'tenant')
  const free = random.shuffled(doors.map((_, i) => i))
  crossOwners.forEach((person, k) => {
    const seat = sample && k === 0 ? doors.findIndex((door) => isAt(sample, door)) : free.pop()
    if (seat !== undefined && seat >= 0) seats.set(seat, person)
  })
  return seats
}

function settleHome(settling: Settling, door: Door, crossOwner: Person | null): void {
  const { community, all } = settling
  const occupancy = occupancyOf(settling, door, crossOwner !== null)
  const record = (residents: number): void => void all.homes.push({ homeId: door.home.id, occupancy, residents })
  if (occupancy === 'unsold') {
    own(settling, door, { organisationId: community.developerId, basis: 'developer', from: deliveredOn(door) })
    return record(0)
  }
  const owners = sell(settling, door, crossOwner)
  if (occupancy === 'vacant') return record(0)
  record(occupancy === 'let' ? letHome(settling, door) : moveIn(settling, door, owners))
}

function occupancyOf({ community, random, city }: Settling, door: Door, crossOwned: boolean): Occupancy {
  const sample = sampleHomes.find((s) => s.community === community.name && isAt(s, door))
  if (sample) return sample.occupant === 'owner' ? 'owner' : 'let'
  // All of 和兴怡景 is moved into; 观音新村 is lived in by its owners, most of them old.
  if (community.name === guanyinXincun) return 'owner'
  if (community.name === hexingYijing) return random.chance(0.16) ? 'let' : 'owner'
  if (crossOwned) return 'let'
  const age = Number(city.asOf.slice(0, 4)) - door.building.builtYear
  const unsold = community.developerId === null ? 0 : age < 8 ? 0.07 : age < 14 ? 0.02 : 0
  const vacant = age < 6 ? 0.24 : 0.11
  const rented = community.kind === 'old' ? 0.22 : 0.16
  const kinds = ['unsold', 'vacant', 'let', 'owner'] as const
  return kinds[random.weighted([unsold, vacant, rented, 1 - unsold - vacant - rented])] ?? 'owner'
}

/** Homes are handed over in the summer of the year in which their building is finished. */
const deliveredOn = ({ building }: Door): string => `${building.builtYear}-06-30`

function own({ random, all, city }: Settling, door: Door, facts: Partial<Ownership> & Pick<Ownership, 'from'>): void {
  all.ownerships.push({
    id: random.uuid(bornOf(city)), homeId: door.home.id, personId: null, organisationId: null, numerator: 1, denominator: 1, basis: 'registered', to: null, ...facts,
  })
}

function sell(settling: Settling, door: Door, crossOwner: Person | null): readonly Person[] {
  const { random, people, owners, city, community } = settling
  const years = Number(city.asOf.slice(0, 4)) - door.building.builtYear
  const basis = years < 5 && random.chance(0.5) ? 'purchaser' : 'registered'
  let from: string = addDays(deliveredOn(door), random.int(20, 300))
  if (from >= city.asOf) from = addDays(city.asOf, -1)
  const resold = years > 4 && random.chance(0.25) ? addDays(from, random.int(700, Math.max(800, years * 330))) : city.asOf
  if (resold < city.asOf) {
    if (!crossOwner && random.chance(0.02)) {
      own(settling, door, { organisationId: random.pick(settling.firms), from: resold })
      return []
    }
    if (random.chance(0.15)) own(settling, door, { personId: people.add(35, 80).id, from, to: resold })
    from = resold
  }
  const known = crossOwner ?? (owners.length > 5 && random.chance(0.045) ? random.pick(owners) : null)
  if (known) {
    own(settling, door, { personId: known.id, basis, from })
    return [known]
  }
  const [youngest, oldest] = community.builtYear !== null && community.builtYear < 2000 && random.chance(0.6) ? [55, 84] : [26, 64]
  const first = people.add(youngest, oldest)
  owners.push(first)
  const [a, b, of] = random.pick(sharings)
  own(settling, door, { personId: first.id, numerator: a, denominator: of, basis, from })
  if (b === 0) return [first]
  const second = people.add(youngest, oldest, random.chance(0.15) ? { phone: first.phone } : {})
  own(settling, door, { personId: second.id, numerator: b, denominator: of, basis, from })
  return [first, second]
}

/** Shares of two owners: three homes of four have one owner, spouses mostly hold a half each. */
const sharings: readonly (readonly [number, number, number])[] = [
  ...Array.from({ length: 15 }, () => [1, 0, 1] as const), [1, 1, 2], [1, 1, 2], [1, 1, 2], [1, 1, 2], [1, 2, 3],
]

/** The owners live in it, with a family of whom some are recorded by name; in 观音新村 all are. Returns how many live there. */
function moveIn(settling: Settling, door: Door, owners: readonly Person[]): number {
  const { random, community } = settling
  const head = owners[0]
  if (community.name === guanyinXincun) {
    const more = random.pick([0, 1, 1, 1, 2])
    for (let i = 0; i < more; i++) addFamily(settling, door, head)
    return owners.length + more
  }
  const size = Math.max(owners.length, householdSize(random))
  if (size > owners.length && random.chance(0.065)) addFamily(settling, door, head)
  return size
}

function addFamily({ random, people, all, city }: Settling, door: Door, head: Person | undefined): void {
  const family = head ? { surname: familyName(head), phone: random.chance(0.45) ? head.phone : null } : {}
  const member = people.add(18, 82, family)
  const since = latest(deliveredOn(door), addDays(city.asOf, -random.int(100, 6000)))
  all.residences.push({ id: random.uuid(bornOf(city)), homeId: door.home.id, personId: member.id, kind: 'family', from: since < city.asOf ? since : addDays(city.asOf, -1), to: null })
}

const familyName = (person: Person): string => (person.name.startsWith('欧阳') ? '欧阳' : person.name.slice(0, 1))

function letHome({ random, people, all, city }: Settling, door: Door): number {
  const tenant = people.add(20, 58)
  const from = addDays(city.asOf, -random.int(5, 700))
  all.residences.push({ id: random.uuid(bornOf(city)), homeId: door.home.id, personId: tenant.id, kind: 'tenant', from, to: addDays(city.asOf, random.int(10, 500)) })
  return householdSize(random)
}

/** Persons of a household, 2.8 on average. */
const householdSize = (random: Random): number => 1 + random.weighted([0.13, 0.3, 0.31, 0.16, 0.08, 0.02])

/** Adds residents, home by home, until as many live there as are known to. */
function addResidents(homes: HomeState[], atLeast: number): void {
  let missing = atLeast - homes.reduce((sum, home) => sum + home.residents, 0)
  for (let i = 0; missing > 0; i = (i + 7) % homes.length, missing--) {
    const home = homes[i]
    if (home) homes[i] = { ...home, residents: home.residents + 1 }
  }
}

/** Sets birth years so that of the given residents exactly the known share of 观音新村 is over 60. */
export function withKnownAges(persons: readonly Person[], residents: ReadonlySet<string>, city: CityPlan, random: Random): Person[] {
  const year = Number(city.asOf.slice(0, 4))
  const living = random.shuffled(persons.filter((p) => residents.has(p.id)).map((p) => p.id))
  const old = new Set(living.slice(0, Math.round((living.length * guanyinOver60_percent) / 100)))
  return persons.map((p) => (residents.has(p.id) ? { ...p, birthYear: year - (old.has(p.id) ? random.int(62, 88) : random.int(24, 59)) } : p))
}

const latest = (a: string, b: string): string => (a > b ? a : b)
