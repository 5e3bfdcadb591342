import { expect, test } from 'vitest'
import { shareOf } from '../clock-share.ts'
import { leftOf, spanBetween, statusOf, stepOf } from './case-words.ts'
import { kindOf } from './report-draft.ts'

const at = (text: string): Date => new Date(`2026-11-18T${text}:00+08:00`)
const after = (hours: number): string => new Date(at('15:00').getTime() + hours * 3_600_000).toISOString()
const clock = (hours: number) => ({ from: after(0), due: after(hours), amberAt: after(hours / 2), redAt: after(hours * 0.8), working: false, overdue: false, pendingCalendar: false })

test('what is left is counted in the units that fit, with one box for each step', () => {
  expect(leftOf(clock(120), new Date('2026-11-20T18:00:00+08:00'))).toMatchObject({ isOver: false, span: { days: 2, hours: 21, minutes: 0 }, boxes: 5, used: 2 })
  expect(leftOf(clock(24), at('22:00'))).toMatchObject({ span: { days: 0, hours: 17 }, boxes: 4, used: 1 })
  expect(leftOf(clock(2), at('15:25'))).toMatchObject({ span: { hours: 1, minutes: 35 }, boxes: 12, used: 2 })
  expect(leftOf(clock(0.5), at('15:25'))).toMatchObject({ span: { minutes: 5 }, boxes: 3, used: 2 })
})

test('how much is used goes by the marks: nights and days off stand still', () => {
  // A clock of working time from Friday 15:00 to Wednesday: its half is on Monday morning.
  const working = { ...clock(120), amberAt: after(70), redAt: after(90) }
  expect([0, 35, 70, 80, 90, 120, 150].map((hours) => shareOf(working, Date.parse(after(hours))))).toEqual([0, 0.25, 0.5, 0.65, 0.8, 1, 1.25])
  expect(shareOf({ ...working, due: null, amberAt: null, redAt: null }, Date.parse(after(1)))).toBeNull()
  expect(leftOf(working, new Date(after(80)))?.share).toBeCloseTo(0.65)
})

test('what has run out is told as a span too, and every box is used', () => {
  expect(leftOf(clock(2), at('18:00'))).toMatchObject({ isOver: true, span: { hours: 1, minutes: 0 }, boxes: 12, used: 12 })
  expect(leftOf({ ...clock(2), due: null }, at('18:00'))).toBeNull()
  expect(spanBetween('2026-11-18T00:00:00Z', '2026-11-19T02:30:00Z')).toEqual({ days: 1, hours: 2, minutes: 30 })
})

test('vermilion only when it is my turn; closed is not fixed until the resident says so', () => {
  const open = { clock: clock(120), can: {}, resolved: null }
  const now = at('16:00')
  expect(statusOf({ ...open, state: 'CHECKING', can: { confirm: true } }, now)).toEqual({ kind: 'turn' })
  expect(statusOf({ ...open, state: 'CHECKING' }, now)).toEqual({ kind: 'doing', word: 'checking' })
  expect(statusOf({ ...open, state: 'HANDLING' }, now)).toEqual({ kind: 'doing' })
  expect(statusOf({ ...open, state: 'HANDLING' }, new Date('2026-11-22T16:00:00+08:00'))).toEqual({ kind: 'due' })
  expect(statusOf({ ...open, state: 'HANDLING', clock: { ...open.clock, overdue: true } }, now)).toEqual({ kind: 'late' })
  expect(statusOf({ ...open, state: 'CLOSED', resolved: true }, now)).toEqual({ kind: 'done' })
  expect(statusOf({ ...open, state: 'CLOSED', resolved: false }, now)).toEqual({ kind: 'closed', word: 'closed' })
  expect(statusOf({ ...open, state: 'CLOSED' }, now)).toEqual({ kind: 'closed', word: 'closed' })
})

test('five steps, the last past only when it is over', () => {
  expect((['REPORTED', 'DISPATCHED', 'HANDLING', 'CHECKING', 'CLOSED'] as const).map(stepOf)).toEqual([1, 2, 2, 3, 5])
})

test('without a word of the person a report is about their stairs, without a home about the commons', () => {
  const home = { homeId: 'h', buildingId: 'b', unitId: 'u', building: '7栋', unit: '2单元', name: '301' }
  const origin = { communityId: 'c', community: '观音新村', part: '', home }
  expect(kindOf({ kind: null, origin })).toBe('unit')
  expect(kindOf({ kind: 'home', origin })).toBe('home')
  expect(kindOf({ kind: 'unit', origin: { ...origin, home: null } })).toBe('community')
})
