import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ZONE } from '../../../platform/zone.ts'
import { daysOfCsv } from './notice.ts'
import { workCalendar, type WorkingHours } from './work-calendar.ts'

const read = (file: string) => readFileSync(join(import.meta.dirname, '../data', file), 'utf8')
const listed = daysOfCsv(read('holidays.csv')).days
const yearsOf = (...years: number[]) => years.map((year) => ({ year, days: listed.filter(({ date }) => date.startsWith(String(year))) }))
const calendar = workCalendar(yearsOf(2024, 2025, 2026))
const HOURS: WorkingHours = [
  ['08:30', '12:00'],
  ['14:30', '17:30'],
]
const work = calendar.workTime(HOURS)
const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** '2026-03-16 10:00', in the city. */
const at = (words: string) => Temporal.PlainDateTime.from(words.replace(' ', 'T')).toZonedDateTime(ZONE).toInstant()
const words = (instant: Temporal.Instant | null) => instant && instant.toZonedDateTimeISO(ZONE).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')

describe('工作日: which days are worked', () => {
  it('follow the week, but for days off and make-up days', () => {
    expect(['2026-03-16', '2026-03-21', '2026-03-22'].map(calendar.isWorkingDay)).toEqual([true, false, false])
    expect([calendar.isWorkingDay('2026-01-01'), calendar.isWorkingDay('2026-01-04')]).toEqual([false, true])
  })
  it('are unknown in a year that is not loaded, before and after', () => {
    expect(['2023-12-29', '2027-01-04'].map(calendar.isWorkingDay)).toEqual([null, null])
    expect(workCalendar(yearsOf(2024, 2026)).isWorkingDay('2025-06-03')).toBeNull()
    expect(workCalendar([]).isWorkingDay('2026-03-16')).toBeNull()
  })
  it('are 251, 248 and 248 in three years', () => {
    const count = (year: number) => Array.from({ length: 366 }, (_, day) => Temporal.PlainDate.from(`${year}-01-01`).add({ days: day })).filter((date) => date.year === year && calendar.isWorkingDay(date.toString())).length
    expect([2024, 2025, 2026].map(count)).toEqual([251, 248, 248])
  })
})

describe('working_day_vectors.csv', () => {
  const vectors = read('working_day_vectors.csv').trimEnd().split('\n').slice(1).map((line) => line.split(','))
  it('has 140 rows', () => expect(vectors).toHaveLength(140))
  it('all agree by date', () => {
    for (const [start = '', days, due] of vectors) expect([start, days, calendar.workingDayAfter(start, Number(days))]).toEqual([start, days, due])
  })
  it('all agree by time of day: what starts on a day off ends as the due day does, which is the next opening', () => {
    for (const [start = '', days, due = ''] of vectors) {
      const end = work.addDays(at(`${start} 10:00`), Number(days))
      const expected = calendar.isWorkingDay(start) === true ? at(`${due} 10:00`) : work.opening(at(`${due} 17:30`))
      expect([start, days, words(end)]).toEqual([start, days, words(expected)])
    }
  })
})

describe('what starts outside working hours starts at the next opening', () => {
  it.each([
    ['2026-03-16 08:29', '2026-03-16 08:30', 'before opening'],
    ['2026-03-16 08:30', '2026-03-16 08:30', 'at opening'],
    ['2026-03-16 11:59', '2026-03-16 11:59', 'in the morning'],
    ['2026-03-16 12:00', '2026-03-16 14:30', 'at noon work stops'],
    ['2026-03-16 13:20', '2026-03-16 14:30', 'at lunch'],
    ['2026-03-16 17:30', '2026-03-17 08:30', 'at closing'],
    ['2026-03-20 22:00', '2026-03-23 08:30', 'on Friday night'],
    ['2026-03-21 10:00', '2026-03-23 08:30', 'on a Saturday'],
    ['2026-01-04 10:00', '2026-01-04 10:00', 'on a Sunday that is worked'],
    ['2026-01-01 10:00', '2026-01-04 08:30', 'on New Year’s Day, before a make-up Sunday'],
    ['2026-02-13 18:00', '2026-02-14 08:30', 'on the eve of a make-up Saturday'],
    ['2026-02-14 18:00', '2026-02-24 08:30', 'when the Spring Festival begins'],
  ])('%s → %s (%s)', (start, opening) => expect(words(work.opening(at(start)))).toBe(opening))
})

