import { Reply } from '../../../platform/routes.ts'
import { civilDate } from '../../../platform/time.ts'
import { staffOf } from '../../access/public.ts'
import { findPlace, personNames, placesWithin } from '../../register/public.ts'
import type { Actor } from '../../../platform/actor.ts'
import type { Read } from '../../../platform/database.ts'
import { TEXT_CHARACTERS } from '../contract.ts'
import * as policy from '../policy.ts'
import type { QueueList } from '../policy.ts'
import { findCase } from '../stores/cases.ts'
import { countInHand, countQueue, findQueue, findReportedBy, type QueueBounds } from '../stores/lists.ts'
import { findPhotos } from '../stores/timeline.ts'
import { catalogueView, itemsOf, viewOf } from '../views.ts'
import { subjectOf, viewer, type Context, type On } from './context.ts'

export function bindReading(on: On, context: Context): void {
  bindLists(on, context)
  const { keys, catalogues, files } = context
  on.query('GET /api/v1/requests/categories', {
    may: policy.readCatalogue,
    handle: async ({ read, now }) => catalogueView(await catalogues.current(read, now), TEXT_CHARACTERS),
  })
  on.query('GET /api/v1/requests/assignees', {
    load: (read, { query }) => findPlace(read, query.communityId),
    may: policy.readAssignees,
    async handle({ read, actor, subject, now }) {
      if (actor.organisationId === null) return { items: [] }
      const staff = await staffOf(read, { organisationId: actor.organisationId, path: subject.path, action: 'requests.sign', today: civilDate(now) })
      const ids = staff.map(({ personId }) => personId as string)
      const [names, inHand] = await Promise.all([personNames(read, keys, ids), countInHand(read, ids)])
      return { items: staff.map((colleague) => ({ ...colleague, name: names.get(colleague.personId) ?? '', inHand: inHand.get(colleague.personId) ?? 0 })) }
    },
  })
  on.query('GET /api/v1/communities/:communityId/requests/:id', {
    load: async (read, { params }) => subjectOf(read, await findCase(read, params.communityId, params.id)),
    may: policy.read,
    handle: ({ read, actor, subject, now }) => viewOf(subject, viewer(context, { read, actor, now })),
  })
  on.query('GET /api/v1/communities/:communityId/requests/:id/photos/:fileId', {
    load: async (read, { params }) => {
      const photos = await findPhotos(read, params.communityId, params.id)
      return photos.some(({ fileId }) => (fileId as string) === params.fileId) ? subjectOf(read, await findCase(read, params.communityId, params.id)) : null
    },
    may: policy.read,
    async handle({ params, query }) {
      const { stream, bytes, mediaType } = await files.read(params.fileId as Parameters<typeof files.read>[0], query.size)
      // A picture never changes; kept by the asker's own browser only.
      return new Reply(stream, { headers: { 'content-type': mediaType, 'content-length': String(bytes), 'cache-control': 'private, max-age=86400, immutable' } })
    },
  })
}

function bindLists(on: On, context: Context): void {
  on.query('GET /api/v1/requests/mine', {
    may: policy.readOwn,
    async handle({ read, actor, query, now }) {
      const { cases, nextCursor } = await findReportedBy(read, actor.personId, query)
      return { items: await itemsOf(cases, await pathsOf(read, cases), viewer(context, { read, actor, now })), nextCursor, demo: context.demo !== null }
    },
  })
  on.query('GET /api/v1/requests/queue', {
    may: (actor, _subject, { query }) => policy.readQueue(actor, query.list),
    async handle({ read, actor, query, now }) {
      const { limit, cursor, community, list, ...filter } = query
      const bounds = narrowed(await boundsOf(read, actor, list, filter.q !== undefined), community)
      const [{ cases, nextCursor }, counts] = await Promise.all([findQueue(read, bounds, filter, { limit, cursor, now }), countQueue(read, bounds, now)])
      return { items: await itemsOf(cases, await pathsOf(read, cases), viewer(context, { read, actor, now })), nextCursor, counts, demo: context.demo !== null }
    },
  })
}

/** What the list holds, before any filter: never more than the asker may read. */
async function boundsOf(read: Read, actor: Actor, list: QueueList, byNumber: boolean): Promise<QueueBounds> {
  const within = async () => (await placesWithin(read, actor.place.path, ['community'])).map(({ id }) => id as string)
  if (list === 'scope') return { communityIds: await within() }
  if (list === 'to-check') return { communityIds: await within(), toCheckBy: actor.personId }
  const { organisationId } = actor
  if (organisationId === null) return { communityIds: [] }
  // A company's people work at one community each; numbers are looked up by community.
  const here = actor.communityId === null && !byNumber ? {} : { communityIds: actor.communityId === null ? await within() : [actor.communityId] }
  return { leadOrganisationId: organisationId, ...here, ...(list === 'mine' ? { assigneePersonId: actor.personId } : {}), ...(policy.readsClosedOfLead(actor) ? {} : { closedOf: actor.personId }) }
}

const narrowed = (bounds: QueueBounds, community: string | undefined): QueueBounds =>
  community === undefined ? bounds : { ...bounds, communityIds: bounds.communityIds === undefined || bounds.communityIds.includes(community) ? [community] : [] }

async function pathsOf(read: Read, cases: readonly { readonly communityId: string }[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(cases.map(({ communityId }) => communityId))]
  const places = await Promise.all(ids.map((id) => findPlace(read, id)))
  return new Map(places.flatMap((place) => (place ? [[place.id, place.path] as const] : [])))
}
