/** The shapes of 诉求 that several endpoints share: a case on a list, a case as the asker may see it, and what commands are given. */
import { z } from 'zod'
import { id, instant, text, word } from '../../platform/contract.ts'
import { CLIMB_REASONS, DEADLINE_CLASSES, EVENT_KINDS, LEVELS, SATISFACTIONS, STATES } from './rules/case.ts'
import { VERBS } from './rules/guards.ts'
import { GROUPS } from './rules/queue.ts'

export const state = z.enum(STATES)
export const level = z.enum(LEVELS)
export const deadlineClass = z.enum(DEADLINE_CLASSES)
export const satisfaction = z.enum(SATISFACTIONS)
const verb = z.enum(VERBS)

export const TEXT_CHARACTERS = 500
export const words = text(TEXT_CHARACTERS)
export const optionalWords = z.union([z.literal(''), words]).default('')
export const photoIds = z
  .array(id('file'))
  .max(6)
  .refine((ids) => new Set(ids).size === ids.length)
  .default([])
/** The version that the asker saw: another's change in between is told, not overwritten. */
export const version = z.number().int().min(1)
export const code = word(20).min(1)
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true')

export const categoryRef = z.object({ code, zh: z.string(), en: z.string() })
/** A category with how the resident is asked in the end: whether it is mended, answered, or solved. */
const askedCategory = categoryRef.extend({ asked: z.enum(['mended', 'answered', 'solved']) })
export const category = askedCategory.extend({
  scopeZh: z.string(),
  deadlineClass,
  safety: z.boolean(),
  photoOnFeedback: z.boolean(),
})

/** Where in the community: its commons, a building, a unit, or one's own home. */
export const reportedPlace = z.discriminatedUnion('kind', [
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
export const group = z.enum(GROUPS)

const can = z.partialRecord(verb, z.literal(true))
/** Refused for a reason that waiting or another person can remedy. */
const cannot = z.partialRecord(verb, z.object({ reason: z.string(), values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])) }))

export const item = z.object({
  id: id('request'),
  communityId: id('community'),
  number: z.string(),
  category: askedCategory,
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
  /** The unit that the sentence names: given to, given back to, objected to, climbed to. */
  unit: z.string().nullable(),
  /** Units called to help. */
  units: z.array(z.string()),
  level: level.nullable(),
  /** Why it climbed. */
  why: z.enum(CLIMB_REASONS).nullable(),
  /** Until when: the resident is asked, may contest, the deadline is moved to, work rests. */
  until: instant.nullable(),
  /** A rejection that cannot be contested any more. */
  final: z.boolean(),
  /** The other case of a merge. */
  related: z.object({ id: id('request'), number: z.string() }).nullable(),
  photoIds: z.array(id('file')),
})

export const requestView = z.object({
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
  lead: z.object({ id: id('organisation'), name: z.string(), phone: z.string().nullable(), kind: z.string(), level }),
  /** Where it has climbed to above its lead, who stays responsible. */
  climbedTo: z.object({ organisation: z.string(), at: instant }).nullable(),
  /** When it climbs unless somebody acts first. */
  climbAt: instant.nullable(),
  /** Assigned by the level above: the lead cannot return it. */
  binding: z.boolean(),
  supporting: z.array(z.object({ id: id('organisation'), name: z.string(), doneAt: instant.nullable() })),
  /** The resident is asked for information, and the clock stands still. */
  waitingUntil: instant.nullable(),
  suspended: z.object({ from: instant, resumeAt: instant }).nullable(),
  /** Asked for and not decided yet; for those at work on it and above. */
  pending: z.object({ kind: z.enum(['extend', 'suspend', 'void']), who: personName, at: instant, until: instant.nullable(), text: z.string() }).nullable(),
  /** `contestUntil`: null when it is final. */
  rejection: z.object({ at: instant, contestUntil: instant.nullable() }).nullable(),
  mergedInto: z.object({ id: id('request'), number: z.string() }).nullable(),
  followers: z.number().int(),
  /** How often the resident has said "not solved". */
  dissatisfied: z.number().int(),
  /** Whether the asker may name other units when dispatching. */
  callsUnits: z.boolean(),
  assignee: z.object({ personId: id('person'), name: personName, title: z.string() }).nullable(),
  /** 值班: who of the lead can be reached now that it is closed. */
  onDuty: z.object({ name: personName, phone: z.string().nullable() }).nullable(),
  reporter: z.object({ name: personName, role: z.string(), anonymous: z.boolean(), self: z.boolean(), onBehalf: z.boolean(), forName: personName, atWork: z.boolean().meta({ description: 'reported for an organisation: closed by a check, no resident is asked' }) }),
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

export const params = z.strictObject({ communityId: id('community'), id: id('request') })
export const changed = { 200: requestView }
/** Any number that a case can have use for. */
export const unitIds = z
  .array(id('organisation'))
  .max(20)
  .refine((ids) => new Set(ids).size === ids.length)
