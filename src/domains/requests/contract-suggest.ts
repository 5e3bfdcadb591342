/** The words by which suggestions are made, as whoever may edit them sees them. */
import { z } from 'zod'
import { text, word } from '../../platform/contract.ts'

const LONGEST_LINE = 3_000
const MOST_LINES = 200

const name = text(30)
const lines = z.array(text(LONGEST_LINE)).max(MOST_LINES)
const section = { name, lines }
/** The version that the editor saw: another's change in between is told, not overwritten. */
const version = z.number().int().min(1)

export const phraseEndpoints = {
  'GET /api/v1/requests/phrases': {
    summary: 'The phrases that speak for a category or for danger',
    replies: { 200: z.object({ version, shipped: z.boolean(), sections: z.array(z.object({ name: z.string(), category: z.object({ zh: z.string(), en: z.string() }).nullable(), lines: z.array(z.string()) })) }) },
  },
  'PUT /api/v1/requests/phrases': {
    summary: 'Replace one section; the phrases as they were are kept as a version',
    body: z.strictObject({ version, ...section }),
    replies: { 200: z.object({ version }) },
    problems: ['common/changed-meanwhile', 'requests/unreadable-phrase'],
  },
  'POST /api/v1/requests/phrases/try': {
    summary: 'What a message would score with a section so changed, and what would be suggested otherwise for the last month’s cases; keeps nothing',
    perMinute: 60,
    body: z.strictObject({ ...section, text: word(500).default('') }),
    replies: {
      200: z.object({
        categories: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string(), score: z.number(), because: z.array(z.string()) })),
        urgent: z.boolean(),
        because: z.array(z.string()),
        /** Of a sample of the last month's cases. */
        effect: z.object({ cases: z.number().int(), otherFirst: z.number().int(), newlyUrgent: z.number().int(), noLongerUrgent: z.number().int() }),
      }),
    },
    problems: ['requests/unreadable-phrase'],
  },
} as const
