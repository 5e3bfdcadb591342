import type { Periodic } from '../../platform/periodic.ts'
import { foldFigures } from './stores/figures.ts'
import { relearn } from './stores/suggestions.ts'

const AT_ONCE = 2_000

/** Keeps the pending changes of the roll-up few, so that reading it stays quick. */
export const foldRequestFigures: Periodic = {
  name: 'requests/fold-figures',
  every_s: 3,
  async run({ database }) {
    while ((await database.transaction((tx) => foldFigures(tx, AT_ONCE))) === AT_ONCE);
  },
}

/** Once a day is often enough: a city's way of speaking does not change overnight. Looks oftener, for a process seldom runs a whole day. */
export const learnFromCases: Periodic = {
  name: 'requests/learn-from-cases',
  every_s: 3_600,
  run: ({ database, clock }) => relearn(database, clock.now()),
}
