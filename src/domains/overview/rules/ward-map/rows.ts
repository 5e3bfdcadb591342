/** The rows in which the wards of each street stand: an order that is stored, and breaks that are cut once for a frame. */
import { cut, shapeCost } from './cut.ts'
import { solve, type Frame, type Picture, type Rows } from './layout.ts'
import type { Plan } from '../plan.ts'

export interface OrderedWard {
  readonly id: string
  /** Its code. */
  readonly street: string
  readonly courtyard: boolean
  /** As they were when the order was made; it keeps until the order is made anew, once a year and announced. */
  readonly households: number
}

/** Within a street: managed communities by households, then courtyards without a company; the first stands in the north-west corner. */
export function orderWards<T extends OrderedWard>(wards: readonly T[]): T[] {
  return wards.toSorted((a, b) => Number(a.courtyard) - Number(b.courtyard) || b.households - a.households || (a.id < b.id ? -1 : 1))
}

const WARD_SHAPE = 1.2
const ROUNDS = 9
/** How much of a street's new width counts in the next round: undamped, two streets of a band would take turns. */
const DAMPING = 2 / 3

/** @param ordered every ward, those of a street in their order @returns the breaks of the round that came out best */
export function cutRows(plan: Plan, ordered: readonly OrderedWard[], frame: Frame): Rows {
  const households = new Map(ordered.map((ward) => [ward.id, ward.households]))
  const wardsOf = Map.groupBy(ordered, ({ street }) => street)
  const rowsFor = (shape: (street: string) => { readonly width: number; readonly scale: number }): Rows =>
    new Map([...wardsOf].map(([street, wards]) => [street, cut(wards, (ward) => ward.households, { ...shape(street), gap: frame.measures.gap, shape: WARD_SHAPE }).map((row) => row.map(({ id }) => id))]))

  let widths = firstWidths(plan, wardsOf, frame)
  let scale = firstScale(ordered, frame)
  let rows = rowsFor((street) => ({ width: widths.get(street) ?? 1, scale }))
  let best = { rows, cost: Infinity }
  for (let round = 0; round < ROUNDS; round++) {
    const picture = solve(plan, rows, households, frame)
    if (picture === null) break
    const cost = costOf(picture)
    if (cost < best.cost) best = { rows, cost }
    const before = widths
    widths = new Map(picture.streets.map(({ id, width }) => {
      const now = width - 2 * frame.measures.wall
      return [id, (before.get(id) ?? now) * (1 - DAMPING) + now * DAMPING]
    }))
    scale = picture.scale
    rows = rowsFor((street) => ({ width: widths.get(street) ?? 1, scale }))
  }
  return best.rows
}

const costOf = (picture: Picture): number => picture.wards.reduce((sum, { width, height }) => sum + shapeCost(width, height, WARD_SHAPE), 0)

const OPEN_SHARE = 0.7

const firstScale = (wards: readonly OrderedWard[], { width, height }: Frame): number => (OPEN_SHARE * width * height) / Math.max(1, wards.reduce((sum, { households }) => sum + households, 0))

/** A street's share of its band, a band's quarter's share of its block. */
function firstWidths(plan: Plan, wardsOf: ReadonlyMap<string, readonly OrderedWard[]>, frame: Frame): ReadonlyMap<string, number> {
  const of = (streets: readonly string[]): number => streets.reduce((sum, id) => sum + (wardsOf.get(id) ?? []).reduce((own, { households }) => own + households, 0), 0)
  const widths = new Map<string, number>()
  for (const { quarters } of plan.tiers) {
    const whole = Math.max(1, of(quarters.flatMap(({ bands }) => bands.flat())))
    for (const { bands } of quarters) {
      const width = (frame.width * of(bands.flat())) / whole
      for (const band of bands) {
        const free = width - band.length * (frame.measures.lane + 2 * frame.measures.wall + frame.measures.street)
        for (const id of band) widths.set(id, Math.max(frame.measures.lane, (free * of([id])) / Math.max(1, of(band))))
      }
    }
  }
  return widths
}

/** Stored rows with what has come since at the end of its street, and without what has gone: nobody else moves to another row. */
export function amendRows(stored: Rows, wards: readonly Pick<OrderedWard, 'id' | 'street'>[]): Rows {
  const streetOf = new Map(wards.map(({ id, street }) => [id, street]))
  const kept = new Map([...stored].map(([street, rows]) => [street, rows.map((row) => row.filter((id) => streetOf.get(id) === street)).filter((row) => row.length > 0)]))
  const standing = new Set([...kept.values()].flat(2))
  for (const { id, street } of wards) {
    if (standing.has(id)) continue
    const rows = kept.get(street) ?? []
    const last = rows.at(-1)
    kept.set(street, last === undefined ? [[id]] : [...rows.slice(0, -1), [...last, id]])
  }
  return kept
}
