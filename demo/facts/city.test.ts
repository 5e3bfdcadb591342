import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { apportion } from './apportion.ts'
import { buildingsOf } from './buildings.ts'
import { demoCity } from './city.ts'
import { inventedCreditCode } from './credit-code.ts'
import { pinyinInitials } from '../../src/domains/register/initials.ts'
import { sampleHomes } from './named.ts'
import { demoPhone } from './phones.ts'
import { planCity } from './plan.ts'
import type { Building, CommunityPlan } from './types.ts'

const asOf = '2026-11-18'
const shaoyang = planCity({ seed: '1', asOf, communities: 231 })
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const homesIn = (buildings: readonly Building[]) => buildings.flatMap((b) => b.units.flatMap((u) => u.homes))
const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')
const byName = (communities: readonly CommunityPlan[], name: string): CommunityPlan => {
  const found = communities.find((c) => c.name === name)
  if (!found) throw new Error(`${name} is missing`)
  return found
}

describe('the city of mission.md', () => {
  const managed = shaoyang.communities.filter((c) => !c.courtyard)
  const inDistrict = (code: string) => managed.filter((c) => c.districtCode === code)

  test('has 231 property communities, 98 of them with a committee, and 146,000 homes', () => {
    expect(managed).toHaveLength(231)
    expect(managed.filter((c) => c.committeeFrom)).toHaveLength(98)
    expect(['430502', '430503', '430511'].map((d) => inDistrict(d).length)).toEqual([102, 95, 34])
    expect(['430502', '430503', '430511'].map((d) => inDistrict(d).filter((c) => c.committeeFrom).length)).toEqual([41, 40, 17])
    expect(['430502', '430503', '430511'].map((d) => sum(inDistrict(d).map((c) => c.homes)))).toEqual([59_308, 62_434, 24_258])
  })

  test('adds up building by building and home by home', () => {
    const ids = new Set<string>()
    let area = 0
    let homes = 0
    for (const community of shaoyang.communities) {
      const buildings = buildingsOf(shaoyang, community)
      const doors = homesIn(buildings)
      for (const { id } of doors) ids.add(id)
      homes += doors.length
      expect(doors.length).toBe(community.homes)
      for (const b of buildings) expect(b.wholeArea_centi_m2).toBeGreaterThan(sum(homesIn([b]).map((h) => h.area_centi_m2)))
      expect(doors.every((h) => h.area_centi_m2 >= 6_000 && h.area_centi_m2 <= 14_000)).toBe(true)
      for (const b of buildings) for (const u of b.units) expect(new Set(u.homes.map((h) => h.number)).size).toBe(u.homes.length)
      if (!community.courtyard) area += sum(buildings.map((b) => b.wholeArea_centi_m2))
    }
    expect(ids.size).toBe(homes)
    expect(homes - sum(shaoyang.communities.filter((c) => c.courtyard).map((c) => c.homes))).toBe(146_000)
    expect(area).toBe(2_186_500_000)
  })

  test('counts courtyards apart, by a recorded kind', () => {
    const courtyards = shaoyang.communities.filter((c) => c.courtyard)
    expect(courtyards).toHaveLength(28)
    expect(courtyards.every((c) => c.companyId === null && c.management === 'office')).toBe(true)
    expect(managed.filter((c) => c.management === 'unmanaged')).toHaveLength(6)
    expect(managed.every((c) => (c.management === 'unmanaged') === (c.companyId === null))).toBe(true)
  })

  test('renovates 80 communities of 双清区 with 13,189 households in one batch', () => {
    const batch = shaoyang.communities.filter((c) => c.renovationBatch)
    expect(batch).toHaveLength(80)
    expect(sum(batch.map((c) => c.homes))).toBe(13_189)
    expect(batch.every((c) => c.districtCode === '430502' && !c.real)).toBe(true)
  })

  test('has the party branches and yard heads that are known', () => {
    const daxiang = shaoyang.communities.filter((c) => c.districtCode === '430503' && c.branch)
    expect(daxiang.map((c) => c.branch?.kind).filter((kind) => kind === 'ordinary')).toHaveLength(5)
    expect(daxiang).toHaveLength(36)
    expect(daxiang.filter((c) => c.kind === 'commercial')).toHaveLength(28)
    expect(daxiang.map((c) => c.branch?.since ?? '').toSorted()[0]).toBe('2022-02-01')
    expect(shaoyang.communities.filter((c) => c.districtCode === '430502' && c.branch)).toHaveLength(105)
    expect(shaoyang.yardHeads.size).toBe(15)
  })

  test('gives no two communities, case numbers or places one name', () => {
    for (const key of ['id', 'code', 'name', 'shortCode'] as const) expect(new Set(shaoyang.communities.map((c) => c[key])).size).toBe(259)
    expect(shaoyang.communities.every((c) => /^[A-Z]{2,4}[0-9]{0,3}$/.test(c.shortCode))).toBe(true)
    const offices = new Map(shaoyang.divisions.map((d) => [d.code, d]))
    for (const c of shaoyang.communities) {
      expect(offices.get(c.officeCode)?.parentCode).toBe(c.streetCode)
      expect(shaoyang.grids.find((g) => g.code === c.gridCode)?.officeCode).toBe(c.officeCode)
    }
  })
})

