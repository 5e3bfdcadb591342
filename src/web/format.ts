/**
 * How dates, spans, numbers and areas are written. Instants come as ISO strings from the server and are shown in the city's zone;
 * civil dates come as 'YYYY-MM-DD' and are only re-written, never calculated with. A missing value is 无数据, never 0 or 100 %.
 */
import { ZONE } from '../platform/zone.ts'
import { shared } from './messages.ts'
import type { SharedText } from './messages.zh.ts'
import { serverNow } from './now.ts'
import type { Language } from './preferences.ts'
import { useLanguage } from './i18n.ts'

interface Civil {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  /** 0 = Sunday */
  readonly weekday: number
  /** Days since 1970-01-01 in the city's calendar. Used to say 今天 or 下周一, never to find a deadline. */
  readonly dayNumber: number
}

const civilParts = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
})

function civil(at: Date): Civil {
  const read: Record<string, number> = {}
  for (const part of civilParts.formatToParts(at)) read[part.type] = Number(part.value)
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = read
  const midnight = new Date(Date.UTC(year, month - 1, day))
  return { year, month, day, hour, minute, weekday: midnight.getUTCDay(), dayNumber: midnight.getTime() / 86_400_000 }
}

/** The instant at which a civil day begins in the city's zone, or the day some days later: for lists that are asked from a day until a day. */
export function startOfDay(date: string, later_days = 0): string {
  const asIfUtc = Date.parse(`${date}T00:00:00Z`) + later_days * 86_400_000
  const { year, month, day, hour, minute } = civil(new Date(asIfUtc))
  const ahead_ms = Date.UTC(year, month - 1, day, hour, minute) - asIfUtc
  return new Date(asIfUtc - ahead_ms).toISOString()
}

const twoDigits = (value: number): string => String(value).padStart(2, '0')

/** A span the server has counted; the browser only words it. */
export interface Span {
  readonly days?: number
  readonly hours?: number
  readonly minutes?: number
}

export interface SpanKind {
  /** Working days (工作日) or natural ones (天). */
  readonly working: boolean
  readonly state: 'running' | 'over' | 'stopped'
}

export interface Format {
  /** '10:20' */
  readonly clock: (instant: string) => string
  /** '今天 10:20', '周一 15:00', '下周一 10:00', '11月23日 15:00' */
  readonly moment: (instant: string) => string
  /** '今天', '昨天', '周一', '11月23日': the heading over what happened that day. */
  readonly day: (instant: string) => string
  /** '周五 下午4:30', '明天 上午9:00': as people say it. */
  readonly spoken: (instant: string) => string
  /** '11月23日 周一 下午3:00': a promise to a person, always with the date. */
  readonly deadline: (instant: string) => string
  /** '3月18日 周三 10:42': the clock of the desk's top bar. */
  readonly wallClock: (instant: string) => string
  /** '2026年11月23日 10:42': as of when, on what is printed or kept. */
  readonly stamp: (instant: string) => string
  /** '2026年11月23日' from '2026-11-23' */
  readonly date: (date: string | null) => string
  /** '2026年11月' from '2026-11' */
  readonly period: (period: string) => string
  /** '剩 4 时 48 分', '超 11 分', '停 · 剩 3 工作日' */
  readonly timeLeft: (span: Span, kind: SpanKind) => string
  /** '1,018.61' */
  readonly number: (value: number | null, decimals?: number) => string
  /** '98.52 ㎡' from 9852 (0.01 m²) */
  readonly area: (area_centi_m2: number | null) => string
  /** '96.4 %' from 0.9643 */
  readonly rate: (rate: number | null) => string
  /** '96.4 %（81／84）'; 无数据 when there is nothing to divide by. */
  readonly rateOf: (part: number, whole: number) => string
}

