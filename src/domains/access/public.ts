/** All that other domains and the program's start may know of access. */
import type { Tx } from '../../platform/database.ts'
import { DEFAULT_ROLES } from './roles.ts'
import * as roles from './stores/roles.ts'

export { sessionResolver } from './session.ts'
export { appointFirst, FOUNDING_ROLES } from './founding.ts'
export { staffedAt, staffForEach, staffOf } from './stores/staff.ts'

/** Gives a new database its table of roles; an edited one is left alone. */
export const seedRoles = (tx: Tx): Promise<void> => roles.seedRoles(tx, DEFAULT_ROLES)
