import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { createApp, jobs, periodic } from '../app.ts'
import { seedCalendar } from '../domains/calendar/public.ts'
import { seedRoles } from '../domains/access/public.ts'
import { seedFigures } from '../domains/overview/public.ts'
import { seedPhrases, seedRuleSet } from '../domains/requests/public.ts'
import type { Configuration } from '../configuration.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { exclusively } from '../platform/exclusive.ts'
import { openLog } from '../platform/log.ts'
import { migrate } from '../platform/migrate.ts'
import { openPlatform } from '../platform/open.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { type DemoSetting, demoSetting, isUntouched } from '../platform/settings.ts'
import { type Clock, clockStartingAt, systemClock } from '../platform/time.ts'
import { positional } from './command.ts'
import { openDatabaseServer } from './database.ts'
import { type LoadingServer, openLoadingServer, portProblem } from './loading-server.ts'

/** Requests under way may take this long after we are told to stop. */
const FAREWELL_ms = 10_000
/** Of two servers that start on one new database, one loads the city. */
const DEMO_LOCK = 4_305_002
const WEB = join(import.meta.dirname, '../../dist')

/** Runs the platform until SIGINT or SIGTERM; a second signal stops at once. */
export async function run(args: readonly string[], configuration: Configuration): Promise<void> {
  positional(args)
  const stopAsked = new Promise<void>((resolve) => {
    let asked = false
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        // The database, guarded against our death, stops by itself.
        if (asked) process.exit(1)
        asked = true
        resolve()
      })
    }
  })
  // What has been opened is closed in the opposite order, also when starting is interrupted half-way.
  const opened = new AsyncDisposableStack()
  const starting = start(configuration, opened)
  try {
    await Promise.race([starting, stopAsked])
    await stopAsked
    console.error('\n正在停止 / Stopping')
  } finally {
    // What was starting fails now that the ground is taken from under it; that is meant.
    starting.catch(() => {})
    await opened.disposeAsync()
  }
  // Starting may have been interrupted at a point that holds the process.
  process.exit(0)
}

async function start(configuration: Configuration, opened: AsyncDisposableStack): Promise<void> {
  const { port, host, dataDirectory } = configuration
  mkdirSync(dataDirectory, { recursive: true })
  const loading = await openLoadingServer(port, host)
  let isLoading = true
  opened.defer(async () => {
    if (isLoading) await loading.close()
  })

  loading.show('正在启动数据库', 'Starting the database')
  const server = await openDatabaseServer(configuration)
  opened.defer(() => server.stop())
  loading.show('正在升级数据库', 'Bringing the database up to date')
  await migrate(server.url)
  const demo = await settle(configuration, server.url, opened, loading)
  const log = openLog(configuration.logLevel)
  const platform = await openPlatform({ url: server.url, dataDirectory, environmentKey: configuration.key, environmentNewKey: configuration.newKey, clock: clockFor(configuration, demo), log, jobs, outside: { publicUrl: configuration.publicUrl, mail: configuration.mail, pushServices: configuration.pushServices } })
  opened.defer(() => platform.close())
  const app = await createApp({
    platform,
    http: { log, trustProxy: configuration.trustProxy, requestsPerMinute: configuration.requestsPerMinute, version: packageJson.version },
    webDirectory: WEB,
    metricsToken: configuration.metricsToken,
  })
  opened.defer(async () => {
    const hurry = setTimeout(() => app.server.closeAllConnections(), FAREWELL_ms)
    await app.close()
    clearTimeout(hurry)
  })
  await loading.close()
  isLoading = false
  try {
    await app.listen({ port, host })
  } catch (error) {
    throw portProblem(error, port, host)
  }
  await platform.work(periodic)
  console.error(welcome(configuration, demo))
}

/** Gives a new database what it cannot be without, and the demo city where that is due. */
async function settle(configuration: Configuration, url: string, opened: AsyncDisposableStack, loading: LoadingServer): Promise<DemoSetting | null> {
  const database = openDatabase({ url, connections: 1 })
  try {
    await database.transaction((tx) => seedCalendar(tx, Temporal.Now.instant()))
    await database.transaction(seedRoles)
    await database.transaction(seedRuleSet)
    await database.transaction((tx) => seedPhrases(tx, Temporal.Now.instant()))
    await database.transaction(seedFigures)
    if (configuration.databaseUrl === null) {
      await exclusively(url, DEMO_LOCK, async () => {
        if (await needsDemo(database)) await loadDemo(opened, (percent) => loading.show('正在载入演示城市', 'Loading the demo city', percent))
      })
    }
    return await demoSetting(database.read)
  } finally {
    await database.close()
  }
}

/** A new database, or one whose demo city was interrupted while loading. */
async function needsDemo(database: Database): Promise<boolean> {
  const demo = await demoSetting(database.read)
  return demo === null ? isUntouched(database.read) : demo.completedAt === null
}

/** Loads the demo city in a process of its own, whose memory goes when it ends. It tells its progress by `process.send({ percent })`. */
async function loadDemo(opened: AsyncDisposableStack, onPercent: (percent: number) => void): Promise<void> {
  const child: ChildProcess = fork(join(import.meta.dirname, '../main.ts'), ['demo'])
  opened.defer(() => void child.kill('SIGKILL'))
  child.on('message', (message: { percent: number }) => onPercent(Math.floor(message.percent)))
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new OperatorError('演示城市未能载入，原因见上。', 'The demo city could not be loaded, see above.')
}

function clockFor({ now }: Configuration, demo: DemoSetting | null): Clock {
  if (now === null) return systemClock
  if (demo === null) throw new OperatorError('LIFANG_NOW 只能用于演示数据库。', 'LIFANG_NOW moves the clock of demo databases only.')
  return clockStartingAt(now)
}

function welcome({ publicUrl }: Configuration, demo: DemoSetting | null): string {
  const login =
    demo === null
      ? '登录：打开网页，输入已登记的手机号和验证码\nLog in: open the page, enter your registered phone number and the code sent to it'
      : '登录：演示数据，打开网页点选一个角色即可，无需密码\nLog in: demo data, open the page and tap a role; there is no password'
  return `\n里坊已就绪 / Lifang is ready: ${publicUrl}\n${login}\n停止 / Stop: Ctrl-C\n`
}
