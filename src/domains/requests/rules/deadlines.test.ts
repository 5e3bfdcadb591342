import { describe, expect, it } from 'vitest'
import { DEFAULT_RULES as rules } from './default-rules.ts'
import { deadlines } from './deadlines.ts'
import type { DeadlineClass } from './case.ts'

const start = Temporal.Instant.from('2026-03-16T01:00:00Z')
const hours = (instant: Temporal.Instant | null) => (instant === null ? null : start.until(instant).total('hours'))

describe('时限 by class', () => {
  it.each<[DeadlineClass, number, number, number]>([
    ['URGENT', 0.5, 1, 2],
    ['FAST', 2, 12, 24],
    ['NORMAL', 24, 24, 120],
    ['COMPLEX', 24, 24, 360],
    ['QUESTION', 2, 12, 24],
  ])('%s: accept within %d hours, contact within %d, finish within %d', (deadlineClass, accept, contact, finish) => {
    const by = deadlines(rules, deadlineClass, start)
    expect([hours(by.acceptBy), hours(by.contactBy), hours(by.finishBy)]).toEqual([accept, contact, finish])
  })
  it('halves the time to finish after a reopening', () => {
    expect(hours(deadlines(rules, 'NORMAL', start, 0.5).finishBy)).toBe(60)
  })
})
