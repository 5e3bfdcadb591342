import { problems } from '../../platform/problem.ts'

export const calendarProblem = problems({
  /** A list with fewer than `fewest` days off is not a whole year's. */
  'calendar/too-few-days-off': 422,
  /** The year has begun: a correction says why. */
  'calendar/reason-needed': 422,
})

export type CalendarProblem = keyof typeof calendarProblem.catalogue
