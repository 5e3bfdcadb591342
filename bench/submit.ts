/**
 * Reports a request through HTTP, 32 at once, with all guards; beside it, in the same run, the bare transactions: the same inserts from a plain
 * script, 32 at once. Server, database and load share the machine's cores.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import pg from 'pg'
import { openCityDatabase } from '../test/residents.ts'
import { loadDemo, newDataDirectory, removeDirectory, startServer } from '../test/server.ts'
import { databaseSettings, percentile, printFigure } from './figure.ts'
import type { LoadResult, LoadTask } from './submit-load.ts'

const AT_ONCE = 32
/** Node goes on compiling what it finds hot for some thousand requests, on the same cores. */
const WARM_UP = 6_000
const MEASURED = 8_000
const COMMUNITIES = 57

export async function run(options: readonly string[]): Promise<void> {
  const data = await newDataDirectory()
  await loadDemo(data, options.includes('--full') ? 231 : COMMUNITIES)
  const server = await startServer(data, { LIFANG_REQUESTS_PER_MINUTE: '1000000', LIFANG_LOG: 'error' })
  const city = await openCityDatabase(data)
  try {
    const settings = await databaseSettings(city.url)
    await settle(city.url)
    const residents = await city.residents(AT_ONCE)
    const task = { url: server.url, databaseUrl: city.url, serverPid: server.pid, postgresPid: city.pid, residents, warmUp: WARM_UP, measured: MEASURED }
    const through = await load({ ...task, kind: 'http' })
    const bare = await load({ ...task, kind: 'bare' })
    const more = { atOnce: AT_ONCE, requests: MEASURED, warmUp: WARM_UP, processes: 1, ...settings }
    printFigure('submit', 'submits through HTTP', through.perSecond, '1/s', { ...more, target: 800 })
    printFigure('submit', 'submit p50', percentile(through.elapsed_ms, 0.5), 'ms', more)
    printFigure('submit', 'submit p99', percentile(through.elapsed_ms, 0.99), 'ms', { ...more, target: 100 })
    printFigure('submit', 'bare transactions', bare.perSecond, '1/s', more)
    printFigure('submit', 'bare / HTTP', bare.perSecond / through.perSecond, '×', { ...more, target: 3 })
    for (const [of, { processor_ms }] of Object.entries({ submit: through, 'bare transaction': bare })) {
      for (const [party, ms] of Object.entries(processor_ms)) printFigure('submit', `CPU of ${party} a ${of}`, ms / MEASURED, 'ms', more)
    }
  } finally {
    await city.close()
    await server.stop()
    await removeDirectory(data)
  }
}

/** What autovacuum does once with a city that was just loaded is done before, not in the midst of it; what it does because of the submits stays. */
export async function settle(url: string): Promise<void> {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  try {
    await owner.query('vacuum analyze')
  } finally {
    await owner.end()
  }
}

/** In a process of its own, as clients are. */
export async function load(task: LoadTask): Promise<LoadResult> {
  const child = fork(join(import.meta.dirname, 'submit-load.ts'))
  child.send(task)
  const [result] = (await once(child, 'message')) as [LoadResult | { error: string }]
  child.kill()
  if ('error' in result) throw new Error(result.error)
  return result
}
