/**
 * The ward map's geometry: streets in bands, wards in rows, one scale for the whole picture. Avenues, lanes, walls and names are paid for by
 * the frame, so that every ward has exactly `scale` px² a household. Pure: the page, a print sheet and a test get the same rectangles.
 *
 * A street's height falls as its width grows, so does a band's and a quarter's: each level is the root of a falling, convex function of the
 * level below, and the city's scale is what makes the whole as high as its frame.
 */
import { AVENUE_px, type Plan, type River } from '../plan.ts'
import { rootOfFalling, type Falling } from './root.ts'

/** What lies between wards, in px of the picture. */
export interface Measures {
  /** Left of each wall, for the street's name. */
  readonly lane: number
  /** Inside each wall. */
  readonly wall: number
  /** Between two wards. */
  readonly gap: number
  /** Between a street and the next one's lane. */
  readonly street: number
  readonly band: number
  /** Above a quarter, for its name and sums. */
  readonly head: number
  /** Rivers and avenues are as wide as the plan says, times this. */
  readonly river: number
}

export const wideMeasures: Measures = { lane: 26, wall: 4, gap: 3, street: 4, band: 13, head: 32, river: 1 }

export interface Frame {
  readonly width: number
  readonly height: number
  readonly measures: Measures
}

/** Wards of each street, by its code, in their rows, in the order in which they stand there. */
export type Rows = ReadonlyMap<string, readonly (readonly string[])[]>

