import { addDays } from '../../src/platform/time.ts'
import { apportion } from './apportion.ts'
import { type Day, day_ms, dayStart_ms, daysUntil } from './calendar.ts'
import { inventedCreditCode } from './credit-code.ts'
import { CommunityNames, firmName } from './names.ts'
import { ShortCodes } from './short-codes.ts'
import { named, type NamedCommunity, yongsheng } from './named.ts'
import { demoPhone, firstCommunityPhone } from './phones.ts'
import { Random } from './random.ts'
import { divisions as divisionRows, type DivisionRow } from './reference.ts'
import type { BuildingStyle, CityOptions, CommunityKind, CommunityPlan, Division, Grid, Organisation, PartyBranch } from './types.ts'

/** The figures of mission.md; a city of another size keeps their proportions. */
const shaoyang = {
  communities: 231,
  courtyards: 28,
  wholeArea_centi_m2: 2_186_500_000,
  companies: 45,
  unmanaged: 6,
  districts: [
    { code: '430502', communities: 102, courtyards: 12, committees: 41, homes: 59_308, oldShare: 0.6, yardBranches: 105, branches: null },
    { code: '430503', communities: 95, courtyards: 10, committees: 40, homes: 62_434, oldShare: 0.25, yardBranches: 0, branches: { old: 8, commercial: 28, ordinary: 5 } },
    { code: '430511', communities: 34, courtyards: 6, committees: 17, homes: 24_258, oldShare: 0.15, yardBranches: 0, branches: null },
  ],
  /** 双清区 renovates so many communities, with so many households, in one batch. */
  renovation: { districtCode: '430502', communities: 80, homes: 13_189 },
  yardHeads: { districtCode: '430502', number: 15 },
} as const

type DistrictFigures = (typeof shaoyang.districts)[number]

const cityCode = '430500'
const smallestCommunity = 60
const largestCommunity = 3_500
const largestOldCommunity = 480
/** At most so many numbers are used per home, staff and previous owners included. */
const phonesPerHome = 4

/** The shape of the city: everything about it but the inside of its communities. */
export interface CityPlan {
  readonly seed: string
  readonly asOf: string
  readonly until_ms: number
  /** When the day `asOf` begins: hours of any day count from it, since the city has no summer time. */
  readonly midnight_ms: number
  /** The year of requests that ends with `asOf`, and a day. */
  readonly days: readonly Day[]
  readonly divisions: readonly Division[]
  readonly grids: readonly Grid[]
  readonly organisations: readonly Organisation[]
  readonly communities: readonly CommunityPlan[]
  /** Ordinals of the communities of 双清区 in which a retired party member serves as 院落长. */
  readonly yardHeads: ReadonlySet<number>
}

/** Ids of what was there before the year of requests began carry this time. */
export const bornOf = (city: Pick<CityPlan, 'asOf'>): number => dayStart_ms(addDays(city.asOf, -400))

interface Draft {
  readonly name: string
  readonly real: NamedCommunity | null
  readonly kind: CommunityKind
  readonly courtyard: boolean
  readonly district: DistrictFigures
  readonly office: DivisionRow
  readonly builtYear: number | null
  readonly renovationBatch: boolean
  readonly weight: number
  homes: number
  committee: boolean
  unmanaged: boolean
  branch: PartyBranch | null
}

