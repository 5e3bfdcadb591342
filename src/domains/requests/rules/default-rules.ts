/** The deadlines and limits that a new database starts with, after GB/T 33358 and the cycle of GB/T 47678; a city writes its own version over them. */
import type { RuleSet } from './deadlines.ts'

export const DEFAULT_RULES: RuleSet = {
  version: 1,
  classes: {
    URGENT: { accept: { amount: 30, unit: 'minute' }, finish: { amount: 2, unit: 'hour' } },
    FAST: { accept: { amount: 2, unit: 'hour' }, finish: { amount: 24, unit: 'hour' } },
    NORMAL: { accept: { amount: 24, unit: 'hour' }, finish: { amount: 120, unit: 'hour' } },
    COMPLEX: { accept: { amount: 24, unit: 'hour' }, finish: { amount: 360, unit: 'hour' } },
    QUESTION: { accept: { amount: 2, unit: 'hour' }, finish: { amount: 24, unit: 'hour' } },
  },
  contactAtMost: { amount: 24, unit: 'hour' },
  confirm: { amount: 3, unit: 'natural_day' },
  reopen: { amount: 7, unit: 'natural_day' },
  urgeAgain: { amount: 24, unit: 'hour' },
  contest: { amount: 7, unit: 'natural_day' },
  waiting: { amount: 7, unit: 'natural_day' },
  suspendAtMost: { amount: 30, unit: 'natural_day' },
  extendAtMost: { amount: 30, unit: 'natural_day' },
  check: { amount: 48, unit: 'hour' },
  climbAtLeast: { amount: 24, unit: 'hour' },
  dissatisfiedClimbs: 2,
  mostReturns: 2,
  mostPhotos: 6,
}
