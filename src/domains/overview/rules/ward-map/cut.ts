/** Cuts an order of things into rows, none of which is re-ordered, so that the rectangles come out in a good shape. */

export interface CutFrame {
  readonly width: number
  readonly gap: number
  /** px² a unit of size. */
  readonly scale: number
  /** The width by height that costs nothing. */
  readonly shape: number
}

/** From here on a shape is penalised on top: a sliver costs more than several lesser faults. */
const SLIVER = 0.8
const SLIVER_WEIGHT = 3
/** A longer row would be slivers in any frame. */
const MOST_IN_ROW = 40

/** What a rectangle's shape costs: nothing at the wished width by height. */
export const shapeCost = (width: number, height: number, shape: number): number => costOff(Math.log(width / height / shape))

function costOff(off: number): number {
  const over = Math.max(0, Math.abs(off) - SLIVER)
  return off * off + SLIVER_WEIGHT * over * over
}

/** By dynamic programming over all break points. What has no size costs nothing and stays with its neighbours. */
export function cut<T>(order: readonly T[], sizeOf: (one: T) => number, frame: CutFrame): T[][] {
  const sizes = order.map((one) => Math.max(0, sizeOf(one)))
  const logs = sizes.map(Math.log)
  const best = [0]
  const from = [0]
  for (let end = 1; end <= order.length; end++) {
    let least = Infinity
    let start = end - 1
    let size = 0
    let count = 0
    for (let begin = end - 1; begin >= Math.max(0, end - MOST_IN_ROW); begin--) {
      size += sizes[begin] ?? 0
      count += Number(sizes[begin] !== 0)
      const cost = (best[begin] ?? 0) + rowCost(logs, begin, end, logOfShape(size, count, frame))
      if (cost < least) {
        least = cost
        start = begin
      }
    }
    best.push(least)
    from.push(start)
  }
  const rows: T[][] = []
  for (let end = order.length; end > 0; end = from[end] ?? 0) rows.unshift(order.slice(from[end], end))
  return rows
}

/** ln of what turns a size into its width by height by the wished shape, in a row of `count` sizes; a row that leaves no room but for its gaps has none. */
function logOfShape(size: number, count: number, { width, gap, scale, shape }: CutFrame): number {
  const free = width - (count - 1) * gap
  const height = (scale * size) / free
  return free > 0 ? Math.log(scale / height / height / shape) : NaN
}

/** Possible, at a price that nobody pays who has a choice. */
const NO_ROOM = 1e6

function rowCost(logs: readonly number[], begin: number, end: number, logOfShape: number): number {
  if (Number.isNaN(logOfShape)) return NO_ROOM
  let cost = 0
  for (let at = begin; at < end; at++) {
    const log = logs[at] ?? 0
    // What has no size is not drawn.
    if (log !== -Infinity) cost += costOff(log + logOfShape)
  }
  return cost
}
