import type { Periodic } from '../../platform/periodic.ts'
import { sweep } from './stores/codes.ts'

export const sweepAccess: Periodic = {
  name: 'access/sweep',
  every_s: 3_600,
  run: async ({ database, clock }) => {
    const now = clock.now()
    // No window of the limits is longer than an hour.
    await database.transaction((tx) => sweep(tx, now, now.subtract({ hours: 2 })))
  },
}