describe('working days and hours', () => {
  it('days end at the same time of day', () => {
    expect(words(work.addDays(at('2026-03-16 10:07'), 5))).toBe('2026-03-23 10:07')
    expect(words(work.addDays(at('2026-03-16 13:00'), 1))).toBe('2026-03-17 14:30')
    expect(words(work.addDays(at('2026-03-21 10:00'), 1))).toBe('2026-03-24 08:30')
    expect(words(work.addDays(at('2026-02-13 16:00'), 2))).toBe('2026-02-24 16:00')
  })
  it('half a day is half of the hours that are worked', () => {
    expect(words(work.addDays(at('2026-03-16 08:30'), 0.5))).toBe('2026-03-16 11:45')
    expect(words(work.addDays(at('2026-03-16 16:30'), 0.5))).toBe('2026-03-17 10:45')
    expect(words(work.addDays(at('2026-03-16 10:00'), 2.5))).toBe('2026-03-18 15:45')
  })
  it('hours run while work goes on, and end at closing, not at the next opening', () => {
    expect(words(work.add(at('2026-03-16 11:00'), 2 * HOUR))).toBe('2026-03-16 15:30')
    expect(words(work.add(at('2026-03-16 16:30'), HOUR))).toBe('2026-03-16 17:30')
    expect(words(work.add(at('2026-03-20 17:00'), 2 * HOUR))).toBe('2026-03-23 10:00')
    expect(words(work.add(at('2026-03-21 03:00'), 2 * HOUR))).toBe('2026-03-23 10:30')
  })
  it('a result beyond the calendar is not guessed', () => {
    expect(words(work.add(at('2026-12-31 16:00'), 1.5 * HOUR))).toBe('2026-12-31 17:30')
    expect(work.add(at('2026-12-31 16:00'), 1.6 * HOUR)).toBeNull()
    expect(work.opening(at('2026-12-31 17:30'))).toBeNull()
    expect(words(work.addDays(at('2026-12-24 09:00'), 5))).toBe('2026-12-31 09:00')
    expect(work.addDays(at('2026-12-24 09:00'), 6)).toBeNull()
    expect(work.addDays(at('2027-01-04 09:00'), 1)).toBeNull()
    expect(work.between_ms(at('2026-12-31 09:00'), at('2027-01-04 09:00'))).toBeNull()
  })
  it('refuses hours that are none', () => {
    for (const wrong of [[['12:00', '08:30']], [['08:30', '12:00'], ['11:00', '17:30']], [], [['8:30', '12:00']]] as unknown as WorkingHours[]) expect(() => calendar.workTime(wrong)).toThrow(RangeError)
  })
})

describe('a pause', () => {
  it('leaves the time that was left', () => {
    const end = at('2026-03-18 10:00')
    expect(words(work.resumed(end, at('2026-03-17 16:30'), at('2026-03-20 09:00')))).toBe('2026-03-20 11:30')
    expect(words(work.resumed(end, at('2026-03-17 20:00'), at('2026-03-18 07:00')))).toBe('2026-03-18 10:00')
  })
  it('of no length changes nothing, and one after the end neither', () => {
    const end = at('2026-03-18 10:00')
    expect(work.resumed(end, at('2026-03-17 09:00'), at('2026-03-17 09:00'))).toEqual(end)
    expect(work.resumed(end, at('2026-03-19 09:00'), at('2026-03-25 09:00'))).toEqual(end)
  })
  it('keeps an end at an opening at an opening, and one at closing at closing', () => {
    expect(words(work.resumed(at('2026-03-18 08:30'), at('2026-03-17 08:30'), at('2026-03-19 08:30')))).toBe('2026-03-20 08:30')
    expect(words(work.resumed(at('2026-03-17 17:30'), at('2026-03-17 08:30'), at('2026-03-19 08:30')))).toBe('2026-03-19 17:30')
  })
  it('that reaches beyond the calendar leaves the end pending', () => expect(work.resumed(at('2026-12-30 10:00'), at('2026-12-29 10:00'), at('2027-01-05 10:00'))).toBeNull())
})

