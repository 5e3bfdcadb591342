/** What the city's endpoints answer: counts of communities summed up the tree of places, as figures. */
import type { z } from 'zod'
import type { Read } from '../../platform/database.ts'
import { civilDate } from '../../platform/time.ts'
import type { Division, Place } from '../register/public.ts'
import type { OverviewContract } from './contract.ts'
import { planOf } from './rules/city-plan.ts'
import { addCounts, figuresFrom, rankOf, ratioOf, unitOf, type Counts, type Figure, type Ratio } from './rules/figures.ts'
import { monthsUntil } from './rules/months.ts'
import { overviewOf } from './rules/overview.ts'
import { COUNTS, sheetOfMonth, sheetOfNow, type Sheet } from './sheet.ts'
import type { Scenery } from './scenery.ts'
import type { StoredLayout } from './stores/definitions.ts'

type ReplyOf<K extends keyof OverviewContract> = z.input<OverviewContract[K]['replies'][200]>
type Wards = ReplyOf<'GET /api/v1/city/wards'>

/** What every answer of the city is made with. */
export interface Asked {
  readonly read: Read
  readonly now: Temporal.Instant
  readonly demo: boolean
  readonly scenery: Scenery
}

const MONTHS_SHOWN = 13
const MONTHS_OF_A_YEAR = 12
const NOTHING: Counts = COUNTS.map(() => 0)
const HOMES = COUNTS.indexOf('register.homes')

const asOf = (now: Temporal.Instant): string => now.toString({ smallestUnit: 'second' })
/** Sums of every street, district and the city. */
function sumsByPlace({ divisions, wards, counts }: Sheet): ReadonlyMap<string, Counts> {
  const sums = new Map<string, number[]>(divisions.map(({ id }) => [id, [...NOTHING]]))
  const add = (placeId: string | null, part: Counts) => {
    const sum = placeId === null ? undefined : sums.get(placeId)
    if (sum) addCounts(sum, part)
  }
  for (const [index, { streetId }] of wards.entries()) add(streetId, counts[index] ?? NOTHING)
  for (const kind of ['street', 'district'] as const) {
    for (const { id, parentId } of divisions.filter((division) => division.kind === kind)) add(parentId, sums.get(id) ?? NOTHING)
  }
  return sums
}

export async function overviewView({ read, now, demo, scenery }: Asked): Promise<ReplyOf<'GET /api/v1/city/overview'>> {
  const sheet = await sheetOfNow(read, scenery.tree, now)
  const sums = sumsByPlace(sheet)
  const city = sheet.divisions.find(({ kind }) => kind === 'city')
  return {
    asOf: asOf(now),
    demo,
    name: city?.name ?? '',
    ...overviewOf(COUNTS, (city && sums.get(city.id)) ?? NOTHING),
    districts: sheet.divisions.filter(({ kind }) => kind === 'district').map(({ id, code, name }) => ({ code, name, ...overviewOf(COUNTS, sums.get(id) ?? NOTHING) })),
  }
}

const valuesOf = (figures: readonly Figure[], counts: Counts): (Ratio | null)[] => figures.map((figure) => ratioOf(figure, counts))

export async function wardsView({ read, now, demo, scenery }: Asked, month: string | undefined): Promise<Wards> {
  const { layout, plans, tree } = scenery
  const sheet = await (month === undefined ? sheetOfNow(read, tree, now) : sheetOfMonth(read, tree, now, month))
  const figures = figuresFrom(scenery.figures, COUNTS)
  const sums = sumsByPlace(sheet)
  const inOrder = orderOf(sheet, layout)
  return {
    asOf: asOf(now),
    demo,
    month: month ?? null,
    months: [...monthsUntil(civilDate(now), MONTHS_SHOWN)],
    figures: figures.map(({ definition }) => ({
      key: definition.key,
      kind: definition.kind,
      scale: definition.scale,
      unit: unitOf(definition, month === undefined ? MONTHS_OF_A_YEAR : 1),
      classes: [...definition.classes],
      texts: { zh: { ...definition.texts.zh, classes: [...definition.texts.zh.classes] }, en: { ...definition.texts.en, classes: [...definition.texts.en.classes] } },
    })),
    places: sheet.divisions.map((place) => placeRow(place, sums.get(place.id) ?? NOTHING, figures)),
    wards: inOrder.wards.map((index) => wardRow(sheet, index, figures)),
    layout: { plan: layout?.plan ?? planOf(sheet.divisions, (id) => sums.get(id)?.[HOMES] ?? 0, plans), rows: inOrder.rows } as Wards['layout'],
  }
}

