import { describe, expect, it } from 'vitest'
import { ZONE } from '../../../platform/zone.ts'
import { shippedYears, workCalendar } from '../../calendar/public.ts'
import { DEFAULT_RULES } from './default-rules.ts'
import { daysOfMonth, partsOf, shiftTimes, wrongShifts } from './duty.ts'

const calendar = workCalendar(await shippedYears())
const words = (at: Temporal.Instant) => at.toZonedDateTimeISO(ZONE).toPlainDateTime().toString({ smallestUnit: 'minute' })

describe('值班', () => {
  it('is by night on working days, by day and night on days off, and on either beyond the calendar', () => {
    expect(['2026-03-16', '2026-03-21', '2026-01-04', '2027-03-15'].map((date) => partsOf(date, calendar).join(' '))).toEqual(['night', 'day night', 'night', 'day night'])
  })
  it('a night runs until the next day opens, over the end of a month too', () => {
    const { from, until } = shiftTimes({ date: '2026-03-31', part: 'night' }, DEFAULT_RULES.workingHours)
    expect([words(from), words(until)]).toEqual(['2026-03-31T17:30', '2026-04-01T08:30'])
    const day = shiftTimes({ date: '2026-03-21', part: 'day' }, DEFAULT_RULES.workingHours)
    expect([words(day.from), words(day.until)]).toEqual(['2026-03-21T08:30', '2026-03-21T17:30'])
  })
  it('knows the days of a month', () => expect([daysOfMonth('2028-02').length, daysOfMonth('2026-11').at(-1)]).toEqual([29, '2026-11-30']))
  it('names what cannot be: another month, twice, by day when it is open, somebody of another house', () => {
    const shift = (date: string, part: 'day' | 'night', personId = 'a') => ({ date, part, personId, showPhone: false })
    const wrong = wrongShifts('2026-03', [shift('2026-03-16', 'night'), shift('2026-04-01', 'night'), shift('2026-03-16', 'night'), shift('2026-03-16', 'day'), shift('2026-03-17', 'night', 'b')], { calendar, staff: new Set(['a']) })
    expect(wrong.map(({ pointer }) => pointer)).toEqual(['/body/shifts/1/date', '/body/shifts/2/date', '/body/shifts/3/part', '/body/shifts/4/personId'])
  })
})