export function planCity(options: CityOptions): CityPlan {
  const { seed, asOf, communities: count } = options
  if (!Number.isInteger(count) || count < 4 || count > 20_000) throw new RangeError('a demo city has 4 to 20,000 communities')
  const midnight_ms = dayStart_ms(asOf)
  const until_ms = Math.min(options.until_ms ?? Infinity, midnight_ms + day_ms)
  const born_ms = bornOf(options)
  const random = new Random(`${seed}/plan`)

  const divisions = divisionsOf(seed, born_ms)
  const drafts = draftCommunities(count, random)
  for (const district of shaoyang.districts) recordBranches(drafts, district, asOf, random)
  const organisations = organisationsOf(count, divisions, new Random(`${seed}/organisations`), born_ms)
  const { grids, gridOf } = gridsOf(drafts, new Random(`${seed}/grids`), born_ms)
  const shapes = drafts.map((draft) => shapeOf(draft, new Random(`${seed}/shape/${draft.office.code}/${draft.name}`)))
  const areas = wholeAreas(drafts, shapes, count)

  let phoneBase = firstCommunityPhone
  const running = new Map<string, number>()
  const shortCodes = shortCodesOf(drafts)
  const communities = drafts.map((draft, ordinal): CommunityPlan => {
    const own = new Random(`${seed}/community/${draft.office.code}/${draft.name}`)
    const shape = shapes[ordinal]
    const grid = gridOf[ordinal]
    if (!shape || !grid) throw new Error('a community without shape or grid')
    const number = (running.get(draft.office.code) ?? 0) + 1
    running.set(draft.office.code, number)
    const base = phoneBase
    phoneBase += draft.homes * phonesPerHome + 100
    const company = companyOf(draft, organisations, own)
    const contractFrom = company ? addDays(asOf, -own.int(40, 1000)) : null
    const committeeFrom = draft.committee ? addDays(asOf, -own.int(30, 1700)) : null
    return {
      ordinal,
      id: own.uuid(born_ms),
      code: draft.office.code + number.toString().padStart(3, '0'),
      name: draft.name,
      shortCode: shortCodes[ordinal] ?? '',
      real: draft.real !== null,
      kind: draft.kind,
      courtyard: draft.courtyard,
      management: company ? 'company' : draft.courtyard ? 'office' : 'unmanaged',
      districtCode: draft.district.code,
      streetCode: draft.office.parentCode,
      officeCode: draft.office.code,
      gridCode: grid.code,
      homes: draft.homes,
      wholeArea_centi_m2: areas[ordinal] ?? 0,
      builtYear: draft.builtYear,
      ...shape,
      companyId: company?.id ?? null,
      contractFrom,
      contractTo: contractFrom && addDays(contractFrom, 3 * 365),
      developerId: draft.kind === 'commercial' ? own.pick(organisations.filter((o) => o.kind === 'developer')).id : null,
      committeeTerm: draft.real ? 1 : own.int(1, 3),
      committeeFrom,
      committeeTo: committeeFrom && addDays(committeeFrom, 5 * 365),
      branch: draft.branch,
      renovationBatch: draft.renovationBatch,
      phoneBase: base,
    }
  })
  const yards = random.shuffled(communities.filter((c) => c.districtCode === shaoyang.yardHeads.districtCode && !c.real && c.branch !== null))
  const yardHeads = new Set(yards.slice(0, Math.round((shaoyang.yardHeads.number * count) / shaoyang.communities)).map((c) => c.ordinal))
  return { seed, asOf, until_ms, midnight_ms, days: daysUntil(asOf, 366), divisions, grids, organisations, communities, yardHeads }
}

/** The named communities choose first. */
function shortCodesOf(drafts: readonly Draft[]): string[] {
  const codes = new ShortCodes()
  const chosen = new Map(drafts.filter((d) => d.real).map((d) => [d, codes.take(d.name)]))
  return drafts.map((d) => chosen.get(d) ?? codes.take(d.name))
}

function divisionsOf(seed: string, born_ms: number): Division[] {
  const city = { id: new Random(`${seed}/division/${cityCode}`).uuid(born_ms), code: cityCode, name: '邵阳市', level: 'city', parentCode: null } as const
  return [city, ...divisionRows.map((row) => ({ ...row, id: new Random(`${seed}/division/${row.code}`).uuid(born_ms) }))]
}