function timeLeft(words: SharedText['time'], { days = 0, hours = 0, minutes = 0 }: Span, { working, state }: SpanKind): string {
  const parts: string[] = []
  if (days > 0) parts.push(working ? words.workingDays({ count: days }) : words.days({ count: days }))
  if (hours > 0) parts.push(words.hours({ count: hours }))
  // Beside whole days a minute says nothing; alone it is the answer.
  if (days === 0 && (minutes > 0 || parts.length === 0)) parts.push(words.minutes({ count: minutes }))
  const span = parts.join(' ')
  if (state === 'over') return words.over({ span })
  return state === 'stopped' ? words.stopped({ span }) : words.left({ span })
}

/** Its formatters are made once each: a list of thousands of figures would otherwise spend its time on making them. */
function numberFormat(locale: string): (value: number, decimals: number) => string {
  const made = new Map<number, Intl.NumberFormat>()
  return (value, decimals) => {
    const known = made.get(decimals) ?? new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    made.set(decimals, known)
    return known.format(value)
  }
}

function make(language: Language): Format {
  const text = shared[language]
  const words = text.time

  const clockOf = (at: Civil): string => `${twoDigits(at.hour)}:${twoDigits(at.minute)}`

  function dateOf(at: Civil, now: Civil): string {
    return at.year === now.year ? words.monthDay(at) : words.yearMonthDay(at)
  }

  function weekdayOf(at: Civil): string {
    return words.weekdays[at.weekday] ?? ''
  }

  function dayWord(at: Civil, now: Civil): string {
    const away = at.dayNumber - now.dayNumber
    if (away === 0) return words.today
    if (away === -1) return words.yesterday
    if (away === 1) return words.tomorrow
    const mondayOf = (day: Civil): number => day.dayNumber - ((day.weekday + 6) % 7)
    const weeksAway = (mondayOf(at) - mondayOf(now)) / 7
    const weekday = weekdayOf(at)
    if (weeksAway === 0) return weekday
    if (weeksAway === -1) return words.lastWeek({ weekday })
    if (weeksAway === 1) return words.nextWeek({ weekday })
    return dateOf(at, now)
  }

  function on(instant: string, clock: (at: Civil) => string): string {
    const at = civil(new Date(instant))
    return words.on({ day: dayWord(at, civil(serverNow())), clock: clock(at) })
  }

  const numberOf = numberFormat(language === 'zh' ? 'zh-CN' : 'en-GB')
  const number = (value: number | null, decimals = 0): string => (value === null ? text.noData : numberOf(value, decimals))

  function rate(value: number | null): string {
    return value === null ? text.noData : `${number(value * 100, 1)} %`
  }

  return {
    clock: (instant) => clockOf(civil(new Date(instant))),
    moment: (instant) => on(instant, clockOf),
    day: (instant) => dayWord(civil(new Date(instant)), civil(serverNow())),
    spoken: (instant) => on(instant, words.spoken),
    deadline: (instant) => {
      const at = civil(new Date(instant))
      const day = words.dayWithWeekday({ date: dateOf(at, civil(serverNow())), weekday: weekdayOf(at) })
      return words.on({ day, clock: words.spoken(at) })
    },
    wallClock: (instant) => {
      const at = civil(new Date(instant))
      return words.on({ day: words.dayWithWeekday({ date: words.monthDay(at), weekday: weekdayOf(at) }), clock: clockOf(at) })
    },
    stamp: (instant) => {
      const at = civil(new Date(instant))
      return words.on({ day: words.yearMonthDay(at), clock: clockOf(at) })
    },
    date: (date) => {
      if (date === null) return text.noData
      const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
      return words.yearMonthDay({ year, month, day })
    },
    period: (period) => {
      const [year = 0, month = 0] = period.split('-').map(Number)
      return words.yearMonth({ year, month })
    },
    timeLeft: (span, kind) => timeLeft(words, span, kind),
    number,
    area: (area_centi_m2) => (area_centi_m2 === null ? text.noData : `${number(area_centi_m2 / 100, 2)} ㎡`),
    rate,
    rateOf: (part, whole) =>
      whole === 0 ? text.noData : text.rateWithCounts({ rate: rate(part / whole), part: number(part), whole: number(whole) }),
  }
}

export const formats: Readonly<Record<Language, Format>> = { zh: make('zh'), en: make('en') }

export function useFormat(): Format {
  return formats[useLanguage()]
}