export interface Rectangle {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A river or avenue: its length and breadth, not its course. */
export interface Strip extends Omit<Rectangle, 'id'> {
  readonly river: River | null
  readonly direction: 'east' | 'south'
}

export interface Picture {
  /** px² a household. */
  readonly scale: number
  readonly width: number
  readonly height: number
  readonly quarters: readonly Rectangle[]
  /** The walls; the lane lies to the left of each. */
  readonly streets: readonly Rectangle[]
  readonly wards: readonly Rectangle[]
  readonly strips: readonly Strip[]
}

interface Street {
  readonly id: string
  readonly rows: readonly { readonly wards: readonly string[]; readonly households: number; readonly gaps: number }[]
  /** What of its height and width no ward gets. */
  readonly fixedHeight: number
  readonly fixedWidth: number
  /** Inside the wall: the gaps of its longest row. */
  readonly leastWidth: number
  /** Inside the wall; kept as the start of the next search. */
  width: number
}

interface Band {
  readonly streets: readonly Street[]
  readonly leastWidth: number
  readonly leastHeight: number
  height: number
}

interface Quarter {
  readonly id: string
  readonly bands: readonly Band[]
  readonly leastWidth: number
  readonly leastHeight: number
  width: number
}

interface Tier {
  readonly quarters: readonly Quarter[]
  readonly river: River | null
  readonly leastHeight: number
  height: number
}

const sum = <T>(list: readonly T[], of: (one: T) => number): number => list.reduce((total, one) => total + of(one), 0)
const greatest = <T>(list: readonly T[], of: (one: T) => number): number => list.reduce((most, one) => Math.max(most, of(one)), 0)

/** Rounds of the scale: each closes the gap by an order of magnitude or more. */
const SCALE_ROUNDS = 40
const EXACT = 1e-9

/**
 * @param households by ward; a ward without any has no area and no place in the picture
 * @returns null where even empty streets would not fit the frame, or nobody lives
 */
export function solve(plan: Plan, rows: Rows, households: ReadonlyMap<string, number>, frame: Frame): Picture | null {
  const tiers = tiersOf(plan, rows, households, frame)
  const all = sum(tiers.flatMap(({ quarters }) => quarters.flatMap(({ bands }) => bands.flatMap(({ streets }) => streets.flatMap(({ rows }) => rows)))), ({ households }) => households)
  const between = (tiers.length - 1) * breadth(plan.river, frame)
  const least = between + sum(tiers, ({ leastHeight }) => leastHeight)
  const fits = tiers.every((tier) => widthForQuarters(tier, frame) > sum(tier.quarters, ({ leastWidth }) => leastWidth))
  if (all === 0 || least >= frame.height || !fits) return null
  let scale = (frame.width * (frame.height - least)) / all / 2
  for (let round = 0; round < SCALE_ROUNDS; round++) {
    for (const tier of tiers) tier.height = heightOfTier(tier, scale, frame)
    const height = between + sum(tiers, (tier) => tier.height)
    if (Math.abs(height - frame.height) <= EXACT * frame.height) break
    // Wards' share of the height is all but proportional to the scale.
    scale *= (frame.height - least) / (height - least)
  }
  return draw(tiers, plan.river, households, scale, frame)
}

const breadth = (river: River | null, { measures }: Frame): number => (river?.width_px ?? AVENUE_px) * measures.river

function tiersOf(plan: Plan, rows: Rows, households: ReadonlyMap<string, number>, { measures }: Frame): Tier[] {
  const streetOf = (id: string): Street[] => {
    const inhabited = (rows.get(id) ?? []).map((wards) => wards.filter((ward) => (households.get(ward) ?? 0) > 0)).filter((wards) => wards.length > 0)
    if (inhabited.length === 0) return []
    return [
      {
        id,
        rows: inhabited.map((wards) => ({ wards, households: sum(wards, (ward) => households.get(ward) ?? 0), gaps: (wards.length - 1) * measures.gap })),
        fixedHeight: 2 * measures.wall + (inhabited.length - 1) * measures.gap,
        fixedWidth: measures.lane + 2 * measures.wall,
        leastWidth: (greatest(inhabited, ({ length }) => length) - 1) * measures.gap,
        width: 0,
      },
    ]
  }
  const bandOf = (ids: readonly string[]): Band[] => {
    const streets = ids.flatMap(streetOf)
    if (streets.length === 0) return []
    const fixedWidth = sum(streets, (street) => street.fixedWidth) + (streets.length - 1) * measures.street
    return [{ streets, leastWidth: fixedWidth + sum(streets, ({ leastWidth }) => leastWidth), leastHeight: greatest(streets, ({ fixedHeight }) => fixedHeight), height: 0 }]
  }
  const drawn = plan.tiers.map(({ quarters, river }): Tier => {
    const inhabited = quarters.map(({ code, bands }) => ({ id: code, bands: bands.flatMap(bandOf) })).filter(({ bands }) => bands.length > 0)
    const sized = inhabited.map((quarter): Quarter => ({
      ...quarter,
      leastWidth: greatest(quarter.bands, ({ leastWidth }) => leastWidth),
      leastHeight: measures.head + sum(quarter.bands, ({ leastHeight }) => leastHeight) + (quarter.bands.length - 1) * measures.band,
      width: 0,
    }))
    return { quarters: sized, river, leastHeight: greatest(sized, ({ leastHeight }) => leastHeight), height: 0 }
  })
  return drawn.filter(({ quarters }) => quarters.length > 0)
}

const widthForQuarters = ({ quarters, river }: Tier, frame: Frame): number => frame.width - (quarters.length - 1) * breadth(river, frame)

/** The street's height by its inner width, and the slope of that. */
const streetHeight = (street: Street, scale: number): Falling => (width) => {
  let value = street.fixedHeight
  let slope = 0
  for (const { households, gaps } of street.rows) {
    const height = (scale * households) / (width - gaps)
    value += height
    slope -= height / (width - gaps)
  }
  return { value, slope }
}

/** The band's width by its height: each street as wide as it must be to be that high. */
const bandWidth = (band: Band, scale: number, { measures }: Frame): Falling => (height) => {
  let value = (band.streets.length - 1) * measures.street
  let slope = 0
  for (const street of band.streets) {
    const root = rootOfFalling(streetHeight(street, scale), height, street.leastWidth, street.width)
    street.width = root.x
    value += street.fixedWidth + root.x
    slope += 1 / root.slope
  }
  return { value, slope }
}

const quarterHeight = (quarter: Quarter, scale: number, frame: Frame): Falling => (width) => {
  let value = frame.measures.head + (quarter.bands.length - 1) * frame.measures.band
  let slope = 0
  for (const band of quarter.bands) {
    const root = rootOfFalling(bandWidth(band, scale, frame), width, band.leastHeight, band.height)
    band.height = root.x
    value += root.x
    slope += 1 / root.slope
  }
  return { value, slope }
}

/** Quarters of a tier end level: that height at which together they are as wide as the frame. */
function heightOfTier(tier: Tier, scale: number, frame: Frame): number {
  const [only, ...others] = tier.quarters
  const width = widthForQuarters(tier, frame)
  if (only !== undefined && others.length === 0) {
    only.width = width
    return quarterHeight(only, scale, frame)(width).value
  }
  const widths: Falling = (height) => {
    let value = 0
    let slope = 0
    for (const quarter of tier.quarters) {
      const root = rootOfFalling(quarterHeight(quarter, scale, frame), height, quarter.leastWidth, quarter.width)
      quarter.width = root.x
      value += root.x
      slope += 1 / root.slope
    }
    return { value, slope }
  }
  return rootOfFalling(widths, width, tier.leastHeight, tier.height).x
}

function draw(tiers: readonly Tier[], river: River | null, households: ReadonlyMap<string, number>, scale: number, frame: Frame): Picture {
  const { width, measures } = frame
  const drawn = { quarters: [] as Rectangle[], streets: [] as Rectangle[], wards: [] as Rectangle[], strips: [] as Strip[] }
  let top = 0
  for (const [at, tier] of tiers.entries()) {
    if (at > 0) {
      drawn.strips.push({ river, direction: 'east', x: 0, y: top, width, height: breadth(river, frame) })
      top += breadth(river, frame)
    }
    let left = 0
    for (const [place, quarter] of tier.quarters.entries()) {
      if (place > 0) {
        drawn.strips.push({ river: tier.river, direction: 'south', x: left, y: top, width: breadth(tier.river, frame), height: tier.height })
        left += breadth(tier.river, frame)
      }
      drawn.quarters.push({ id: quarter.id, x: left, y: top, width: quarter.width, height: tier.height })
      drawQuarter(quarter, { x: left, y: top })
      left += quarter.width
    }
    top += tier.height
  }
  return { scale, width, height: top, ...drawn }

  function drawQuarter({ bands }: Quarter, { x, y }: { readonly x: number; readonly y: number }): void {
    let bandTop = y + measures.head
    for (const band of bands) {
      let streetLeft = x + measures.lane
      for (const street of band.streets) {
        const wall = { id: street.id, x: streetLeft, y: bandTop, width: street.width + 2 * measures.wall, height: band.height }
        drawn.streets.push(wall)
        drawn.wards.push(...wardsOf(street, wall, households, scale, measures))
        streetLeft += wall.width + measures.street + measures.lane
      }
      bandTop += band.height + measures.band
    }
  }
}

function wardsOf(street: Street, wall: Rectangle, households: ReadonlyMap<string, number>, scale: number, { wall: inside, gap }: Measures): Rectangle[] {
  const wards: Rectangle[] = []
  let y = wall.y + inside
  for (const row of street.rows) {
    const height = (scale * row.households) / (street.width - row.gaps)
    let x = wall.x + inside
    for (const id of row.wards) {
      const width = (scale * (households.get(id) ?? 0)) / height
      wards.push({ id, x, y, width, height })
      x += width + gap
    }
    y += height + gap
  }
  return wards
}
