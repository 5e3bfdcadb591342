/** Proving a mail address by a code sent there: what is limited. */
import { decided, refuse, type Decision } from '../../../platform/problem.ts'

const VALID = { minutes: 15 }
const MOST_TRIES = 5
const MOST_CODES_AN_HOUR = 5
/** People who may ask for codes to the same address in an hour: nobody's mailbox is filled by us. */
const MOST_ASKERS = 3

interface Asked {
  readonly tries: number
  readonly expiresAt: Temporal.Instant
  readonly sent: number
  readonly since: Temporal.Instant
}

/** @param askers how many people asked for this address within the hour */
export function askForCode(before: Asked | null, askers: number, now: Temporal.Instant): Decision<Asked, 'notices/too-many-codes'> {
  const hourAgo = now.subtract({ hours: 1 })
  const isSameHour = before !== null && Temporal.Instant.compare(before.since, hourAgo) > 0
  const sent = isSameHour ? before.sent + 1 : 1
  const since = isSameHour ? before.since : now
  if (sent > MOST_CODES_AN_HOUR || askers > MOST_ASKERS) return refuse('notices/too-many-codes', { most: MOST_CODES_AN_HOUR, until: since.add({ hours: 1 }).toString() })
  return decided({ tries: 0, expiresAt: now.add(VALID), sent, since })
}

/** Whether a code may still be tried. */
export function tryCode(asked: Asked | null, now: Temporal.Instant): Decision<true, 'notices/wrong-code'> {
  if (asked === null || asked.tries >= MOST_TRIES || Temporal.Instant.compare(asked.expiresAt, now) <= 0) return refuse('notices/wrong-code')
  return decided(true)
}