/** The property communities of all districts, then the courtyards. */
function draftCommunities(count: number, random: Random): Draft[] {
  const share = count / shaoyang.communities
  const figures = shaoyang.districts
  const namedIn = (d: DistrictFigures, courtyard: boolean) => named.filter((n) => n.courtyard === courtyard && n.streetCode.startsWith(d.code))
  const more = (total: number, courtyard: boolean, of: (d: DistrictFigures) => number): number[] => {
    const fixed = figures.map((d) => namedIn(d, courtyard).length)
    const rest = apportion(Math.max(0, total - fixed.reduce((a, b) => a + b, 0)), figures.map((d, i) => of(d) - (fixed[i] ?? 0)))
    return fixed.map((f, i) => f + (rest[i] ?? 0))
  }
  const seats = more(count, false, (d) => d.communities)
  const yards = more(Math.round(shaoyang.courtyards * share), true, (d) => d.courtyards)
  const names = new CommunityNames(random, [...named.map((n) => n.name), ...divisionRows.map((d) => d.name)])

  const managed: Draft[] = []
  const courtyards: Draft[] = []
  figures.forEach((district, i) => {
    const own = seats[i] ?? 0
    const inventedYards = Array.from({ length: (yards[i] ?? 0) - namedIn(district, true).length }, () => inventCourtyard(district, names, random))
    courtyards.push(...namedIn(district, true).map((n) => draftNamed(n, district)), ...inventedYards)
    managed.push(...draftDistrict(district, own, namedIn(district, false), inventedYards, names, random))
  })
  const seatsWithCommittee = apportion(
    Math.max(0, Math.round(98 * share) - managed.filter((d) => d.committee).length),
    figures.map((d) => d.committees - namedIn(d, false).filter((n) => n.committee).length),
    0,
    figures.map((d) => managed.filter((m) => m.district === d && !m.real).length),
  )
  electCommittees(managed, seatsWithCommittee, random)
  const loose = random.shuffled(managed.filter((d) => d.kind === 'old' && !d.real && !d.committee))
  for (const draft of loose.slice(0, Math.round(shaoyang.unmanaged * share))) draft.unmanaged = true
  return [...managed, ...courtyards]
}

function draftDistrict(district: DistrictFigures, seats: number, real: NamedCommunity[], yards: Draft[], names: CommunityNames, random: Random): Draft[] {
  const scale = seats / district.communities
  const drafts = real.map((n) => draftNamed(n, district))
  const free = seats - drafts.length
  const renovates = district.code === shaoyang.renovation.districtCode
  const inBatch = renovates ? Math.min(free, Math.max(0, Math.round(shaoyang.renovation.communities * scale) - yards.length)) : 0
  const old = renovates ? 0 : Math.round(district.oldShare * free)
  const resettled = Math.round(0.1 * (free - inBatch))
  for (let i = 0; i < free; i++) {
    const kind: CommunityKind = i < inBatch ? (random.chance(0.15) ? 'resettlement' : 'old') : i < inBatch + old ? 'old' : i < inBatch + old + resettled ? 'resettlement' : 'commercial'
    drafts.push(inventCommunity(district, kind, i < inBatch, names, random))
  }
  sizeDistrict(drafts, Math.round(district.homes * scale), Math.round(shaoyang.renovation.homes * scale) - yards.reduce((s, y) => s + y.homes, 0))
  return drafts
}

/** Shares the homes of a district out to its communities; those of the renovation batch have a sum of their own. */
function sizeDistrict(drafts: Draft[], homes: number, batchHomes: number): void {
  const batch = drafts.filter((d) => d.renovationBatch)
  const rest = drafts.filter((d) => !d.renovationBatch && d.homes === 0)
  const limited = (n: number, largest: number, total: number): number => Math.min(n * largest, Math.max(n * smallestCommunity, total))
  const give = (group: Draft[], total: number, largest: number): void => {
    const sizes = apportion(total, group.map((d) => d.weight), smallestCommunity, largest)
    group.forEach((draft, i) => (draft.homes = sizes[i] ?? 0))
  }
  give(batch, limited(batch.length, largestOldCommunity, batchHomes), largestOldCommunity)
  give(rest, limited(rest.length, largestCommunity, homes - drafts.filter((d) => !rest.includes(d)).reduce((s, d) => s + d.homes, 0)), largestCommunity)
}

