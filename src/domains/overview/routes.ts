import { bindRoutes, Reply, written, type Bound } from '../../platform/routes.ts'
import type { Services } from '../../platform/services.ts'
import { findPlace } from '../register/public.ts'
import { overviewContract } from './contract.ts'
import * as policy from './policy.ts'
import { openScenery } from './scenery.ts'
import { overviewView, trendView, wardsView } from './views.ts'

export const overviewRoutes = ({ demo }: Services): readonly Bound[] =>
  bindRoutes(overviewContract, (on) => {
    const scenery = openScenery()
    const asked = async ({ read, now }: { readonly read: Parameters<typeof findPlace>[0]; readonly now: Temporal.Instant }) => ({ read, now, demo: demo !== null, scenery: await scenery(read) })
    on.query('GET /api/v1/city/overview', {
      may: policy.readOverview,
      handle: async (input) => overviewView(await asked(input)),
    })
    on.query('GET /api/v1/city/wards', {
      may: policy.readWards,
      handle: async (input) => new Reply(written(await wardsView(await asked(input), input.query.month))),
    })
    on.query('GET /api/v1/city/places/:placeId/trend', {
      load: async (read, { params }) => {
        const place = await findPlace(read, params.placeId)
        return place && place.kind !== 'office' && place.kind !== 'grid' ? place : null
      },
      may: policy.readTrend,
      handle: async (input) => trendView(await asked(input), input.subject),
    })
  })
