import { startOfDay } from '../../src/platform/time.ts'
import { calendar } from './reference.ts'

export const minute_ms = 60_000
export const hour_ms = 3_600_000
export const day_ms = 86_400_000

/** Milliseconds of the epoch at which a civil day begins in the city. */
export const dayStart_ms = (day: string): number => startOfDay(day).epochMilliseconds

/** A civil day of the city. Inside it, hours are counted from its start: the city has no summer time. */
export interface Day {
  readonly date: string
  readonly start_ms: number
  /** 1 to 12 */
  readonly month: number
  /** People are at work: not a weekend or public holiday, or a make-up day. */
  readonly worked: boolean
}

/** The `count` days that end with `last`. */
export function daysUntil(last: string, count: number): Day[] {
  const end = Temporal.PlainDate.from(last)
  return Array.from({ length: count }, (_, i) => {
    const day = end.subtract({ days: count - 1 - i })
    const date = day.toString()
    // Beyond the calendar people still keep their weekends.
    return { date, start_ms: dayStart_ms(date), month: day.month, worked: calendar.isWorkingDay(date) ?? day.dayOfWeek <= 5 }
  })
}
