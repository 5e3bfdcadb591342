/** Pure: sums and rates of the overview. */

export interface CommunityFigures {
  readonly path: string
  readonly courtyard: boolean
  readonly committee: boolean
  readonly homes: number
  readonly areaCentiM2: number
  readonly requests: RequestFigures
}

/** Counts of requests: `open` and `overdue` at a moment, the others over a period. */
export interface RequestFigures {
  readonly open: number
  readonly overdue: number
  readonly closed: number
  readonly due: number
  readonly onTime: number
  readonly answered: number
  readonly resolved: number
  readonly satisfied: number
}

export const noRequests: RequestFigures = { open: 0, overdue: 0, closed: 0, due: 0, onTime: 0, answered: 0, resolved: 0, satisfied: 0 }

/** A share between 0 and 1; null, "no data", where nothing was counted. */
export const rate = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

const CENTI = 100

/** The figures of one place from the communities in it. Courtyards stand outside the four totals; their requests count. */
export function overviewOf(communities: readonly CommunityFigures[]) {
  const sum = (of: (community: CommunityFigures) => number) => communities.reduce((total, community) => total + of(community), 0)
  const managed = (of: (community: CommunityFigures) => number) => sum((community) => (community.courtyard ? 0 : of(community)))
  const requests = (figure: keyof RequestFigures) => sum((community) => community.requests[figure])
  return {
    communities: managed(() => 1),
    committees: managed(({ committee }) => (committee ? 1 : 0)),
    households: managed(({ homes }) => homes),
    floorAreaM2: managed(({ areaCentiM2 }) => areaCentiM2) / CENTI,
    requests: {
      open: requests('open'),
      overdue: requests('overdue'),
      closed: requests('closed'),
      onTimeRate: rate(requests('onTime'), requests('due')),
      resolvedRate: rate(requests('resolved'), requests('answered')),
      satisfiedRate: rate(requests('satisfied'), requests('answered')),
    },
    courtyards: { communities: sum(({ courtyard }) => (courtyard ? 1 : 0)), households: sum(({ courtyard, homes }) => (courtyard ? homes : 0)) },
  }
}
