/** Makes communities, encrypts their people and copies their rows: one of several threads, which share the work community by community. */
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { openDatabase } from '../../src/platform/database.ts'
import { openKeys } from '../../src/platform/keyring.ts'
import { demoCity } from '../facts/city.ts'
import type { CityOptions } from '../facts/types.ts'
import { CommunityRows } from './community-rows.ts'

export interface WorkerTask {
  readonly url: string
  readonly dataDirectory: string
  readonly key: string | undefined
  readonly options: CityOptions
  /** Epoch milliseconds. */
  readonly recorded_ms: number
  readonly commandId: string
}

/** From the main thread: which community next; null when there are no more. To it: how many homes are in place since the last word. */
export type WorkerOrder = number | null
export interface WorkerWord {
  readonly homes: number
}

/** Rows are sent after so many homes: enough for COPY to pay, little enough for memory. */
const homesPerBatch = 800

async function work({ url, dataDirectory, key, options, recorded_ms, commandId }: WorkerTask): Promise<void> {
  if (!parentPort) throw new Error('a worker without a parent')
  const port = parentPort
  const database = openDatabase({ url, connections: 1 })
  const keys = await openKeys(database, dataDirectory, key)
  await database.close()
  const client = new pg.Client({ connectionString: url, application_name: 'lifang demo' })
  await client.connect()
  // Nothing of this counts before the last transaction of the load, whose commit waits for the disk.
  await client.query('set synchronous_commit = off')
  // Where we may, foreign keys are not asked row by row: the generator's tests hold them, and a test loads with them.
  await client.query(`select set_config('session_replication_role', 'replica', false) where has_parameter_privilege('session_replication_role', 'set')`)
  const city = demoCity(options)
  const rows = new CommunityRows(city, keys, { recordedAt: Temporal.Instant.fromEpochMilliseconds(recorded_ms), commandId })
  let homes = 0
  const flush = async (): Promise<void> => {
    for (const table of rows.all) await table.copy(client)
    const word: WorkerWord = { homes }
    port.postMessage(word)
    homes = 0
  }
  for (;;) {
    port.postMessage('next')
    const [order] = (await once(port, 'message')) as [WorkerOrder]
    if (order === null) break
    const facts = city.community(order)
    rows.add(facts)
    homes += facts.homes.length
    if (homes >= homesPerBatch) await flush()
  }
  await flush()
  await client.end()
}

await work(workerData as WorkerTask)
