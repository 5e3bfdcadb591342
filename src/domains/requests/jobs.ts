import type { Periodic } from '../../platform/periodic.ts'
import { civilDate } from '../../platform/time.ts'
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
