import { describe, expect, test } from 'vitest'
import type { Rectangle } from '../../rules/ward-map/layout.ts'
import { cityOf, placesAbove, type Figure, type Ward, type WardsReply } from './city.ts'
import { classesOf, classOf, classOfPlace, countClasses, rankWards, toneOf } from './classes.ts'
import { arrange } from './geometry.ts'
import { lookOf, roomFor } from './frames.ts'
import { placeLabel, textWidth } from './labels.ts'
import { stepFrom, streetAt, wardAt } from './walk.ts'

const texts = { name: '', unit: '', help: '', classes: [] }
const figure = (part: Partial<Figure>): Figure => ({ key: 'overdue', kind: 'per-1000-households', scale: 'vermilion', unit: 1_000, classes: [0, 2, 4, 8], texts: { zh: texts, en: texts }, ...part })
const overdue = figure({})
const onTime = figure({ key: 'on-time', kind: 'share', scale: 'jade', unit: 100, classes: [80, 90, 95, 98] })
const coverage = figure({ key: 'coverage', kind: 'state', scale: 'jade', unit: 100, classes: [1, 2, 3] })

const ward = (id: string, part: Partial<Ward>): Ward => ({ id, streetId: 's', office: '甲社区', code: id, name: id, households: 500, buildings: 4, courtyard: false, company: true, committee: 'none', values: [], ...part })

describe('classes', () => {
  test('reach from their lower bound up to the next one’s; zero is a class of its own; no data is none of them', () => {
    const of = (n: number, d: number): number | null => classOf(overdue, 0, ward('a', { values: [[n, d]] }))
    expect([of(0, 500), of(1, 10_000), of(1, 500), of(2, 500), of(4, 500), of(0, 1)]).toEqual([0, 1, 2, 3, 4, 0])
    expect(classOf(overdue, 0, ward('a', { values: [null] }))).toBeNull()
    expect(classOf(onTime, 0, ward('a', { values: [[49, 50]] }))).toBe(4)
    expect(classOf(onTime, 0, ward('a', { values: [[979, 1_000]] }))).toBe(3)
  })

  test('the stages of a committee are classes; a street has the share that has one', () => {
    expect((['none', 'preparing', 'expiring', 'in-office'] as const).map((committee) => classOf(coverage, 0, ward('a', { committee, values: [[0, 1]] })))).toEqual([0, 1, 2, 3])
    expect(classOf(coverage, 0, ward('yard', { courtyard: true, values: [null] }))).toBeNull()
    expect([[0, 6], [1, 6], [3, 6], [6, 6]].map(([n = 0, d = 1]) => classOfPlace(coverage, [n, d]))).toEqual([0, 1, 2, 3])
  })

  test('the last class is the darkest, whatever their number; no data is hatched', () => {
    expect([0, 3].map((classAt) => toneOf(coverage, classAt))).toEqual(['tone-jade-0', 'tone-jade-4'])
    expect([0, 3, 4].map((classAt) => toneOf(overdue, classAt))).toEqual(['tone-vermilion-0', 'tone-vermilion-3', 'tone-vermilion-4'])
    expect(toneOf(overdue, null)).toBe('tone-none')
  })

  test('the legend counts each, no data only where there is some', () => {
    const wards = [ward('a', { values: [[0, 500]] }), ward('b', { values: [[5, 500]] })]
    expect(countClasses(overdue, classesOf(overdue, 0, wards)).map((one) => [one.classAt, one.wards])).toEqual([[0, 1], [1, 0], [2, 0], [3, 0], [4, 1]])
    expect(countClasses(overdue, classesOf(overdue, 0, [...wards, ward('c', { values: [null] })])).at(-1)).toEqual({ classAt: null, wards: 1 })
  })
})

const place = (id: string, kind: 'city' | 'district' | 'street', parentId: string | null): WardsReply['places'][number] => ({ id, kind, parentId, code: `${id}-code`, name: id, wards: 1, courtyards: 0, committees: 0, households: 500, values: [] })
const reply = (wards: readonly Ward[], figures: readonly Figure[] = [overdue]): WardsReply => ({
  asOf: '2026-11-22T00:00:00Z', demo: false, month: null, months: [], figures: [...figures], wards: [...wards],
  places: [place('city', 'city', null), place('d', 'district', 'city'), place('s', 'street', 'd'), place('e', 'district', 'city'), place('t', 'street', 'e')],
  layout: { plan: { river: null, tiers: [{ river: null, quarters: [{ code: 'd-code', bands: [['s-code']] }] }] }, rows: {} },
})

