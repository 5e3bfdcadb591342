/** Puts the platform together for a program that serves, works or does one command. */
import type { FastifyBaseLogger } from 'fastify'
import { openSealer } from './audit-sealer.ts'
import { openCommands } from './commands.ts'
import { openDatabase } from './database.ts'
import { openFiles } from './files.ts'
import { sweepReplies } from './idempotency.ts'
import { openJobs, type AnyJob, type Jobs } from './jobs.ts'
import { openKeys } from './keyring.ts'
import { openLive } from './live.ts'
import { startPeriodic, type Periodic, type Periodically } from './periodic.ts'
import type { CodeSender, Outside, Services } from './services.ts'
import { demoSetting } from './settings.ts'
import type { Clock } from './time.ts'

export interface PlatformOptions {
  /** A migrated database. */
  readonly url: string
  readonly dataDirectory: string
  /** LIFANG_KEY. */
  readonly environmentKey: string | undefined
  /** LIFANG_NEW_KEY. */
  readonly environmentNewKey?: string | undefined
  readonly clock: Clock
  readonly log: FastifyBaseLogger
  readonly jobs: readonly AnyJob[]
  readonly connections?: number
  readonly codeSender?: CodeSender
  /** Left out by commands that send nothing. */
  readonly outside?: Outside
}

export interface Platform {
  readonly services: Services
  readonly jobs: Jobs
  /** Begins to do jobs and periodic work in this process. */
  work(periodic: readonly Periodic[]): Promise<void>
  close(): Promise<void>
}

const NOWHERE: Outside = { publicUrl: 'http://localhost', mail: null, pushServices: [] }

/** What the platform itself does again and again. */
const HOUSEKEEPING: readonly Periodic[] = [
  { name: 'platform/sweep-files', every_s: 3_600, run: async ({ files, clock }) => void (await files.sweep(clock.now())) },
  { name: 'platform/sweep-replies', every_s: 3_600, run: async ({ database, clock }) => sweepReplies(database, clock.now()) },
]

export async function openPlatform({ url, dataDirectory, environmentKey, environmentNewKey, clock, log, jobs: kinds, connections, codeSender, outside = NOWHERE }: PlatformOptions): Promise<Platform> {
  const database = openDatabase({ url, ...(connections === undefined ? {} : { connections }), onIdleError: ({ message }) => log.warn({ error: { message } }, 'an idle database connection was lost') })
  const live = openLive(url, (message, error) => log.warn({ error: { message: (error as Error).message } }, message))
  try {
    const keys = await openKeys(database, dataDirectory, environmentKey, environmentNewKey)
    const jobs = await openJobs({ database, live, jobs: kinds, log })
    const commands = openCommands({ database, live, outbox: jobs })
    const services: Services = { database, commands, keys, live, files: openFiles({ dataDirectory, database, commands }), clock, demo: await demoSetting(database.read), dataDirectory, outside, ...(codeSender ? { codeSender } : {}) }
    const sealer = openSealer({ database, dataDirectory, clock })
    let periodically: Periodically | undefined
    return {
      services,
      jobs,
      async work(periodic) {
        await jobs.work(services)
        periodically = startPeriodic([...HOUSEKEEPING, { name: 'platform/seal-audit', every_s: 5, run: () => sealer.seal() }, ...periodic], services, log)
      },
      async close() {
        await periodically?.stop()
        await jobs.stop()
        await live.close()
        await database.close()
      },
    }
  } catch (error) {
    await live.close()
    await database.close()
    throw error
  }
}
