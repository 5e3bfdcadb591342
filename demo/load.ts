/**
 * Loads the demo city into an empty database. It is complete when the setting `demo` says so, in the same transaction as the audit entry;
 * a load that was interrupted is emptied and begun again. Nobody else's data is ever touched.
 */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { seedCalendar } from '../src/domains/calendar/public.ts'
import { seedRoles } from '../src/domains/access/public.ts'
import { renewStandings } from '../src/domains/register/public.ts'
import { cutLayout, seedFigures } from '../src/domains/overview/public.ts'
import { seedRuleSet, sumDays } from '../src/domains/requests/public.ts'
import { beginCommand, recordChange, writeChanges } from '../src/platform/audit.ts'
import type { Commands } from '../src/platform/commands.ts'
import { type Database, openDatabase } from '../src/platform/database.ts'
import { exclusively } from '../src/platform/exclusive.ts'
import { openKeys } from '../src/platform/keyring.ts'
import { OperatorError } from '../src/platform/operator-error.ts'
import { type DemoSetting, demoSetting, isUntouched, saveSetting } from '../src/platform/settings.ts'
import { demoAccounts } from './facts/accounts.ts'
import { type DemoCity, demoCity } from './facts/city.ts'
import { Random } from './facts/random.ts'
import type { CityOptions } from './facts/types.ts'
import { cityRows } from './load/city-rows.ts'
import { drawPhotos } from './load/photos.ts'
import type { WorkerOrder, WorkerTask, WorkerWord } from './load/worker.ts'

export interface DemoLoad {
  readonly url: string
  readonly dataDirectory: string
  readonly key: string | undefined
  readonly seed: number
  /** `YYYY-MM-DD` */
  readonly asOf: string
  readonly communities: number
  /** What would happen later has not happened yet. */
  readonly until: Temporal.Instant
  /** 0 to 100, as it grows. */
  readonly onProgress: (percent: number) => void
}

export interface Loaded {
  readonly homes: number
  readonly communities: number
}

const LOAD_LOCK = 4_305_003

export const loadDemo = (load: DemoLoad): Promise<Loaded> => exclusively(load.url, LOAD_LOCK, () => loadAlone(load))

async function loadAlone(load: DemoLoad): Promise<Loaded> {
  const options: CityOptions = { seed: String(load.seed), asOf: load.asOf, communities: load.communities, until_ms: load.until.epochMilliseconds }
  const city = demoCity(options)
  const setting = { seed: load.seed, asOf: load.asOf, communities: load.communities }
  const recordedAt = Temporal.Instant.fromEpochMilliseconds(city.plan.until_ms)
  const commandId = new Random(`${options.seed}/load`).uuid(recordedAt.epochMilliseconds)
  const database = openDatabase({ url: load.url, connections: 2 })
  const owner = new pg.Client({ connectionString: load.url, application_name: 'lifang demo' })
  try {
    await owner.connect()
    await prepare(database, owner, setting)
    const keys = await openKeys(database, load.dataDirectory, load.key)
    for (const rows of cityRows(city, keys, { recordedAt, commandId })) await rows.copy(owner)
    const { url, dataDirectory, key } = load
    await loadCommunities(city, { url, dataDirectory, key, options, recorded_ms: recordedAt.epochMilliseconds, commandId }, load.onProgress)
    await owner.query('analyze')
    const commands = commandsOf(database)
    await drawPhotos(city, { database, owner, dataDirectory, commands })
    await complete(commands, city, setting)
    load.onProgress(100)
  } finally {
    await owner.end()
    await database.close()
  }
  return { homes: city.plan.communities.reduce((sum, c) => sum + c.homes, 0), communities: city.plan.communities.length }
}

/** Refuses what is not ours, takes back what an interrupted load left, and says that a load is under way. */
async function prepare(database: Database, owner: pg.Client, setting: Omit<DemoSetting, 'completedAt'>): Promise<void> {
  const before = await demoSetting(database.read)
  if (before?.completedAt) {
    throw new OperatorError(
      `此数据库已有演示城市（种子 ${before.seed}，${before.asOf}，${before.communities} 个小区）。要换一座，请用空数据库。`,
      `This database already holds a demo city (seed ${before.seed}, ${before.asOf}, ${before.communities} communities). For another one use an empty database.`,
    )
  }
  if (before === null && !(await isUntouched(database.read))) {
    throw new OperatorError('此数据库已有业务数据，不载入演示城市。请用空数据库。', 'This database holds real work: the demo city is not loaded into it. Use an empty database.')
  }
  await owner.query('set synchronous_commit = off')
  if (before !== null) await empty(owner)
  await owner.query(`insert into platform.setting (name, value) values ('demo', $1) on conflict (name) do update set value = excluded.value`, [{ ...setting, completedAt: null }])
  await database.transaction((tx) => seedCalendar(tx, Temporal.Now.instant()))
  await database.transaction(seedRoles)
  await database.transaction(seedRuleSet)
  await database.transaction(seedFigures)
}

/** Only ever called on a database whose one content is an unfinished demo city. */
async function empty(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('register', 'access', 'notices', 'requests', 'overview', 'audit') or (schemaname = 'platform' and tablename = 'file')`,
  )
  await owner.query(`truncate ${rows.map((row) => row.name).join(', ')}`)
}

/** Two threads share the communities, the biggest first, so that they end together. */
async function loadCommunities(city: DemoCity, task: WorkerTask, onProgress: (percent: number) => void): Promise<void> {
  const waiting = city.plan.communities.toSorted((a, b) => b.homes - a.homes).map((c) => c.ordinal)
  const total = city.plan.communities.reduce((sum, c) => sum + c.homes, 0)
  let placed = 0
  const threads = Math.min(2, availableParallelism())
  await Promise.all(
    Array.from({ length: threads }, () =>
      runWorker(task, () => waiting.shift() ?? null, ({ homes }) => {
        placed += homes
        onProgress((96 * placed) / total)
      }),
    ),
  )
}

function runWorker(workerData: WorkerTask, next: () => WorkerOrder, onWord: (word: WorkerWord) => void): Promise<void> {
  const worker = new Worker(new URL('load/worker.ts', import.meta.url), { workerData, resourceLimits: { maxYoungGenerationSizeMb: 24 } })
  return new Promise((resolve, reject) => {
    worker.on('message', (word: WorkerWord | 'next') => (word === 'next' ? worker.postMessage(next()) : onWord(word)))
    worker.on('error', reject)
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a loading thread ended with ${code}`))))
  })
}

/** The last transaction: from now on the city is there, all of it at once. */
async function complete(commands: Commands, city: DemoCity, setting: Omit<DemoSetting, 'completedAt'>): Promise<void> {
  const at = Temporal.Now.instant()
  const value: DemoSetting = { ...setting, completedAt: at.toString() }
  await commands.run({ name: 'demo.load', actor: null, at, httpRequestId: null }, async (tx) => {
    await renewStandings(tx, city.plan.asOf)
    await sumDays(tx, city.plan.asOf)
    await cutLayout(tx, at)
    await saveSetting(tx, 'demo', value)
    await saveSetting(tx, 'demo-accounts', demoAccounts(city))
    recordChange(tx, { subjectKind: 'demo', subjectId: city.plan.divisions[0]?.id ?? '', before: null, after: setting })
  })
}

/** Commands with their audit rows; nobody is listening yet, and nothing is left for later. */
const commandsOf = (database: Database): Commands => ({
  run: (origin, work) =>
    database.transaction(async (tx) => {
      beginCommand(tx, origin)
      const answer = await work(tx)
      await writeChanges(tx)
      return answer
    }),
})
