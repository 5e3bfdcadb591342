/** Pure: sums and rates of the overview. */
import type { Counts } from './figures.ts'

/** A share between 0 and 1; null, "no data", where nothing was counted. */
export const rate = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

const CENTI = 100

/** The figures of one place from its counts. Courtyards stand outside the four totals; their requests count. */
export function overviewOf(names: readonly string[], counts: Counts) {
  const sum = (name: string): number => {
    const at = names.indexOf(name)
    if (at < 0) throw new RangeError(`nobody counts ${name}`)
    return counts[at] ?? 0
  }
  return {
    communities: sum('register.communities'),
    committees: sum('register.committees'),
    households: sum('register.managedHomes'),
    floorAreaM2: sum('register.managedAreaCentiM2') / CENTI,
    requests: {
      open: sum('requests.open'),
      overdue: sum('requests.overdue'),
      closed: sum('requests.closed'),
      onTimeRate: rate(sum('requests.onTime'), sum('requests.due')),
      resolvedRate: rate(sum('requests.resolved'), sum('requests.answered')),
      satisfiedRate: rate(sum('requests.satisfied'), sum('requests.answered')),
    },
    courtyards: { communities: sum('register.courtyards'), households: sum('register.homes') - sum('register.managedHomes') },
  }
}
