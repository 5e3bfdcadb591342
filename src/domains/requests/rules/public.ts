/** What of the cases is public: see README, “What everybody sees”. */
import { isOpen, type Case } from './case.ts'

/** 'HX-260318-02' */
export const CASE_NUMBER = /^[A-Z\d]{1,12}-\d{6}-\d{2,9}$/u

export const PUBLIC_DAYS = 90

/** Closed cases are public from here on. */
export const publicSince = (now: Temporal.Instant): Temporal.Instant => now.subtract({ hours: 24 * PUBLIC_DAYS })

/** Rejected, merged and void ones are not: that they existed tells of nothing but who reported them. */
export const isPublic = ({ state, closedAt }: Pick<Case, 'state' | 'closedAt'>, now: Temporal.Instant): boolean =>
  isOpen(state) || (state === 'CLOSED' && closedAt !== null && Temporal.Instant.compare(closedAt, publicSince(now)) >= 0)
