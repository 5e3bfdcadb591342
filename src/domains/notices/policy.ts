/** Everybody has notices, reads their own, and nobody else's: queries are bound to the person, so that another's do not exist. */
export { anySession as own } from '../../platform/policy.ts'
