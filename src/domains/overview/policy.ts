import { anyone } from '../../platform/policy.ts'

/** The city's figures are for everybody, without login: counts of places, never of persons. */
export const readOverview = anyone
export const readWards = anyone
export const readTrend = anyone
