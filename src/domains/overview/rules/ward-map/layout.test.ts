import { describe, expect, test } from 'vitest'
import plans from '../../data/plans.json' with { type: 'json' }
import { planCity } from '../../../../../demo/facts/plan.ts'
import { solve, wideMeasures, type Frame, type Picture, type Rectangle } from './layout.ts'
import { amendPlan, defaultPlan, planOfDistrict, type Plan, type PlanPlace } from '../plan.ts'
import { amendRows, cutRows, orderWards, type OrderedWard } from './rows.ts'

/** Shaoyang's. */
const wardPlan: Plan = plans['430500']
const wide: Frame = { width: 1390, height: 842, measures: wideMeasures }
const sheet: Frame = { width: 1491, height: 770, measures: { ...wideMeasures, gap: 2.5, head: 28, river: 0.9 } }
const panel: Frame = { width: 358, height: 268, measures: { lane: 17, wall: 2.5, gap: 1.6, street: 4, band: 6, head: 0, river: 0 } }

/** The same numbers in every run. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const streetsOf = (plan: Plan): readonly string[] => plan.tiers.flatMap(({ quarters }) => quarters.flatMap(({ bands }) => bands.flat()))

/** Sizes as in a real city: many small, few large, courtyards smallest. */
function invent(streets: readonly string[], count: number, seed = 7): OrderedWard[] {
  const random = randomOf(seed)
  const wards = Array.from({ length: count }, (_, index) => {
    const courtyard = index % 9 === 8
    return { id: `w${index}`, street: streets[index % streets.length] ?? '', courtyard, households: Math.round(courtyard ? 60 + 90 * random() : 120 + 2400 * random() ** 3) }
  })
  return orderWards(wards)
}

const householdsOf = (wards: readonly OrderedWard[]): Map<string, number> => new Map(wards.map(({ id, households }) => [id, households]))
/** The demo city: 231 communities and 28 courtyards. */
const city = orderWards(
  planCity({ seed: '1', asOf: '2026-11-22', communities: 231 }).communities.map(({ id, streetCode, courtyard, homes }) => ({ id, street: streetCode, courtyard, households: homes })),
)
/** Three courtyards of the demo have no home in the register yet. */
const inhabited = city.filter(({ households }) => households > 0)
const rows = cutRows(wardPlan, city, wide)

function draw(plan = wardPlan, wards = city, frame = wide): Picture {
  const picture = solve(plan, cutRows(plan, wards, frame), householdsOf(wards), frame)
  if (picture === null) throw new Error('does not fit')
  return picture
}

const overlap = (a: Rectangle, b: Rectangle): boolean => a.x + a.width > b.x + 0.01 && b.x + b.width > a.x + 0.01 && a.y + a.height > b.y + 0.01 && b.y + b.height > a.y + 0.01
const drawn = (px: number): number => Math.round(px * 10) / 10