describe('the named communities', () => {
  const city = demoCity({ seed: 'named', asOf, communities: 7 })
  const facts = (name: string) => city.community(byName(city.plan.communities, name).ordinal)

  test('和兴怡景 is as described', () => {
    const { plan, buildings, homes } = facts('和兴怡景')
    expect(plan).toMatchObject({ officeCode: '430503009007', shortCode: 'HX', courtyard: false, committeeFrom: null })
    expect(city.plan.organisations.find((o) => o.id === plan.companyId)).toMatchObject({ name: '邵阳市永盛物业发展公司', creditCode: null })
    expect(buildings.map((b) => `${b.name} ${b.floors}F×${b.units.length} ${homesIn([b]).length}`)).toEqual([
      '1栋 18F×2 144', '2栋 18F×2 144', '3栋 11F×2 132', '4栋 17F×2 136', '5栋 17F×2 136', '6栋 16F×2 128', '7栋 14F×1 56', '8栋 14F×1 54',
    ])
    expect(homes.every((h) => h.residents > 0)).toBe(true)
    expect(sum(homes.map((h) => h.residents))).toBeGreaterThan(2_800)
  })

  test('观音新村 is a courtyard of the 1980s whose residents are old', () => {
    const { plan, buildings, persons, posts } = facts('观音新村')
    expect(plan).toMatchObject({ officeCode: '430511002005', courtyard: true, companyId: null, management: 'office', homes: 271 })
    expect(buildings).toHaveLength(15)
    expect(buildings.every((b) => b.builtYear >= 1980 && b.builtYear < 1990)).toBe(true)
    expect(persons.filter((p) => 2026 - p.birthYear > 60).length / persons.length).toBeCloseTo(0.7, 2)
    expect(posts.map((p) => p.role)).toContain('yard_head')
  })

  test('the others carry what is known and no more', () => {
    expect(facts('中央豪庭').plan).toMatchObject({ officeCode: '430502003003', real: true })
    expect(facts('中央豪庭').plan.committeeFrom).not.toBeNull()
    expect(facts('佘湖一品').plan).toMatchObject({ streetCode: '430502008' })
    expect(facts('佘湖一品').plan.committeeFrom).not.toBeNull()
    expect(facts('世界钰园').plan).toMatchObject({ streetCode: '430511002', committeeFrom: null })
    expect(facts('供销社院落').plan.branch).not.toBeNull()
    for (const name of ['供销社院落', '南正街片区', '仙人井片区']) expect(facts(name)).toMatchObject({ plan: { courtyard: true, homes: 0 }, buildings: [], persons: [] })
    for (const c of city.plan.communities.filter((c) => c.real)) expect(c.management).not.toBe('unmanaged')
  })

  test('the sample people live where the pictures say', () => {
    const owners = sampleHomes.slice(0, 2).map((sample) => {
      const f = facts(sample.community)
      const home = f.buildings[sample.building - 1]?.units[sample.unit - 1]?.homes.find((h) => h.number === sample.door)
      return f.ownerships.filter((o) => o.homeId === home?.id && o.to === null).map((o) => o.personId)
    })
    expect(owners[0]).toEqual(owners[1])
    expect(city.persons.some((p) => p.id === owners[0]?.[0])).toBe(true)
  })
})

