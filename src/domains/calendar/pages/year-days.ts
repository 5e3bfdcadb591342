/** The days of a year as the page draws them. The browser's own dates are taken at UTC: a civil day has no zone. */
import type { Day } from './queries.ts'

export interface MonthDay {
  readonly day: number
  readonly listed: Day | undefined
  readonly worked: boolean
}

export interface Month {
  readonly month: number
  /** Weeks from Monday to Sunday; null before the first and after the last day. */
  readonly weeks: readonly (readonly (MonthDay | null)[])[]
}

const weekdayOf = (year: number, month: number, day: number): number => (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7

export function monthsOf(year: number, days: readonly Day[]): Month[] {
  const listed = new Map(days.map((day) => [day.date, day]))
  return Array.from({ length: 12 }, (_, index) => {
    const month = index + 1
    const length = new Date(Date.UTC(year, month, 0)).getUTCDate()
    const cells: (MonthDay | null)[] = Array.from({ length: weekdayOf(year, month, 1) }, () => null)
    for (let day = 1; day <= length; day++) {
      const known = listed.get(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
      cells.push({ day, listed: known, worked: known === undefined ? weekdayOf(year, month, day) < 5 : known.kind === 'work' })
    }
    while (cells.length % 7 !== 0) cells.push(null)
    return { month, weeks: Array.from({ length: cells.length / 7 }, (__, week) => cells.slice(week * 7, week * 7 + 7)) }
  })
}

export const workingDays = (months: readonly Month[]): number => months.flatMap(({ weeks }) => weeks.flat()).filter((day) => day?.worked).length

export interface Holiday {
  readonly name: string
  readonly off: readonly Day[]
  readonly work: readonly Day[]
  readonly sourceUrl: string
}

/** Days of one name, in the order of the year. */
export function holidaysOf(days: readonly Day[]): Holiday[] {
  const names = [...new Set(days.map(({ name }) => name))]
  return names.map((name) => {
    const of = days.filter((day) => day.name === name)
    return { name, off: of.filter(({ kind }) => kind === 'off'), work: of.filter(({ kind }) => kind === 'work'), sourceUrl: of.find(({ sourceUrl }) => sourceUrl !== '')?.sourceUrl ?? '' }
  })
}
