/** What the register's endpoints answer: rows read, summed and masked. */
import type { z } from 'zod'
import type { Actor } from '../../platform/actor.ts'
import type { Read } from '../../platform/database.ts'
import type { Keys } from '../../platform/keys.ts'
import { common } from '../../platform/problem.ts'
import type { figures, RegisterContract } from './contract.ts'
import { openName, openPhone } from './public.ts'
import { homeState, isComplete, maskName, maskPhone, readAddress } from './rules.ts'
import * as homes from './stores/homes.ts'
import { findByTokens, findPeople, type SealedPerson } from './stores/people.ts'
import { placesAbove, placesBelow, standingsWithin, type CommunityStanding, type Place } from './stores/places.ts'
import { homesOfPeople, searchHomes, searchPlaces, type Part } from './stores/search.ts'

type ReplyOf<K extends keyof RegisterContract> = z.input<RegisterContract[K]['replies'][200]>
type Figures = z.input<typeof figures>

function figuresOf(standings: readonly CommunityStanding[]): Figures {
  const totals = { communities: 0, committees: 0, companies: 0, branches: 0, buildings: 0, households: 0, completeHouseholds: 0, areaCentiM2: 0, courtyards: 0, courtyardHouseholds: 0 }
  for (const standing of standings) {
    if (standing.courtyard) {
      totals.courtyards += 1
      totals.courtyardHouseholds += standing.homes
      continue
    }
    totals.communities += 1
    totals.committees += standing.committee ? 1 : 0
    totals.companies += standing.company ? 1 : 0
    totals.branches += standing.branch ? 1 : 0
    totals.buildings += standing.buildings
    totals.households += standing.homes
    totals.completeHouseholds += standing.completeHomes
    totals.areaCentiM2 += standing.areaCentiM2
  }
  return totals
}

const named = ({ id, kind, name }: Place) => ({ id, kind, name })

export async function placeView(read: Read, place: Place): Promise<ReplyOf<'GET /api/v1/register/places/:placeId'>> {
  const [above, below, standings] = await Promise.all([placesAbove(read, place.path), placesBelow(read, place.id), standingsWithin(read, place.path)])
  return {
    ...named(place),
    code: place.code,
    above: above.filter(({ id }) => id !== place.id).map(named),
    figures: figuresOf(standings),
    children: below.map((child) => {
      const inside = standings.filter(({ path }) => path.startsWith(child.path))
      return { ...named(child), code: child.code, courtyard: child.kind === 'community' && inside[0]?.courtyard === true, figures: figuresOf(inside) }
    }),
  }
}

type Community = NonNullable<Awaited<ReturnType<typeof homes.findCommunity>>>

export async function communityView(read: Read, community: Community, today: string): Promise<ReplyOf<'GET /api/v1/register/communities/:communityId'>> {
  const [above, standings, seats, buildings, units, homeRows] = await Promise.all([
    placesAbove(read, community.path),
    standingsWithin(read, community.path),
    homes.findSeats(read, community.id, today),
    homes.findBuildings(read, community.id),
    homes.findUnits(read, community.id, null),
    homes.findHomes(read, community.id, today, null),
  ])
  const office = above.find(({ kind }) => kind === 'office')
  const held = (seat: 'company' | 'branch', holder: { name: string; valid_from: string; valid_to: string | null } | null) => ({ seat, name: holder?.name ?? null, since: holder?.valid_from ?? null, until: holder?.valid_to ?? null })
  return {
    id: community.id,
    name: community.name,
    shortCode: community.short_code,
    kind: community.kind as 'commercial',
    courtyard: community.courtyard,
    unmanaged: community.unmanaged,
    address: community.address,
    builtYear: community.built_year,
    residents: community.residents,
    above: above.filter(({ id }) => (id as string) !== community.id).map(named),
    figures: figuresOf(standings),
    seats: [
      held('branch', seats.branch),
      { seat: 'office', name: office?.name ?? null, since: null, until: null },
      { seat: 'committee', name: seats.committee ? String(seats.committee.term) : null, since: seats.committee?.valid_from ?? null, until: seats.committee?.valid_to ?? null },
      held('company', seats.company),
    ],
    buildings: buildings.map((building) => buildingRow(building, units, homeRows)),
  }
}

