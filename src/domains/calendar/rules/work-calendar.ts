/**
 * 工作日历: which days are worked, and working time on them. Everything is looked up in tables made once, so that a moment costs a few integer
 * operations. A year that is not loaded is unknown: whatever would need it is null, never guessed.
 */
import { addDays, startOfDay } from '../../../platform/time.ts'

export const DAY_KINDS = ['off', 'work'] as const
/** `off`: a day off; `work`: a weekend day that is worked (调休). Days that are not listed follow the week. */
export type DayKind = (typeof DAY_KINDS)[number]

export interface ListedDay {
  /** `YYYY-MM-DD` */
  readonly date: string
  readonly kind: DayKind
}

export interface ListedYear {
  readonly year: number
  readonly days: readonly ListedDay[]
}

/** Opening and closing, in order: `[['08:30', '12:00'], ['14:30', '17:30']]`. */
export type WorkingHours = readonly (readonly [string, string])[]

export interface WorkCalendar {
  /** Null beyond the years that are loaded. */
  readonly isWorkingDay: (date: string) => boolean | null
  /** The n-th working day after a date, which does not count itself; null beyond the calendar. */
  workingDayAfter(date: string, days: number): string | null
  /** Kept for each object of hours. */
  workTime(hours: WorkingHours): WorkTime
}

/** Arithmetic in working time. Null wherever a day that matters lies beyond the calendar. Moments are exact to the millisecond. */
export interface WorkTime {
  /** The moment itself while work goes on, else the next opening. At closing time work has stopped. */
  opening(at: Temporal.Instant): Temporal.Instant | null
  /**
   * The end of `days` working days from the opening: the same time of day on that working day. What a fraction adds is that share of a day's
   * working time: half a day from 16:30 ends at 11:45 on the next.
   */
  addDays(at: Temporal.Instant, days: number): Temporal.Instant | null
  /** The first moment at which so much has been worked; for nothing at all, the opening. */
  add(at: Temporal.Instant, work_ms: number): Temporal.Instant | null
  /** What is worked from one moment to another; negative the other way round. */
  between_ms(from: Temporal.Instant, until: Temporal.Instant): number | null
  /** The end of a clock that stood still from `from` until `until`: what was left of it is left again. It stays at the opening if it ended at one. */
  resumed(end: Temporal.Instant, from: Temporal.Instant, until: Temporal.Instant): Temporal.Instant | null
}

const DAY_ms = 86_400_000
const MINUTE_ms = 60_000

/** Years that follow each other, with every day of theirs. */
interface Span {
  readonly start_ms: number
  readonly firstDate: string
  /** By day: whether it is worked, and how many working days come before it. */
  readonly worked: Uint8Array
  readonly before: Uint16Array
  /** The days that are worked. */
  readonly working: Uint16Array
}

export function workCalendar(years: readonly ListedYear[]): WorkCalendar {
  const spans = spansOf(years)
  const spanAt = (at_ms: number): Span | undefined => spans.find(({ start_ms, worked }) => at_ms >= start_ms && at_ms < start_ms + worked.length * DAY_ms)
  const times = new WeakMap<WorkingHours, WorkTime>()
  const dayOf = (date: string) => {
    const at_ms = startOfDay(date).epochMilliseconds
    const span = spanAt(at_ms)
    return span && { span, day: (at_ms - span.start_ms) / DAY_ms }
  }
  return {
    isWorkingDay(date) {
      const found = dayOf(date)
      return found ? found.span.worked[found.day] === 1 : null
    },
    workingDayAfter(date, days) {
      const found = dayOf(date)
      const day = found?.span.working[(found.span.before[found.day + 1] ?? Infinity) + days - 1]
      return found === undefined || day === undefined ? null : addDays(found.span.firstDate, day)
    },
    workTime(hours) {
      const known = times.get(hours) ?? workTime(spanAt, openHours(hours))
      times.set(hours, known)
      return known
    },
  }
}

function spansOf(years: readonly ListedYear[]): Span[] {
  const sorted = years.toSorted((a, b) => a.year - b.year)
  const runs: ListedYear[][] = []
  for (const year of sorted) {
    const run = runs.at(-1)
    if (run?.at(-1)?.year === year.year - 1) run.push(year)
    else runs.push([year])
  }
  return runs.map(spanOf)
}

function spanOf(years: readonly ListedYear[]): Span {
  const [first, last] = [years[0]?.year ?? 0, years.at(-1)?.year ?? 0]
  const firstDate = `${first}-01-01`
  const start_ms = startOfDay(firstDate).epochMilliseconds
  const days = (startOfDay(`${last + 1}-01-01`).epochMilliseconds - start_ms) / DAY_ms
  const kinds = new Map(years.flatMap((year) => year.days.map(({ date, kind }) => [(startOfDay(date).epochMilliseconds - start_ms) / DAY_ms, kind] as const)))
  const weekday = Temporal.PlainDate.from(firstDate).dayOfWeek
  const worked = Uint8Array.from({ length: days }, (_, day) => {
    const kind = kinds.get(day)
    return kind === undefined ? ((weekday - 1 + day) % 7 < 5 ? 1 : 0) : kind === 'work' ? 1 : 0
  })
  const before = new Uint16Array(days + 1)
  worked.forEach((is, day) => (before[day + 1] = (before[day] ?? 0) + is))
  return { start_ms, firstDate, worked, before, working: Uint16Array.from(worked.keys().filter((day) => worked[day] === 1)) }
}

