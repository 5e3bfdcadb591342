/** The deadlines and limits that a new database starts with, after GB/T 33358 and the cycle of GB/T 47678; a city writes its own version over them. */
import type { RuleSet } from './deadlines.ts'

export const DEFAULT_RULES: RuleSet = {
  version: 1,
  classes: {
    URGENT: { accept: { amount: 30, unit: 'minute' }, finish: { amount: 2, unit: 'urgent_hour' } },
    FAST: { accept: { amount: 2, unit: 'work_hour' }, finish: { amount: 24, unit: 'urgent_hour' } },
    NORMAL: { accept: { amount: 1, unit: 'work_day' }, finish: { amount: 5, unit: 'work_day' } },
    COMPLEX: { accept: { amount: 1, unit: 'work_day' }, finish: { amount: 15, unit: 'work_day' } },
    QUESTION: { accept: { amount: 2, unit: 'work_hour' }, finish: { amount: 1, unit: 'work_day' } },
  },
  workingHours: [
    ['08:30', '12:00'],
    ['14:30', '17:30'],
  ],
  contactAtMost: { amount: 1, unit: 'work_day' },
  confirm: { amount: 3, unit: 'natural_day' },
  reopen: { amount: 7, unit: 'natural_day' },
  urgeAgain: { amount: 24, unit: 'urgent_hour' },
  contest: { amount: 7, unit: 'natural_day' },
  waiting: { amount: 7, unit: 'natural_day' },
  suspendAtMost: { amount: 30, unit: 'natural_day' },
  extendAtMost: { amount: 30, unit: 'natural_day' },
  check: { amount: 2, unit: 'work_day' },
  climbAtLeast: { amount: 1, unit: 'work_day' },
  dissatisfiedClimbs: 2,
  exclusionGrounds: [
    { code: 'beyond-powers', zh: '超出职权或法律规定', en: 'Beyond the powers of those measured, or the law' },
    { code: 'in-court', zh: '已进入诉讼、仲裁或信访程序', en: 'Before a court, in arbitration or petition' },
    { code: 'force-majeure', zh: '不可抗力', en: 'Force majeure' },
    { code: 'not-reachable', zh: '多次联系不上反映人', en: 'The reporter could not be reached, several times' },
    { code: 'unreasonable', zh: '要求明显不合理', en: 'The demand is plainly unreasonable' },
    { code: 'recorded-wrongly', zh: '登记有误', en: 'Recorded wrongly' },
  ],
  mostReturns: 2,
  mostPhotos: 6,
}
