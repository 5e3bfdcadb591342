/** The whole server without a port: tests speak HTTP to it by `app.inject`. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import manifest from '../package.json' with { type: 'json' }
import { createApp, jobs, periodic } from '../src/app.ts'
import { openLog } from '../src/platform/log.ts'
import { openPlatform } from '../src/platform/open.ts'
import type { Services } from '../src/platform/services.ts'
import { systemClock } from '../src/platform/time.ts'

export interface TestApp {
  readonly app: FastifyInstance
  readonly services: Services
  close(): Promise<void>
}

/**
 * @param url a database's, as its owner, see `freshDatabase`.
 * @param given what stands in for the services of its own
 * @param key the master key of a database that has one already
 * @param working whether it does jobs and periodic work, as `serve` does
 */
export async function openTestApp(url: string, given: Partial<Services> = {}, { working = false, trustProxy = false, key = randomBytes(32).toString('base64') }: { working?: boolean; trustProxy?: false | string; key?: string } = {}): Promise<TestApp> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'lifang-app-'))
  const log = openLog('silent')
  const opened = await openPlatform({ url, dataDirectory, environmentKey: key, clock: given.clock ?? systemClock, log, jobs, connections: 6 })
  const platform = { ...opened, services: { ...opened.services, ...given } }
  const app = await createApp({ platform, http: { log, trustProxy, requestsPerMinute: 100_000, version: manifest.version }, webDirectory: join(dataDirectory, 'dist'), metricsToken: undefined })
  if (working) await platform.work(periodic)
  return {
    app,
    services: platform.services,
    async close() {
      await app.close()
      await platform.close()
      await rm(dataDirectory, { recursive: true })
    },
  }
}