function buildingRow(building: Awaited<ReturnType<typeof homes.findBuildings>>[number], units: readonly { building_id: string }[], homeRows: readonly homes.HomeRow[]) {
  const own = homeRows.filter(({ buildingId }) => (buildingId as string) === building.id)
  return {
    id: building.id,
    name: building.name,
    floors: building.floors,
    units: units.filter(({ building_id }) => building_id === building.id).length,
    homes: own.length,
    completeHomes: own.filter(isComplete).length,
    areaCentiM2: building.area_centi_m2,
    builtYear: building.built_year,
  }
}

/** @param unitId a steward's: the picture shows that unit alone. */
export async function buildingView(read: Read, communityId: string, buildingId: string, { unitId, today }: { readonly unitId: string | null; readonly today: string }): Promise<ReplyOf<'GET /api/v1/register/communities/:communityId/buildings/:buildingId'>> {
  const [buildings, units, homeRows] = await Promise.all([homes.findBuildings(read, communityId), homes.findUnits(read, communityId, buildingId), homes.findHomes(read, communityId, today, buildingId)])
  const building = buildings.find(({ id }) => id === buildingId)
  if (!building) throw common('common/not-found')
  return {
    ...buildingRow(building, units, homeRows),
    unitList: units.filter(({ id }) => unitId === null || id === unitId).map((unit) => ({
      id: unit.id,
      name: unit.name,
      homes: homeRows.filter(({ unitId }) => (unitId as string) === unit.id).map((home) => ({ id: home.id, name: home.name, floor: home.floor, state: homeState(home) })),
    })),
  }
}

interface Asker {
  readonly personId: string
  /** Whose names they see in clear. */
  readonly sees: { readonly owners: boolean; readonly dwellers: boolean }
}

type Home = NonNullable<Awaited<ReturnType<typeof homes.findHome>>>

export async function homeView(read: Read, keys: Keys, home: Home, asker: Asker, today: string): Promise<ReplyOf<'GET /api/v1/register/communities/:communityId/homes/:homeId'>> {
  const [owners, dwellers] = await Promise.all([homes.findOwners(read, home.community_id, home.id, today), homes.findDwellers(read, home.community_id, home.id, today)])
  const people = new Map((await findPeople(read, [...owners, ...dwellers].flatMap(({ person_id }) => person_id ?? []))).map((person) => [person.id as string, person]))
  const shown = (personId: string | null, inClear: boolean) => {
    const person = personId === null ? undefined : people.get(personId)
    return person ? words(keys, person, inClear) : { name: '', phone: null }
  }
  const facts = { areaCentiM2: home.area_centi_m2, occupancy: home.occupancy as 'owner', ownerReachable: owners.some(({ person_id, organisation }) => organisation !== null || (person_id !== null && people.get(person_id)?.phone != null)) }
  return {
    id: home.id,
    communityId: home.community_id,
    buildingId: home.building_id,
    unitId: home.unit_id,
    words: `${home.community} ${home.building}${home.unit}${home.name}`,
    community: home.community,
    building: home.building,
    unit: home.unit,
    name: home.name,
    floor: home.floor,
    state: homeState(facts),
    areaCentiM2: home.area_centi_m2,
    areaSource: home.area_source as 'register' | null,
    residents: home.residents,
    owners: owners.map((owner) => ({
      ...(owner.organisation === null ? shown(owner.person_id, asker.sees.owners) : { name: owner.organisation, phone: null }),
      organisation: owner.organisation !== null,
      share: [owner.share_numerator, owner.share_denominator],
      basis: owner.basis as 'registered',
      mine: owner.person_id === asker.personId,
      validFrom: owner.valid_from,
      validTo: owner.valid_to,
    })),
    dwellers: dwellers.map((dweller) => ({ ...shown(dweller.person_id, asker.sees.dwellers), kind: dweller.kind as 'tenant', mine: dweller.person_id === asker.personId, validFrom: dweller.valid_from, validTo: dweller.valid_to })),
    masked: !asker.sees.owners,
  }
}

