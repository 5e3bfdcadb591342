import { expect, test } from 'vitest'
import { homeState, isComplete, maskName, maskPhone, readAddress, type HomeFacts } from './rules.ts'

test('a masked name keeps the surname and tells nothing of its length', () => {
  expect(maskName('张甲')).toBe('张**')
  expect(maskName('欧阳丙丁')).toBe('欧**')
  expect(maskName('')).toBe('**')
  expect(maskPhone('15412345678')).toBe('154****5678')
})

test.each([
  ['和兴怡景3栋2单元201', { words: '和兴怡景', building: '3', unit: '2', door: '201' }],
  ['和兴怡景3栋201', { words: '和兴怡景', building: '3', unit: null, door: '201' }],
  ['hxyj 3 201', { words: 'hxyj', building: '3', unit: null, door: '201' }],
  ['3-2-501', { words: '', building: '3', unit: '2', door: '501' }],
  ['３号楼２单元５０１室', { words: '', building: '3', unit: '2', door: '501' }],
  ['3幢', { words: '', building: '3', unit: null, door: null }],
  ['怡景', { words: '怡景', building: null, unit: null, door: null }],
  ['HXYJ', { words: 'hxyj', building: null, unit: null, door: null }],
])('an address is read as people type it: %s', (query, expected) => {
  expect(readAddress(query)).toEqual(expected)
})

test('a home is complete when its area and an owner’s contact are known; an unsold one has its developer', () => {
  const home: HomeFacts = { areaCentiM2: 9_852, occupancy: 'let', ownerReachable: true }
  expect(isComplete(home)).toBe(true)
  expect(homeState(home)).toBe('let')
  expect(homeState({ ...home, areaCentiM2: null })).toBe('incomplete')
  expect(homeState({ ...home, ownerReachable: false })).toBe('incomplete')
  expect(homeState({ ...home, occupancy: 'unsold', ownerReachable: false })).toBe('unsold')
})
