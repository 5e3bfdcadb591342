/** The counts that figures are made of, by community: each domain's roll-up, side by side under the names that figure definitions use. */
import type { Read } from '../../platform/database.ts'
import { civilDate } from '../../platform/time.ts'
import { wardsOfCity, type Ward } from '../register/public.ts'
import { figuresByCommunity, figuresByMonth } from '../requests/public.ts'
import type { Counts } from './rules/figures.ts'
import { lastDay } from './rules/months.ts'
import { monthEnds } from './stores/month-ends.ts'

/** Of the register: an object's field by the name of its count. */
const REGISTER: Readonly<Record<string, (ward: Ward) => number>> = {
  'register.communities': ({ courtyard }) => (courtyard ? 0 : 1),
  'register.courtyards': ({ courtyard }) => (courtyard ? 1 : 0),
  'register.committees': ({ courtyard, committee }) => (!courtyard && (committee === 'in-office' || committee === 'expiring') ? 1 : 0),
  'register.homes': ({ homes }) => homes,
  'register.managedHomes': ({ courtyard, homes }) => (courtyard ? 0 : homes),
  'register.completeHomes': ({ completeHomes }) => completeHomes,
  'register.managedAreaCentiM2': ({ courtyard, areaCentiM2 }) => (courtyard ? 0 : areaCentiM2),
}
const REGISTER_COUNTS = Object.values(REGISTER)

const MOMENT = ['open', 'overdue'] as const
const FLOWS = ['reported', 'closed', 'due', 'onTime', 'answered', 'resolved', 'satisfied'] as const
const REQUESTS = [...MOMENT, ...FLOWS] as const

/** The names of a sheet's counts, in the order in which each community's stand. */
export const COUNTS: readonly string[] = [...Object.keys(REGISTER), ...REQUESTS.map((figure) => `requests.${figure}`)]

export interface Sheet {
  readonly wards: readonly Ward[]
  /** Aligned with `wards`. */
  readonly counts: readonly Counts[]
}

/** Now: open and overdue at this moment, what happens over the 365 days that end with it. */
export async function sheetOfNow(read: Read, now: Temporal.Instant): Promise<Sheet> {
  const [wards, requests] = await Promise.all([wardsOfCity(read, civilDate(now)), figuresByCommunity(read, now)])
  const counts = wards.map((ward) => {
    const figures = requests.get(ward.id)
    return [...REGISTER_COUNTS.map((count) => count(ward)), ...REQUESTS.map((figure) => figures?.[figure] ?? 0)]
  })
  return { wards, counts }
}

/**
 * As of a month: what happened in it, and what was open, overdue and complete when it ended; in the month that runs, now. What nobody recorded
 * then is not known (NaN), and neither is a month in which nobody in the whole city reported anything.
 */
export async function sheetOfMonth(read: Read, now: Temporal.Instant, month: string): Promise<Sheet> {
  const today = civilDate(now)
  const isCurrent = today.startsWith(month)
  const [wards, months, ends, moment] = await Promise.all([
    wardsOfCity(read, isCurrent ? today : lastDay(month)),
    figuresByMonth(read, now, { from: month, to: month }),
    monthEnds(read, { from: month, to: month }),
    isCurrent ? figuresByCommunity(read, now) : null,
  ])
  const ofMonth = new Map(months.map((figures) => [figures.communityId, figures]))
  const known = Map.groupBy(ends, ({ communityId }) => communityId)
  const unheard = months.every(({ reported }) => reported === 0)
  const counts = wards.map((ward) => {
    const figures = ofMonth.get(ward.id)
    const ended = new Map(known.get(ward.id)?.map(({ name, value }) => [name, value]))
    const atEnd = (name: string, otherwise: number) => ended.get(name) ?? otherwise
    return [
      ...Object.entries(REGISTER).map(([name, count]) => atEnd(name, isCurrent || name !== 'register.completeHomes' ? count(ward) : Number.NaN)),
      ...MOMENT.map((figure) => (moment ? (moment.get(ward.id)?.[figure] ?? 0) : atEnd(`requests.${figure}`, Number.NaN))),
      ...FLOWS.map((figure) => (unheard ? Number.NaN : (figures?.[figure] ?? 0))),
    ]
  })
  return { wards, counts }
}
