/** 时限: how long each step may take, from a versioned rule set. */
import type { DeadlineClass } from './case.ts'

/** Plain time. A working calendar adds its own units. */
export interface Duration {
  readonly amount: number
  readonly unit: 'minute' | 'hour' | 'natural_day'
}

/** Data of `requests.rule_set`; a city edits it by a new version. */
export interface RuleSet {
  readonly version: number
  readonly classes: Readonly<Record<DeadlineClass, { readonly accept: Duration; readonly finish: Duration }>>
  /** First contact with the resident is due at half the time to finish, and not later than this. */
  readonly contactAtMost: Duration
  /** How long the resident is asked before somebody else checks. */
  readonly confirm: Duration
  /** How long after closing the resident may reopen or rate. */
  readonly reopen: Duration
  readonly urgeAgain: Duration
  /** How long after a rejection the resident may contest it. */
  readonly contest: Duration
  /** How long the resident's answer may stop the clock, altogether. */
  readonly waiting: Duration
  readonly suspendAtMost: Duration
  /** How far beyond its present end a deadline may be moved. */
  readonly extendAtMost: Duration
  /** How long a check may take, from the end of the resident's time. */
  readonly check: Duration
  /** Each level climbed to has half the time to finish, and not less than this. */
  readonly climbAtLeast: Duration
  /** From this many "not solved" on each climbs a level. */
  readonly dissatisfiedClimbs: number
  readonly mostReturns: number
  readonly mostPhotos: number
}

const MINUTES: Readonly<Record<Duration['unit'], number>> = { minute: 1, hour: 60, natural_day: 24 * 60 }
const minutesOf = ({ amount, unit }: Duration): number => amount * MINUTES[unit]

export const after = (at: Temporal.Instant, duration: Duration): Temporal.Instant => at.add({ minutes: minutesOf(duration) })

/** Null: pending the calendar; the case goes on, and an administrator is told. */
export interface Deadlines {
  readonly acceptBy: Temporal.Instant | null
  readonly contactBy: Temporal.Instant | null
  readonly finishBy: Temporal.Instant | null
}

/** The deadlines of a class for a clock that starts at `at`. `share` shortens the time to finish: one half after a reopening. */
export function deadlines(rules: RuleSet, deadlineClass: DeadlineClass, at: Temporal.Instant, share = 1): Deadlines {
  const { accept, finish } = rules.classes[deadlineClass]
  const finish_minutes = minutesOf(finish) * share
  return {
    acceptBy: after(at, accept),
    contactBy: at.add({ minutes: Math.min(finish_minutes / 2, minutesOf(rules.contactAtMost)) }),
    finishBy: at.add({ minutes: finish_minutes }),
  }
}
