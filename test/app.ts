/** The whole server without a port: tests speak HTTP to it by `app.inject`. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import manifest from '../package.json' with { type: 'json' }
import { createApp } from '../src/app.ts'
import { openDatabase } from '../src/platform/database.ts'
import { openKeys } from '../src/platform/keyring.ts'
import { openLive } from '../src/platform/live.ts'
import type { Services } from '../src/platform/services.ts'
import { systemClock } from '../src/platform/time.ts'

export interface TestApp {
  readonly app: FastifyInstance
  readonly services: Services
  close(): Promise<void>
}

/** @param url a database's, as its owner, see `freshDatabase`. */
export async function openTestApp(url: string, given: Partial<Services> = {}): Promise<TestApp> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'lifang-app-'))
  const database = openDatabase({ url, connections: 6 })
  const live = openLive(url, () => {})
  const keys = await openKeys(database, dataDirectory, randomBytes(32).toString('base64'))
  const services: Services = { database, keys, live, clock: systemClock, demo: null, dataDirectory, ...given }
  const app = await createApp({ services, http: { logger: false, trustProxy: false, requestsPerMinute: 100_000, version: manifest.version } })
  return {
    app,
    services,
    async close() {
      await app.close()
      await live.close()
      await database.close()
      await rm(dataDirectory, { recursive: true })
    },
  }
}
