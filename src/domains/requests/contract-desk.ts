/** The desk's lists beside the cases themselves: exports, saved filters, work in bulk, templates. */
import { z } from 'zod'
import { exported, exportQuery, id, word } from '../../platform/contract.ts'
import { STATES } from './rules/case.ts'
import { GROUPS, LISTS } from './rules/queue.ts'

const state = z.enum(STATES)
const code = word(20).min(1)

/** What narrows the queue. */
export const queueFilter = {
  /** What my organisation leads, what is in my hands, what waits for a check, or all open cases that I may read. */
  list: z.enum(LISTS).default('ours'),
  /** The desk's order, see rules/queue.ts. */
  group: z.enum(GROUPS).optional(),
  state: state.optional(),
  category: code.optional(),
  assignee: z.union([id('person'), z.literal('none')]).optional(),
  community: id('community').optional(),
  /** The beginning of a case number; finds closed cases too. */
  q: z.string().trim().min(2).max(20).regex(/^[A-Za-z0-9-]+$/u).optional(),
}

export const deskEndpoints = {
  'GET /api/v1/requests/queue/export': { summary: 'The desk’s queue as a file, by the same filters', query: z.strictObject({ ...queueFilter, ...exportQuery }), ...exported },
  'GET /api/v1/requests/mine/export': { summary: 'What I reported, as a file', query: z.strictObject({ open: z.enum(['true', 'false']).transform((value) => value === 'true').optional(), ...exportQuery }), ...exported },
  'GET /api/v1/requests/categories/export': { summary: 'The catalogue in force, as a file', query: z.strictObject(exportQuery), ...exported },
} as const
