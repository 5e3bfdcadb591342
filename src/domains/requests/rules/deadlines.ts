/** 时限: what the rule set allows, in minutes and hours that always run or in working hours and days of the calendar. One function decides each, and it is given its rule set. */
import type { WorkCalendar, WorkingHours, WorkTime } from '../../calendar/public.ts'
import type { Case, DeadlineClass } from './case.ts'

/** Runs by day and night. `hour` is the older word for `urgent_hour`. */
export interface NaturalDuration {
  readonly amount: number
  readonly unit: 'minute' | 'hour' | 'urgent_hour' | 'natural_day'
}

/** Runs while work goes on. */
interface WorkDuration {
  readonly amount: number
  readonly unit: 'work_hour' | 'work_day'
}

export type Duration = NaturalDuration | WorkDuration

/** Data of `requests.rule_set`; a city edits it by a new version. */
export interface RuleSet {
  readonly version: number
  readonly classes: Readonly<Record<DeadlineClass, { readonly accept: Duration; readonly finish: Duration }>>
  readonly workingHours: WorkingHours
  /** First contact with the resident is due at half the time to finish, and not later than this. */
  readonly contactAtMost: Duration
  /** How long the resident is asked before somebody else checks. */
  readonly confirm: NaturalDuration
  /** How long after closing the resident may reopen or rate. */
  readonly reopen: NaturalDuration
  readonly urgeAgain: NaturalDuration
  /** How long after a rejection the resident may contest it. */
  readonly contest: NaturalDuration
  /** How long the resident's answer may stop the clock, altogether. */
  readonly waiting: NaturalDuration
  readonly suspendAtMost: NaturalDuration
  /** How far beyond its present end a deadline may be moved. */
  readonly extendAtMost: NaturalDuration
  /** How long a check may take, from the end of the resident's time. */
  readonly check: Duration
  /** Each level climbed to has half the time to finish, and not less than this. */
  readonly climbAtLeast: Duration
  /** From this many "not solved" on each climbs a level. */
  readonly dissatisfiedClimbs: number
  /** 剔除: why a case may be taken out of a rate. */
  readonly exclusionGrounds: readonly { readonly code: string; readonly zh: string; readonly en: string }[]
  readonly mostReturns: number
  readonly mostPhotos: number
}

const MINUTES: Readonly<Record<NaturalDuration['unit'], number>> = { minute: 1, hour: 60, urgent_hour: 60, natural_day: 24 * 60 }
const HOUR_ms = 3_600_000
const DAY_ms = 24 * HOUR_ms

const isWork = (duration: Duration): duration is WorkDuration => duration.unit === 'work_hour' || duration.unit === 'work_day'

export const after = (at: Temporal.Instant, { amount, unit }: NaturalDuration): Temporal.Instant => at.add({ milliseconds: Math.round(amount * MINUTES[unit] * 60_000) })

/** What time is reckoned by. */
export interface Timing {
  readonly rules: RuleSet
  readonly calendar: WorkCalendar
}

const workTimeOf = ({ rules, calendar }: Timing): WorkTime => calendar.workTime(rules.workingHours)

/** The end of a duration, of which `share` may shorten it; null: pending the calendar. */
export function endOf(at: Temporal.Instant, duration: Duration, timing: Timing, share = 1): Temporal.Instant | null {
  const amount = duration.amount * share
  if (!isWork(duration)) return after(at, { amount, unit: duration.unit })
  const work = workTimeOf(timing)
  return duration.unit === 'work_day' ? work.addDays(at, amount) : work.add(at, amount * HOUR_ms)
}

/** Null: pending the calendar; the case goes on, and an administrator is told. */
export interface Deadlines {
  readonly acceptBy: Temporal.Instant | null
  readonly contactBy: Temporal.Instant | null
  readonly finishBy: Temporal.Instant | null
}