function draftNamed(real: NamedCommunity, district: DistrictFigures): Draft {
  const code = real.officeCode ?? divisionRows.find((d) => d.parentCode === real.streetCode)?.code
  const office = divisionRows.find((d) => d.code === code)
  if (!office) throw new Error(`${real.name} has no office`)
  return {
    name: real.name, real, kind: real.kind, courtyard: real.courtyard, district, office, builtYear: real.builtYear === 'drawn' ? 2012 : real.builtYear,
    renovationBatch: false, weight: 700, homes: typeof real.homes === 'number' ? real.homes : 0, committee: real.committee, unmanaged: false,
    branch: real.branchSince ? { name: `${real.name}党支部`, kind: 'functional', since: real.branchSince } : null,
  }
}

function inventCommunity(district: DistrictFigures, kind: CommunityKind, renovationBatch: boolean, names: CommunityNames, random: Random): Draft {
  const [typical, spread, from, to] =
    kind === 'old' ? [170, 0.45, 1982, 2001] : kind === 'resettlement' ? [420, 0.4, 2004, 2019] : [800, 0.75, 2000, 2023]
  return {
    name: names.take(kind === 'commercial' ? 'new' : 'old', random), real: null, kind, courtyard: false, district,
    office: pickOffice(district, random), builtYear: random.int(from, to), renovationBatch, weight: typical * Math.exp(spread * random.normal()),
    homes: 0, committee: false, unmanaged: false, branch: null,
  }
}

function inventCourtyard(district: DistrictFigures, names: CommunityNames, random: Random): Draft {
  return {
    name: names.take('yard', random), real: null, kind: random.pick(['yard', 'old', 'state_firm']), courtyard: true, district,
    office: pickOffice(district, random), builtYear: random.int(1972, 1996), renovationBatch: district.code === shaoyang.renovation.districtCode,
    weight: 0, homes: random.int(20, 120), committee: false, unmanaged: false, branch: null,
  }
}

/** Communities stand where people live close together: in 街道 before 镇 and 乡, in 社区 before 村. */
function pickOffice(district: DistrictFigures, random: Random): DivisionRow {
  const offices = divisionRows.filter((d) => d.level === 'office' && d.code.startsWith(district.code))
  return offices[random.weighted(offices.map((d) => (d.name.endsWith('村') ? 0.05 : 1) * (d.code.charAt(6) === '0' ? 1 : 0.3)))] ?? offices[0]!
}

/** Bigger and newer communities have a committee more often. */
function electCommittees(managed: Draft[], seats: number[], random: Random): void {
  shaoyang.districts.forEach((district, i) => {
    const candidates = managed
      .filter((d) => d.district === district && !d.real)
      .map((draft) => ({ draft, rank: random.float() + (draft.kind === 'commercial' ? 0.35 : 0) + Math.min(0.3, draft.homes / 4000) }))
      .toSorted((a, b) => b.rank - a.rank)
    for (const { draft } of candidates.slice(0, seats[i])) draft.committee = true
  })
}

function recordBranches(drafts: Draft[], district: DistrictFigures, asOf: string, random: Random): void {
  const local = random.shuffled(drafts.filter((d) => d.district === district && !d.real))
  const scale = drafts.filter((d) => d.district === district && !d.courtyard).length / district.communities
  const since = (): string => addDays(asOf, -random.int(60, 1200))
  // 供销社院落 has a branch of its own; no source says so of the other two real names of the district.
  const yard = drafts.find((d) => d.name === '供销社院落' && d.district === district)
  if (yard) yard.branch = branchOf(yard, 'ordinary', since())
  for (const draft of local.slice(0, Math.round(district.yardBranches * scale) - (yard ? 1 : 0))) draft.branch = branchOf(draft, 'ordinary', since())
  if (!district.branches) return
  const old = local.filter((d) => d.kind !== 'commercial' && d.kind !== 'resettlement').slice(0, Math.round(district.branches.old * scale))
  const first = drafts.filter((d) => d.district === district && d.branch).length
  const built = local.filter((d) => d.kind === 'commercial').slice(0, Math.max(0, Math.round(district.branches.commercial * scale) - first))
  const ordinary = Math.round(district.branches.ordinary * scale)
  // 和兴怡景 had the first branch of the district, in February 2022.
  random.shuffled([...old, ...built]).forEach((draft, i) => (draft.branch = branchOf(draft, i < ordinary ? 'ordinary' : 'functional', laterThan('2022-03-01', since()))))
}

