import { anyone } from '../../platform/policy.ts'

/** The city's figures are for everybody, without login. */
export const readOverview = anyone
