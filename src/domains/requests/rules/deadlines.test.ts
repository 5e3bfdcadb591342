import { describe, expect, it } from 'vitest'
import { ZONE } from '../../../platform/zone.ts'
import { shippedYears, workCalendar } from '../../calendar/public.ts'
import { DEFAULT_RULES as rules } from './default-rules.ts'
import { climbAfter, deadlines, endOf, marksOf, movedEnd, type RuleSet } from './deadlines.ts'
import type { DeadlineClass } from './case.ts'

const calendar = workCalendar(await shippedYears())
/** '03-16 10:00', in the city, in 2026. */
const at = (words: string) => Temporal.PlainDateTime.from(`2026-${words.replace(' ', 'T')}`).toZonedDateTime(ZONE).toInstant()
const words = (instant: Temporal.Instant | null) => instant && instant.toZonedDateTimeISO(ZONE).toPlainDateTime().toString({ smallestUnit: 'minute' }).slice(5).replace('T', ' ')
const by = (deadlineClass: DeadlineClass, start: string, share?: number) => {
  const { acceptBy, contactBy, finishBy } = deadlines(rules, calendar, deadlineClass, at(start), share)
  return [words(acceptBy), words(contactBy), words(finishBy)]
}

describe('时限 by class: accept, first contact, finish', () => {
  it.each<[DeadlineClass, string, string, string]>([
    ['URGENT', '03-16 10:30', '03-16 11:00', '03-16 12:00'],
    ['FAST', '03-16 12:00', '03-16 22:00', '03-17 10:00'],
    ['NORMAL', '03-17 10:00', '03-17 10:00', '03-23 10:00'],
    ['COMPLEX', '03-17 10:00', '03-17 10:00', '04-07 10:00'],
    ['QUESTION', '03-16 12:00', '03-16 15:45', '03-17 10:00'],
  ])('%s on a Monday at 10:00', (deadlineClass, ...expected) => expect(by(deadlineClass, '03-16 10:00')).toEqual(expected))

  it.each<[DeadlineClass, string, string, string]>([
    ['URGENT', '03-20 23:30', '03-21 00:00', '03-21 01:00'],
    ['FAST', '03-23 10:30', '03-21 11:00', '03-21 23:00'],
    ['NORMAL', '03-24 08:30', '03-24 08:30', '03-30 08:30'],
    ['QUESTION', '03-23 10:30', '03-23 11:45', '03-24 08:30'],
  ])('%s on a Friday at 23:00: what is urgent runs on, the rest waits for Monday', (deadlineClass, ...expected) => expect(by(deadlineClass, '03-20 23:00')).toEqual(expected))

  it('halves the working time to finish after a reopening', () => {
    expect(by('NORMAL', '03-16 10:00', 0.5)[2]).toBe('03-18 15:45')
    expect(by('FAST', '03-16 10:00', 0.5)[2]).toBe('03-16 22:00')
  })
})

describe('时限待日历: beyond the calendar', () => {
  it('nothing is guessed, and what is urgent needs no calendar', () => {
    expect(by('NORMAL', '12-28 10:00')).toEqual(['12-29 10:00', '12-29 10:00', null])
    expect(by('NORMAL', '12-31 10:00')).toEqual([null, null, null])
    expect(by('FAST', '12-31 16:00')).toEqual([null, '01-01 04:00', '01-01 16:00'])
    expect(by('URGENT', '12-31 23:50')).toEqual(['01-01 00:20', '01-01 00:50', '01-01 01:50'])
  })
  it('is the same as within it once the year is loaded', () => {
    const loaded = workCalendar([{ year: 2026, days: [] }, { year: 2027, days: [{ date: '2027-01-01', kind: 'off' }] }])
    expect(words(deadlines(rules, loaded, 'NORMAL', at('12-31 10:00')).acceptBy)).toBe('01-04 10:00')
  })
})

