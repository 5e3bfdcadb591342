/** 里坊图: what the page of the ward map is told. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestCity, type TestCity } from '../../../test/actors.ts'
import { overviewContract } from './contract.ts'
import { recordMonthEnd } from './jobs.ts'
import { cutLayout } from './public.ts'

let now = Temporal.Instant.from('2026-11-18T10:00:00+08:00')
let city: TestCity
beforeAll(async () => {
  city = await openTestCity({ clock: { now: () => now } })
})
afterAll(() => city.close())

interface Wards {
  readonly month: string | null
  readonly months: readonly string[]
  readonly figures: readonly { readonly key: string; readonly unit: number }[]
  readonly places: readonly { readonly kind: string; readonly name: string; readonly wards: number; readonly courtyards: number; readonly values: Values }[]
  readonly wards: readonly { readonly id: string; readonly name: string; readonly streetId: string; readonly office: string; readonly committee: string; readonly company: boolean; readonly values: Values }[]
  readonly layout: { readonly plan: object; readonly rows: Readonly<Record<string, readonly number[]>> }
}
type Values = readonly (readonly [number, number] | null)[]

const wardsOf = async (month?: string) => (await city.app.inject({ method: 'GET', url: `/api/v1/city/wards${month === undefined ? '' : `?month=${month}`}` })).json<Wards>()
const of = ({ figures }: Wards, values: Values | undefined, key: string) => values?.[figures.findIndex((figure) => figure.key === key)]
const ward = (answer: Wards, name: string) => answer.wards.find((each) => each.name === name)

async function report(text: string) {
  const owner = await city.signIn('owner')
  const { community, units } = city.city.a
  const reported = await owner.post(`/api/v1/communities/${community}/requests`, { text, category: 'L-LIGHT', place: { kind: 'unit', unitId: units[0] } }, { 'idempotency-key': `wards-${text}` })
  expect(reported.statusCode).toBe(201)
}

test('every community with its counts, and the same summed up to street, district and city', async () => {
  await report('二楼灯不亮')
  const answer = await wardsOf()
  expect(answer.month).toBeNull()
  expect(answer.months).toHaveLength(13)
  expect([answer.months[0], answer.months.at(-1)]).toEqual(['2025-11', '2026-11'])
  expect(answer.places.map(({ kind, name, wards, courtyards }) => [kind, name, wards, courtyards])).toEqual([
    ['city', '邵阳市', 1, 1],
    ['district', '甲区', 1, 0],
    ['street', '甲街道', 1, 0],
    ['district', '乙区', 0, 1],
    ['street', '乙街道', 0, 1],
  ])
  expect(ward(answer, '甲小区')).toMatchObject({ office: '甲社区', committee: 'in-office', company: true })
  expect(of(answer, ward(answer, '甲小区')?.values, 'open')).toEqual([1, 4])
  expect(of(answer, answer.places[0]?.values, 'open')).toEqual([1, 8])
  expect(of(answer, answer.places[0]?.values, 'coverage')).toEqual([1, 1])
  expect(of(answer, answer.places[0]?.values, 'completeness')).toEqual([6, 8])
})

test('what is written out is what the contract says', async () => {
  for (const month of [undefined, '2026-11', '2026-03']) expect(overviewContract['GET /api/v1/city/wards'].replies[200].safeParse(await wardsOf(month)).error).toBeUndefined()
})

test('nothing counted is no data: no deadline has fallen, and a courtyard needs no committee', async () => {
  const answer = await wardsOf()
  expect(of(answer, ward(answer, '甲小区')?.values, 'on-time')).toBeNull()
  expect(of(answer, ward(answer, '乙小区')?.values, 'coverage')).toBeNull()
  expect(of(answer, ward(answer, '乙小区')?.values, 'open')).toEqual([0, 4])
})

test('what is reported is told beside every figure by household: over a year as of one month', async () => {
  const answer = await wardsOf()
  expect(answer.figures.find(({ key }) => key === 'reporting')?.unit).toBeCloseTo(1_000 / 12)
  const month = await wardsOf('2026-11')
  expect(month.figures.find(({ key }) => key === 'reporting')?.unit).toBe(1_000)
  expect(of(month, ward(month, '甲小区')?.values, 'reporting')).toEqual([1, 4])
})

test('a past month tells committees by date, and no data where nobody recorded any', async () => {
  const { pool } = city.services.database
  await pool.query(`update register.committee set valid_from = '2026-06-15' where community_id = $1`, [city.city.a.community])
  const state = async (month: string) => {
    const answer = await wardsOf(month)
    return [ward(answer, '甲小区')?.committee, of(answer, answer.places[0]?.values, 'coverage'), of(answer, answer.places[0]?.values, 'open')]
  }
  expect(await state('2026-05')).toEqual(['preparing', [0, 1], null])
  expect(await state('2026-06')).toEqual(['in-office', [1, 1], null])
  await pool.query(`update register.committee set valid_to = '2027-03-01' where community_id = $1`, [city.city.a.community])
  expect(await state('2026-11')).toEqual(['expiring', [1, 1], [1, 8]])
})

test('the trend of a place stands beside the city’s, with its rank', async () => {
  const { community, street } = city.city.a
  for (const placeId of [community, street, city.city.city]) {
    const answer = await city.app.inject({ method: 'GET', url: `/api/v1/city/places/${placeId}/trend` })
    expect(answer.statusCode).toBe(200)
    const trend = answer.json<{ months: string[]; figures: { key: string; months: Values; city: Values; now: unknown; rank: unknown }[] }>()
    const reporting = trend.figures.find(({ key }) => key === 'reporting')
    expect(reporting?.months.at(-1)).toEqual([1, placeId === city.city.city ? 8 : 4])
    expect(reporting?.city.at(-1)).toEqual([1, 8])
    expect(reporting?.months[0], 'nothing was reported in the whole city').toBeNull()
    expect(reporting?.rank).toEqual({ place: 1, of: placeId === city.city.city ? 1 : 2 })
  }
  const grid = await city.app.inject({ method: 'GET', url: `/api/v1/city/places/${city.city.a.office}/trend` })
  expect(grid.statusCode).toBe(404)
})

test('what is open when a month ends is kept on the first day of the next, once; on a later day it can no longer be known', async () => {
  const openIn = async (month: string) => {
    const answer = await wardsOf(month)
    return of(answer, ward(answer, '甲小区')?.values, 'open')
  }
  await recordMonthEnd.run(city.services)
  now = Temporal.Instant.from('2026-12-02T00:30:00+08:00')
  await recordMonthEnd.run(city.services)
  expect(await openIn('2026-11')).toBeNull()
  now = Temporal.Instant.from('2026-12-01T00:01:00+08:00')
  await recordMonthEnd.run(city.services)
  await report('三楼也不亮了')
  await recordMonthEnd.run(city.services)
  expect(await openIn('2026-11')).toEqual([1, 4])
  expect(await openIn('2026-12')).toEqual([2, 4])
})

test('the map is laid out by a command, and keeps its order until the next', async () => {
  const { commands } = city.services
  const cut = () => commands.run({ name: 'ward-map.cut', actor: null, at: now, httpRequestId: null }, (tx) => cutLayout(tx, now))
  expect((await wardsOf()).layout.rows).toEqual({})
  expect(await cut()).toBe(2)
  expect(await cut()).toBe(2)
  const { rows } = await city.services.database.pool.query<{ version: number; rows: object }>('select version, rows from overview.layout order by version')
  expect(rows.map(({ version }) => version)).toEqual([1, 2])
  expect(rows[0]?.rows).toEqual({ [city.city.a.street]: [[city.city.a.community]], [city.city.b.street]: [[city.city.b.community]] })
})
