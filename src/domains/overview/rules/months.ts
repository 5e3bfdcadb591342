/** Pure: months 'YYYY-MM' of the civil calendar. */

/** The last `count` months up to that of a day, oldest first. */
export function monthsUntil(day: string, count: number): readonly string[] {
  const last = Temporal.PlainDate.from(day).toPlainYearMonth()
  return Array.from({ length: count }, (_, index) => last.subtract({ months: count - 1 - index }).toString())
}

export const firstDay = (month: string): string => `${month}-01`
export const lastDay = (month: string): string => Temporal.PlainYearMonth.from(month).add({ months: 1 }).toPlainDate({ day: 1 }).subtract({ days: 1 }).toString()

/** Of a civil day. */
export const monthOf = (day: string): string => Temporal.PlainDate.from(day).toPlainYearMonth().toString()
export const monthBefore = (month: string): string => Temporal.PlainYearMonth.from(month).subtract({ months: 1 }).toString()