describe('any demo city', () => {
  test('is the same for the same seed and day, and another for another seed', () => {
    const facts = (seed: string) => {
      const city = demoCity({ seed, asOf, communities: 12 })
      return digest([city.plan, city.persons, city.posts, city.community(3), city.community(9)])
    }
    expect(facts('a')).toBe(facts('a'))
    expect(facts('a')).not.toBe(facts('b'))
  })

  test.each([4, 7, 57, 500])('with %i communities keeps the proportions and adds up', (communities) => {
    const city = planCity({ seed: '1', asOf, communities })
    const managed = city.communities.filter((c) => !c.courtyard)
    expect(managed).toHaveLength(communities)
    const homes = sum(managed.map((c) => c.homes))
    // The smallest cities are bent by the named communities, which are in all of them.
    const tolerance = communities > 50 ? 0.02 : 1
    expect(Math.abs(homes / communities / (146_000 / 231) - 1)).toBeLessThan(tolerance)
    expect(Math.abs(managed.filter((c) => c.committeeFrom).length / communities - 98 / 231)).toBeLessThan(tolerance)
    expect(sum(managed.map((c) => c.wholeArea_centi_m2))).toBe(Math.round((2_186_500_000 / 146_000) * homes))
    for (const c of city.communities.filter((_, i) => i % 9 === 0)) {
      const buildings = buildingsOf(city, c)
      expect(homesIn(buildings)).toHaveLength(c.homes)
      expect(sum(buildings.map((b) => b.wholeArea_centi_m2))).toBe(c.wholeArea_centi_m2)
    }
  })

  test('has owners for every home on every day from its first sale, with shares that make a whole', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 8 }), fc.nat(56), (seed, ordinal) => {
        const city = demoCity({ seed, asOf, communities: 57 })
        const f = city.community(ordinal)
        const known = new Set([...city.persons, ...f.persons].map((p) => p.id))
        for (const home of homesIn(f.buildings)) {
          const current = f.ownerships.filter((o) => o.homeId === home.id && o.to === null)
          const denominator = current[0]?.denominator ?? 0
          expect(current.every((o) => o.denominator === denominator)).toBe(true)
          expect(sum(current.map((o) => o.numerator))).toBe(denominator)
          expect(current.every((o) => (o.personId === null) !== (o.organisationId === null))).toBe(true)
          for (const past of f.ownerships.filter((o) => o.homeId === home.id && o.to !== null)) expect(past.to).toBe(current[0]?.from)
        }
        for (const o of [...f.ownerships, ...f.residences]) expect(o.from < asOf && (o.to === null || o.to > o.from)).toBe(true)
        expect([...f.ownerships, ...f.residences, ...f.posts].filter((o) => o.personId !== null && !known.has(o.personId))).toEqual([])
        expect(f.homes.map((h) => h.homeId)).toEqual(homesIn(f.buildings).map((h) => h.id))
      }),
      { numRuns: 6 },
    )
  })

  test('gives every person a demo number that only a family shares', () => {
    const city = demoCity({ seed: '1', asOf, communities: 30 })
    const facts = city.plan.communities.map((c) => city.community(c.ordinal))
    const holders = new Map<string, number>()
    const all = [...city.persons, ...facts.flatMap((f) => f.persons)]
    for (const { phone } of all) {
      if (phone === null) continue
      expect(phone).toMatch(/^154\d{8}$/)
      holders.set(phone, (holders.get(phone) ?? 0) + 1)
    }
    expect(new Set(all.map((p) => p.id)).size).toBe(all.length)
    expect(city.plan.organisations.filter((o) => o.phone !== null && holders.has(o.phone))).toEqual([])
    const shared = [...holders.values()].filter((n) => n > 1)
    expect(shared.length).toBeGreaterThan(0)
    expect(shared.length / holders.size).toBeLessThan(0.1)
  })

  test('has a person behind every duty', () => {
    const city = demoCity({ seed: '1', asOf, communities: 30 })
    const offices = new Map(city.plan.divisions.map((d) => [d.code, d.id]))
    for (const community of city.plan.communities) {
      const f = city.community(community.ordinal)
      const here = [...city.posts.filter((p) => p.placeId === offices.get(community.officeCode)), ...f.posts].map((p) => p.role)
      expect(here).toContain('office_worker')
      expect(here.includes('property_manager') && here.includes('property_staff') && here.includes('cashier')).toBe(community.companyId !== null)
      expect(here.filter((role) => role === 'committee_member').length).toBe(community.committeeFrom ? 5 : 0)
    }
  })
})

test('apportion keeps totals, limits and proportions', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 60 }), fc.nat(1_000_000), (weights, total) => {
      const parts = apportion(total, weights)
      expect(sum(parts)).toBe(total)
      parts.forEach((part, i) => expect(Math.abs(part - (total * (weights[i] ?? 0)) / sum(weights))).toBeLessThan(1.001))
    }),
  )
  expect(sum(apportion(500, [1, 1, 98], 100, 300))).toBe(500)
  expect(() => apportion(10, [1, 1], 6)).toThrow(RangeError)
})

test('demo phone numbers do not repeat', () => {
  expect(new Set(Array.from({ length: 200_000 }, (_, n) => demoPhone(n))).size).toBe(200_000)
})

test('credit codes of invented firms pass both checks and name no real place', () => {
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
  for (const code of [1, 2, 45, 999].map(inventedCreditCode)) {
    expect(code).toMatch(/^91430599[0-9A-HJ-NP-RTUW-Y]{10}$/)
    const values = Array.from(code).map((c) => '0123456789ABCDEFGHJKLMNPQRTUWXY'.indexOf(c))
    expect((sum(weights.map((w, i) => w * (values[i] ?? 0))) + (values[17] ?? 0)) % 31).toBe(0)
  }
})

test.each([['和兴怡景', 'hxyj'], ['观音新村', 'gyxc'], ['鹿鸣苑', 'lmy'], ['律吕园', 'lly'], ['8号院', '8hy']])('%s is found as %s', (name, initials) => {
  expect(pinyinInitials(name)).toBe(initials)
})