/** The deadlines of a class for a clock that starts at `at`. `share` shortens the time to finish: one half after a reopening. */
export function deadlines(rules: RuleSet, calendar: WorkCalendar, deadlineClass: DeadlineClass, at: Temporal.Instant, share = 1): Deadlines {
  const timing = { rules, calendar }
  const { accept, finish } = rules.classes[deadlineClass]
  return { acceptBy: endOf(at, accept, timing), contactBy: contactBy(at, finish, timing, share), finishBy: endOf(at, finish, timing, share) }
}

function contactBy(at: Temporal.Instant, finish: Duration, timing: Timing, share: number): Temporal.Instant | null {
  const half = endOf(at, finish, timing, share / 2)
  const most = endOf(at, timing.rules.contactAtMost, timing)
  if (half !== null && most !== null) return Temporal.Instant.compare(half, most) <= 0 ? half : most
  // Working time is never shorter than natural time, so that an earlier half needs no calendar to be the earlier one.
  return half !== null && half.epochMilliseconds - at.epochMilliseconds <= shortest_ms(timing.rules.contactAtMost) ? half : null
}

const shortest_ms = (duration: Duration): number => duration.amount * (duration.unit === 'work_day' ? DAY_ms : duration.unit === 'work_hour' ? HOUR_ms : MINUTES[duration.unit] * 60_000)

/** When a case that has climbed at `at` climbs again unless somebody acts: half the original time, at least a working day; null: pending the calendar. */
export function climbAfter(at: Temporal.Instant, deadlineClass: DeadlineClass, timing: Timing): Temporal.Instant | null {
  const { rules } = timing
  const [half, least] = [endOf(at, rules.classes[deadlineClass].finish, timing, 0.5), endOf(at, rules.climbAtLeast, timing)]
  return half === null || least === null ? null : Temporal.Instant.compare(half, least) >= 0 ? half : least
}

type Clocked = Pick<Case, 'state' | 'deadlineClass' | 'stageFrom' | 'stageDueAt'>

/** What the clock that runs now was set by: to accept, the resident's time to confirm, or to finish. */
const durationOf = ({ state, deadlineClass }: Pick<Case, 'state' | 'deadlineClass'>, rules: RuleSet): Duration =>
  state === 'CHECKING' ? rules.confirm : state === 'REPORTED' ? rules.classes[deadlineClass].accept : rules.classes[deadlineClass].finish

const AMBER = 0.5
const RED = 0.8

export interface Marks {
  readonly amberAt: Temporal.Instant | null
  readonly redAt: Temporal.Instant | null
  /** Only working hours count for this clock. */
  readonly working: boolean
}

/** 过半 amber, 八成 red, of the time that counts for this clock; null without an end. */
export function marksOf(of: Clocked, timing: Timing): Marks {
  const { stageFrom: from, stageDueAt: due } = of
  const working = isWork(durationOf(of, timing.rules))
  if (due === null) return { amberAt: null, redAt: null, working }
  const work = working ? workTimeOf(timing) : null
  const whole_ms = work?.between_ms(from, due) ?? null
  const at = (share: number): Temporal.Instant => (whole_ms === null ? null : work?.add(from, whole_ms * share)) ?? from.add({ milliseconds: Math.round((due.epochMilliseconds - from.epochMilliseconds) * share) })
  return { amberAt: at(AMBER), redAt: at(RED), working }
}

/** From when until when a clock stands still; turned round, what is given back of a pause that ends early. */
export interface Pause {
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant
}

/** The end of a clock that stood still: what was left of it is left again. One that had run out before stays as it was. Null: pending the calendar. */
export function movedEnd(end: Temporal.Instant, duration: Duration, { from, to }: Pause, timing: Timing): Temporal.Instant | null {
  if (Temporal.Instant.compare(end, from) <= 0) return end
  if (!isWork(duration)) return end.add(from.until(to))
  const work = workTimeOf(timing)
  if (Temporal.Instant.compare(to, from) >= 0) return work.resumed(end, from, to)
  const left_ms = work.between_ms(from, end)
  return left_ms === null ? null : work.add(to, left_ms)
}
