import { expect, test } from 'vitest'
import { shareWords, sumOfShares } from './shares.ts'

test('thirds add up to one whole, exactly', () => {
  expect(sumOfShares([[1, 3], [1, 3], [1, 3]])).toEqual([1, 1])
  expect(sumOfShares([[1, 2], [1, 3]])).toEqual([5, 6])
  expect(sumOfShares([])).toEqual([0, 1])
})

test('a share is written as on the title deed', () => {
  expect(shareWords([1, 1])).toBe('1')
  expect(shareWords([1, 2])).toBe('1/2')
})