const branchOf = (draft: Draft, kind: PartyBranch['kind'], since: string): PartyBranch => ({ name: `${draft.name}党支部`, kind, since })
const laterThan = (earliest: string, date: string): string => (date > earliest ? date : earliest)

function organisationsOf(count: number, divisions: readonly Division[], random: Random, born_ms: number): Organisation[] {
  const share = count / shaoyang.communities
  let codes = 0
  let phones = 0
  const firms = (kind: 'property_company' | 'developer' | 'company', trade: '物业' | '置业' | '商贸', number: number): Organisation[] =>
    Array.from({ length: number }, (_, i) => ({
      id: random.uuid(born_ms), kind, name: firmName(i, trade), creditCode: inventedCreditCode(++codes), divisionCode: null, phone: demoPhone(phones++), unit: null,
    }))
  const body = (kind: Organisation['kind'], name: string, divisionCode: string, unit: string | null = null): Organisation => ({
    id: random.uuid(born_ms), kind, name, creditCode: null, divisionCode, phone: demoPhone(phones++), unit,
  })
  const bodies = divisions.flatMap((d) => {
    if (d.level === 'office') return [body('community_office', d.name.endsWith('村') ? `${d.name}村民委员会` : `${d.name}居民委员会`, d.code)]
    if (d.level === 'street') return [body('street', d.name.endsWith('街道') ? `${d.name}办事处` : `${d.name}人民政府`, d.code)]
    if (d.level === 'city') return [body('bureau', `${d.name}住房和城乡建设部门`, d.code)]
    const units = competentUnits.map((unit) => (unit.endsWith('企业') ? body('utility', `${d.name}${unit}`, d.code, unit) : body('department', `${d.name}${unit}部门`, d.code, unit)))
    return [body('district', `${d.name}人民政府`, d.code), ...units]
  })
  return [
    { ...body('property_company', yongsheng, cityCode), divisionCode: null },
    ...firms('property_company', '物业', Math.max(3, Math.round(shaoyang.companies * share))),
    ...firms('developer', '置业', Math.max(3, Math.round(24 * share))),
    ...firms('company', '商贸', Math.max(3, Math.round(20 * share))),
    ...bodies,
  ]
}

/** Departments and utilities that the catalogue of categories names. */
const competentUnits = [
  '消防救援', '市场监管', '住房和城乡建设', '城市管理综合执法', '公安', '公安交警', '供水企业', '供电企业', '燃气企业', '通信管理', '司法行政', '林业园林', '应急管理', '政务服务',
] as const

function gridsOf(drafts: readonly Draft[], random: Random, born_ms: number): { grids: Grid[]; gridOf: Grid[] } {
  const byOffice = new Map<string, Grid[]>()
  const gridOf = drafts.map((draft) => {
    const { code, name } = draft.office
    const grids = byOffice.get(code) ?? Array.from({ length: random.int(2, 6) }, (_, i): Grid => ({
      id: random.uuid(born_ms), code: `${code}G${(i + 1).toString().padStart(2, '0')}`, name: `${name}第${i + 1}微网格`, officeCode: code,
    }))
    byOffice.set(code, grids)
    return random.pick(grids)
  })
  return { grids: [...byOffice.values()].flat(), gridOf }
}

