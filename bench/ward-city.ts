/** A city of any size as the ward map's page is told of it: invented, the same in every run, without a database. */
import type { z } from 'zod'
import type { OverviewContract } from '../src/domains/overview/contract.ts'
import { cutRows, orderWards } from '../src/domains/overview/rules/ward-map/rows.ts'
import { wideMeasures } from '../src/domains/overview/rules/ward-map/layout.ts'
import { defaultPlan } from '../src/domains/overview/rules/plan.ts'
import figuresShipped from '../src/domains/overview/data/figures.json' with { type: 'json' }

type Wards = z.input<OverviewContract['GET /api/v1/city/wards']['replies'][200]>
type Overview = z.input<OverviewContract['GET /api/v1/city/overview']['replies'][200]>
type Place = Wards['places'][number]
type Values = Place['values']

const WIDE = { width: 1390, height: 842 }
const AS_OF = '2026-11-23T00:00:00Z'
const COMMITTEES = ['none', 'preparing', 'expiring', 'in-office'] as const

function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

export interface WardCitySize {
  readonly wards: number
  readonly streets: number
  readonly districts: number
}

export function inventWardCity({ wards: count, streets: streetCount, districts: districtCount }: WardCitySize): { readonly overview: Overview; readonly wards: Wards } {
  const random = randomOf(11)
  const id = (kind: number, index: number): string => `01970000-0000-7000-8${kind}00-${index.toString(16).padStart(12, '0')}`
  const figures = figuresShipped.map(({ key, kind, scale, classes, texts }): Wards['figures'][number] => ({
    key, kind: kind as 'share', scale: scale as 'jade', unit: kind === 'per-1000-households' ? 1_000 : 100, classes, texts,
  }))
  const values = (households: number): Values =>
    figures.map(({ kind, key }) => {
      if (households === 0 || (kind === 'share' && random() < 0.03)) return null
      if (kind === 'per-1000-households') return [Math.floor(random() ** 6 * (key === 'overdue' ? 12 : 60)), households]
      if (kind === 'state') return [random() < 0.42 ? 1 : 0, 1]
      const whole = 20 + Math.floor(random() * 200)
      return [Math.round(whole * (1 - random() ** 2 * 0.5)), whole]
    })
  const wards = Array.from({ length: count }, (_, index): Wards['wards'][number] => {
    const courtyard = index % 9 === 8
    const households = Math.round(courtyard ? 40 + 80 * random() : 80 + 2_200 * random() ** 3)
    const committee = COMMITTEES[Math.floor(random() * 4)] ?? 'none'
    return { id: id(3, index), streetId: id(2, index % streetCount), office: `第${index % 300}社区`, code: `${index}`, name: `${'东南西北中'[index % 5]}里${index}坊`, households, buildings: 1 + (index % 20), courtyard, company: !courtyard, committee, values: values(households) }
  })
  const sum = (own: readonly Wards['wards'][number][], of: (ward: Wards['wards'][number]) => number): number => own.reduce((total, ward) => total + of(ward), 0)
  const place = (kind: Place['kind'], placeId: string, parentId: string | null, code: string, name: string, own: readonly Wards['wards'][number][]): Place => ({
    id: placeId, kind, parentId, code, name,
    wards: sum(own, ({ courtyard }) => (courtyard ? 0 : 1)),
    courtyards: sum(own, ({ courtyard }) => (courtyard ? 1 : 0)),
    committees: sum(own, ({ committee, courtyard }) => (!courtyard && committee === 'in-office' ? 1 : 0)),
    households: sum(own, ({ households, courtyard }) => (courtyard ? 0 : households)),
    values: figures.map((_, at) => own.reduce<Values[number]>((total, ward) => (ward.values[at] ? [(total?.[0] ?? 0) + ward.values[at][0], (total?.[1] ?? 0) + ward.values[at][1]] : total), null)),
  })
  const byStreet = Map.groupBy(wards, ({ streetId }) => streetId)
  const districtAt = (street: number): number => street % districtCount
  const streets = Array.from({ length: streetCount }, (_, index) => place('street', id(2, index), id(1, districtAt(index)), `s${index}`, `第${index}街道`, byStreet.get(id(2, index)) ?? []))
  const districts = Array.from({ length: districtCount }, (_, index) => place('district', id(1, index), id(0, 0), `d${index}`, `第${index}区`, wards.filter((_ward, at) => districtAt(at % streetCount) === index)))
  const whole = place('city', id(0, 0), null, 'city', '虚构市', wards)
  const sized = ({ code, parentId, households }: Place) => ({ code, parent: districts.find((district) => district.id === parentId)?.code ?? null, households })
  const plan = defaultPlan(districts.map(sized), streets.map(sized), WIDE)
  const codes = new Map(streets.map((street) => [street.id, street.code]))
  const ordered = orderWards(wards.map((ward) => ({ ...ward, street: codes.get(ward.streetId) ?? '' })))
  const rows = cutRows(plan, ordered, { ...WIDE, measures: { ...wideMeasures, gap: 1.5 } })
  return {
    wards: {
      asOf: AS_OF, demo: true, month: null, months: Array.from({ length: 13 }, (_, at) => (at < 2 ? `2025-${11 + at}` : `2026-${String(at - 1).padStart(2, '0')}`)), figures,
      places: [whole, ...districts, ...streets],
      wards: streets.flatMap(({ id: streetId, code }) => (rows.get(code) ?? []).flat().flatMap((wardId) => byStreet.get(streetId)?.find((ward) => ward.id === wardId) ?? [])),
      layout: { plan: structuredClone(plan) as Wards['layout']['plan'], rows: Object.fromEntries(streets.map(({ id: streetId, code }) => [streetId, (rows.get(code) ?? []).map((row) => row.length)])) },
    },
    overview: {
      asOf: AS_OF, demo: true, name: whole.name, ...totals(whole), districts: districts.map((district) => ({ code: district.code, name: district.name, ...totals(district) })),
    },
  }
}

const totals = ({ wards, courtyards, committees, households }: Place) => ({
  communities: wards, committees, households, floorAreaM2: households * 150,
  requests: {
    open: 900, overdue: 120, reported: 60_000, closed: 58_992, onTimeRate: 0.94, responseRate: 0.98, resolvedRate: 0.93, satisfiedRate: 0.91, reworkRate: 0.02,
    adjusted: { onTimeRate: 0.95, responseRate: 0.98, resolvedRate: 0.94, satisfiedRate: 0.92 }, excluded: { onTime: 9, response: 4, resolved: 7, satisfied: 7 },
    openPer1000Households: 6, overduePer1000Households: 0.8, reportedPer1000HouseholdsAMonth: 34,
  },
  courtyards: { communities: courtyards, households: courtyards * 70 },
})
