import { expect, test } from 'vitest'
import { addCounts } from './figures.ts'
import { overviewOf, rate } from './overview.ts'

const NAMES = ['register.communities', 'register.courtyards', 'register.committees', 'register.homes', 'register.managedHomes', 'register.managedAreaCentiM2', ...['open', 'overdue', 'closed', 'due', 'onTime', 'answered', 'resolved', 'satisfied'].map((name) => `requests.${name}`)]
const counts = (values: Readonly<Record<string, number>>) => NAMES.map((name) => values[name] ?? 0)

test('a courtyard stands outside the four totals, but its requests count', () => {
  const city = counts({ 'register.communities': 1, 'register.committees': 1, 'register.homes': 100, 'register.managedHomes': 100, 'register.managedAreaCentiM2': 1_234_567, 'requests.open': 2, 'requests.due': 4, 'requests.onTime': 3 })
  addCounts(city, counts({ 'register.courtyards': 1, 'register.homes': 271, 'requests.open': 1, 'requests.overdue': 1, 'requests.due': 1, 'requests.onTime': 1, 'requests.answered': 2, 'requests.resolved': 1, 'requests.satisfied': 2 }))
  expect(overviewOf(NAMES, city)).toEqual({
    communities: 1,
    committees: 1,
    households: 100,
    floorAreaM2: 12_345.67,
    requests: { open: 3, overdue: 1, closed: 0, onTimeRate: 4 / 5, resolvedRate: 1 / 2, satisfiedRate: 1 },
    courtyards: { communities: 1, households: 271 },
  })
})

test('nothing counted is no data, never 100 %', () => {
  expect(rate(0, 0)).toBeNull()
  expect(overviewOf(NAMES, counts({ 'register.communities': 1, 'register.homes': 100 })).requests).toMatchObject({ onTimeRate: null, resolvedRate: null, satisfiedRate: null })
})
