import { cutLayout } from '../domains/overview/public.ts'
import type { Configuration } from '../configuration.ts'
import { openLog } from '../platform/log.ts'
import { openPlatform } from '../platform/open.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { systemClock } from '../platform/time.ts'
import { positional } from './command.ts'
import { openDatabaseServer } from './database.ts'

/** `ward-map cut`: once a year, announced before: communities move to other rows of their streets. */
export async function run(args: readonly string[], configuration: Configuration): Promise<void> {
  const { ACTION: action } = positional(args, 'ACTION')
  if (action !== 'cut') throw new OperatorError('用法：ward-map cut', 'Usage: ward-map cut')
  const server = await openDatabaseServer(configuration)
  try {
    const platform = await openPlatform({ url: server.url, dataDirectory: configuration.dataDirectory, environmentKey: configuration.key, clock: systemClock, log: openLog('silent'), jobs: [], connections: 2 })
    try {
      const at = configuration.now ?? systemClock.now()
      const wards = await platform.services.commands.run({ name: 'ward-map.cut', actor: null, at, httpRequestId: null }, (tx) => cutLayout(tx, at))
      console.log(`里坊图已重排：${wards} 个小区和院落，一分钟内可见 / The ward map is laid out anew: ${wards} communities and courtyards, to be seen within a minute`)
    } finally {
      await platform.close()
    }
  } finally {
    await server.stop()
  }
}
