/**
 * A page of 30 of the desk's queue with its counts, 8 at once, with 1,000,000 requests in the demo city, for desks of every size; beside it, in
 * the same run, an empty handler that runs the same SQL. Nothing is served from a cache: rows and counts are read at the moment asked.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { openCityDatabase, type CityDatabase } from '../test/residents.ts'
import { loadDemo, newDataDirectory, removeDirectory, startServer, type RunningServer } from '../test/server.ts'
import { databaseSettings, percentile, printFigure, type Settings } from './figure.ts'
import { makeManyRequests } from './many-requests.ts'
import type { BareTask, Started } from './queue-bare.ts'
import type { ReadResult, ReadTask } from './read-load.ts'

const AT_ONCE = 8
const WARM_UP = 400
const MEASURED = 3_000
const REQUESTS = 1_000_000
const COMMUNITIES = 231
const TARGET = { perSecond: 800, p99_ms: 30, ratio: 2.5 }
const DESKS = [
  { desk: 'property manager', role: 'property_manager', list: 'ours' },
  { desk: 'community office', role: 'office_worker', list: 'scope' },
  { desk: 'street', role: 'street_officer', list: 'scope' },
  { desk: 'bureau', role: 'bureau_officer', list: 'scope' },
] as const

/** `--data DIRECTORY` keeps the city there and finds it again, `--answers N` asks for fewer. */
export async function run(options: readonly string[]): Promise<void> {
  const given = (name: string) => (options.includes(name) ? options[options.indexOf(name) + 1] : undefined)
  const kept = given('--data')
  const measured = Number(given('--answers') ?? MEASURED)
  const data = kept ?? (await newDataDirectory())
  try {
    if (kept === undefined) await loadDemo(data, COMMUNITIES)
    const city = await openCityDatabase(data)
    try {
      await makeManyRequests({ url: city.url, total: options.includes('--small') ? REQUESTS / 10 : REQUESTS, now: Temporal.Now.instant() })
      const settings = await databaseSettings(city.url)
      const server = await startServer(data, { LIFANG_REQUESTS_PER_MINUTE: '10000000', LIFANG_LOG: 'error' })
      try {
        for (const desk of DESKS) await measure(desk, { server, city, data, settings, measured })
      } finally {
        await server.stop()
      }
    } finally {
      await city.close()
    }
  } finally {
    if (kept === undefined) await removeDirectory(data)
  }
}

interface Place {
  readonly server: RunningServer
  readonly city: CityDatabase
  readonly data: string
  readonly settings: Settings
  readonly measured: number
}

async function measure({ desk, role, list }: (typeof DESKS)[number], { server, city, data, settings, measured }: Place): Promise<void> {
  const task = { url: server.url, path: `/api/v1/requests/queue?list=${list}&limit=30`, cookie: await logIn(server.url, role), serverPid: server.pid, postgresPid: city.pid, atOnce: AT_ONCE, warmUp: WARM_UP, measured }
  const through = await load(task)
  const bare = await behindEmptyHandler(task, { databaseUrl: city.url, dataDirectory: data, path: task.path, cookie: task.cookie })
  const more = { desk, list, requests: REQUESTS, atOnce: AT_ONCE, answers: measured, bytes: through.bytes, statements: bare.statements, processes: 1, cached: 'nothing', ...settings }
  printFigure('queue', 'page of 30 with counts', through.perSecond, '1/s', { ...more, target: TARGET.perSecond })
  printFigure('queue', 'page p50', percentile(through.elapsed_ms, 0.5), 'ms', more)
  printFigure('queue', 'page p99', percentile(through.elapsed_ms, 0.99), 'ms', { ...more, target: TARGET.p99_ms })
  printFigure('queue', 'same SQL behind an empty handler', bare.perSecond, '1/s', more)
  printFigure('queue', 'empty handler / page', bare.perSecond / through.perSecond, '×', { ...more, target: TARGET.ratio })
  for (const [party, ms] of Object.entries(through.processor_ms)) printFigure('queue', `CPU of ${party} a page`, ms / measured, 'ms', more)
}

async function logIn(url: string, role: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/access/demo-login`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-lifang': '1' }, body: JSON.stringify({ role }) })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0]
  if (!answer.ok || cookie === undefined) throw new Error(`${role}: ${answer.status}`)
  return cookie
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

async function behindEmptyHandler(task: ReadTask, bare: BareTask): Promise<ReadResult & Pick<Started, 'statements'>> {
  const child = fork(join(import.meta.dirname, 'queue-bare.ts'))
  try {
    child.send(bare)
    const [started] = (await once(child, 'message')) as [Started | { error: string }]
    if ('error' in started) throw new Error(started.error)
    return { ...(await load({ ...task, url: `http://127.0.0.1:${started.port}`, serverPid: child.pid ?? 0 })), statements: started.statements }
  } finally {
    child.kill()
  }
}
