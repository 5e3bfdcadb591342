import { claim } from '../../platform/claim.ts'
import type { Periodic } from '../../platform/periodic.ts'
import type { Services } from '../../platform/services.ts'
import { readSetting, saveSetting } from '../../platform/settings.ts'
import { addDays, civilDate, startOfDay } from '../../platform/time.ts'
import { tell } from '../notices/public.ts'
import { countDueInHand } from './stores/due.ts'
import { foldFigures, renewFigures } from './stores/figures.ts'
import { relearn } from './stores/suggestions.ts'

const AT_ONCE = 2_000
const COMMUNITIES_AT_ONCE = 50

/** Keeps the pending changes of the roll-ups few, and moves each community's year on once a civil day, so that reading them stays quick. */
export const foldRequestFigures: Periodic = {
  name: 'requests/fold-figures',
  every_s: 3,
  async run({ database, clock }) {
    const today = civilDate(clock.now())
    while ((await database.transaction((tx) => foldFigures(tx, today, AT_ONCE))) === AT_ONCE);
    while ((await database.transaction((tx) => renewFigures(tx, today, COMMUNITIES_AT_ONCE))) === COMMUNITIES_AT_ONCE);
  },
}

/** Once a day is often enough: a city's way of speaking does not change overnight. Looks oftener, for a process seldom runs a whole day. */
export const learnFromCases: Periodic = {
  name: 'requests/learn-from-cases',
  every_s: 3_600,
  run: ({ database, clock }) => relearn(database, clock.now()),
}

const DUE_TODAY = 'requests-due-today'
/** Before work begins. */
const TOLD_AT = { hours: 8 }

/** Every morning, once: how much of what one has in hand is due that day. */
export const tellDueToday: Periodic = {
  name: 'requests/tell-due-today',
  every_s: 120,
  run: ({ commands, database, clock }) => tellDueOn({ commands, database }, clock.now()),
}

export async function tellDueOn({ commands, database }: Pick<Services, 'commands' | 'database'>, now: Temporal.Instant): Promise<void> {
  const today = civilDate(now)
  const isTold = (setting: unknown): boolean => (setting as { day: string } | null)?.day === today
  if (Temporal.Instant.compare(now, startOfDay(today).add(TOLD_AT)) < 0 || isTold(await readSetting(database.read, DUE_TODAY))) return
  await commands.run({ name: 'requests/tell-due-today', actor: null, at: now, httpRequestId: null }, async (tx) => {
    if (!(await claim(tx, DUE_TODAY)) || isTold(await readSetting(tx, DUE_TODAY))) return
    const due = await countDueInHand(tx, startOfDay(today), startOfDay(addDays(today, 1)))
    await tell(tx, due.map(({ personId, cases }) => ({ personIds: [personId], kind: 'work-due-today', subject: { kind: 'queue', id: personId, communityId: null }, said: { count: cases } })), now)
    await saveSetting(tx, DUE_TODAY, { day: today })
  })
}
