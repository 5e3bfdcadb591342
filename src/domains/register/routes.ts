import type { Read } from '../../platform/database.ts'
import { bindRoutes, type Bound } from '../../platform/routes.ts'
import type { Services } from '../../platform/services.ts'
import { civilDate } from '../../platform/time.ts'
import { registerContract } from './contract.ts'
import * as policy from './policy.ts'
import { bindExports } from './routes/exports.ts'
import { buildingView, communityView, homeView, placeView, searchHits } from './views.ts'
import { findCommunity, findHome } from './stores/homes.ts'
import { findPlace } from './stores/places.ts'

export const registerRoutes = (services: Services): readonly Bound[] =>
  bindRoutes(registerContract, (on) => {
    const { keys } = services
    bindExports(on, services)
    on.query('GET /api/v1/register/places', {
      load: async (read, { actor }) => findPlace(read, actor.place.id),
      may: policy.browsePlace,
      handle: async ({ read, subject }) => placeView(read, subject),
    })
    on.query('GET /api/v1/register/places/:placeId', {
      load: async (read, { params }) => findPlace(read, params.placeId),
      may: policy.browsePlace,
      handle: async ({ read, subject }) => placeView(read, subject),
    })
    on.query('GET /api/v1/register/communities/:communityId', {
      load: async (read, { params }) => findCommunity(read, params.communityId),
      may: policy.browsePlace,
      handle: async ({ read, subject, now }) => communityView(read, subject, civilDate(now)),
    })
    on.query('GET /api/v1/register/communities/:communityId/buildings/:buildingId', {
      load: async (read, { params }) => findCommunity(read, params.communityId),
      may: (actor, { path }, { params }) => policy.browseBuilding(actor, { path, buildingId: params.buildingId }),
      handle: async ({ read, actor, subject, params, now }) => buildingView(read, subject.id, params.buildingId, { unitId: actor.unitId, today: civilDate(now) }),
    })
    on.query('GET /api/v1/register/communities/:communityId/homes/:homeId', {
      load: async (read, { params }) => locatedHome(read, params.communityId, params.homeId),
      may: policy.readHome,
      handle: async ({ read, subject, actor, now }) => homeView(read, keys, subject, { personId: actor.personId, sees: policy.seesNames(actor, subject) }, civilDate(now)),
    })
    on.query('GET /api/v1/register/home', {
      load: async (read, { actor }) => (actor.communityId === null || actor.homeId === null ? null : locatedHome(read, actor.communityId, actor.homeId)),
      may: policy.readHome,
      handle: async ({ read, subject, actor, now }) => homeView(read, keys, subject, { personId: actor.personId, sees: policy.seesNames(actor, subject) }, civilDate(now)),
    })
    on.query('GET /api/v1/register/search', {
      may: policy.browse,
      handle: async ({ read, query, actor, now }) => ({ items: await searchHits(read, keys, actor, { ...query, homes: policy.findsHomes(actor), people: policy.findsPeople(actor) }, civilDate(now)) }),
    })
  })

async function locatedHome(read: Read, communityId: string, homeId: string) {
  const home = await findHome(read, communityId, homeId)
  return home && { ...home, buildingId: home.building_id, unitId: home.unit_id, homeId: home.id }
}