describe.each([['wide', wide], ['A3', sheet]] as const)('the whole city, %s', (_, frame) => {
  const picture = draw(wardPlan, city, frame)
  const households = householdsOf(city)

  test('every household has the same area, drawn to a tenth of a px', () => {
    expect(picture.wards).toHaveLength(inhabited.length)
    for (const { id, x, y, width, height } of picture.wards) {
      const area = picture.scale * (households.get(id) ?? 0)
      expect(Math.abs(width * height - area)).toBeLessThan(1e-6 * area)
      const [left, top, right, bottom] = [x, y, x + width, y + height].map(drawn) as [number, number, number, number]
      expect(Math.abs((right - left) * (bottom - top) - area)).toBeLessThan(0.1 * (width + height) + 0.01)
    }
  })

  test('it fills the frame: quarters end level, a band’s streets share top and bottom', () => {
    expect(picture.height).toBeCloseTo(frame.height, 4)
    expect(Math.max(...picture.streets.map(({ x, width }) => x + width))).toBeCloseTo(frame.width, 4)
    const bottoms = picture.quarters.slice(1).map(({ y, height }) => y + height)
    expect(Math.max(...bottoms) - Math.min(...bottoms)).toBeLessThan(1e-6)
    for (const band of wardPlan.tiers.flatMap(({ quarters }) => quarters.flatMap(({ bands }) => bands))) {
      const walls = picture.streets.filter(({ id }) => band.includes(id))
      expect(new Set(walls.map(({ y }) => y.toFixed(4))).size).toBe(1)
      expect(new Set(walls.map(({ height }) => height.toFixed(4))).size).toBe(1)
    }
  })

  test('wards do not touch and stand inside their street’s wall', () => {
    const walls = new Map(picture.streets.map((street) => [street.id, street]))
    const streetOf = new Map(city.map(({ id, street }) => [id, street]))
    for (const ward of picture.wards) {
      const wall = walls.get(streetOf.get(ward.id) ?? '')
      if (wall === undefined) throw new Error('a ward without a street')
      const { wall: inside } = frame.measures
      expect(ward.x).toBeGreaterThan(wall.x + inside - 1e-6)
      expect(ward.y).toBeGreaterThan(wall.y + inside - 1e-6)
      expect(ward.x + ward.width).toBeLessThan(wall.x + wall.width - inside + 1e-4)
      expect(ward.y + ward.height).toBeLessThan(wall.y + wall.height - inside + 1e-4)
    }
    for (const list of [picture.wards, picture.streets]) expect(list.flatMap((a, index) => list.slice(index + 1).filter((b) => overlap(a, b)))).toEqual([])
  })

  test('wards are about as wide as they are high', () => {
    const shapes = picture.wards.map(({ width, height }) => Math.max(width / height, height / width)).toSorted((a, b) => a - b)
    expect(shapes[Math.floor(shapes.length / 2)]).toBeLessThan(1.6)
    expect(shapes[Math.floor(0.95 * shapes.length)]).toBeLessThan(4)
  })
})

test('the largest of a street is its north-west corner, courtyards come last', () => {
  const picture = draw()
  for (const street of picture.streets) {
    const own = inhabited.filter((ward) => ward.street === street.id)
    const drawnOwn = own.map(({ id }) => picture.wards.find((ward) => ward.id === id)).filter((ward) => ward !== undefined)
    expect(drawnOwn[0]?.x).toBeCloseTo(street.x + wide.measures.wall, 6)
    expect(drawnOwn[0]?.y).toBeCloseTo(street.y + wide.measures.wall, 6)
    const managed = own.filter(({ courtyard }) => !courtyard)
    expect(own.slice(0, managed.length)).toEqual(managed.toSorted((a, b) => b.households - a.households))
  }
})

test('with stored rows, ten per cent more or less households hardly move a ward', () => {
  const before = solve(wardPlan, rows, householdsOf(city), wide)
  const moves: number[] = []
  for (let seed = 1; seed <= 8; seed++) {
    const random = randomOf(seed)
    const after = solve(wardPlan, rows, new Map(city.map(({ id, households }) => [id, households * (0.9 + 0.2 * random())])), wide)
    const was = new Map(before?.wards.map((ward) => [ward.id, ward]))
    for (const { id, x, y } of after?.wards ?? []) moves.push(Math.hypot(x - (was.get(id)?.x ?? NaN), y - (was.get(id)?.y ?? NaN)))
  }
  expect(moves).toHaveLength(8 * inhabited.length)
  expect(moves.reduce((sum, move) => sum + move, 0) / moves.length).toBeLessThan(4.5)
  expect(moves.toSorted((a, b) => a - b)[Math.floor(0.95 * moves.length)]).toBeLessThan(12)
})

test('a new ward stands at the end of its street and one that is gone leaves; nobody else changes rows', () => {
  const [street = ''] = streetsOf(wardPlan)
  const gone = rows.get(street)?.[0]?.[1] ?? ''
  const amended = amendRows(rows, [...city.filter(({ id }) => id !== gone), { id: 'new', street }])
  expect(amended.get(street)?.flat()).toEqual([...(rows.get(street)?.flat() ?? []).filter((id) => id !== gone), 'new'])
  expect([...amended].filter(([id]) => id !== street)).toEqual([...rows].filter(([id]) => id !== street))
  const first = amendRows(new Map(), [{ id: 'only', street: 'elsewhere' }])
  expect(first.get('elsewhere')).toEqual([['only']])
})

