/** 诉求: endpoints and their shapes. What a case allows the asker comes with it (`can`), decided by the same functions that guard the commands. */
import { z } from 'zod'
import { contract, id, instant, page, text, word } from '../../platform/contract.ts'
import { deskEndpoints, queueFilter } from './contract-desk.ts'
import { DEADLINE_CLASSES, EVENT_KINDS, LEVELS, SATISFACTIONS, STATES } from './rules/case.ts'
import { VERBS } from './rules/guards.ts'
import { GROUPS } from './rules/queue.ts'

const state = z.enum(STATES)
const level = z.enum(LEVELS)
const deadlineClass = z.enum(DEADLINE_CLASSES)
const satisfaction = z.enum(SATISFACTIONS)
const verb = z.enum(VERBS)

export const TEXT_CHARACTERS = 500
const words = text(TEXT_CHARACTERS)
const optionalWords = z.union([z.literal(''), words]).default('')
const photoIds = z
  .array(id('file'))
  .max(6)
  .refine((ids) => new Set(ids).size === ids.length)
  .default([])
/** The version that the asker saw: another's change in between is told, not overwritten. */
const version = z.number().int().min(1)
const code = word(20).min(1)
const flag = z.enum(['true', 'false']).transform((value) => value === 'true')

const categoryRef = z.object({ code, zh: z.string(), en: z.string() })
const category = categoryRef.extend({
  scopeZh: z.string(),
  deadlineClass,
  safety: z.boolean(),
  photoOnFeedback: z.boolean(),
})

/** Where in the community: its commons, a building, a unit, or one's own home. */
const reportedPlace = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('community'), detail: z.union([z.literal(''), text(100)]).default('') }),
  z.strictObject({ kind: z.literal('building'), buildingId: id('building'), detail: z.union([z.literal(''), text(100)]).default('') }),
  z.strictObject({ kind: z.literal('unit'), unitId: id('unit'), detail: z.union([z.literal(''), text(100)]).default('') }),
  z.strictObject({ kind: z.literal('home'), homeId: id('home'), detail: z.union([z.literal(''), text(100)]).default('') }),
])

const place = z.object({
  kind: z.enum(['community', 'building', 'unit', 'home']),
  buildingId: id('building').nullable(),
  unitId: id('unit').nullable(),
  homeId: id('home').nullable(),
  /** 和兴怡景 */
  community: z.string(),
  /** 3栋2单元201; empty for the commons. */
  words: z.string(),
  detail: z.string(),
})

/** Names of residents are masked for all but themselves; people at work are named. Null: anonymous, or erased. */
const personName = z.string().nullable()

const clock = z.object({
  /** The clock that runs now: accept by, finish by, confirm by. `due` null while open: pending the calendar. */
  from: instant,
  due: instant.nullable(),
  /** Half and four fifths of it, in the time that counts for it. */
  amberAt: instant.nullable(),
  redAt: instant.nullable(),
  /** Only working hours count for it. */
  working: z.boolean(),
  /** Whose turn it is not to be late: in CHECKING the resident's, and then nobody is overdue. */
  overdue: z.boolean(),
  /** Its end lies beyond the working calendar, and is set as soon as the year is loaded. */
  pendingCalendar: z.boolean(),
})

/** The desk's order, see rules/queue.ts. */
const group = z.enum(GROUPS)

const can = z.partialRecord(verb, z.literal(true))
/** Refused for a reason that waiting or another person can remedy. */
const cannot = z.partialRecord(verb, z.object({ reason: z.string(), values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])) }))

const item = z.object({
  id: id('request'),
  communityId: id('community'),
  number: z.string(),
  category: categoryRef,
  deadlineClass,
  text: z.string(),
  place,
  state,
  level,
  lead: z.string(),
  assignee: personName,
  reporter: personName,
  mine: z.boolean(),
  photos: z.number().int(),
  reportedAt: instant,
  clock,
  group,
  dueAt: instant.nullable(),
  closedAt: instant.nullable(),
  resolved: z.boolean().nullable(),
  returns: z.number().int(),
  reworks: z.number().int(),
  reopens: z.number().int(),
  can,
  version,
})

