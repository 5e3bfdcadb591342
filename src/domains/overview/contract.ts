import { z } from 'zod'
import { contract, instant } from '../../platform/contract.ts'

const count = z.number().int().min(0)
const rate = z.number().min(0).max(1).nullable()

const figures = {
  communities: count,
  committees: count,
  households: count,
  floorAreaM2: z.number().min(0),
  requests: z.object({ open: count, overdue: count, closed: count, onTimeRate: rate, resolvedRate: rate, satisfiedRate: rate }),
  courtyards: z.object({ communities: count, households: count }),
}

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
})

export type OverviewContract = typeof overviewContract
