import { z } from 'zod'
import { contract, id, instant } from '../../platform/contract.ts'

const count = z.number().int().min(0)
const rate = z.number().min(0).max(1).nullable()
const perHouseholds = z.number().min(0).nullable()

const figures = {
  communities: count,
  committees: count,
  households: count,
  floorAreaM2: z.number().min(0),
  requests: z.object({
    open: count,
    overdue: count,
    reported: count,
    closed: count,
    onTimeRate: rate,
    responseRate: rate.meta({ description: '响应率: residents contacted in time / contacts due' }),
    resolvedRate: rate,
    satisfiedRate: rate,
    reworkRate: rate.meta({ description: '返工率: closed cases that were sent back or taken up again / closed cases' }),
    adjusted: z.object({ onTimeRate: rate, responseRate: rate, resolvedRate: rate, satisfiedRate: rate }).meta({ description: 'the same without what a decision took out (剔除), in numerator and denominator' }),
    excluded: z.object({ onTime: count, response: count, resolved: count, satisfied: count }).meta({ description: 'how many were taken out of each' }),
    openPer1000Households: perHouseholds,
    overduePer1000Households: perHouseholds,
    reportedPer1000HouseholdsAMonth: perHouseholds,
  }),
  courtyards: z.object({ communities: count, households: count }),
}

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/u)

const words = z.object({ name: z.string(), unit: z.string(), help: z.string(), classes: z.array(z.string()) })
const figure = z.object({
  key: z.string(),
  kind: z.enum(['state', 'per-1000-households', 'share', 'count']),
  scale: z.enum(['jade', 'vermilion']),
  unit: z.number().meta({ description: 'a value is numerator / denominator × unit' }),
  classes: z.array(z.number()).meta({ description: 'where the second and each further class begins, inclusive; at 0: whatever is more than 0. For kind `state` a ward’s class is that of its `committee`: none 0, preparing 1, expiring 2, in-office 3' }),
  texts: z.object({ zh: words, en: words }),
})
/** Aligned with `figures`: exact counts [numerator, denominator]; null is "no data". */
const values = z.array(z.tuple([z.number().int(), z.number().int()]).nullable())

const placeRow = z.object({
  id: id('place'),
  kind: z.enum(['city', 'district', 'street']),
  parentId: id('place').nullable(),
  code: z.string(),
  name: z.string(),
  wards: count.meta({ description: 'communities other than courtyards' }),
  courtyards: count,
  committees: count,
  households: count.meta({ description: 'of communities other than courtyards' }),
  values,
})
const wardRow = z.object({
  id: id('community'),
  streetId: id('place'),
  office: z.string().meta({ description: 'name of its 社区' }),
  code: z.string(),
  name: z.string(),
  households: count,
  buildings: count,
  courtyard: z.boolean(),
  company: z.boolean(),
  committee: z.enum(['none', 'preparing', 'expiring', 'in-office']),
  values,
})

const river = z.object({ zh: z.string(), en: z.string(), width_px: z.number() }).nullable()
const layout = z.object({
  plan: z.object({
    river: river.meta({ description: 'between the tiers' }),
    tiers: z.array(z.object({ river: river.meta({ description: 'between the quarters' }), quarters: z.array(z.object({ code: z.string(), bands: z.array(z.array(z.string())) })) })),
  }),
  /** How many wards each row of a street holds, by the street's id; the wards themselves stand in that order. Empty until first cut. */
  rows: z.record(z.string(), z.array(z.number().int())),
})

const ratio = z.tuple([z.number().int(), z.number().int()]).nullable()

export const overviewContract = contract({
  'GET /api/v1/city/overview': {
    summary: 'The city’s figures as of now: communities, committees, households, floor area, and requests over 365 days; by district too',
    public: true,
    replies: {
      200: z.object({
        asOf: instant,
        demo: z.boolean(),
        name: z.string(),
        ...figures,
        districts: z.array(z.object({ code: z.string(), name: z.string(), ...figures })),
      }),
    },
  },
  'GET /api/v1/city/wards': {
    summary: '里坊图: every community with the counts behind each figure, now (over 365 days) or as of a month; the same for city, districts and streets; and where each ward stands on the map',
    public: true,
    query: z.strictObject({ month: month.optional() }),
    replies: {
      200: z.object({
        asOf: instant,
        demo: z.boolean(),
        month: month.nullable(),
        months: z.array(month).meta({ description: 'the thirteen months up to now, oldest first' }),
        figures: z.array(figure),
        places: z.array(placeRow),
        wards: z.array(wardRow),
        layout,
      }),
    },
  },
  'GET /api/v1/city/places/:placeId/trend': {
    summary: 'Each figure of a community, street, district or the city month by month, with the city’s beside it and its rank among its like',
    public: true,
    params: z.strictObject({ placeId: id('place') }),
    replies: {
      200: z.object({
        asOf: instant,
        demo: z.boolean(),
        id: id('place'),
        kind: z.enum(['city', 'district', 'street', 'community']),
        name: z.string(),
        months: z.array(month),
        figures: z.array(
          z.object({
            key: z.string(),
            unit: z.number().meta({ description: 'of the months’ values' }),
            months: z.array(ratio),
            city: z.array(ratio),
            /** Over 365 days, as in the ward map. */
            now: ratio,
            cityNow: ratio,
            nowUnit: z.number(),
            rank: z.object({ place: z.number().int(), of: z.number().int() }).nullable().meta({ description: '1 has the highest value' }),
          }),
        ),
      }),
    },
  },
})

export type OverviewContract = typeof overviewContract
