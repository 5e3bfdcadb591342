import type { Read } from '../../platform/database.ts'
import { bindRoutes, type Bound } from '../../platform/routes.ts'
import type { Services } from '../../platform/services.ts'
import { placesWithin, standingsWithin } from '../register/public.ts'
import { figuresByCommunity } from '../requests/public.ts'
import { overviewContract } from './contract.ts'
import * as policy from './policy.ts'
import { noRequests, overviewOf, type CommunityFigures } from './rules.ts'

const WHOLE_CITY = '/'

export const overviewRoutes = ({ demo }: Services): readonly Bound[] =>
  bindRoutes(overviewContract, (on) => {
    on.query('GET /api/v1/city/overview', {
      may: policy.readOverview,
      handle: async ({ read, now }) => {
        const [communities, places] = await Promise.all([communityFigures(read, now), placesWithin(read, WHOLE_CITY, ['city', 'district'])])
        return {
          asOf: now.toString({ smallestUnit: 'second' }),
          demo: demo !== null,
          name: places.find(({ kind }) => kind === 'city')?.name ?? '',
          ...overviewOf(communities),
          districts: places
            .filter(({ kind }) => kind === 'district')
            .map(({ code, name, path }) => ({ code, name, ...overviewOf(communities.filter((community) => community.path.startsWith(path))) })),
        }
      },
    })
  })

async function communityFigures(read: Read, now: Temporal.Instant): Promise<readonly CommunityFigures[]> {
  const [standings, requests] = await Promise.all([standingsWithin(read, WHOLE_CITY), figuresByCommunity(read, now)])
  return standings.map(({ communityId, ...standing }) => ({ ...standing, requests: requests.get(communityId) ?? noRequests }))
}
