/** The desk's lists beside the cases themselves: exports, saved filters, work in bulk, templates. */
import { z } from 'zod'
import { exported, exportQuery, id, nothing, text, word } from '../../platform/contract.ts'
import { STATES } from './rules/case.ts'
import { GROUPS, QUEUE_LISTS } from './rules/queue.ts'
import { MOST_IN_BULK, TEMPLATE_VERBS } from './rules/templates.ts'

const state = z.enum(STATES)
const code = word(20).min(1)

/** What narrows the queue. */
export const queueFilter = {
  /**
   * What my organisation leads, what is in my hands, what waits for a check, all open cases that I may read; where my organisation helps, what has
   * climbed to it, what another has asked for and I may approve, and whose lead is not there any more.
   */
  list: z.enum(QUEUE_LISTS).default('ours'),
  /** The desk's order, see rules/queue.ts. */
  group: z.enum(GROUPS).optional(),
  state: state.optional(),
  category: code.optional(),
  assignee: z.union([id('person'), z.literal('none')]).optional(),
  community: id('community').optional(),
  /** The beginning of a case number; finds closed cases too. */
  q: z.string().trim().min(2).max(20).regex(/^[A-Za-z0-9-]+$/u).optional(),
}

/** What a saved filter keeps: everything but a number that somebody looked for once. */
const { list, q: _q, ...narrowing } = queueFilter
const filterBody = z.strictObject({ name: text(30), list, filter: z.strictObject(narrowing), shared: z.boolean().default(false) })
const filterParams = z.strictObject({ filterId: id('saved filter') })
const savedFilter = z.object({
  id: id('saved filter'),
  name: z.string(),
  list: z.enum(QUEUE_LISTS),
  filter: z.object(narrowing),
  shared: z.boolean(),
  mine: z.boolean(),
  /** Who shares it; null for one's own. */
  owner: z.string().nullable(),
  count: z.number().int(),
  /** There are more than `count`. */
  more: z.boolean(),
})

/** Without a category for all of them. */
const templateBody = z.strictObject({ category: code.optional(), verb: z.enum(TEMPLATE_VERBS), title: text(30), text: text(400) })
const templateParams = z.strictObject({ templateId: id('template') })
const template = z.object({
  id: id('template'),
  category: code.nullable(),
  verb: z.enum(TEMPLATE_VERBS),
  title: z.string(),
  text: z.string(),
  /** The city's own, for every desk. */
  ofCity: z.boolean(),
  mayEdit: z.boolean(),
  version: z.number().int(),
})

export const deskEndpoints = {
  'GET /api/v1/requests/queue/export': { summary: 'The desk’s queue as a file, by the same filters', query: z.strictObject({ ...queueFilter, ...exportQuery }), ...exported },
  'GET /api/v1/requests/mine/export': { summary: 'What I reported, as a file', query: z.strictObject({ open: z.enum(['true', 'false']).transform((value) => value === 'true').optional(), ...exportQuery }), ...exported },
  'GET /api/v1/requests/categories/export': { summary: 'The catalogue in force, as a file', query: z.strictObject(exportQuery), ...exported },

  'GET /api/v1/requests/queue/communities': {
    summary: 'The communities where a list has open cases, each with how many',
    query: z.strictObject({ list: z.enum(QUEUE_LISTS).default('ours') }),
    replies: { 200: z.object({ items: z.array(z.object({ id: id('community'), name: z.string(), cases: z.number().int() })) }) },
  },

  'GET /api/v1/requests/filters': {
    summary: 'My saved filters and those that colleagues share, each with how many open cases it finds',
    replies: { 200: z.object({ items: z.array(savedFilter) }) },
  },
  'POST /api/v1/requests/filters': { summary: 'Save a filter of a queue under a name', body: filterBody, replies: { 201: z.object({ id: id('saved filter') }) }, problems: ['requests/too-many-filters', 'requests/nobody-to-share-with'] },
  'PUT /api/v1/requests/filters/:filterId': { summary: 'Change one of my saved filters', params: filterParams, body: filterBody, replies: { 200: nothing }, problems: ['requests/nobody-to-share-with'] },
  'DELETE /api/v1/requests/filters/:filterId': { summary: 'Delete one of my saved filters', params: filterParams, replies: { 200: nothing } },

  'POST /api/v1/requests/bulk/dispatch': {
    summary: 'Accept, give out or give to another several cases, each by itself: the answer says which was done and why another was not; needs an Idempotency-Key',
    perMinute: 60,
    body: z.strictObject({
      cases: z
        .array(z.strictObject({ communityId: id('community'), id: id('request'), version: z.number().int().min(1) }))
        .min(1)
        .max(MOST_IN_BULK)
        .refine((cases) => new Set(cases.map((one) => one.id)).size === cases.length),
      /** Left out: accept only. */
      assigneeId: id('person').optional(),
    }),
    replies: {
      200: z.object({
        results: z.array(
          z.discriminatedUnion('done', [
            z.object({ id: id('request'), done: z.literal(true), state, version: z.number().int() }),
            z.object({ id: id('request'), done: z.literal(false), problem: z.object({ type: z.string(), status: z.number().int(), values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])) }) }),
          ]),
        ),
      }),
    },
  },

  'GET /api/v1/requests/templates': { summary: 'Words that are written often: my organisation’s and the city’s', replies: { 200: z.object({ items: z.array(template) }) } },
  'POST /api/v1/requests/templates': { summary: 'A new template of my organisation, or at the city’s desk of the city', body: templateBody, replies: { 201: z.object({ id: id('template') }) }, problems: ['requests/too-many-templates', 'requests/unknown-category'] },
  'PUT /api/v1/requests/templates/:templateId': {
    summary: 'Change a template',
    params: templateParams,
    body: templateBody.extend({ version: z.number().int().min(1) }),
    replies: { 200: nothing },
    problems: ['common/changed-meanwhile', 'requests/unknown-category'],
  },
  'DELETE /api/v1/requests/templates/:templateId': { summary: 'Delete a template', params: templateParams, replies: { 200: nothing } },
} as const
