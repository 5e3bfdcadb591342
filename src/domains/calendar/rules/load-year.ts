/** Whether a list of days can be a year's. */
import { decided, refuse, type Decision, type FieldError } from '../../../platform/problem.ts'
import type { CalendarProblem } from '../problems.ts'
import type { NoticeDay } from './notice.ts'

export interface YearList {
  readonly year: number
  readonly days: readonly NoticeDay[]
  readonly reason: string
}

/** Every year since 1949 has had as many: with fewer, part of the list was left out. */
const FEWEST_DAYS_OFF = 7

/**
 * @param known whether the year was loaded before
 * @param today decides whether it has begun: people have planned by it since, so a correction says why
 */
export function loadYear({ year, days, reason }: YearList, { known, today }: { readonly known: boolean; readonly today: string }): Decision<readonly NoticeDay[], CalendarProblem> {
  if (days.filter(({ kind }) => kind === 'off').length < FEWEST_DAYS_OFF) return refuse('calendar/too-few-days-off', { fewest: FEWEST_DAYS_OFF })
  if (known && year <= Number(today.slice(0, 4)) && reason === '') return refuse('calendar/reason-needed', { year })
  return decided(days.toSorted((a, b) => a.date.localeCompare(b.date)))
}

/** What is wrong with single days, by their place in the list. */
export function wrongDays({ year, days }: Pick<YearList, 'year' | 'days'>): FieldError[] {
  const seen = new Set<string>()
  return days.flatMap(({ date, kind }, index) => {
    const code = !date.startsWith(`${year}-`) ? 'outside-year' : seen.has(date) ? 'listed-twice' : kind === 'work' && Temporal.PlainDate.from(date).dayOfWeek < 6 ? 'not-a-weekend' : null
    seen.add(date)
    return code === null ? [] : [{ pointer: `/body/days/${index}/date`, code }]
  })
}
