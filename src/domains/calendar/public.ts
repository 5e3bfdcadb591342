/** All that other domains and the program's start may know of the working calendar. */
export type { WorkCalendar, WorkingHours, WorkTime } from './rules/work-calendar.ts'
export { workCalendar } from './rules/work-calendar.ts'
export { openWorkCalendar, seedCalendar, shippedYears } from './store.ts'