/** A stretch of open hours: from and to in milliseconds after midnight, and what has been worked on a day before it. */
interface Stretch {
  readonly from: number
  readonly to: number
  readonly worked: number
}

interface OpenHours {
  readonly stretches: readonly Stretch[]
  readonly day_ms: number
}

function openHours(hours: WorkingHours): OpenHours {
  const stretches: Stretch[] = []
  let day_ms = 0
  for (const [opens, closes] of hours) {
    const [from, to] = [timeOfDay_ms(opens), timeOfDay_ms(closes)]
    if (from >= to || from < (stretches.at(-1)?.to ?? 0)) throw new RangeError(`working hours out of order: ${opens}–${closes}`)
    stretches.push({ from, to, worked: day_ms })
    day_ms += to - from
  }
  if (day_ms === 0) throw new RangeError('no working hours')
  return { stretches, day_ms }
}

function timeOfDay_ms(time: string): number {
  const found = /^([01]\d|2[0-4]):([0-5]\d)$/u.exec(time)
  if (!found) throw new RangeError(`no time of day: ${time}`)
  return (Number(found[1]) * 60 + Number(found[2])) * MINUTE_ms
}

/** Working time since the beginning of the span, and back again: all arithmetic happens on that line, where closed hours have no length. */
function workTime(spanAt: (at_ms: number) => Span | undefined, { stretches, day_ms }: OpenHours): WorkTime {
  const workedOn = (time: number): number => stretches.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(time, to) - from), 0)
  const stretchAt = (time: number) => stretches.find(({ from, to }) => time >= from && time < to)
  const place = (at_ms: number, span: Span) => {
    const day = Math.floor((at_ms - span.start_ms) / DAY_ms)
    return { day, time: at_ms - span.start_ms - day * DAY_ms }
  }
  const position = (at_ms: number, span: Span): number => {
    const { day, time } = place(at_ms, span)
    return (span.before[day] ?? 0) * day_ms + (span.worked[day] === 1 ? workedOn(time) : 0)
  }
  /** One position is a whole stretch of closed time: `early` is where it begins, a closing; else where it ends, an opening. */
  const moment = (at: number, span: Span, early: boolean): number | null => {
    const nth = early && at > 0 ? Math.ceil(at / day_ms) - 1 : Math.floor(at / day_ms)
    const day = span.working[nth]
    const rest = at - nth * day_ms
    const stretch = stretches.findLast(({ worked }) => (early ? worked < rest : worked <= rest)) ?? stretches[0]
    return day === undefined || stretch === undefined ? null : span.start_ms + day * DAY_ms + stretch.from + (rest - stretch.worked)
  }
  const isOpen = (at_ms: number, span: Span): boolean => {
    const { day, time } = place(at_ms, span)
    return span.worked[day] === 1 && stretchAt(time) !== undefined
  }
  const isOpening = (at_ms: number, span: Span): boolean => {
    const { day, time } = place(at_ms, span)
    return span.worked[day] === 1 && stretches.some(({ from }) => from === time)
  }
  const opening_ms = (at_ms: number, span: Span): number | null => (isOpen(at_ms, span) ? at_ms : moment(position(at_ms, span), span, false))
  const add_ms = (at_ms: number, work_ms: number, span: Span): number | null => (work_ms === 0 ? opening_ms(at_ms, span) : moment(position(at_ms, span) + work_ms, span, true))
  const addDays_ms = (at_ms: number, days: number, span: Span): number | null => {
    const opening = opening_ms(at_ms, span)
    if (opening === null) return null
    const { day, time } = place(opening, span)
    const last = span.working[(span.before[day] ?? 0) + Math.floor(days)]
    if (last === undefined) return null
    const whole = span.start_ms + last * DAY_ms + time
    return days % 1 === 0 ? whole : add_ms(whole, Math.round((days % 1) * day_ms), span)
  }
  const within = (at: Temporal.Instant, work: (at_ms: number, span: Span) => number | null): Temporal.Instant | null => {
    const at_ms = at.epochMilliseconds
    const span = spanAt(at_ms)
    const found = span ? work(at_ms, span) : null
    return found === null ? null : Temporal.Instant.fromEpochMilliseconds(found)
  }
  return {
    opening: (at) => within(at, opening_ms),
    addDays: (at, days) => within(at, (at_ms, span) => addDays_ms(at_ms, days, span)),
    add: (at, work_ms) => within(at, (at_ms, span) => add_ms(at_ms, Math.round(work_ms), span)),
    between_ms(from, until) {
      const span = spanAt(from.epochMilliseconds)
      return span && spanAt(until.epochMilliseconds) === span ? position(until.epochMilliseconds, span) - position(from.epochMilliseconds, span) : null
    },
    resumed: (end, from, until) =>
      within(end, (end_ms, span) => {
        const stops = [from.epochMilliseconds, until.epochMilliseconds] as const
        if (stops.some((stop) => spanAt(stop) !== span)) return null
        const [stopped, resumes] = stops
        if (resumes <= stopped || end_ms <= stopped) return end_ms
        return moment(position(end_ms, span) + position(resumes, span) - position(stopped, span), span, !isOpening(end_ms, span))
      }),
  }
}
