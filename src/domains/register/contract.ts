import { z } from 'zod'
import { contract, exported, exportQuery, id, text } from '../../platform/contract.ts'

const placeKind = z.enum(['city', 'district', 'street', 'office', 'grid', 'community'])
const area = z.number().int().meta({ description: 'units of 0.01 m²' })
const named = z.object({ id: id('place'), kind: placeKind, name: z.string() })

export const figures = z.object({
  communities: z.number().int(),
  committees: z.number().int(),
  companies: z.number().int(),
  branches: z.number().int(),
  buildings: z.number().int(),
  households: z.number().int(),
  completeHouseholds: z.number().int(),
  areaCentiM2: area,
  courtyards: z.number().int(),
  courtyardHouseholds: z.number().int(),
})

const child = named.extend({ code: z.string(), courtyard: z.boolean(), figures })
const placeView = named.extend({ code: z.string(), above: z.array(named), figures, children: z.array(child) })

const seat = z.object({
  seat: z.enum(['company', 'committee', 'branch', 'office']),
  /** Null: nobody holds it. */
  name: z.string().nullable(),
  since: z.string().nullable(),
  until: z.string().nullable(),
})
const buildingRow = z.object({
  id: id('building'),
  name: z.string(),
  floors: z.number().int(),
  units: z.number().int(),
  homes: z.number().int(),
  completeHomes: z.number().int(),
  areaCentiM2: area,
  builtYear: z.number().int().nullable(),
})
const communityView = z.object({
  id: id('community'),
  name: z.string(),
  shortCode: z.string(),
  kind: z.enum(['commercial', 'old', 'state_firm', 'resettlement', 'yard']),
  courtyard: z.boolean(),
  unmanaged: z.boolean(),
  address: z.string(),
  builtYear: z.number().int().nullable(),
  residents: z.number().int().nullable(),
  above: z.array(named),
  figures,
  seats: z.array(seat),
  buildings: z.array(buildingRow),
})
const homeCell = z.object({ id: id('home'), name: z.string(), floor: z.number().int(), state: z.enum(['owner', 'let', 'vacant', 'unsold', 'incomplete']) })
const buildingView = buildingRow.extend({ unitList: z.array(z.object({ id: id('unit'), name: z.string(), homes: z.array(homeCell) })) })

/** `mine`: the person is who asks. */
const relation = { mine: z.boolean(), validFrom: z.string(), validTo: z.string().nullable() }
const homeView = z.object({
  id: id('home'),
  communityId: id('community'),
  buildingId: id('building'),
  unitId: id('unit'),
  /** Whole address within the city: 和兴怡景 3栋2单元201. */
  words: z.string(),
  community: z.string(),
  building: z.string(),
  unit: z.string(),
  name: z.string(),
  floor: z.number().int(),
  state: homeCell.shape.state,
  areaCentiM2: area.nullable(),
  areaSource: z.enum(['register', 'survey', 'contract']).nullable(),
  residents: z.number().int().nullable(),
  owners: z.array(z.object({ name: z.string(), phone: z.string().nullable(), organisation: z.boolean(), share: z.tuple([z.number().int(), z.number().int()]), basis: z.enum(['registered', 'purchaser', 'developer']), ...relation })),
  dwellers: z.array(z.object({ name: z.string(), phone: z.string().nullable(), kind: z.enum(['tenant', 'family']), ...relation })),
  /** Names are masked because of the role that asks. */
  masked: z.boolean(),
})

const hit = z.object({
  kind: z.enum(['place', 'home', 'person']),
  id: z.string(),
  communityId: id('community').nullable(),
  placeKind: placeKind.nullable(),
  title: z.string(),
  detail: z.string(),
})

export const registerContract = contract({
  'GET /api/v1/register/places': {
    summary: 'The top of the asker’s scope, with what lies directly below it and its totals',
    replies: { 200: placeView },
  },
  'GET /api/v1/register/places/:placeId': {
    summary: 'One place of the city tree with what lies directly below it and its totals',
    params: z.strictObject({ placeId: id('place') }),
    replies: { 200: placeView },
    problems: ['register/outside-scope'],
  },
  'GET /api/v1/register/communities/:communityId': {
    summary: 'A community: facts, its four seats and which are empty, its buildings',
    params: z.strictObject({ communityId: id('community') }),
    replies: { 200: communityView },
    problems: ['register/outside-scope'],
  },
  'GET /api/v1/register/communities/:communityId/buildings/:buildingId': {
    summary: 'The picture of a building: units, floors and the state of each home',
    params: z.strictObject({ communityId: id('community'), buildingId: id('building') }),
    replies: { 200: buildingView },
    problems: ['register/outside-scope'],
  },
  'GET /api/v1/register/communities/:communityId/homes/:homeId': {
    summary: 'A home: owners with shares, tenants and family, area with its source; people masked by role',
    params: z.strictObject({ communityId: id('community'), homeId: id('home') }),
    replies: { 200: homeView },
    problems: ['register/outside-scope'],
  },
  'GET /api/v1/register/places/:placeId/export': {
    summary: 'What lies directly below a place, with its totals, as a file',
    params: z.strictObject({ placeId: id('place') }),
    query: z.strictObject(exportQuery),
    ...exported,
    problems: [...exported.problems, 'register/outside-scope'],
  },
  'GET /api/v1/register/communities/:communityId/buildings/export': {
    summary: 'The buildings of a community, as a file',
    params: z.strictObject({ communityId: id('community') }),
    query: z.strictObject(exportQuery),
    ...exported,
    problems: [...exported.problems, 'register/outside-scope'],
  },
  'GET /api/v1/register/communities/:communityId/homes/export': {
    summary: 'The homes of a community, as far as the role reaches: address, state, area; nobody is named',
    params: z.strictObject({ communityId: id('community') }),
    query: z.strictObject(exportQuery),
    ...exported,
    problems: [...exported.problems, 'register/outside-scope'],
  },
  'GET /api/v1/register/home': {
    summary: 'The home of the role worn, with the relation that gives the right',
    replies: { 200: homeView },
  },
  'GET /api/v1/register/search': {
    summary: 'Places, homes by address, and, for who may, people by name, part of a name or last four digits, within the asker’s scope',
    perMinute: 60,
    query: z.strictObject({ q: text(60).min(2), limit: z.coerce.number().int().min(1).max(30).default(12) }),
    replies: { 200: z.object({ items: z.array(hit) }) },
  },
})

export type RegisterContract = typeof registerContract
