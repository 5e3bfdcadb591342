/** 诉求: endpoints. What a case allows the asker comes with it (`can`), decided by the same functions that guard the commands. */
import { z } from 'zod'
import { contract, id, instant, page, text, word } from '../../platform/contract.ts'
import { deskEndpoints, queueFilter } from './contract-desk.ts'
import { dutyEndpoints } from './contract-duty.ts'
import { exclusionEndpoints } from './contract-exclusions.ts'
import { state, level, deadlineClass, satisfaction, words, optionalWords, photoIds, version, code, flag, categoryRef, category, reportedPlace, group, item, requestView, params, changed, unitIds } from './contract-shapes.ts'
import { publicEndpoints } from './contract-public.ts'
import { phraseEndpoints } from './contract-suggest.ts'

const stale = ['common/changed-meanwhile', 'requests/not-in-this-state'] as const
const units = ['requests/unit-not-here', 'requests/lead-supports-itself'] as const
const asking = ['requests/only-the-lead', 'requests/asked-for-already', 'requests/too-many-words'] as const
const deciding = ['requests/nothing-asked', 'requests/own-request', 'requests/checker-is-handler'] as const

export const requestsContract = contract({
  ...deskEndpoints,
  ...phraseEndpoints,
  ...dutyEndpoints,
  ...exclusionEndpoints,
  ...publicEndpoints,
  'GET /api/v1/requests/categories': {
    summary: 'The catalogue in force: what can be reported',
    replies: { 200: z.object({ version: z.number().int(), categories: z.array(category), most: z.object({ text: z.number().int(), photos: z.number().int() }) }) },
  },
  'POST /api/v1/communities/:communityId/requests': {
    summary: 'Report. Routed at once to whoever is responsible; needs an Idempotency-Key',
    params: z.strictObject({ communityId: id('community') }),
    body: z.strictObject({
      text: words,
      category: code,
      place: reportedPlace,
      photoIds,
      anonymous: z.boolean().default(false),
      /** 代报: on behalf of a person who agreed. */
      forAnother: z.strictObject({ name: text(30).optional(), phone: z.string().regex(/^1\d{10}$/u).optional(), consent: z.literal(true) }).optional(),
    }),
    replies: { 201: z.object({ id: id('request'), communityId: id('community'), number: z.string(), state, deadlineClass, lead: z.object({ id: id('organisation'), level }), acceptBy: instant.nullable(), version }) },
    problems: ['requests/unknown-category', 'requests/nobody-responsible', 'requests/consent-needed', 'files/not-yours', 'requests/too-many-photos'],
  },
  'GET /api/v1/communities/:communityId/requests/:id/notices': {
    summary: 'Who was told what of a case, newest first, and how each message fares; the reporter sees their own',
    params,
    replies: {
      200: z.object({
        items: z.array(
          z.object({
            at: instant,
            title: z.object({ zh: z.string(), en: z.string() }),
            to: z.enum(['reporter', 'work']),
            /** At work; residents are not named. */
            name: z.string().nullable(),
            deliveries: z.array(
              z.object({
                channel: z.enum(['app', 'email', 'push']),
                state: z.enum(['waiting', 'failed', 'sent', 'given-up', 'suppressed']),
                at: instant,
                attempts: z.number().int(),
                /** Why the last attempt failed, or why none is made: `smtp-550`, `read`. */
                error: z.string().nullable(),
              }),
            ),
          }),
        ),
      }),
    },
  },
  'POST /api/v1/requests/suggest': {
    summary: 'What a message is probably about, and whether it tells of danger now; keeps nothing',
    perMinute: 60,
    body: z.strictObject({ text: words }),
    replies: { 200: z.object({ categories: z.array(categoryRef.extend({ because: z.array(z.string()) })), urgent: z.boolean(), because: z.array(z.string()) }) },
  },
  'GET /api/v1/requests/mine': {
    summary: 'What I reported, newest first',
    query: z.strictObject({ open: flag.optional(), limit: z.coerce.number().int().min(1).max(50).default(20), cursor: word(200).optional() }),
    replies: { 200: page(item).extend({ demo: z.boolean() }) },
  },
  'GET /api/v1/requests/queue': {
    summary: 'The desk’s queue: danger first, then by the clock that runs now; with counts of the whole list',
    query: z.strictObject({ ...queueFilter, limit: z.coerce.number().int().min(1).max(100).default(30), cursor: word(200).optional() }),
    replies: {
      200: page(item).extend({
        counts: z.object({
          all: z.number().int(),
          overdue: z.number().int(),
          states: z.partialRecord(state, z.object({ all: z.number().int(), overdue: z.number().int() })),
          groups: z.record(group, z.number().int()),
        }),
        demo: z.boolean(),
      }),
    },
  },
  'GET /api/v1/requests/pending-calendar': {
    summary: 'How many cases await a year of the working calendar, and the first of them by number: for whoever loads it',
    replies: { 200: z.object({ count: z.number().int(), first: z.array(z.object({ number: z.string(), community: z.string(), deadlineClass, since: instant })) }) },
  },
  'GET /api/v1/requests/assignees': {
    summary: 'The people of my organisation who can be given a case of a community, with what they have in hand',
    query: z.strictObject({ communityId: id('community') }),
    replies: { 200: z.object({ items: z.array(z.object({ personId: id('person'), name: z.string(), title: z.string(), role: z.string(), inHand: z.number().int(), onDuty: z.boolean() })) }) },
  },
  'GET /api/v1/requests/units': {
    summary: 'The units that a case of a community can be given to, to lead or to help',
    query: z.strictObject({ communityId: id('community') }),
    replies: { 200: z.object({ items: z.array(z.object({ id: id('organisation'), kind: z.string(), name: z.string(), staffed: z.boolean() })) }) },
  },
  'GET /api/v1/communities/:communityId/requests/:id': { summary: 'A case as the asker may see it', params, replies: { 200: requestView } },
  'GET /api/v1/communities/:communityId/requests/:id/photos/:fileId': {
    summary: 'A picture of a case, for whoever may see the case',
    params: params.extend({ fileId: id('file') }),
    query: z.strictObject({ size: z.enum(['thumb', 'full']).default('full') }),
    produces: 'image/webp',
    replies: { 200: z.string().meta({ format: 'binary' }) },
    problems: ['files/not-found'],
  },
  'POST /api/v1/communities/:communityId/requests/:id/accept': {
    summary: '受理, and with an assignee 派单 at once: the clock starts',
    params,
    body: z.strictObject({ version, assigneeId: id('person').optional() }),
    replies: changed,
    problems: [...stale, 'requests/only-the-lead', 'requests/assignee-not-of-lead', 'requests/decided-before'],
  },
  'POST /api/v1/communities/:communityId/requests/:id/dispatch': {
    summary: '派单 or 改派 to a person of the lead organisation, or by an office to another unit; with any units that help',
    params,
    body: z
      .strictObject({ version, assigneeId: id('person').optional(), leadOrganisationId: id('organisation').optional(), supportingIds: unitIds.optional(), text: optionalWords })
      .refine(({ assigneeId, leadOrganisationId }) => (assigneeId === undefined) !== (leadOrganisationId === undefined)),
    replies: changed,
    problems: [...stale, 'requests/only-the-lead', 'requests/assignee-not-of-lead', 'requests/already-assigned', ...units, 'requests/binding', 'requests/only-offices-call-units'],
  },
  'POST /api/v1/communities/:communityId/requests/:id/sign': { summary: '签收: I have it', params, body: z.strictObject({ version }), replies: changed, problems: [...stale, 'requests/only-the-lead'] },
  'POST /api/v1/communities/:communityId/requests/:id/return': { summary: '退回, with the reason', params, body: z.strictObject({ version, text: words }), replies: changed, problems: [...stale, 'requests/only-the-lead', 'requests/returned-too-often', 'requests/binding'] },
  'POST /api/v1/communities/:communityId/requests/:id/feedback': {
    summary: '反馈: what was done, with a picture where the category asks for one',
    params,
    body: z.strictObject({ version, text: words, photoIds }),
    replies: changed,
    problems: [...stale, 'requests/only-the-lead', 'requests/photo-needed', 'files/not-yours', 'requests/too-many-photos'],
  },
  'POST /api/v1/communities/:communityId/requests/:id/confirm': {
    summary: '居民确认: solved, or back to work',
    params,
    body: z.strictObject({ version, resolved: z.boolean(), satisfaction: satisfaction.optional(), text: optionalWords }),
    replies: changed,
    problems: [...stale, 'requests/only-the-reporter', 'requests/only-a-resident', 'requests/own-work'],
  },
  'POST /api/v1/communities/:communityId/requests/:id/check': {
    summary: '核实 by another than the handler, where the resident did not answer in time',
    params,
    body: z.strictObject({ version, passed: z.boolean(), text: words }),
    replies: changed,
    problems: [...stale, 'requests/resident-still-asked', 'requests/checker-is-handler'],
  },
  'POST /api/v1/communities/:communityId/requests/:id/rate': {
    summary: '评价 after closing',
    params,
    body: z.strictObject({ version, resolved: z.boolean(), satisfaction, text: optionalWords }),
    replies: changed,
    problems: [...stale, 'requests/only-the-reporter', 'requests/only-a-resident', 'requests/own-work', 'requests/too-late', 'requests/already-rated'],
  },
  'POST /api/v1/communities/:communityId/requests/:id/reopen': { summary: '重开: not solved after all', params, body: z.strictObject({ version, text: words }), replies: changed, problems: [...stale, 'requests/only-the-reporter', 'requests/too-late'] },
  'POST /api/v1/communities/:communityId/requests/:id/reply': { summary: '答复居民', params, body: z.strictObject({ text: words }), replies: changed, problems: ['requests/not-in-this-state', 'requests/too-many-words', 'requests/only-the-lead'] },
  'POST /api/v1/communities/:communityId/requests/:id/note': { summary: '内部备注: the resident does not see it', params, body: z.strictObject({ text: words }), replies: changed, problems: ['requests/not-in-this-state', 'requests/too-many-words', 'requests/only-the-lead'] },
  'POST /api/v1/communities/:communityId/requests/:id/add': {
    summary: '补充: more words and pictures from the reporter',
    params,
    body: z.strictObject({ text: words, photoIds }),
    replies: changed,
    problems: ['requests/not-in-this-state', 'requests/too-many-words', 'requests/only-the-reporter', 'files/not-yours', 'requests/too-many-photos'],
  },
  'POST /api/v1/communities/:communityId/requests/:id/urge': { summary: '催一催', params, body: z.strictObject({ text: optionalWords }), replies: changed, problems: ['requests/not-in-this-state', 'requests/only-the-reporter', 'requests/urged-already'] },
  'POST /api/v1/communities/:communityId/requests/:id/reject': { summary: '不受理, with the reason; the resident can contest it once', params, body: z.strictObject({ version, text: words }), replies: changed, problems: [...stale, 'requests/only-the-lead', 'requests/decided-before'] },
  'POST /api/v1/communities/:communityId/requests/:id/contest': {
    summary: '对不受理有异议: the next level decides, once',
    params,
    body: z.strictObject({ version, text: words }),
    replies: changed,
    problems: [...stale, 'requests/only-the-reporter', 'requests/contested-already', 'requests/too-late'],
  },
  'POST /api/v1/communities/:communityId/requests/:id/ask': {
    summary: '请居民补充: the clock stands still until the answer, at most seven days altogether',
    params,
    body: z.strictObject({ version, text: words }),
    replies: changed,
    problems: [...stale, 'requests/only-the-lead', 'requests/asked-already', 'requests/asked-enough', 'requests/too-many-words'],
  },
  'POST /api/v1/communities/:communityId/requests/:id/support-done': {
    summary: '协办反馈: a supporting unit’s own word that its part is done',
    params,
    body: z.strictObject({ text: words }),
    replies: changed,
    problems: ['requests/not-in-this-state', 'requests/only-the-supporting', 'requests/support-done-already'],
  },
  'POST /api/v1/communities/:communityId/requests/:id/assign': {
    summary: '指派 by the level above, with binding effect',
    params,
    body: z.strictObject({ version, leadOrganisationId: id('organisation'), text: words }),
    replies: changed,
    problems: [...stale, 'requests/lead-is-there', 'requests/unit-not-here'],
  },
  'POST /api/v1/communities/:communityId/requests/:id/ask-extension': {
    summary: '申请延期 until a moment',
    params,
    body: z.strictObject({ version, until: instant, text: words }),
    replies: changed,
    problems: [...stale, ...asking, 'requests/too-late', 'requests/deadline-not-set', 'requests/outside-the-limit'],
  },
  'POST /api/v1/communities/:communityId/requests/:id/ask-suspension': {
    summary: '申请挂起 until a moment within thirty days',
    params,
    body: z.strictObject({ version, resumeAt: instant, text: words }),
    replies: changed,
    problems: [...stale, ...asking, 'requests/outside-the-limit'],
  },
  'POST /api/v1/communities/:communityId/requests/:id/ask-void': { summary: '申请作废', params, body: z.strictObject({ version, text: words }), replies: changed, problems: [...stale, 'requests/asked-for-already', 'requests/too-many-words'] },
  'POST /api/v1/communities/:communityId/requests/:id/approve': { summary: '批准 what another asked for', params, body: z.strictObject({ version, text: optionalWords }), replies: changed, problems: [...stale, ...deciding, 'requests/too-late'] },
  'POST /api/v1/communities/:communityId/requests/:id/decline': { summary: '不批准, with the reason', params, body: z.strictObject({ version, text: words }), replies: changed, problems: [...stale, ...deciding] },
  'POST /api/v1/communities/:communityId/requests/:id/resume': { summary: '恢复办理', params, body: z.strictObject({ version }), replies: changed, problems: [...stale, 'requests/only-the-lead'] },
  'POST /api/v1/communities/:communityId/requests/:id/merge': {
    summary: '并案 into another open case of the community; its reporter follows that one',
    params,
    body: z.strictObject({ version, intoId: id('request'), text: optionalWords }),
    replies: changed,
    problems: [...stale, 'requests/cannot-merge-into'],
  },
  'POST /api/v1/communities/:communityId/requests/:id/escalate': {
    summary: '往上找: the reporter asks for the next level',
    params,
    body: z.strictObject({ version, text: words }),
    replies: changed,
    problems: [...stale, 'requests/only-the-reporter', 'requests/not-yet', 'requests/at-the-top'],
  },
})

export type RequestsApi = typeof requestsContract
export type RequestView = z.output<typeof requestView>
