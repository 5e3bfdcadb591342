/** A case as everybody may see it: built from a list of what is public, so that a new field of the case is not public by itself. */
import type { z } from 'zod'
import { civilDate } from '../../platform/time.ts'
import { hydrate } from '../register/public.ts'
import type { RequestsApi } from './contract.ts'
import type { publicView } from './contract-public.ts'
import { isOpen, isOverdue, isPending, type Case } from './rules/case.ts'
import { findEvents } from './stores/timeline.ts'
import { categoryOf, type Viewer } from './views.ts'

type PublicView = z.input<typeof publicView>
type PublicItem = z.input<RequestsApi['GET /api/v1/city/communities/:communityId/requests']['replies'][200]>['items'][number]
type Asked = Pick<Viewer, 'read' | 'now' | 'catalogues' | 'demo'>

/** The building, and of a home not even that. */
const placeOf = ({ communityId, place }: Case) => ({ placeId: communityId, buildingId: place.kind === 'home' ? null : place.buildingId, unitId: null, homeId: null })

/** By the calendar, as people count: none on the day itself. */
const daysOf = ({ reportedAt, closedAt }: Case, now: Temporal.Instant): number => Temporal.PlainDate.from(civilDate(reportedAt)).until(civilDate(closedAt ?? now), { largestUnit: 'day' }).days

export async function publicItems(cases: readonly Case[], { read, now, catalogues }: Asked): Promise<PublicItem[]> {
  const register = await hydrate(read, {
    places: cases.map(placeOf),
    organisationIds: cases.flatMap(({ leadOrganisationId, levelOrganisationId }) => (levelOrganisationId === null ? [leadOrganisationId] : [leadOrganisationId, levelOrganisationId])),
    personIds: [],
  })
  return Promise.all(
    cases.map(async (of): Promise<PublicItem> => {
      const { code, zh, en } = categoryOf(await catalogues.version(read, of.ruleVersion), of.category)
      const { part } = register.place(placeOf(of))
      return {
        number: of.number,
        category: { code, zh, en },
        place: { kind: of.place.kind === 'unit' ? 'building' : of.place.kind, building: part === '' ? null : part },
        state: of.state,
        reportedAt: of.reportedAt.toString(),
        closedAt: of.closedAt?.toString() ?? null,
        days: daysOf(of, now),
        lead: register.organisation(of.leadOrganisationId) ?? '',
        climbedTo: of.levelOrganisationId === null ? null : { level: of.level, organisation: register.organisation(of.levelOrganisationId) ?? '' },
        due: isOpen(of.state) ? (of.stageDueAt?.toString() ?? null) : null,
        overdue: isOverdue(of, now),
        pendingCalendar: isPending(of),
      }
    }),
  )
}

export async function publicViewOf(of: Case, community: string, asked: Asked): Promise<PublicView> {
  const [item] = await publicItems([of], asked)
  if (!item) throw new Error('a case without its view')
  const events = await findEvents(asked.read, of.communityId, of.id)
  return {
    ...item,
    communityId: of.communityId,
    community,
    events: events.filter(({ visibility }) => visibility === 'resident').map(({ at, kind }) => ({ at: at.toString(), kind })),
    asOf: asked.now.toString(),
    demo: asked.demo,
  }
}