function placeRow({ id, kind, parentId, code, name }: Division, counts: Counts, figures: readonly Figure[]): Wards['places'][number] {
  const { communities, courtyards, committees, households } = overviewOf(COUNTS, counts)
  return { id, kind, parentId, code, name, wards: communities, courtyards: courtyards.communities, committees, households, values: valuesOf(figures, counts) }
}

function wardRow({ wards, counts }: Sheet, index: number, figures: readonly Figure[]): Wards['wards'][number] {
  const ward = wards[index]
  if (!ward) throw new RangeError('a ward that is not there')
  const { id, streetId, office, code, name, homes, buildings, courtyard, company, committee } = ward
  return { id, streetId, office, code, name, households: homes, buildings, courtyard, company, committee, values: valuesOf(figures, counts[index] ?? NOTHING) }
}

/** The wards in the order of the map and how many stand in each row of a street. One that came since the last cut joins the last row; one that is gone leaves its place. */
function orderOf({ wards }: Sheet, layout: StoredLayout | null): { readonly wards: readonly number[]; readonly rows: Record<string, number[]> } {
  const all = [...wards.keys()]
  if (layout === null) return { wards: all, rows: {} }
  const index = new Map(wards.map(({ id }, at) => [id as string, at]))
  const order: number[] = []
  const rows: Record<string, number[]> = {}
  for (const [streetId, of] of Map.groupBy(all, (at) => wards[at]?.streetId ?? '')) {
    const left = new Set(of)
    const cut = (layout.rows[streetId] ?? []).map((row) => row.flatMap((id) => { const at = index.get(id); return at !== undefined && left.delete(at) ? [at] : [] })).filter((row) => row.length > 0)
    const last = cut.at(-1)
    if (last) last.push(...left)
    else cut.push([...left])
    order.push(...cut.flat())
    rows[streetId] = cut.map((row) => row.length)
  }
  return { wards: order, rows }
}

/** Null for a place that has no figures of its own. */
export async function trendView({ read, now, demo, scenery }: Asked, place: Place): Promise<ReplyOf<'GET /api/v1/city/places/:placeId/trend'>> {
  const months = monthsUntil(civilDate(now), MONTHS_SHOWN)
  const [current, ...sheets] = await Promise.all([sheetOfNow(read, scenery.tree, now), ...months.map((month) => sheetOfMonth(read, scenery.tree, now, month))])
  const figures = figuresFrom(scenery.figures, COUNTS)
  const { divisions } = current
  const city = divisions.find(({ kind }) => kind === 'city')
  const all = [current, ...sheets].map((sheet) => ({ sheet, sums: sumsByPlace(sheet) }))
  const of = ({ sheet, sums }: (typeof all)[number], id: string): Counts => sums.get(id) ?? sheet.counts[sheet.wards.findIndex((ward) => (ward.id as string) === id)] ?? NOTHING
  const [here, ...before] = all.map((each) => of(each, place.id))
  const [cityNow, ...cityBefore] = all.map((each) => of(each, city?.id ?? ''))
  const alike = place.kind === 'community' ? current.counts : divisions.filter(({ kind }) => kind === place.kind).map(({ id }) => all[0]?.sums.get(id) ?? NOTHING)
  return {
    asOf: asOf(now),
    demo,
    id: place.id,
    kind: place.kind as 'city' | 'district' | 'street' | 'community',
    name: place.name,
    months: [...months],
    figures: figures.map((figure) => {
      const ratio = (counts: Counts | undefined) => ratioOf(figure, counts ?? NOTHING)
      return {
        key: figure.definition.key,
        unit: unitOf(figure.definition, 1),
        months: before.map(ratio),
        city: cityBefore.map(ratio),
        now: ratio(here),
        cityNow: ratio(cityNow),
        nowUnit: unitOf(figure.definition, MONTHS_OF_A_YEAR),
        rank: rankOf(ratio(here), alike.map(ratio)),
      }
    }),
  }
}
