import { Reply } from '../../../platform/routes.ts'
import { civilDate } from '../../../platform/time.ts'
import { staffOf } from '../../access/public.ts'
import { describePlaces, findPlace, personNames } from '../../register/public.ts'
import { TEXT_CHARACTERS } from '../contract-shapes.ts'
import * as policy from '../policy.ts'
import { findPending } from '../stores/bulk-cases.ts'
import { findCase } from '../stores/cases.ts'
import { dutyNow } from '../stores/duty.ts'
import { countInHand } from '../stores/lists.ts'
import { findPhotos } from '../stores/timeline.ts'
import { toldOf } from '../told.ts'
import { catalogueView, viewOf } from '../views.ts'
import { subjectOf, viewer, type Context, type On } from './context.ts'

const PENDING_SHOWN = 50

export function bindReading(on: On, context: Context): void {
  const { keys, catalogues, files } = context
  on.query('GET /api/v1/requests/categories', {
    may: policy.readCatalogue,
    handle: async ({ read, now }) => catalogueView(await catalogues.current(read, now), TEXT_CHARACTERS),
  })
  on.query('GET /api/v1/requests/pending-calendar', {
    may: policy.readPendingCalendar,
    async handle({ read }) {
      const { count, first } = await findPending(read, PENDING_SHOWN)
      const places = await describePlaces(read, first.map(({ communityId }) => ({ placeId: communityId, buildingId: null, unitId: null, homeId: null })))
      return { count, first: first.map(({ number, deadlineClass, since }, index) => ({ number, community: places[index]?.place ?? '', deadlineClass, since: since.toString() })) }
    },
  })
  on.query('GET /api/v1/requests/assignees', {
    load: (read, { query }) => findPlace(read, query.communityId),
    may: policy.readAssignees,
    async handle({ read, actor, subject, now }) {
      if (actor.organisationId === null) return { items: [] }
      const staff = await staffOf(read, { organisationId: actor.organisationId, path: subject.path, action: 'requests.sign', today: civilDate(now) })
      const ids = staff.map(({ personId }) => personId as string)
      const [names, inHand, duty] = await Promise.all([personNames(read, keys, ids), countInHand(read, ids), dutyNow(read, { organisationId: actor.organisationId, path: subject.path }, now)])
      return { items: staff.map((colleague) => ({ ...colleague, name: names.get(colleague.personId) ?? '', inHand: inHand.get(colleague.personId) ?? 0, onDuty: duty?.personId === colleague.personId })) }
    },
  })
  on.query('GET /api/v1/communities/:communityId/requests/:id', {
    load: async (read, { params }) => subjectOf(read, await findCase(read, params.communityId, params.id)),
    may: policy.read,
    handle: ({ read, actor, subject, now }) => viewOf(subject, viewer(context, { read, actor, now })),
  })
  on.query('GET /api/v1/communities/:communityId/requests/:id/notices', {
    load: async (read, { params }) => subjectOf(read, await findCase(read, params.communityId, params.id)),
    may: policy.read,
    handle: ({ read, actor, subject }) => toldOf(read, keys, actor, subject),
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
