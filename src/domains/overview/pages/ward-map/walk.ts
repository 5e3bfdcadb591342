/** Finding a ward by a point or by a step from another. */
import type { Picture, Rectangle } from '../../rules/ward-map/layout.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

const gapOf = (at: number, from: number, to: number): number => Math.max(from - at, 0, at - to)
const distance = ({ x, y, width, height }: Rectangle, px: number, py: number): number => Math.hypot(gapOf(px, x, x + width), gapOf(py, y, y + height))

const nearest = (list: readonly Rectangle[], x: number, y: number): Rectangle | undefined => {
  let best: Rectangle | undefined
  let least = Infinity
  for (const one of list) {
    const away = distance(one, x, y)
    if (away < least) {
      least = away
      best = one
    }
  }
  return least <= REACH_px ? best : undefined
}
/** A finger need not hit a sliver: the nearest within its reach is meant. */
const REACH_px = 24

export const wardAt = (picture: Picture, x: number, y: number): string | null => nearest(picture.wards, x, y)?.id ?? null
export const streetAt = (picture: Picture, x: number, y: number): string | null => nearest(picture.streets, x, y)?.id ?? null

/** The next ward of the same street that way: left and right stay in the row, up and down find the one least off the course. */
export function stepFrom(wards: readonly Rectangle[], id: string, direction: Direction): string | null {
  const from = wards.find((ward) => ward.id === id)
  if (from === undefined) return wards[0]?.id ?? null
  const middle = ({ x, y, width, height }: Rectangle): readonly [number, number] => [x + width / 2, y + height / 2]
  const [fromX, fromY] = middle(from)
  const across = direction === 'left' || direction === 'right'
  const forward = direction === 'right' || direction === 'down' ? 1 : -1
  const found = wards
    .filter((ward) => ward.id !== id)
    .map((ward) => {
      const [x, y] = middle(ward)
      const ahead = forward * (across ? x - fromX : y - fromY)
      const aside = across ? gapBetween(ward.y, ward.height, from.y, from.height) : gapBetween(ward.x, ward.width, from.x, from.width)
      return { id: ward.id, ahead, isInRow: !across || aside === 0, cost: ahead + 4 * aside + 0.01 * Math.abs(across ? y - fromY : x - fromX) }
    })
    .filter(({ ahead, isInRow }) => isInRow && ahead > 0.5)
  return found.reduce<(typeof found)[number] | undefined>((best, one) => (best === undefined || one.cost < best.cost ? one : best), undefined)?.id ?? null
}

const gapBetween = (from: number, length: number, other: number, otherLength: number): number => Math.max(0, from - other - otherLength, other - from - length)
