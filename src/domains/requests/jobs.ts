import type { Periodic } from '../../platform/periodic.ts'
import { foldFigures } from './stores/figures.ts'

const AT_ONCE = 2_000

/** Keeps the pending changes of the roll-up few, so that reading it stays quick. */
export const foldRequestFigures: Periodic = {
  name: 'requests/fold-figures',
  every_s: 3,
  async run({ database }) {
    while ((await database.transaction((tx) => foldFigures(tx, AT_ONCE))) === AT_ONCE);
  },
}
