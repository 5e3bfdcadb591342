import { claim } from '../../platform/claim.ts'
import type { Database, Read, Tx } from '../../platform/database.ts'
import type { Periodic } from '../../platform/periodic.ts'
import { readSetting, saveSetting } from '../../platform/settings.ts'
import { civilDate } from '../../platform/time.ts'
import { communitiesBehind, renewStandings } from './stores/places.ts'

const SETTING = 'register-standings'
const FIRST = '00000000-0000-0000-0000-000000000000'

/** How far the renewal has come: behind which community it goes on that day, null when it is through. */
interface Progress {
  readonly day: string
  readonly behind: string | null
}

/** A committee, a contract or an owner whose last day was yesterday no longer counts today, though nobody changed anything: once a civil day all is counted anew. */
export const renewDailyStandings: Periodic = {
  name: 'register/renew-standings',
  every_s: 300,
  run: async ({ database, clock }) => renewForDay(database, civilDate(clock.now()), 20),
}

/** @param atOnce how many communities a transaction counts, so that none is long */
export async function renewForDay(database: Database, today: string, atOnce: number): Promise<void> {
  if (isThrough(await progressOf(database.read), today)) return
  while (await database.transaction((tx) => renewSome(tx, today, atOnce)));
}

const progressOf = async (read: Read): Promise<Progress | null> => (await readSetting(read, SETTING)) as Progress | null

const isThrough = (progress: Progress | null, today: string): boolean => progress !== null && progress.day >= today && progress.behind === null

/** False when there is nothing left to do, or another process does it. */
async function renewSome(tx: Tx, today: string, atOnce: number): Promise<boolean> {
  if (!(await claim(tx, 'register/renew-standings'))) return false
  const progress = await progressOf(tx)
  if (isThrough(progress, today)) return false
  const communities = await communitiesBehind(tx, progress?.day === today ? (progress.behind ?? FIRST) : FIRST, atOnce)
  await renewStandings(tx, today, communities)
  const last = communities.length < atOnce ? undefined : communities.at(-1)
  await saveSetting(tx, SETTING, { day: today, behind: last ?? null } satisfies Progress)
  return last !== undefined
}
