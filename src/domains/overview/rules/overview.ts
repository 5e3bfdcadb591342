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
  const share = (part: string, whole: string) => rate(sum(`requests.${part}`), sum(`requests.${whole}`))
  /** Of what is left when the excluded are taken out of both. */
  const adjusted = (part: string, whole: string, excludedPart: string, excludedWhole: string) =>
    rate(sum(`requests.${part}`) - sum(`requests.${excludedPart}`), sum(`requests.${whole}`) - sum(`requests.${excludedWhole}`))
  return {
    communities: sum('register.communities'),
    committees: sum('register.committees'),
    households: sum('register.managedHomes'),
    floorAreaM2: sum('register.managedAreaCentiM2') / CENTI,
    requests: {
      open: sum('requests.open'),
      overdue: sum('requests.overdue'),
      reported: sum('requests.reported'),
      closed: sum('requests.closed'),
      onTimeRate: share('onTime', 'due'),
      responseRate: share('contacted', 'contactDue'),
      resolvedRate: share('resolved', 'answered'),
      satisfiedRate: share('satisfied', 'answered'),
      reworkRate: share('reworked', 'closed'),
      adjusted: {
        onTimeRate: adjusted('onTime', 'due', 'excludedOnTime', 'excludedDue'),
        responseRate: adjusted('contacted', 'contactDue', 'excludedContacted', 'excludedContactDue'),
        resolvedRate: adjusted('resolved', 'answered', 'excludedResolved', 'excludedResolvedAnswered'),
        satisfiedRate: adjusted('satisfied', 'answered', 'excludedSatisfied', 'excludedSatisfiedAnswered'),
      },
      excluded: { onTime: sum('requests.excludedDue'), response: sum('requests.excludedContactDue'), resolved: sum('requests.excludedResolvedAnswered'), satisfied: sum('requests.excludedSatisfiedAnswered') },
      ...perThousandHouseholds(sum),
    },
    courtyards: { communities: sum('register.courtyards'), households: sum('register.homes') - sum('register.managedHomes') },
  }
}

const HOUSEHOLDS = 1_000
const MONTHS = 12

/** Courtyards' households count, as their requests do. What is reported stands beside what is late, or quiet places would win. */
function perThousandHouseholds(sum: (name: string) => number) {
  const per = (count: number) => { const each = rate(count, sum('register.homes')); return each === null ? null : each * HOUSEHOLDS }
  return { openPer1000Households: per(sum('requests.open')), overduePer1000Households: per(sum('requests.overdue')), reportedPer1000HouseholdsAMonth: per(sum('requests.reported') / MONTHS) }
}
