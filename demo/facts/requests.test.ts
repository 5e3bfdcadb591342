import { describe, expect, test } from 'vitest'
import { type Case, isOpen, isOverdue } from '../../src/domains/requests/rules/case.ts'
import { isOnTime } from '../../src/domains/requests/rules/figures.ts'
import { demoCity } from './city.ts'
import { categories } from './reference.ts'
import { categoryTexts } from './request-texts.ts'
import type { CommunityFacts, RequestFacts } from './types.ts'

const asOf = '2026-11-18'
const city = demoCity({ seed: '1', asOf, communities: 57 })
const all = city.plan.communities.map((c) => {
  const facts = city.community(c.ordinal)
  return { facts, requests: [...city.requests(facts)] }
})
const requests = all.flatMap((c) => c.requests)
const cases = requests.map((r) => r.case)
const until = Temporal.Instant.fromEpochMilliseconds(city.plan.until_ms)
const share = (part: readonly unknown[], whole: readonly unknown[]): number => part.length / whole.length

test('60,000 a year in a city of 231 communities', () => {
  const homes = all.reduce((sum, c) => sum + c.facts.homes.length, 0)
  expect((cases.length / homes) * 147_984).toBeGreaterThan(54_000)
  expect((cases.length / homes) * 147_984).toBeLessThan(66_000)
})

describe('cases', () => {
  test('come in order, numbered by day, none later than the moment shown', () => {
    expect(new Set(cases.map((c) => c.number)).size).toBe(cases.length)
    for (const { facts, requests } of all) {
      const times = requests.map((r) => r.case.reportedAt.epochMilliseconds)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      expect(requests.every((r) => /^[A-Z]{2,4}\d{0,3}-\d{6}-\d{2,}$/.test(r.case.number) && r.case.number.startsWith(`${facts.plan.shortCode}-`))).toBe(true)
    }
    for (const { case: c, events } of requests) {
      const times = [...events.map((e) => e.at.epochMilliseconds), until.epochMilliseconds]
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      expect(events.map((e) => e.no)).toEqual(events.map((_, i) => i + 1))
      expect(events.at(-1)?.toState).toBe(c.state)
    }
  })

  test('the newest are of the last hours, and all hours and seasons have theirs', () => {
    const newest = Math.max(...cases.map((c) => c.reportedAt.epochMilliseconds))
    expect(until.epochMilliseconds - newest).toBeLessThan(6 * 3_600_000)
    const hours = new Set(cases.map((c) => c.reportedAt.toZonedDateTimeISO('Asia/Shanghai').hour))
    expect(hours.size).toBe(24)
    const months = (category: string) => cases.filter((c) => c.category === category).map((c) => c.reportedAt.toZonedDateTimeISO('Asia/Shanghai').month)
    const summer = (category: string) => share(months(category).filter((m) => m >= 6 && m <= 8), months(category))
    expect(summer('L-WATER')).toBeGreaterThan(summer('L-LIGHT'))
    expect(summer('L-LEAK')).toBeGreaterThan(summer('01013'))
  })

  test('most are on time, solved and liked; some are not', () => {
    const due = cases.filter((c) => c.dueAt && Temporal.Instant.compare(c.dueAt, until) < 0)
    const answered = cases.filter((c) => c.answeredAt)
    expect(share(due.filter(isOnTime), due)).toBeCloseTo(0.94, 1)
    expect(share(answered.filter((c) => c.resolved), answered)).toBeCloseTo(0.93, 1)
    expect(share(answered.filter((c) => c.satisfaction === 'good'), answered)).toBeCloseTo(0.92, 1)
    expect(cases.some((c) => c.returns > 0) && cases.some((c) => c.reworks > 0) && cases.some((c) => c.reopens > 0)).toBe(true)
  })

  test('about one in seventy is open, about one in eight of them overdue', () => {
    const open = cases.filter((c) => isOpen(c.state))
    expect(share(open, cases)).toBeGreaterThan(0.009)
    expect(share(open, cases)).toBeLessThan(0.022)
    const overdue = open.filter((c) => isOverdue(c, until))
    expect(share(overdue, open)).toBeGreaterThan(0.05)
    expect(share(overdue, open)).toBeLessThan(0.25)
    expect(new Set(open.map((c) => c.state)).size).toBeGreaterThanOrEqual(3)
  })
})