function companyOf(draft: Draft, organisations: readonly Organisation[], random: Random): Organisation | null {
  if (draft.courtyard || draft.unmanaged) return null
  const companies = organisations.filter((o) => o.kind === 'property_company')
  if (draft.real && draft.real.company !== 'invented') return companies.find((o) => o.name === yongsheng) ?? null
  const district = shaoyang.districts.indexOf(draft.district)
  // Most firms work in one district; every fifth in all three. A few are much bigger than the rest.
  const pool = companies.filter((o, i) => o.name !== yongsheng && (i % 5 === 0 || i % 3 === district))
  return pool[random.weighted(pool.map((_, i) => 1 / (i + 2)))] ?? null
}

type Shape = Pick<CommunityPlan, 'styles' | 'meanHomeArea_centi_m2' | 'skipsFour' | 'buildingWord'> & { readonly commonShare: number }

/** Area of common parts, shops and underground for each m² of homes, by kind of house. */
const commonShares: Readonly<Record<BuildingStyle, readonly [number, number]>> = {
  yardhouse: [0.1, 0.14], walkup: [0.14, 0.22], eleven: [0.34, 0.45], eighteen: [0.45, 0.6], tower: [0.6, 0.8],
}

function shapeOf(draft: Draft, random: Random): Shape {
  const styles = stylesOf(draft, random)
  const [low, high] = draft.kind === 'commercial' ? [92, 116] : draft.kind === 'resettlement' ? [84, 104] : draft.courtyard ? [64, 76] : [70, 88]
  const shares = commonShares[styles[0] ?? 'walkup']
  const recent = (draft.builtYear ?? 0) >= 2008
  return {
    styles,
    meanHomeArea_centi_m2: Math.round(random.between(low, high) * 100),
    skipsFour: recent && !draft.real && random.chance(0.3),
    buildingWord: draft.real ? '栋' : random.pick(['栋', '栋', '栋', '栋', '号楼', '幢']),
    commonShare: random.between(...shares),
  }
}

function stylesOf(draft: Draft, random: Random): BuildingStyle[] {
  const { kind, homes } = draft
  const year = draft.builtYear ?? 1985
  if (draft.real) return [draft.courtyard ? 'walkup' : 'eighteen']
  if (kind === 'yard' || kind === 'state_firm' || (draft.courtyard && homes < 60)) return ['yardhouse']
  if (kind === 'old') return ['walkup']
  if (kind === 'resettlement') return year < 2011 ? ['walkup'] : random.pick([['eleven'], ['eighteen'], ['walkup', 'eleven']])
  if (year < 2005) return random.pick([['walkup'], ['walkup', 'eleven'], ['eleven']])
  if (year < 2012 || homes < 250) return random.pick([['eleven'], ['eleven', 'eighteen'], ['eighteen']])
  return random.pick([['eighteen'], ['eighteen', 'tower'], ['tower'], ['tower']])
}

/** Whole-building areas that add up to the city's total; courtyards are counted apart. */
function wholeAreas(drafts: readonly Draft[], shapes: readonly Shape[], count: number): number[] {
  const homesArea = drafts.map((d, i) => d.homes * (shapes[i]?.meanHomeArea_centi_m2 ?? 0))
  const common = drafts.map((_, i) => (homesArea[i] ?? 0) * (shapes[i]?.commonShare ?? 0))
  const inTotal = drafts.map((d) => !d.courtyard)
  const homes = drafts.reduce((s, d) => s + (d.courtyard ? 0 : d.homes), 0)
  const total = count === shaoyang.communities ? shaoyang.wholeArea_centi_m2 : Math.round((shaoyang.wholeArea_centi_m2 / 146_000) * homes)
  const rest = total - homesArea.reduce((s, a, i) => s + (inTotal[i] ? a : 0), 0)
  const parts = apportion(rest, common.map((c, i) => (inTotal[i] ? c : 0)))
  return drafts.map((_, i) => (homesArea[i] ?? 0) + (inTotal[i] ? (parts[i] ?? 0) : Math.round(common[i] ?? 0)))
}
