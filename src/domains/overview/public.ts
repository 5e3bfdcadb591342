/** All that the program's start may know of the overview. */
export { seedFigures } from './stores/definitions.ts'
