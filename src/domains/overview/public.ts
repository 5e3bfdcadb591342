/** All that the program's start and its command line may know of the overview. */
export { cutLayout } from './layout.ts'
export { monthsUntil } from './rules/months.ts'
export { seedFigures } from './stores/definitions.ts'
