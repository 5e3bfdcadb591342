/** The public overview against a full recount of the tables, for a city of another size: no total is written down anywhere. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../test/app.ts'
import { freshDatabase, type FreshDatabase } from '../test/database.ts'
import { loadDemo } from './load.ts'

const now = Temporal.Instant.from('2026-11-18T10:00:00+08:00')
const COMMUNITIES = 57

let fresh: FreshDatabase
let server: TestApp
let dataDirectory: string
beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'lifang-recount-'))
  fresh = await freshDatabase()
  const key = Buffer.alloc(32, 9).toString('base64')
  await loadDemo({ url: fresh.url, dataDirectory, key, seed: 1, asOf: '2026-11-18', communities: COMMUNITIES, until: now, onProgress: () => {} })
  server = await openTestApp(fresh.url, { clock: { now: () => now } }, { key })
}, 240_000)
afterAll(async () => {
  await server.close()
  await fresh.drop()
  await rm(dataDirectory, { recursive: true })
})

/** The same figures, from homes, buildings, committees and cases themselves; of the whole city or of one district's code. */
const RECOUNT = `
  with scope as (
    select c.community_id, c.courtyard from register.community c join register.place p on p.id = c.community_id
     where $1::text is null or p.path like (select path || '%' from register.place where code = $1 and kind = 'district')),
  managed as (select community_id from scope where not courtyard),
  period as (select ($2::timestamptz at time zone 'Asia/Shanghai')::date - 364 as first, ($2::timestamptz at time zone 'Asia/Shanghai')::date as last),
  cases as (select r.* from requests.request r join scope using (community_id))
  select (select count(*) from managed)::int as communities,
         (select count(distinct community_id) from register.committee join managed using (community_id) where superseded_at is null and valid_from <= (select last from period) and (valid_to is null or valid_to > (select last from period)))::int as committees,
         (select count(*) from register.home join managed using (community_id))::int as households,
         (select coalesce(sum(area_centi_m2), 0) / 100 from register.building join managed using (community_id))::float8 as "floorAreaM2",
         (select count(*) from scope where courtyard)::int as "courtyardCommunities",
         (select count(*) from register.home join scope using (community_id) where courtyard)::int as "courtyardHouseholds",
         (select count(*) from cases where state not in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED'))::int as open,
         (select count(*) from cases where state not in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED', 'CHECKING') and coalesce(due_at, stage_due_at) < $2)::int as overdue,
         (select count(*) from cases, period where closed_at is not null and (closed_at at time zone 'Asia/Shanghai')::date between first and last)::int as closed,
         (select avg((feedback_at is not null and feedback_at <= due_at)::int) from cases, period where due_at <= $2 and (due_at at time zone 'Asia/Shanghai')::date >= first)::float8 as "onTimeRate",
         (select avg(resolved::int) from cases, period where answered_at is not null and (answered_at at time zone 'Asia/Shanghai')::date between first and last)::float8 as "resolvedRate",
         (select avg((satisfaction is not distinct from 'good')::int) from cases, period where answered_at is not null and (answered_at at time zone 'Asia/Shanghai')::date between first and last)::float8 as "satisfiedRate"`

interface Figures {
  readonly communities: number
  readonly committees: number
  readonly households: number
  readonly floorAreaM2: number
  readonly requests: Readonly<Record<string, number | null>>
  readonly courtyards: { readonly communities: number; readonly households: number }
}

const flat = ({ requests, courtyards, communities, committees, households, floorAreaM2 }: Figures) => ({
  communities,
  committees,
  households,
  floorAreaM2,
  courtyardCommunities: courtyards.communities,
  courtyardHouseholds: courtyards.households,
  ...requests,
})

test('the overview equals a full recount, for the city and for each district', async () => {
  const overview = (await server.app.inject({ method: 'GET', url: '/api/v1/city/overview' })).json<Figures & { demo: boolean; districts: (Figures & { code: string })[] }>()
  expect(overview).toMatchObject({ demo: true, communities: COMMUNITIES })
  expect(overview.districts).toHaveLength(3)
  const client = new pg.Client(fresh.url)
  await client.connect()
  try {
    for (const [code, figures] of [[null, overview] as const, ...overview.districts.map((district) => [district.code, district] as const)]) {
      const { rows } = await client.query<Record<string, number>>(RECOUNT, [code, now.toString()])
      const shown = flat(figures)
      for (const [name, value] of Object.entries(rows[0] ?? {})) expect(shown[name as keyof typeof shown], `${code ?? 'city'} ${name}`).toBeCloseTo(value, 9)
    }
  } finally {
    await client.end()
  }
})

test('the districts add up to the city', async () => {
  const overview = (await server.app.inject({ method: 'GET', url: '/api/v1/city/overview' })).json<Figures & { districts: Figures[] }>()
  for (const figure of ['communities', 'committees', 'households', 'floorAreaM2'] as const) expect(overview.districts.reduce((sum, district) => sum + district[figure], 0)).toBeCloseTo(overview[figure], 2)
})

test('the ward map’s months equal a recount of each month, and every month that has ended knows what was open', async () => {
  interface Answer {
    readonly months: readonly string[]
    readonly figures: readonly { readonly key: string }[]
    readonly places: readonly { readonly kind: string; readonly values: readonly (readonly [number, number] | null)[] }[]
    readonly layout: { readonly rows: Readonly<Record<string, readonly number[]>> }
    readonly wards: readonly unknown[]
  }
  const wards = async (query: string) => (await server.app.inject({ method: 'GET', url: `/api/v1/city/wards${query}` })).json<Answer>()
  const { months, wards: all, layout } = await wards('')
  expect(Object.values(layout.rows).flat().reduce((sum, length) => sum + length, 0)).toBe(all.length)
  const client = new pg.Client(fresh.url)
  await client.connect()
  try {
    for (const month of months.slice(1)) {
      const { rows } = await client.query<Record<string, number>>(
        `with cases as (select *, to_char(due_at at time zone 'Asia/Shanghai', 'YYYY-MM') as due_month, to_char(answered_at at time zone 'Asia/Shanghai', 'YYYY-MM') as answered_month from requests.request)
         select (select count(*)::int from cases where due_month = $1 and due_at <= $2) as due, (select count(*)::int from cases where due_month = $1 and due_at <= $2 and feedback_at <= due_at) as met,
                (select count(*)::int from cases where answered_month = $1) as answered, (select count(*)::int from cases where answered_month = $1 and satisfaction = 'good') as satisfied,
                coalesce((select sum(value)::int from overview.month_end where month = ($1 || '-01')::date and name = 'requests.open'),
                         (select count(*)::int from cases where state not in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED'))) as open`,
        [month, now.toString()],
      )
      const recounted = rows[0] ?? {}
      const { figures, places } = await wards(`?month=${month}`)
      const shown = (key: string) => places.find(({ kind }) => kind === 'city')?.values[figures.findIndex((figure) => figure.key === key)] ?? null
      expect([month, shown('on-time'), shown('satisfied')]).toEqual([month, [recounted['met'], recounted['due']], [recounted['satisfied'], recounted['answered']]])
      // The month that runs has not ended: open now.
      expect([month, shown('open')?.[0]]).toEqual([month, recounted['open']])
    }
  } finally {
    await client.end()
  }
})