it('a level climbed to has half the original time, at least a working day', () => {
  const climbs = (deadlineClass: DeadlineClass, start: string) => words(climbAfter(at(start), deadlineClass, { rules, calendar }))
  expect([climbs('URGENT', '03-16 10:00'), climbs('FAST', '03-16 10:00'), climbs('QUESTION', '03-16 10:00')]).toEqual(['03-17 10:00', '03-17 10:00', '03-17 10:00'])
  expect([climbs('NORMAL', '03-16 10:00'), climbs('COMPLEX', '03-16 10:00')]).toEqual(['03-18 15:45', '03-25 15:45'])
  expect(climbs('NORMAL', '12-31 10:00')).toBeNull()
})

describe('过半、八成: amber and red', () => {
  const marks = (deadlineClass: DeadlineClass, state: 'REPORTED' | 'HANDLING' | 'CHECKING', from: string, due: string | null) => {
    const { amberAt, redAt, working } = marksOf({ state, deadlineClass, stageFrom: at(from), stageDueAt: due === null ? null : at(due) }, { rules, calendar })
    expect(working).toBe(deadlineClass === 'NORMAL' ? state !== 'CHECKING' : state === 'REPORTED')
    return [words(amberAt), words(redAt)]
  }
  it('go by the time that counts', () => {
    expect(marks('NORMAL', 'HANDLING', '03-16 10:00', '03-23 10:00')).toEqual(['03-18 15:45', '03-20 10:00'])
    expect(marks('FAST', 'HANDLING', '03-16 10:00', '03-17 10:00')).toEqual(['03-16 22:00', '03-17 05:12'])
    expect(marks('FAST', 'REPORTED', '03-16 11:00', '03-16 15:30')).toEqual(['03-16 12:00', '03-16 15:06'])
    expect(marks('NORMAL', 'CHECKING', '03-20 10:00', '03-23 10:00')).toEqual(['03-21 22:00', '03-22 19:36'])
  })
  it('are none while the end awaits the calendar', () => expect(marks('NORMAL', 'HANDLING', '12-31 10:00', null)).toEqual([null, null]))
  it('of a clock from before the calendar began go by natural time', () => {
    const before = workCalendar([])
    expect(words(marksOf({ state: 'HANDLING', deadlineClass: 'NORMAL', stageFrom: at('03-16 10:00'), stageDueAt: at('03-20 10:00') }, { rules, calendar: before }).amberAt)).toBe('03-18 10:00')
  })
})

describe('a clock that stood still', () => {
  const resumed = (deadlineClass: DeadlineClass, end: string, from: string, until: string) => words(movedEnd(at(end), rules.classes[deadlineClass].finish, { from: at(from), to: at(until) }, { rules, calendar }))
  it('keeps what was left: working time where that counts, natural time elsewhere', () => {
    expect(resumed('NORMAL', '03-23 10:00', '03-18 10:00', '03-20 10:00')).toBe('03-25 10:00')
    expect(resumed('NORMAL', '03-23 10:00', '03-20 20:00', '03-22 20:00')).toBe('03-23 10:00')
    expect(resumed('FAST', '03-17 10:00', '03-16 20:00', '03-18 20:00')).toBe('03-19 10:00')
  })
  it('stays where it is when it had run out before', () => expect(resumed('FAST', '03-17 10:00', '03-17 11:00', '03-18 20:00')).toBe('03-17 10:00'))
})

it('rule sets of older databases go on: “hour” is the older word for “urgent_hour”', () => {
  const { workingHours, check, climbAtLeast, ...older } = rules
  const stored: RuleSet = { ...rules, ...older, classes: { ...rules.classes, NORMAL: { accept: { amount: 24, unit: 'hour' }, finish: { amount: 120, unit: 'hour' } } } }
  expect([workingHours.length, check.unit, climbAtLeast.unit]).toEqual([2, 'work_day', 'work_day'])
  expect(words(deadlines(stored, calendar, 'NORMAL', at('03-16 10:00')).finishBy)).toBe('03-21 10:00')
  expect(words(endOf(at('03-20 10:00'), { amount: 2, unit: 'natural_day' }, { rules: stored, calendar }))).toBe('03-22 10:00')
})
