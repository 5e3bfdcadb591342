/** What everybody may know of a case, without login: what it is about, who answers, until when, how far it is. Nobody's words, names, photos or home. */
import { z } from 'zod'
import { contract, id, instant, page, word } from '../../platform/contract.ts'
import { categoryRef, level, state } from './contract-shapes.ts'
import { EVENT_KINDS } from './rules/case.ts'
import { CASE_NUMBER } from './rules/public.ts'

const publicItem = z.object({
  number: z.string(),
  category: categoryRef,
  /** `home`: within somebody's home, and nothing of where. A unit is told as its building. */
  place: z.object({ kind: z.enum(['community', 'building', 'home']), building: z.string().nullable() }),
  state,
  reportedAt: instant,
  closedAt: instant.nullable(),
  /** Days of the calendar from the report until it was closed, or now. */
  days: z.number().int(),
  lead: z.string().meta({ description: 'the organisation that answers for it' }),
  /** Where it has climbed to above its lead, who stays responsible. */
  climbedTo: z.object({ level, organisation: z.string() }).nullable(),
  /** The end of the clock that runs now; null when closed, or pending the calendar. */
  due: instant.nullable(),
  overdue: z.boolean(),
  pendingCalendar: z.boolean(),
})

export const publicView = publicItem.extend({
  communityId: id('community'),
  community: z.string(),
  /** Kinds and moments only, oldest first. */
  events: z.array(z.object({ at: instant, kind: z.enum(EVENT_KINDS) })),
  asOf: instant,
  demo: z.boolean(),
})

const community = z.strictObject({ communityId: id('community') })

export const publicEndpoints = contract({
  'GET /api/v1/city/communities/:communityId/requests': {
    summary: 'For everybody: a community’s open cases and those closed within 90 days, newest first',
    public: true,
    params: community,
    query: z.strictObject({ show: z.enum(['all', 'open', 'overdue']).default('all'), limit: z.coerce.number().int().min(1).max(50).default(20), cursor: word(200).optional() }),
    replies: {
      200: page(publicItem).extend({
        community: z.object({ id: id('community'), name: z.string() }),
        counts: z.object({ open: z.number().int(), overdue: z.number().int(), closed: z.number().int().meta({ description: 'within 90 days' }) }),
        asOf: instant,
        demo: z.boolean(),
      }),
    },
  },
  'GET /api/v1/city/communities/:communityId/requests/:number': {
    summary: 'For everybody: a case by its number. Rejected, merged, void, closed long ago or never reported: all answer alike',
    public: true,
    params: community.extend({ number: z.string().regex(CASE_NUMBER) }),
    replies: { 200: publicView },
  },
})
