/**
 * 5,000 clocks fall due within one minute while residents report, 32 at once: how long after its moment each case has climbed, and how many
 * submits a second are left of those without falling clocks, in the same run. Server, database and load share the machine's cores.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { openCityDatabase } from '../test/residents.ts'
import { loadDemo, newDataDirectory, removeDirectory, startServer } from '../test/server.ts'
import { databaseSettings, percentile, printFigure } from './figure.ts'
import { load, settle } from './submit.ts'

const AT_ONCE = 32
const CLOCKS = 5_000
const WITHIN_s = 60
const WARM_UP = 6_000
const MEASURED = 10_000
const COMMUNITIES = 57
/** What has not climbed by then never will. */
const PATIENCE_s = 180

export async function run(options: readonly string[]): Promise<void> {
  const data = await newDataDirectory()
  await loadDemo(data, options.includes('--full') ? 231 : COMMUNITIES)
  const server = await startServer(data, { LIFANG_REQUESTS_PER_MINUTE: '1000000', LIFANG_LOG: 'error' })
  const city = await openCityDatabase(data)
  const owner = new pg.Client({ connectionString: city.url })
  await owner.connect()
  try {
    const settings = await databaseSettings(city.url)
    await settle(city.url)
    const residents = await city.residents(AT_ONCE)
    const task = { kind: 'http' as const, url: server.url, databaseUrl: city.url, serverPid: server.pid, postgresPid: city.pid, residents }
    const alone = await load({ ...task, warmUp: WARM_UP, measured: MEASURED })
    const due = await setClocks(owner)
    // As long as the clocks fall, and a little more.
    const during = await load({ ...task, warmUp: 0, measured: Math.round(alone.perSecond * WITHIN_s) })
    const lag_s = await lags(owner, due)
    const more = { atOnce: AT_ONCE, clocks: due.size, within_s: WITHIN_s, processes: 1, ...settings }
    printFigure('clocks', 'acted on after its moment, the last', Math.max(...lag_s), 's', { ...more, target: 30 })
    printFigure('clocks', 'acted on after its moment, p50', percentile(lag_s, 0.5), 's', more)
    printFigure('clocks', 'submits a second without', alone.perSecond, '1/s', more)
    printFigure('clocks', 'submits a second during', during.perSecond, '1/s', more)
    printFigure('clocks', 'submit slowed by', 100 * (1 - during.perSecond / alone.perSecond), '%', { ...more, target: 20 })
    printFigure('clocks', 'submit p99 without', percentile(alone.elapsed_ms, 0.99), 'ms', more)
    printFigure('clocks', 'submit p99 during', percentile(during.elapsed_ms, 0.99), 'ms', more)
  } finally {
    await owner.end()
    await city.close()
    await server.stop()
    await removeDirectory(data)
  }
}

/** Cases just reported fall due one after the other; by id, when. */
async function setClocks(owner: pg.Client): Promise<ReadonlyMap<string, number>> {
  const { rows } = await owner.query<{ id: string; due_ms: string }>(
    `with chosen as (select community_id, id, row_number() over () as turn from requests.request where state = 'REPORTED' and level = 'community' and climb_at > now() limit $1)
     update requests.request as kept set climb_at = date_trunc('milliseconds', now() + interval '2 seconds' + chosen.turn * ($2 * interval '1 second') / $1)
       from chosen where kept.community_id = chosen.community_id and kept.id = chosen.id returning kept.id, extract(epoch from kept.climb_at) * 1000 as due_ms`,
    [CLOCKS, WITHIN_s],
  )
  if (rows.length < CLOCKS) throw new Error(`only ${rows.length} open cases`)
  return new Map(rows.map(({ id, due_ms }) => [id, Number(due_ms)]))
}

/** Seconds from each case's moment to its step up. @throws unless each has climbed exactly once. */
async function lags(owner: pg.Client, due: ReadonlyMap<string, number>): Promise<readonly number[]> {
  const ids = [...due.keys()]
  for (let waited_s = 0; ; waited_s++) {
    const { rows } = await owner.query<{ id: string; climbed_ms: string; times: string }>(
      `select request.id, extract(epoch from climbed_at) * 1000 as climbed_ms, count(event.no) as times
         from requests.request join requests.event on event.community_id = request.community_id and event.request_id = request.id and event.kind = 'climbed'
        where request.id = any($1) group by request.id, climbed_at`,
      [ids],
    )
    if (rows.length === due.size) {
      if (rows.some(({ times }) => Number(times) !== 1)) throw new Error('a case has climbed twice')
      return rows.map(({ id, climbed_ms }) => (Number(climbed_ms) - (due.get(id) ?? 0)) / 1_000)
    }
    if (waited_s > PATIENCE_s) throw new Error(`${due.size - rows.length} of ${due.size} have not climbed`)
    await sleep(1_000)
  }
}
