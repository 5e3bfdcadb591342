/** 工作日历: endpoints and their shapes. */
import { z } from 'zod'
import { civilDate, contract, instant, text } from '../../platform/contract.ts'
import { DAY_KINDS } from './rules/work-calendar.ts'

const day = z.strictObject({
  date: civilDate,
  /** `off`: a day off; `work`: a weekend day that is worked. */
  kind: z.enum(DAY_KINDS),
  name: text(30),
  /** The published notice. */
  sourceUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/u }).max(300)]),
})

const year = z.object({
  year: z.number().int(),
  /** How often it has been loaded. */
  version: z.number().int(),
  loadedAt: instant,
  /** Why it was corrected; empty when it was not. */
  reason: z.string(),
  days: z.array(day),
})

export const calendarContract = contract({
  'GET /api/v1/calendar': {
    summary: 'The years that are loaded with their days off and make-up days; other days follow the week, other years are unknown',
    replies: { 200: z.object({ today: civilDate, years: z.array(year), can: z.object({ load: z.literal(true).optional() }), demo: z.boolean() }) },
  },
  'PUT /api/v1/calendar/years/:year': {
    summary: 'Loads the list of a year, or corrects it: with a reason once the year has begun',
    params: z.strictObject({ year: z.coerce.number().int().min(2000).max(2999) }),
    body: z.strictObject({
      /** The version that the asker saw; 0 where there was none. */
      version: z.number().int().min(0),
      days: z.array(day).min(1).max(200),
      reason: z.union([z.literal(''), text(200)]).default(''),
    }),
    replies: { 200: year },
    problems: ['calendar/too-few-days-off', 'calendar/reason-needed', 'common/changed-meanwhile'],
  },
})

export type CalendarApi = typeof calendarContract
