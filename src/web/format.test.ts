import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { formats, startOfDay } from './format.ts'

// Wednesday 2026-11-18 15:00 in Shaoyang, as in the mockups.
beforeEach(() => vi.useFakeTimers({ now: new Date('2026-11-18T15:00:00+08:00') }))
afterEach(() => vi.useRealTimers())

const { zh, en } = formats

describe('a moment is said as people say it', () => {
  it.each([
    ['2026-11-18T10:20:00+08:00', '今天 10:20', 'today 10:20'],
    ['2026-11-17T16:30:00+08:00', '昨天 16:30', 'yesterday 16:30'],
    ['2026-11-19T09:00:00+08:00', '明天 09:00', 'tomorrow 09:00'],
    ['2026-11-16T15:00:00+08:00', '周一 15:00', 'Mon 15:00'],
    ['2026-11-23T10:00:00+08:00', '下周一 10:00', 'next Mon 10:00'],
    ['2026-11-13T10:00:00+08:00', '上周五 10:00', 'last Fri 10:00'],
    ['2026-10-09T08:05:00+08:00', '10月9日 08:05', '9 Oct 08:05'],
    ['2025-11-18T08:05:00+08:00', '2025年11月18日 08:05', '18 Nov 2025 08:05'],
  ])('%s', (instant, chinese, english) => {
    expect(zh.moment(instant)).toBe(chinese)
    expect(en.moment(instant)).toBe(english)
  })

  it('in the city’s zone, wherever the phone is', () => {
    expect(zh.moment('2026-11-17T16:30:00Z')).toBe('今天 00:30')
  })

  it('a deadline always carries its date', () => {
    expect(zh.deadline('2026-11-23T15:00:00+08:00')).toBe('11月23日 周一 下午3:00')
    expect(zh.deadline('2026-11-22T20:00:00+08:00')).toBe('11月22日 周日 晚8:00')
    expect(zh.deadline('2026-11-20T12:30:00+08:00')).toBe('11月20日 周五 中午12:30')
    expect(en.deadline('2026-11-23T15:00:00+08:00')).toBe('Mon 23 Nov 3:00 pm')
  })
})

describe('spans counted by the server', () => {
  it.each([
    [{ minutes: 38 }, true, 'running', '剩 38 分'],
    [{ hours: 4, minutes: 48 }, true, 'running', '剩 4 时 48 分'],
    [{ days: 2, hours: 5, minutes: 7 }, true, 'running', '剩 2 工作日 5 时'],
    [{ days: 1, hours: 23 }, false, 'running', '剩 1 天 23 时'],
    [{ hours: 4, minutes: 32 }, true, 'over', '超 4 时 32 分'],
    [{ days: 3 }, true, 'stopped', '停 · 剩 3 工作日'],
    [{}, true, 'running', '剩 0 分'],
  ] as const)('%o', (span, working, state, words) => {
    expect(zh.timeLeft(span, { working, state })).toBe(words)
  })
})

describe('figures', () => {
  it('a missing value is never zero, and nothing to divide by is never 100 %', () => {
    expect(zh.rate(null)).toBe('无数据')
    expect(zh.rateOf(0, 0)).toBe('无数据')
    expect(zh.area(null)).toBe('无数据')
    expect(zh.date(null)).toBe('无数据')
  })
  it('carry their counts and units', () => {
    expect(zh.rateOf(81, 84)).toBe('96.4 %（81／84）')
    expect(en.rateOf(81, 84)).toBe('96.4 % (81 of 84)')
    expect(zh.area(9852)).toBe('98.52 ㎡')
    expect(zh.number(146000)).toBe('146,000')
  })
})

it('a civil day begins at midnight in the city’s zone', () => {
  expect(startOfDay('2026-11-23')).toBe('2026-11-22T16:00:00.000Z')
  expect(startOfDay('2026-12-31', 1)).toBe('2026-12-31T16:00:00.000Z')
})
