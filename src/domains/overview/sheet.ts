/** The counts that figures are made of, by community: each domain's roll-up, side by side under the names that figure definitions use. */
import type { Read } from '../../platform/database.ts'
import { civilDate } from '../../platform/time.ts'
import { wardStandings, type CityTree, type Ward, type WardStanding } from '../register/public.ts'
import { COUNTED, figuresByCommunity, figuresByMonth, type Counts } from '../requests/public.ts'
import { lastDay } from './rules/months.ts'
import { monthEnds } from './stores/month-ends.ts'

/** A community with its totals. */
export type KnownWard = Ward & WardStanding

/** Of the register: an object's field by the name of its count. */
const REGISTER: Readonly<Record<string, (ward: KnownWard) => number>> = {
  'register.communities': ({ courtyard }) => (courtyard ? 0 : 1),
  'register.courtyards': ({ courtyard }) => (courtyard ? 1 : 0),
  'register.committees': ({ courtyard, committee }) => (!courtyard && (committee === 'in-office' || committee === 'expiring') ? 1 : 0),
  'register.homes': ({ homes }) => homes,
  'register.managedHomes': ({ courtyard, homes }) => (courtyard ? 0 : homes),
  'register.completeHomes': ({ completeHomes }) => completeHomes,
  'register.managedAreaCentiM2': ({ courtyard, areaCentiM2 }) => (courtyard ? 0 : areaCentiM2),
}
const REGISTER_COUNTS = Object.values(REGISTER)

/** Held at a moment: what a month had of them is known only from its end. */
const MOMENT: readonly (typeof COUNTED)[number][] = ['open', 'overdue']
const NO_REQUESTS: Counts = COUNTED.map(() => 0)

/** The names of a sheet's counts, in the order in which each community's stand. */
export const COUNTS: readonly string[] = [...Object.keys(REGISTER), ...COUNTED.map((figure) => `requests.${figure}`)]

export interface Sheet extends CityTree {
  readonly wards: readonly KnownWard[]
  /** Aligned with `wards`. */
  readonly counts: readonly Counts[]
}

const withStandings = ({ wards }: CityTree, standings: ReadonlyMap<string, WardStanding>): readonly KnownWard[] =>
  wards.flatMap((ward) => {
    const standing = standings.get(ward.id)
    return standing ? [{ ...ward, ...standing }] : []
  })

/** Now: open and overdue at this moment, what happens over the 365 days that end with it. */
export async function sheetOfNow(read: Read, tree: CityTree, now: Temporal.Instant): Promise<Sheet> {
  const [standings, requests] = await Promise.all([wardStandings(read, civilDate(now)), figuresByCommunity(read, now)])
  const wards = withStandings(tree, standings)
  return { ...tree, wards, counts: wards.map((ward) => REGISTER_COUNTS.map((count) => count(ward)).concat(requests.get(ward.id) ?? NO_REQUESTS)) }
}

/**
 * As of a month: what happened in it, and what was open, overdue and complete when it ended; in the month that runs, now. What nobody recorded
 * then is not known (NaN), and neither is a month in which nobody in the whole city reported anything.
 */
export async function sheetOfMonth(read: Read, tree: CityTree, now: Temporal.Instant, month: string): Promise<Sheet> {
  const today = civilDate(now)
  const isCurrent = today.startsWith(month)
  const [standings, months, ends, moment] = await Promise.all([
    wardStandings(read, isCurrent ? today : lastDay(month)),
    figuresByMonth(read, now, { from: month, to: month }),
    monthEnds(read, { from: month, to: month }),
    isCurrent ? figuresByCommunity(read, now) : null,
  ])
  const ofMonth = new Map(months.map((figures) => [figures.communityId, figures.counts]))
  const known = Map.groupBy(ends, ({ communityId }) => communityId)
  const unheard = months.every((figures) => figures.counts[COUNTED.indexOf('reported')] === 0)
  const wards = withStandings(tree, standings)
  const counts = wards.map((ward) => {
    const happened = ofMonth.get(ward.id) ?? NO_REQUESTS
    const ended = new Map(known.get(ward.id)?.map(({ name, value }) => [name, value]))
    const stands = moment?.get(ward.id) ?? NO_REQUESTS
    return [
      ...Object.entries(REGISTER).map(([name, count]) => ended.get(name) ?? (isCurrent || name !== 'register.completeHomes' ? count(ward) : Number.NaN)),
      ...COUNTED.map((figure, at) => {
        if (MOMENT.includes(figure)) return moment ? (stands[at] ?? 0) : (ended.get(`requests.${figure}`) ?? Number.NaN)
        return unheard ? Number.NaN : (happened[at] ?? 0)
      }),
    ]
  })
  return { ...tree, wards, counts }
}
