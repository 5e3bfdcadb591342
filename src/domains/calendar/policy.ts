import type { Actor } from '../../platform/actor.ts'
import { anySession, holds, type Verdict } from '../../platform/policy.ts'

/** Deadlines are reckoned by it, so everybody may look. */
export const readCalendar = anySession

export const loadYear = (actor: Actor): Verdict => holds(actor, 'calendar.load')
