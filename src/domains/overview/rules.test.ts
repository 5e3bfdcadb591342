import { expect, test } from 'vitest'
import { noRequests, overviewOf, rate, type CommunityFigures } from './rules.ts'

const community = (values: Partial<CommunityFigures>): CommunityFigures => ({ path: '/1/2/', courtyard: false, committee: false, homes: 100, areaCentiM2: 1_234_567, requests: noRequests, ...values })

test('a courtyard stands outside the four totals, but its requests count', () => {
  const city = overviewOf([
    community({ committee: true, requests: { ...noRequests, open: 2, due: 4, onTime: 3 } }),
    community({ courtyard: true, homes: 271, areaCentiM2: 9_999, requests: { ...noRequests, open: 1, overdue: 1, due: 1, onTime: 1, answered: 2, resolved: 1, satisfied: 2 } }),
  ])
  expect(city).toEqual({
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
  expect(overviewOf([community({})]).requests).toMatchObject({ onTimeRate: null, resolvedRate: null, satisfiedRate: null })
  expect(overviewOf([])).toMatchObject({ communities: 0, floorAreaM2: 0 })
})
