import { ZONE } from './zone.ts'

/** `YYYY-MM-DD` in {@link ZONE}. */
export type CivilDate = string & { readonly __civilDate: true }

export interface Clock {
  now(): Temporal.Instant
}

export const systemClock: Clock = { now: () => Temporal.Now.instant() }

/** A clock that showed `start` when it was made and has run at normal speed since. For demo databases and tests only. */
export function clockStartingAt(start: Temporal.Instant): Clock {
  const madeAt = performance.now()
  return { now: () => start.add({ milliseconds: Math.round(performance.now() - madeAt) }) }
}

export const civilDate = (at: Temporal.Instant): CivilDate => at.toZonedDateTimeISO(ZONE).toPlainDate().toString() as CivilDate

/** The first instant of a civil day. */
export const startOfDay = (date: string): Temporal.Instant => Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: ZONE }).toInstant()

export const addDays = (date: string, days: number): CivilDate => Temporal.PlainDate.from(date).add({ days }).toString() as CivilDate

export const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0
