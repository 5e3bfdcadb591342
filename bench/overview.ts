/**
 * The city's overview and the ward map's data through HTTP, 8 at once, with 100,000 and with 1,000,000 requests in the demo city. Nothing is
 * served from a cache: each answer is summed from the roll-ups at the moment asked, and a report made in between shows in the very next one.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { openCityDatabase } from '../test/residents.ts'
import { loadDemo, newDataDirectory, removeDirectory, startServer } from '../test/server.ts'
import { databaseSettings, percentile, printFigure } from './figure.ts'
import { makeManyRequests } from './many-requests.ts'
import type { ReadResult, ReadTask } from './read-load.ts'

const AT_ONCE = 8
const WARM_UP = 600
const MEASURED = 4_000
const SIZES = [100_000, 1_000_000]
const PAGES = { overview: '/api/v1/city/overview', 'ward map': '/api/v1/city/wards' }
const COMMUNITIES = 231
const TARGET_ms = 20
const TARGET_RATIO = 1.3

export async function run(options: readonly string[]): Promise<void> {
  const data = await newDataDirectory()
  await loadDemo(data, COMMUNITIES)
  const p99_ms: Record<string, number[]> = {}
  try {
    for (const requests of options.includes('--small') ? SIZES.slice(0, 1) : SIZES) {
      for (const [page, ms] of Object.entries(await measure(data, requests))) p99_ms[page] = [...(p99_ms[page] ?? []), ms]
    }
  } finally {
    await removeDirectory(data)
  }
  for (const [page, [few, many]] of Object.entries(p99_ms)) {
    if (few !== undefined && many !== undefined) printFigure('overview', `${page} p99, ${SIZES.toReversed().join(' / ')} requests`, many / few, '×', { target: TARGET_RATIO })
  }
}

/** The pages' p99 by name. */
async function measure(data: string, requests: number): Promise<Readonly<Record<string, number>>> {
  const city = await openCityDatabase(data)
  try {
    await makeManyRequests({ url: city.url, total: requests, now: Temporal.Now.instant() })
    const settings = await databaseSettings(city.url)
    const server = await startServer(data, { LIFANG_REQUESTS_PER_MINUTE: '10000000', LIFANG_LOG: 'error' })
    const p99_ms: Record<string, number> = {}
    try {
      for (const [page, path] of Object.entries(PAGES)) {
        const result = await load({ url: server.url, path, serverPid: server.pid, postgresPid: city.pid, atOnce: AT_ONCE, warmUp: WARM_UP, measured: MEASURED })
        p99_ms[page] = percentile(result.elapsed_ms, 0.99)
        print(page, result, p99_ms[page], { requests, atOnce: AT_ONCE, answers: MEASURED, bytes: result.bytes, processes: 1, servedFromCache: 0, ...settings })
      }
    } finally {
      await server.stop()
    }
    return p99_ms
  } finally {
    await city.close()
  }
}

function print(page: string, { elapsed_ms, perSecond, processor_ms }: ReadResult, p99_ms: number, more: Readonly<Record<string, unknown>>): void {
  printFigure('overview', `${page} p50`, percentile(elapsed_ms, 0.5), 'ms', more)
  printFigure('overview', `${page} p99`, p99_ms, 'ms', { ...more, target: TARGET_ms })
  printFigure('overview', page, perSecond, '1/s', more)
  for (const [party, ms] of Object.entries(processor_ms)) printFigure('overview', `CPU of ${party} a ${page}`, ms / MEASURED, 'ms', more)
}

/** In a process of its own, as clients are. */
async function load(task: ReadTask): Promise<ReadResult> {
  const child = fork(join(import.meta.dirname, 'read-load.ts'))
  child.send(task)
  const [result] = (await once(child, 'message')) as [ReadResult | { error: string }]
  child.kill()
  if ('error' in result) throw new Error(result.error)
  return result
}
