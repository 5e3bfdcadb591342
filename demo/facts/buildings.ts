import { apportion } from './apportion.ts'
import { guanyinBuildings, guanyinXincun, hexingBuildings, hexingYijing } from './named.ts'
import { bornOf, type CityPlan } from './plan.ts'
import { Random } from './random.ts'
import type { Building, BuildingStyle, CommunityPlan, HomePlace, Unit } from './types.ts'

/** A building before its homes: `floors × units × perFloor` doors at most, of which `homes` are homes. */
interface Frame {
  readonly floors: number
  readonly units: number
  readonly perFloor: number
  readonly homes: number
  readonly style: BuildingStyle
}

const smallestHome_centi_m2 = 6_000
const largestHome_centi_m2 = 14_000

/** Areas of the doors of one landing against the mean. */
const landings: readonly (readonly number[])[] = [
  [1], [1], [1.05, 0.95], [1.12, 0.84, 1.04], [1.16, 0.9, 0.88, 1.06], [1.18, 0.96, 0.82, 0.9, 1.14], [1.2, 0.94, 0.84, 0.84, 0.96, 1.22],
]

/** The buildings of a community with their units and homes. */
export function buildingsOf(city: CityPlan, community: CommunityPlan): Building[] {
  if (community.homes === 0) return []
  const random = new Random(`${city.seed}/buildings/${community.code}`)
  const born_ms = bornOf(city)
  const bare = framesOf(community, random).map((frame, i) => {
    const units = unitsOf(frame, community, random, born_ms)
    const homesArea = units.reduce((sum, unit) => sum + unit.homes.reduce((s, home) => s + home.area_centi_m2, 0), 0)
    return { frame, units, homesArea, id: random.uuid(born_ms), number: i + 1 }
  })
  const common = community.wholeArea_centi_m2 - bare.reduce((sum, b) => sum + b.homesArea, 0)
  const parts = apportion(common, bare.map((b) => b.homesArea * random.between(0.8, 1.25)))
  return bare.map(({ frame, units, homesArea, id, number }, i) => ({
    id,
    number,
    name: `${number}${community.buildingWord}`,
    floors: frame.floors,
    elevator: frame.floors >= 8,
    builtYear: (community.builtYear ?? 0) + (bare.length > 12 && number > bare.length / 2 && !community.real ? 1 : 0),
    wholeArea_centi_m2: homesArea + (parts[i] ?? 0),
    units,
  }))
}

function framesOf(community: CommunityPlan, random: Random): Frame[] {
  if (community.name === hexingYijing) {
    return hexingBuildings.map((b) => ({ ...b, perFloor: Math.ceil(b.homes / b.floors / b.units), style: b.floors > 11 ? 'eighteen' : 'eleven' }))
  }
  const full: Omit<Frame, 'homes'>[] = []
  for (let doors = 0; community.name === guanyinXincun ? full.length < guanyinBuildings : doors < community.homes; ) {
    const style = random.pick(community.styles)
    const frame = community.name === guanyinXincun ? { floors: 5, units: 2, perFloor: 2, style } : { ...drawFrame(style, community.homes - doors, random), style }
    full.push(frame)
    doors += frame.floors * frame.units * frame.perFloor
  }
  const doorsOf = full.map((f) => f.floors * f.units * f.perFloor)
  const homes = apportion(community.homes, doorsOf.map((d) => d * random.between(0.92, 1)), 1, doorsOf)
  return full.map((frame, i) => ({ ...frame, homes: homes[i] ?? 0, floors: Math.ceil((homes[i] ?? 0) / frame.units / frame.perFloor) }))
}

function drawFrame(style: BuildingStyle, left: number, random: Random): { floors: number; units: number; perFloor: number } {
  switch (style) {
    case 'yardhouse':
      return { floors: random.int(3, 5), units: left > 20 ? random.int(1, 3) : 1, perFloor: random.pick([2, 2, 3]) }
    case 'walkup':
      return { floors: random.pick([5, 6, 6, 7, 7]), units: left > 28 ? random.int(2, 4) : random.int(1, 2), perFloor: random.chance(0.9) ? 2 : 3 }
    case 'eleven':
      return { floors: 11, units: left > 88 ? random.int(1, 3) : 1, perFloor: random.pick([2, 2, 4]) }
    case 'eighteen':
      return { floors: random.pick([16, 17, 18, 18, 18]), units: left > 144 ? random.int(1, 2) : 1, perFloor: random.pick([4, 4, 6]) }
    case 'tower':
      return { floors: random.int(26, 33), units: left > 300 ? random.int(1, 2) : 1, perFloor: random.int(4, 6) }
  }
}

/** Doors that are no homes (shops, passages) are on the ground floor, from the last unit on. */
/** What offices still have to complete. */
const shareWithoutArea = 0.018

function unitsOf(frame: Frame, community: CommunityPlan, random: Random, born_ms: number): Unit[] {
  let missing = frame.floors * frame.units * frame.perFloor - frame.homes
  const factors = landings[frame.perFloor] ?? [1]
  const variation = random.between(0.97, 1.03)
  return Array.from({ length: frame.units }, (_, u) => frame.units - u)
    .map((number): Unit => {
      const onGround = Math.max(0, frame.perFloor - missing)
      missing = Math.max(0, missing - frame.perFloor)
      const homes: HomePlace[] = []
      for (let floor = 1; floor <= frame.floors; floor++) {
        const label = community.skipsFour ? withoutFour(floor) : floor
        for (let door = 1; door <= (floor === 1 ? onGround : frame.perFloor); door++) {
          const factor = (factors[door - 1] ?? 1) * variation * (floor === frame.floors ? 1.01 : 1)
          const area = Math.min(largestHome_centi_m2, Math.max(smallestHome_centi_m2, Math.round(community.meanHomeArea_centi_m2 * factor)))
          homes.push({
            id: random.uuid(born_ms), floor: label, number: `${label}${door.toString().padStart(2, '0')}`, area_centi_m2: area,
            isAreaRecorded: community.real || !random.chance(shareWithoutArea),
          })
        }
      }
      return { id: random.uuid(born_ms), number, name: `${number}单元`, homes }
    })
    .toReversed()
}

/** The label of the n-th floor in a house that leaves out 4, 14, 24 and 34. */
function withoutFour(floor: number): number {
  let label = 0
  for (let n = 0; n < floor; n++) do label++
  while (label % 10 === 4)
  return label
}
