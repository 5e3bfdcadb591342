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
  mostReturns: 2,
  mostPhotos: 6,
}
