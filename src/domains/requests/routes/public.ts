import { findPlace } from '../../register/public.ts'
import * as policy from '../policy.ts'
import { publicItems, publicViewOf } from '../public-views.ts'
import { countPublicCases, findCaseByNumber, findPublicCases } from '../stores/public-cases.ts'
import type { Context, On } from './context.ts'

/** What everybody sees, logged in or not: the same for all. */
export function bindPublic(on: On, { catalogues, demo }: Context): void {
  on.query('GET /api/v1/city/communities/:communityId/requests', {
    load: async (read, { params }) => {
      const place = await findPlace(read, params.communityId)
      return place?.kind === 'community' ? place : null
    },
    may: policy.listPublicly,
    async handle({ read, now, subject, query }) {
      const [{ cases, nextCursor }, counts] = await Promise.all([findPublicCases(read, subject.id, query, now), countPublicCases(read, subject.id, now)])
      const items = await publicItems(cases, { read, now, catalogues, demo: demo !== null })
      return { items, nextCursor, community: { id: subject.id, name: subject.name }, counts, asOf: now.toString(), demo: demo !== null }
    },
  })
  on.query('GET /api/v1/city/communities/:communityId/requests/:number', {
    load: async (read, { params }) => {
      const [of, place] = await Promise.all([findCaseByNumber(read, params.communityId, params.number), findPlace(read, params.communityId)])
      return of && place && { case: of, community: place.name }
    },
    may: (_actor, subject, { now }) => policy.readPublicly(subject.case, now),
    handle: ({ read, now, subject }) => publicViewOf(subject.case, subject.community, { read, now, catalogues, demo: demo !== null }),
  })
}