describe('for any moment', () => {
  const from = at('2025-12-01 00:00').epochMilliseconds
  const instant = fc.integer({ min: 0, max: 150 * 24 * 60 }).map((minutes) => Temporal.Instant.fromEpochMilliseconds(from + minutes * MINUTE))
  const workedMinutes = fc.integer({ min: 0, max: 4_000 })
  const open = (moment: Temporal.Instant): boolean => {
    const local = moment.toZonedDateTimeISO(ZONE)
    const time = local.hour * 60 + local.minute
    return calendar.isWorkingDay(local.toPlainDate().toString()) === true && ((time >= 510 && time < 720) || (time >= 870 && time < 1050))
  }
  /** The reference: walks minute by minute. */
  const walk = (start: Temporal.Instant, minutes: number): Temporal.Instant => {
    let moment = start
    while (!open(moment)) moment = moment.add({ minutes: 1 })
    for (let left = minutes; left > 0; moment = moment.add({ minutes: 1 })) if (open(moment)) left--
    return moment
  }
  const plus = (moment: Temporal.Instant, minutes: number) => {
    const result = work.add(moment, minutes * MINUTE)
    if (!result) throw new Error('within the calendar')
    return result
  }

  it('adds as a walk minute by minute does', () => {
    fc.assert(fc.property(instant, fc.integer({ min: 0, max: 900 }), (moment, minutes) => {
        expect(words(plus(moment, minutes))).toBe(words(walk(moment, minutes)))
      }), { numRuns: 40 })
  })
  it('is additive, and between undoes it', () => {
    fc.assert(
      fc.property(instant, workedMinutes, workedMinutes.filter((minutes) => minutes > 0), (moment, a, b) => {
        expect(work.between_ms(moment, plus(moment, a))).toBe(a * MINUTE)
        expect(plus(plus(moment, a), b)).toEqual(plus(moment, a + b))
      }),
    )
  })
  it('is monotone in both, and never ends inside closed hours', () => {
    fc.assert(
      fc.property(instant, instant, fc.double({ min: 0, max: 12, noNaN: true }), fc.double({ min: 0, max: 12, noNaN: true }), (one, other, a, b) => {
        const [early, late] = Temporal.Instant.compare(one, other) <= 0 ? [one, other] : [other, one]
        const days = (moment: Temporal.Instant, count: number) => work.addDays(moment, count)?.epochMilliseconds ?? NaN
        expect(days(early, a)).toBeLessThanOrEqual(days(late, a))
        expect(days(one, Math.min(a, b))).toBeLessThanOrEqual(days(one, Math.max(a, b)))
        const end = Temporal.Instant.fromEpochMilliseconds(days(one, a))
        expect(open(end) || open(end.subtract({ milliseconds: 1 }))).toBe(true)
      }),
    )
  })
  it('a pause keeps what is left', () => {
    fc.assert(
      fc.property(instant, workedMinutes, fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 20_000 }), (start, minutes, wait, length) => {
        const end = plus(start, minutes)
        const stopped = start.add({ minutes: wait })
        fc.pre(Temporal.Instant.compare(stopped, end) < 0)
        const resumes = stopped.add({ minutes: length })
        const resumed = work.resumed(end, stopped, resumes)
        expect(resumed && work.between_ms(resumes, resumed)).toBe(work.between_ms(stopped, end))
      }),
    )
  })
  it('answers a thousand questions in less than 50 ms', () => {
    const moments = fc.sample(instant, { numRuns: 1_000, seed: 1 })
    const started = performance.now()
    for (const moment of moments) work.addDays(moment, 2.5)
    expect(performance.now() - started).toBeLessThan(50)
  })
})
