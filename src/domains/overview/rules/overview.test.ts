import { expect, test } from 'vitest'
import { addCounts } from './figures.ts'
import { overviewOf, rate } from './overview.ts'

const REQUESTS = ['open', 'overdue', 'reported', 'closed', 'reworked', 'due', 'onTime', 'contactDue', 'contacted', 'answered', 'resolved', 'satisfied', 'excludedDue', 'excludedOnTime', 'excludedContactDue', 'excludedContacted', 'excludedResolvedAnswered', 'excludedResolved', 'excludedSatisfiedAnswered', 'excludedSatisfied']
const NAMES = ['register.communities', 'register.courtyards', 'register.committees', 'register.homes', 'register.managedHomes', 'register.managedAreaCentiM2', ...REQUESTS.map((name) => `requests.${name}`)]
const counts = (values: Readonly<Record<string, number>>) => NAMES.map((name) => values[name] ?? 0)

test('a courtyard stands outside the four totals, but its requests count', () => {
  const city = counts({ 'register.communities': 1, 'register.committees': 1, 'register.homes': 100, 'register.managedHomes': 100, 'register.managedAreaCentiM2': 1_234_567, 'requests.open': 2, 'requests.due': 4, 'requests.onTime': 3 })
  addCounts(city, counts({ 'register.courtyards': 1, 'register.homes': 271, 'requests.open': 1, 'requests.overdue': 1, 'requests.due': 1, 'requests.onTime': 1, 'requests.answered': 2, 'requests.resolved': 1, 'requests.satisfied': 2 }))
  expect(overviewOf(NAMES, city)).toMatchObject({
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

test('raw and adjusted stand side by side: what was taken out leaves numerator and denominator', () => {
  const { requests } = overviewOf(NAMES, counts({ 'requests.due': 10, 'requests.onTime': 7, 'requests.excludedDue': 2, 'requests.excludedOnTime': 0, 'requests.answered': 4, 'requests.resolved': 3, 'requests.excludedResolvedAnswered': 4, 'requests.excludedResolved': 3 }))
  expect(requests).toMatchObject({ onTimeRate: 7 / 10, resolvedRate: 3 / 4, adjusted: { onTimeRate: 7 / 8, resolvedRate: null }, excluded: { onTime: 2, resolved: 4 } })
})

test('what is reported stands beside what is late, by household', () => {
  expect(overviewOf(NAMES, counts({ 'register.homes': 2_000, 'requests.overdue': 3, 'requests.reported': 240 })).requests).toMatchObject({ overduePer1000Households: 1.5, reportedPer1000HouseholdsAMonth: 10 })
  expect(overviewOf(NAMES, counts({})).requests.reportedPer1000HouseholdsAMonth).toBeNull()
})