const timelineEvent = z.object({
  no: z.number().int(),
  at: instant,
  kind: z.enum(EVENT_KINDS),
  toState: state,
  visibility: z.enum(['resident', 'internal']),
  who: z.object({ name: personName, role: z.string(), title: z.string(), organisation: z.string().nullable(), self: z.boolean() }),
  text: z.string(),
  assignee: personName,
  assigneeTitle: z.string().nullable(),
  resolved: z.boolean().nullable(),
  satisfaction: satisfaction.nullable(),
  dueAt: instant.nullable(),
  consent: z.boolean(),
  photoIds: z.array(id('file')),
})

const requestView = z.object({
  id: id('request'),
  communityId: id('community'),
  number: z.string(),
  category,
  deadlineClass,
  text: z.string(),
  place,
  state,
  level,
  /** From the community up to the city; `here` is the level that has it. */
  ladder: z.array(z.object({ level, name: z.string(), organisation: z.string().nullable(), phone: z.string().nullable(), here: z.boolean() })),
  lead: z.object({ id: id('organisation'), name: z.string(), phone: z.string().nullable(), kind: z.string() }),
  assignee: z.object({ personId: id('person'), name: personName, title: z.string() }).nullable(),
  reporter: z.object({ name: personName, role: z.string(), anonymous: z.boolean(), self: z.boolean(), onBehalf: z.boolean(), forName: personName }),
  photos: z.array(z.object({ fileId: id('file'), eventNo: z.number().int() })),
  events: z.array(timelineEvent),
  clock,
  reportedAt: instant,
  acceptedAt: instant.nullable(),
  contactedAt: instant.nullable(),
  contactDueAt: instant.nullable(),
  feedbackAt: instant.nullable(),
  dueAt: instant.nullable(),
  closedAt: instant.nullable(),
  /** Until when the reporter may reopen and rate. */
  reopenUntil: instant.nullable(),
  /** Kept apart from closing: only the resident says it. */
  answer: z.object({ at: instant, resolved: z.boolean(), satisfaction: satisfaction.nullable() }).nullable(),
  returns: z.number().int(),
  reworks: z.number().int(),
  reopens: z.number().int(),
  can,
  cannot,
  version,
  demo: z.boolean(),
})

const params = z.strictObject({ communityId: id('community'), id: id('request') })
const changed = { 200: requestView }
const stale = ['common/changed-meanwhile', 'requests/not-in-this-state'] as const

export const requestsContract = contract({
  ...deskEndpoints,
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
  'GET /api/v1/requests/assignees': {
    summary: 'The people of my organisation who can be given a case of a community, with what they have in hand',
    query: z.strictObject({ communityId: id('community') }),
    replies: { 200: z.object({ items: z.array(z.object({ personId: id('person'), name: z.string(), title: z.string(), role: z.string(), inHand: z.number().int() })) }) },
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
    problems: [...stale, 'requests/only-the-lead', 'requests/assignee-not-of-lead'],
  },
  'POST /api/v1/communities/:communityId/requests/:id/dispatch': {
    summary: '派单 or 改派 to a person of the lead organisation',
    params,
    body: z.strictObject({ version, assigneeId: id('person'), text: optionalWords }),
    replies: changed,
    problems: [...stale, 'requests/only-the-lead', 'requests/assignee-not-of-lead', 'requests/already-assigned'],
  },
  'POST /api/v1/communities/:communityId/requests/:id/sign': { summary: '签收: I have it', params, body: z.strictObject({ version }), replies: changed, problems: [...stale, 'requests/only-the-lead'] },
  'POST /api/v1/communities/:communityId/requests/:id/return': { summary: '退回, with the reason', params, body: z.strictObject({ version, text: words }), replies: changed, problems: [...stale, 'requests/only-the-lead', 'requests/returned-too-often'] },
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
})

export type RequestsApi = typeof requestsContract
export type RequestView = z.output<typeof requestView>