test('the whole cycle is in it: rejected and contested, extended, suspended, helped, climbed', () => {
  const kinds = Map.groupBy(requests.flatMap((r) => r.events), (e) => e.kind)
  for (const kind of ['rejected', 'contested', 'extended', 'suspended', 'resumed', 'support-called', 'supported', 'climbed'] as const) expect([kind, (kinds.get(kind)?.length ?? 0) > 3]).toEqual([kind, true])
  const bad = ['rejected', 'contested', 'extended', 'suspended', 'climbed', 'support-called']
  expect(all.flatMap(({ facts, requests }) => (facts.plan.real ? requests : [])).filter((r) => r.events.some((e) => bad.includes(e.kind)))).toEqual([])
})

test('nothing bad is invented for real names: communities, their company, public offices', () => {
  const real = all.flatMap(({ facts, requests }) => requests.filter((r) => facts.plan.real || r.case.leadLevel !== 'community')).map((r) => r.case)
  expect(real.length).toBeGreaterThan(1000)
  expect(real.filter((c) => isOverdue(c, until) || c.resolved === false || c.reworks > 0 || (c.satisfaction ?? 'good') !== 'good')).toEqual([])
  expect(real.filter((c) => c.dueAt && Temporal.Instant.compare(c.dueAt, until) < 0 && !isOnTime(c))).toEqual([])
  expect(real.filter((c) => c.acceptedAt && acceptedLate(c))).toEqual([])
})

/** By the office to which the resident went, from then. */
function acceptedLate({ deadlineClass, reportedAt, contestedAt, acceptedAt }: Case): boolean {
  const hours = { URGENT: 0.5, FAST: 2, QUESTION: 2, NORMAL: 24, COMPLEX: 24 }[deadlineClass]
  return acceptedAt !== null && acceptedAt.epochMilliseconds - (contestedAt ?? reportedAt).epochMilliseconds > hours * 3_600_000
}

test('everyone in a case exists and is in place', () => {
  const cityIds = new Set(city.persons.map((p) => p.id))
  for (const { facts, requests } of all) {
    const known = new Set<string | null>([...cityIds, ...facts.persons.map((p) => p.id), null])
    expect(requests.filter((r) => !known.has(r.case.reporterPersonId) || !known.has(r.case.assigneePersonId) || r.events.some((e) => !known.has(e.by.personId)))).toEqual([])
    expect(requests.filter((r) => !isInside(facts, r))).toEqual([])
    expect(requests.every((r) => (r.case.leadLevel === 'community') === (r.case.leadOrganisationId === (facts.plan.companyId as string)))).toBe(true)
  }
})

function isInside(facts: CommunityFacts, { case: { place } }: RequestFacts): boolean {
  const building = facts.buildings.find((b) => b.id === place.buildingId)
  const unit = building?.units.find((u) => u.id === place.unitId)
  switch (place.kind) {
    case 'community':
      return place.buildingId === null
    case 'building':
      return building !== undefined && place.unitId === null
    case 'unit':
      return unit !== undefined && place.homeId === null
    case 'home':
      return unit?.homes.some((h) => h.id === place.homeId) === true
  }
}

test('the words are many, whole and name only the place itself', () => {
  const texts = cases.map((c) => c.text)
  expect(new Set(texts).size / texts.length).toBeGreaterThan(0.6)
  expect(texts.filter((t) => /[{}]/.test(t) || t.length > 200)).toEqual([])
  const names = city.plan.communities.map((c) => c.name)
  expect(texts.filter((t) => names.some((name) => t.includes(name)))).toEqual([])
  expect(Object.keys(categoryTexts).toSorted()).toEqual(categories.map((c) => c.code).toSorted())
})

test('an earlier moment of the same day shows the same city, with less happened in it', () => {
  const noon = demoCity({ seed: '1', asOf, communities: 57, until_ms: city.plan.until_ms - 12 * 3_600_000 })
  const facts = noon.community(20)
  const before = [...noon.requests(facts)]
  const after = all[20]?.requests ?? []
  expect(facts).toEqual(all[20]?.facts)
  expect(before.length).toBeGreaterThan(50)
  expect(before.map((r) => r.case.id)).toEqual(after.slice(0, before.length).map((r) => r.case.id))
  before.forEach((r, i) => expect(after[i]?.events.slice(0, r.events.length)).toEqual(r.events))
})
