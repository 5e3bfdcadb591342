/** Everybody has notices, reads their own, and nobody else's: queries are bound to the person, so that another's do not exist. */
import { anyone, anySession } from '../../platform/policy.ts'

export const own = anySession
/** Whoever holds a mail may stop the next one: the link in it is signed. */
export const holderOfMail = anyone