function words(keys: Keys, person: SealedPerson, inClear: boolean): { name: string; phone: string | null } {
  const name = openName(keys, person)
  const phone = openPhone(keys, person)
  return inClear ? { name, phone } : { name: maskName(name), phone: phone === null ? null : maskPhone(phone) }
}

type Hit = ReplyOf<'GET /api/v1/register/search'>['items'][number]

interface Wanted {
  readonly q: string
  readonly limit: number
  /** What is found besides places. */
  readonly homes: boolean
  readonly people: boolean
}

export async function searchHits(read: Read, keys: Keys, actor: Actor, { q, limit, homes: findsHomes, people: findsPeople }: Wanted, today: string): Promise<Hit[]> {
  const address = readAddress(q)
  const communities = await standingsWithin(read, actor.place.path)
  const communityIds = communities.map(({ communityId }) => communityId)
  const places = address.words === '' ? [] : await searchPlaces(read, actor.place.path, address.words, limit)
  const hits: Hit[] = []
  if (address.door !== null || address.building !== null) {
    const among = address.words === '' ? communityIds : places.filter(({ kind }) => kind === 'community').map(({ id }) => id)
    // A bare door number means something within one community; over a whole city it would list half of it.
    if (findsHomes && among.length > 0 && (address.words !== '' || communityIds.length === 1 || address.building !== null)) {
      hits.push(...(await searchHomes(read, among, address, actor, limit)).map((home) => homeHit(home, home.id)))
    }
  } else {
    hits.push(...places.map((place) => ({ kind: 'place' as const, id: place.id, communityId: place.kind === 'community' ? place.id : null, placeKind: place.kind as 'city', title: place.name, detail: '' })))
  }
  if (findsPeople && hits.length < limit) hits.push(...(await personHits(read, keys, q, { communityIds, part: actor }, limit - hits.length, today)))
  return hits.slice(0, limit)
}

const homeHit = (home: { community_id: string; community: string; building: string; unit: string; name: string }, id: string): Hit => ({ kind: 'home', id, communityId: home.community_id, placeKind: null, title: `${home.building}${home.unit}${home.name}`, detail: home.community })

/** The blind index that a search word belongs to: four digits, two characters, or a whole name. */
function tokenFor(keys: Keys, word: string): ((communityId: string) => Buffer) | null {
  if (/^\d{4}$/u.test(word)) return (communityId) => keys.lastFourToken(communityId, word)
  if (/^\p{Script=Han}{2}$/u.test(word)) return (communityId) => keys.bigramToken(communityId, word)
  return /^[\p{Script=Han}·]{3,10}$/u.test(word) ? (communityId) => keys.nameToken(communityId, word) : null
}

/** Of one community, far more than share a name. */
const MOST_NAMESAKES = 500

/** People by whole name, two characters of it, or the last four digits of their number; shown masked, with their home. */
async function personHits(read: Read, keys: Keys, q: string, { communityIds, part }: { readonly communityIds: readonly string[]; readonly part: Part }, limit: number, today: string): Promise<Hit[]> {
  const token = tokenFor(keys, q)
  if (!token) return []
  const found = await findByTokens(
    read,
    communityIds.map((communityId) => ({ communityId, token: token(communityId) })),
    // Within one building, those who live in the others come first by chance.
    part.buildingId === null ? limit : MOST_NAMESAKES,
  )
  const people = new Map((await findPeople(read, found.map(({ personId }) => personId))).map((person) => [person.id as string, person]))
  const theirHomes = await homesOfPeople(read, [...people.keys()], communityIds, part, today)
  return theirHomes.slice(0, limit).flatMap((home) => {
    const person = people.get(home.person_id)
    return person ? [{ kind: 'person' as const, id: home.home_id, communityId: home.community_id, placeKind: null, title: words(keys, person, false).name, detail: `${home.community} ${home.building}${home.unit}${home.name}` }] : []
  })
}
