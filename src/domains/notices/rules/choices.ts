/** What somebody chose about how they are told, and what follows from it for a message: when it goes out, and when it is tried again. */
import { startOfDay, addDays, civilDate } from '../../../platform/time.ts'
import { ZONE } from '../../../platform/zone.ts'
import type { Group, Language } from './kinds.ts'

/** In the app everything is always told. */
export type Channel = 'email' | 'push'

export interface Choices {
  /** Of mails and pushes; pages have their own switch. */
  readonly language: Language
  readonly email: readonly Group[]
  readonly push: readonly Group[]
  /** Whole hours of the city's clock, from–until over midnight; nothing but danger goes out between. */
  readonly quiet: { readonly from: number; readonly until: number } | 'off'
  /** daily: one mail at {@link DIGEST_HOUR} with everything since the last. */
  readonly digest: 'off' | 'daily'
}

export const DEFAULT_CHOICES: Choices = { language: 'zh', email: ['mine', 'work', 'danger'], push: ['mine', 'work', 'danger'], quiet: { from: 22, until: 7 }, digest: 'off' }

const DIGEST_HOUR = 8
/** What is told just before a digest goes waits for the next one: its command may commit after the mail was put together. */
const DIGEST_CLOSES = { minutes: 2 }

export interface Plan {
  readonly dueAt: Temporal.Instant
  /** The civil day of the digest that carries it; null when it goes by itself. */
  readonly digestOf: string | null
}

/** When a notice goes out by a channel; null when this person does not want it there. */
export function planFor(channel: Channel, group: Group, urgent: boolean, choices: Choices, now: Temporal.Instant): Plan | null {
  if (!choices[channel].includes(group)) return null
  if (urgent) return { dueAt: now, digestOf: null }
  if (channel === 'email' && choices.digest === 'daily') return nextDigest(now)
  return { dueAt: afterQuiet(choices.quiet, now), digestOf: null }
}

const atHour = (day: string, hour: number): Temporal.Instant => startOfDay(day).add({ hours: hour })

function nextDigest(now: Temporal.Instant): Plan {
  const today = civilDate(now)
  const day = Temporal.Instant.compare(now, atHour(today, DIGEST_HOUR).subtract(DIGEST_CLOSES)) < 0 ? today : addDays(today, 1)
  return { dueAt: atHour(day, DIGEST_HOUR), digestOf: day }
}

/** Now, or the end of the quiet hours that it lies in. */
function afterQuiet(quiet: Choices['quiet'], now: Temporal.Instant): Temporal.Instant {
  if (quiet === 'off' || quiet.from === quiet.until) return now
  const { hour } = now.toZonedDateTimeISO(ZONE)
  const { from, until } = quiet
  const isQuiet = from < until ? hour >= from && hour < until : hour >= from || hour < until
  if (!isQuiet) return now
  const today = civilDate(now)
  return atHour(hour < until ? today : addDays(today, 1), until)
}

const MOST_ATTEMPTS = 32
const LONGEST_WAIT_minutes = 60

/** After so many failed attempts: when the next one is. 1, 2, 4 … minutes, then every hour for more than a day; then null. */
export const nextAttempt = (attempts: number, now: Temporal.Instant): Temporal.Instant | null =>
  attempts >= MOST_ATTEMPTS ? null : now.add({ minutes: Math.min(2 ** (attempts - 1), LONGEST_WAIT_minutes) })