test('ranking: cases by their number, shares with the lowest first, committees by the households still without', () => {
  const small = ward('small', { households: 40, committee: 'in-office', values: [[2, 40], [1, 4], [1, 1]] })
  const large = ward('large', { households: 3_000, values: [[5, 3_000], [90, 100], [0, 1]] })
  const none = ward('none', { values: [null, null, null] })
  const city = cityOf(reply([small, large, none], [overdue, onTime, coverage]))
  const ids = (of: Figure, at: number): string[] => rankWards(of, at, city).map((one) => one.ward.id)
  expect(ids(overdue, 0)).toEqual(['large', 'small'])
  expect(ids(onTime, 1)).toEqual(['small', 'large'])
  expect(ids(coverage, 2)).toEqual(['large'])
})

test('a desk sees its own part; what stands above a ward is told from the city down', () => {
  const all = reply([ward('a', {}), ward('b', { streetId: 't' })])
  expect([...cityOf(all, 'e').wards.keys()]).toEqual(['b'])
  expect([...cityOf(all, 's').wards.keys()]).toEqual(['a'])
  expect(cityOf(all, 'city').wards.size).toBe(2)
  expect(placesAbove(cityOf(all), 'b').map(({ id }) => id)).toEqual(['city', 'e', 't'])
})

test('a picture of everything, also of what the plan does not know; stored rows are kept', () => {
  const wards = [ward('a', { households: 900 }), ward('b', { households: 600 }), ward('c', { households: 300 }), ward('new', { streetId: 't' })]
  const look = lookOf('wide', false)
  const size = { width: 1390, height: 842 }
  expect(arrange(cityOf(reply(wards)), null, size, look)?.picture.wards).toHaveLength(4)
  const stored = cityOf({ ...reply(wards), layout: { ...reply(wards).layout, rows: { s: [1, 2], t: [1] } } })
  const rows = Map.groupBy(arrange(stored, null, size, look)?.wardsOf.get('s-code') ?? [], ({ y }) => y)
  expect([...rows.values()].map((row) => row.map(({ id }) => id))).toEqual([['a'], ['b', 'c']])
  expect(arrange(stored, null, { width: 80, height: 60 }, look)).toBeNull()
  expect(roomFor(look, 400, 1390, 842).measures.lane).toBeLessThan(look.measures.lane)
})

describe('labels', () => {
  const sizes = { name: 12, smallName: 11, mark: 6 }
  const box = (width: number, height: number): Rectangle => ({ id: 'a', x: 10, y: 20, width, height })

  test('one line, a smaller one, two, letter below letter, none', () => {
    const lines = (width: number, height: number): string[] => placeLabel('和兴怡景', box(width, height), sizes).lines.map(({ text }) => text)
    expect(lines(90, 60)).toEqual(['和兴怡景'])
    expect(placeLabel('和兴怡景', box(51, 60), sizes).size).toBe(11)
    expect(lines(34, 60)).toEqual(['和兴', '怡景'])
    expect(lines(18, 90)).toEqual(['和', '兴', '怡', '景'])
    expect(lines(18, 30)).toEqual([])
  })

  test('the value stands lower left, and is dropped before it may touch the name or the mark', () => {
    expect(placeLabel('和兴怡景', box(90, 60), sizes).value).not.toBeNull()
    expect(placeLabel('和兴怡景', box(90, 22), sizes).value).toBeNull()
    const { value, mark } = placeLabel('和兴怡景', box(90, 60), sizes)
    expect((value?.x ?? 0) + (value?.room ?? 0)).toBeLessThan(mark?.x ?? 0)
    expect(placeLabel('和兴怡景', box(9, 9), sizes)).toEqual({ lines: [], size: 12, mark: null, value: null })
    expect(textWidth('里坊 1', 10)).toBeCloseTo(31.6, 5)
  })
})

describe('walking', () => {
  const wards: Rectangle[] = [{ id: 'nw', x: 0, y: 0, width: 50, height: 40 }, { id: 'ne', x: 53, y: 0, width: 30, height: 40 }, { id: 'sw', x: 0, y: 43, width: 20, height: 20 }, { id: 'se', x: 23, y: 43, width: 60, height: 20 }]
  const picture = { scale: 1, width: 100, height: 100, quarters: [], strips: [], wards, streets: [{ id: 's', x: 0, y: 0, width: 83, height: 63 }] }

  test('arrow keys go to the ward beside, above or below', () => {
    expect((['right', 'down', 'left', 'up'] as const).map((direction) => stepFrom(wards, 'nw', direction))).toEqual(['ne', 'sw', null, null])
    expect(stepFrom(wards, 'se', 'left')).toBe('sw')
    expect(stepFrom(wards, 'ne', 'down')).toBe('se')
    expect(stepFrom(wards, 'elsewhere', 'down')).toBe('nw')
  })

  test('a tap means the nearest within a finger’s reach', () => {
    expect(wardAt(picture, 51, 10)).toBe('nw')
    expect(wardAt(picture, 99, 50)).toBe('se')
    expect(wardAt(picture, 300, 300)).toBeNull()
    expect(streetAt(picture, 90, 10)).toBe('s')
  })
})
