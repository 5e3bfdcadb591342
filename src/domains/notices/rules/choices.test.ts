import { describe, expect, test } from 'vitest'
import { DEFAULT_CHOICES, nextAttempt, planFor, type Choices } from './choices.ts'

const at = (time: string) => Temporal.PlainDateTime.from(`2026-03-16T${time}`).toZonedDateTime('Asia/Shanghai').toInstant()
const due = (channel: 'email' | 'push', time: string, choices: Partial<Choices> = {}, urgent = false) => {
  const plan = planFor(channel, urgent ? 'danger' : 'mine', urgent, { ...DEFAULT_CHOICES, ...choices }, at(time))
  return plan && `${plan.dueAt.toZonedDateTimeISO('Asia/Shanghai').toPlainDateTime().toString({ smallestUnit: 'minute' })}${plan.digestOf === null ? '' : ' digest'}`
}

describe('when a message goes out', () => {
  test.each([
    ['09:00', '2026-03-16T09:00'],
    ['21:59', '2026-03-16T21:59'],
    ['22:00', '2026-03-17T07:00'],
    ['23:30', '2026-03-17T07:00'],
    ['00:10', '2026-03-16T07:00'],
    ['06:59', '2026-03-16T07:00'],
    ['07:00', '2026-03-16T07:00'],
  ])('told at %s, by %s', (told, sent) => {
    expect([due('email', told), due('push', told)]).toEqual([sent, sent])
    expect(due('email', told, {}, true)).toBe(`2026-03-16T${told}`)
    expect(due('email', told, { quiet: 'off' })).toBe(`2026-03-16T${told}`)
  })
  test('quiet hours may lie within a day, or be none', () => {
    expect(due('push', '13:15', { quiet: { from: 12, until: 14 } })).toBe('2026-03-16T14:00')
    expect(due('push', '14:00', { quiet: { from: 12, until: 14 } })).toBe('2026-03-16T14:00')
    expect(due('push', '03:00', { quiet: { from: 5, until: 5 } })).toBe('2026-03-16T03:00')
  })
  test('a digest closes before it goes; danger and pushes wait for none', () => {
    expect(due('email', '07:57', { digest: 'daily' })).toBe('2026-03-16T08:00 digest')
    expect(due('email', '07:58', { digest: 'daily' })).toBe('2026-03-17T08:00 digest')
    expect(due('email', '23:00', { digest: 'daily' })).toBe('2026-03-17T08:00 digest')
    expect(due('email', '23:00', { digest: 'daily' }, true)).toBe('2026-03-16T23:00')
    expect(due('push', '12:00', { digest: 'daily' })).toBe('2026-03-16T12:00')
  })
  test('what is not wanted does not go', () => {
    expect([due('email', '12:00', { email: ['danger'] }), due('push', '12:00', { email: ['danger'] })]).toEqual([null, '2026-03-16T12:00'])
  })
})

test('another attempt comes sooner at first, then every hour, for more than a day', () => {
  let now = at('09:00')
  const waits: number[] = []
  for (let attempts = 1; ; attempts++) {
    const next = nextAttempt(attempts, now)
    if (!next) break
    waits.push(now.until(next).total('minutes'))
    now = next
  }
  expect(waits.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
  expect(at('09:00').until(now).total('hours')).toBeGreaterThan(24)
})
