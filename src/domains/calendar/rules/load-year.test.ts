import { describe, expect, it } from 'vitest'
import { loadYear, wrongDays } from './load-year.ts'

const day = (date: string, kind: 'off' | 'work' = 'off') => ({ date, kind, name: '节', sourceUrl: '' })
const week = ['01', '02', '03', '04', '05', '06', '07'].map((date) => day(`2027-10-${date}`))
const given = (days = week, reason = '') => ({ year: 2027, days, reason })

describe('a year’s list', () => {
  it('comes back in order of days', () => {
    expect(loadYear(given(week.toReversed()), { known: false, today: '2026-12-01' })).toEqual({ ok: true, value: week })
  })
  it('has at least seven days off', () => {
    expect(loadYear(given(week.slice(1)), { known: false, today: '2026-12-01' })).toMatchObject({ refusal: 'calendar/too-few-days-off', values: { fewest: 7 } })
    expect(loadYear(given([...week.slice(1), day('2027-10-09', 'work')]), { known: false, today: '2026-12-01' })).toMatchObject({ ok: false })
  })
  it('is corrected with a reason once the year has begun; before, and where it was missing, without', () => {
    const corrected = (today: string, known: boolean, reason = '') => loadYear(given(week, reason), { known, today }).ok
    expect(corrected('2026-12-31', true)).toBe(true)
    expect(corrected('2027-01-01', true)).toBe(false)
    expect(corrected('2028-05-01', true)).toBe(false)
    expect(corrected('2027-01-01', true, '国务院调整了五一假期')).toBe(true)
    expect(corrected('2027-03-01', false)).toBe(true)
  })
  it('names the days that cannot be: of another year, twice, worked though not on a weekend', () => {
    expect(wrongDays(given())).toEqual([])
    expect(wrongDays(given([day('2026-10-01'), day('2027-10-01'), day('2027-10-01', 'off'), day('2027-10-08', 'work'), day('2027-10-09', 'work'), day('2027-10-10', 'work')]))).toEqual([
      { pointer: '/body/days/0/date', code: 'outside-year' },
      { pointer: '/body/days/2/date', code: 'listed-twice' },
      { pointer: '/body/days/3/date', code: 'not-a-weekend' },
    ])
  })
})