test('a plan older than the register: what it does not know yet is appended, what is gone leaves', () => {
  const place = (code: string, parent: string | null): PlanPlace => ({ code, parent, households: 100 })
  const plan: Plan = { river: null, tiers: [{ river: null, quarters: [{ code: 'north', bands: [['a', 'gone'], ['b']] }] }] }
  const amended = amendPlan(plan, [place('north', null), place('south', null)], [place('a', 'north'), place('b', 'north'), place('c', 'north'), place('d', 'south')])
  expect(amended.tiers.map(({ quarters }) => quarters)).toEqual([[{ code: 'north', bands: [['a'], ['b', 'c']] }], [{ code: 'south', bands: [['d']] }]])
  const quarters = wardPlan.tiers.flatMap((tier) => tier.quarters)
  expect(amendPlan(wardPlan, quarters, quarters.flatMap(({ code, bands }) => bands.flat().map((street) => place(street, code))))).toEqual(wardPlan)
})

describe('what is unusual', () => {
  const [street = '', other = ''] = streetsOf(wardPlan)
  const ward = (id: string, households: number, within = street): OrderedWard => ({ id, street: within, courtyard: false, households })

  test('one ward alone has the whole frame but for its lane and wall', () => {
    const picture = draw(wardPlan, [ward('a', 500)])
    expect(picture.wards).toHaveLength(1)
    expect(picture.streets[0]).toMatchObject({ x: 26, y: 32 })
    expect(picture.wards[0]?.width).toBeCloseTo(1390 - 26 - 8, 3)
    // Neither the empty quarters nor the rivers between them take room.
    expect(picture.quarters).toHaveLength(1)
    expect(picture.strips).toHaveLength(0)
  })

  test('a ward in which nobody lives has no area, and takes none from its neighbours', () => {
    const picture = draw(wardPlan, [ward('a', 500), ward('empty', 0), ward('b', 300), ward('nobody', 0, other)])
    expect(picture.wards.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(picture.streets.map(({ id }) => id)).toEqual([street])
  })

  test('a city without anybody, or a frame without room, has no picture', () => {
    expect(solve(wardPlan, new Map(), new Map(), wide)).toBeNull()
    expect(solve(wardPlan, rows, householdsOf(city), { ...wide, width: 300, height: 200 })).toBeNull()
  })

  test('a street within one district, on a phone', () => {
    const own = inhabited.filter(({ street }) => street.startsWith('430503'))
    const plan = planOfDistrict(wardPlan, '430503')
    const picture = draw(plan, own, panel)
    expect(picture.wards).toHaveLength(own.length)
    expect(picture.height).toBeCloseTo(268, 4)
  })
})

describe('a city of 5,000 wards without a plan', () => {
  const districts = Array.from({ length: 12 }, (_, index) => `d${index}`)
  const streets = Array.from({ length: 200 }, (_, index) => `s${index}`)
  const wards = invent(streets, 5_000)
  const places = (codes: readonly string[], of: (ward: OrderedWard) => string, parent: (code: string) => string | null): PlanPlace[] =>
    codes.map((code) => ({ code, parent: parent(code), households: wards.filter((one) => of(one) === code).reduce((sum, { households }) => sum + households, 0) }))
  const districtOf = (street: string): string => `d${Number(street.slice(1)) % 12}`
  const frame: Frame = { width: 1390, height: 842, measures: { lane: 16, wall: 2, gap: 1, street: 2, band: 5, head: 24, river: 0.5 } }
  const plan = defaultPlan(places(districts, ({ street }) => districtOf(street), () => null), places(streets, ({ street }) => street, districtOf), frame)

  test('every district and street has its place, once', () => {
    expect(plan.tiers.flatMap(({ quarters }) => quarters.map(({ code }) => code)).toSorted()).toEqual(districts.toSorted())
    expect([...streetsOf(plan)].toSorted()).toEqual(streets.toSorted())
    for (const { code, bands } of plan.tiers.flatMap(({ quarters }) => quarters)) expect(new Set(bands.flat().map(districtOf))).toEqual(new Set([code]))
  })

  test('is solved while a finger is still on the key', () => {
    const stored = cutRows(plan, wards, frame)
    const households = householdsOf(wards)
    const times = Array.from({ length: 5 }, () => {
      const began = process.cpuUsage()
      expect(solve(plan, stored, households, frame)?.wards).toHaveLength(5_000)
      const { user } = process.cpuUsage(began)
      return user / 1000
    })
    expect(Math.min(...times)).toBeLessThan(100)
  })
})
