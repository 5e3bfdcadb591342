/** The desk's queue and what one reported oneself, on the screen and as files. */
import type { Actor } from '../../../platform/actor.ts'
import type { Read } from '../../../platform/database.ts'
import { openExporter, whole } from '../../../platform/export.ts'
import { Reply, written } from '../../../platform/routes.ts'
import { findPlace, ownName, placesWithin } from '../../register/public.ts'
import { caseColumns, categoryColumns, queueFilters, TITLES } from '../export-columns.ts'
import type { RequestsApi } from '../contract.ts'
import { TEXT_CHARACTERS } from '../contract-shapes.ts'
import * as policy from '../policy.ts'
import type { QueueList } from '../rules/queue.ts'
import { strandedAmong } from '../serving.ts'
import { countByCommunity, countQueue, findLeads, findQueue, findReportedBy, type QueueBounds } from '../stores/lists.ts'
import { catalogueView, itemsOf } from '../views.ts'
import { viewer, type Context, type On } from './context.ts'
import type { z } from 'zod'

type QueueQuery = z.output<RequestsApi['GET /api/v1/requests/queue']['query']>
interface Asked {
  readonly read: Read
  readonly actor: Actor
  readonly now: Temporal.Instant
}

/** Of a file, at once. */
const EXPORT_PAGE = 500

export function bindQueue(on: On, context: Context): void {
  on.query('GET /api/v1/requests/mine', {
    may: policy.readOwn,
    handle: async (asked) => ({ ...(await minePage(context, asked, asked.query)), demo: context.demo !== null }),
  })
  on.query('GET /api/v1/requests/queue', {
    may: (actor, _subject, { query }) => policy.readQueue(actor, query.list),
    async handle(asked) {
      const { read, query, now } = asked
      const bounds = await boundsOf(asked, query)
      const [page, counts] = await Promise.all([queuePage(context, asked, bounds, query), countQueue(read, bounds, now)])
      return new Reply(written({ ...page, counts, demo: context.demo !== null }))
    },
  })
  on.query('GET /api/v1/requests/queue/communities', {
    may: (actor, _subject, { query }) => policy.readQueue(actor, query.list),
    async handle({ read, actor, query, now }) {
      const [counted, within] = await Promise.all([countByCommunity(read, await boundsOf({ read, actor, now }, query), now), placesWithin(read, actor.place.path, ['community'])])
      const cases = new Map(counted.map((row) => [row.communityId, row.cases]))
      return { items: within.flatMap(({ id, name }) => (cases.has(id) ? [{ id, name, cases: cases.get(id) ?? 0 }] : [])) }
    },
  })
  bindExports(on, context)
}

function bindExports(on: On, context: Context): void {
  const { keys, catalogues } = context
  const exporter = openExporter(context)
  const nameOf = ({ read, actor }: Asked) => ownName(read, keys, actor.personId)
  on.query('GET /api/v1/requests/queue/export', {
    may: (actor, _subject, { query }) => policy.readQueue(actor, query.list),
    async handle(asked) {
      const { read, actor, query, now } = asked
      const bounds = await boundsOf(asked, query)
      const [{ categories }, place, community] = await Promise.all([catalogues.current(read, now), findPlace(read, actor.place.id), query.community === undefined ? null : findPlace(read, query.community)])
      return exporter('GET /api/v1/requests/queue/export', asked, await nameOf(asked), {
        title: TITLES[query.list],
        about: place?.name ?? '',
        filters: queueFilters(query, { category: categories.get(query.category ?? ''), community: bounds.communityIds?.length === 0 ? undefined : community?.name }),
        columns: caseColumns,
        personal: true,
        page: (cursor) => queuePage(context, asked, bounds, { ...query, limit: EXPORT_PAGE, cursor }),
      })
    },
  })
  on.query('GET /api/v1/requests/mine/export', {
    may: policy.readOwn,
    handle: async (asked) =>
      exporter('GET /api/v1/requests/mine/export', asked, await nameOf(asked), {
        title: TITLES.reported,
        columns: caseColumns,
        personal: true,
        page: (cursor) => minePage(context, asked, { open: asked.query.open, limit: EXPORT_PAGE, cursor }),
      }),
  })
  on.query('GET /api/v1/requests/categories/export', {
    may: policy.readCatalogue,
    handle: async (asked) =>
      exporter('GET /api/v1/requests/categories/export', asked, await nameOf(asked), {
        title: TITLES.catalogue,
        columns: categoryColumns,
        personal: false,
        page: whole(catalogueView(await catalogues.current(asked.read, asked.now), TEXT_CHARACTERS).categories),
      }),
  })
}

async function minePage(context: Context, asked: Asked, query: { readonly open?: boolean | undefined; readonly limit: number; readonly cursor?: string | undefined }) {
  const { cases, nextCursor } = await findReportedBy(asked.read, asked.actor.personId, query)
  return { items: await itemsOf(cases, viewer(context, asked)), nextCursor }
}

async function queuePage(context: Context, asked: Asked, bounds: QueueBounds, { limit, cursor, group, state, category, assignee, q }: Omit<QueueQuery, 'list'>) {
  const { cases, nextCursor } = await findQueue(asked.read, bounds, { group, state, category, assignee, q }, { limit, cursor, now: asked.now })
  return { items: await itemsOf(cases, viewer(context, asked)), nextCursor }
}

/** What the list holds, before any filter but that of the community: never more than the asker may read. */
export async function boundsOf({ read, actor, now }: Asked, { list, q, community }: { readonly list: QueueList; readonly q?: string | undefined; readonly community?: string | undefined }): Promise<QueueBounds> {
  const bounds = await wholeBounds({ read, actor, now }, list, q !== undefined)
  return community === undefined ? bounds : { ...bounds, communityIds: bounds.communityIds === undefined || bounds.communityIds.includes(community) ? [community] : [] }
}

async function wholeBounds({ read, actor, now }: Asked, list: QueueList, byNumber: boolean): Promise<QueueBounds> {
  const communities = () => placesWithin(read, actor.place.path, ['community'])
  const within = async () => (await communities()).map(({ id }) => id as string)
  const overseer = { personId: actor.personId, levels: policy.levelsOverseen(actor) }
  const { organisationId } = actor
  switch (list) {
    case 'scope':
      return { communityIds: await within() }
    case 'to-check':
      return { communityIds: await within(), toCheckBy: overseer }
    case 'to-approve':
      return { communityIds: await within(), toApproveBy: overseer }
    case 'stranded': {
      const paths = new Map((await communities()).map(({ id, path }) => [id as string, path]))
      const leads = (await findLeads(read, [...paths.keys()], overseer.levels)).filter((lead) => lead.organisationId !== organisationId)
      return { ledBy: await strandedAmong(read, leads.map((lead) => ({ ...lead, path: paths.get(lead.communityId) ?? '' })), now) }
    }
    case 'climbed':
      return organisationId === null ? { communityIds: [] } : { communityIds: await within(), climbedTo: organisationId }
    case 'supporting':
      return organisationId === null ? { communityIds: [] } : { communityIds: await within(), supportedBy: organisationId }
    case 'ours':
    case 'mine': {
      if (organisationId === null) return { communityIds: [] }
      // A company's people work at one community each; numbers are looked up by community.
      const here = actor.communityId === null && !byNumber ? {} : { communityIds: actor.communityId === null ? await within() : [actor.communityId] }
      return { leadOrganisationId: organisationId, ...here, ...(list === 'mine' ? { assigneePersonId: actor.personId } : {}), ...(policy.readsClosedOfLead(actor) ? {} : { closedOf: actor.personId }) }
    }
  }
}
