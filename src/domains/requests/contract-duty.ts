/** 值班: who of one's own organisation is on duty while it is closed. */
import { z } from 'zod'
import { civilDate, id } from '../../platform/contract.ts'
import { DUTY_PARTS } from './rules/duty.ts'

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/u)
const part = z.enum(DUTY_PARTS)
const shift = z.strictObject({
  /** A night belongs to the day on which it begins. */
  date: civilDate,
  part,
  personId: id('person'),
  /** Residents see this person's own number, not the organisation's. */
  showPhone: z.boolean(),
})
const roster = z.object({
  month,
  /** `working` is null beyond the calendar: then both parts can be filled. */
  days: z.array(z.object({ date: civilDate, working: z.boolean().nullable(), parts: z.array(part) })),
  shifts: z.array(shift),
  people: z.array(z.object({ personId: id('person'), name: z.string(), title: z.string(), role: z.string() })),
  can: z.object({ write: z.literal(true).optional() }),
  demo: z.boolean(),
})

export const dutyEndpoints = {
  'GET /api/v1/requests/duty': { summary: '值班 of my organisation, by the month', query: z.strictObject({ month }), replies: { 200: roster } },
  'PUT /api/v1/requests/duty/:month': {
    summary: 'Writes a month of my organisation’s roster as a whole',
    params: z.strictObject({ month }),
    body: z.strictObject({ shifts: z.array(shift).max(62) }),
    replies: { 200: roster },
    problems: ['common/changed-meanwhile'],
  },
} as const
