/**
 * Backup and restore: the database and the files folder in one tar, never the key. An embedded database is copied as it runs, by PostgreSQL's own
 * backup calls; a city's own server by its own pg_dump. Files are copied after the database, so that every file that a record names is there.
 */
import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'
import { OperatorError } from './operator-error.ts'

const NOTE = 'lifang-backup.json'
const DUMP = 'database.dump'
const LABEL = 'backup_label'
const DATABASE_DIRECTORY = 'postgres'
const FILES = 'files'
/** What PostgreSQL's manual leaves out of a base copy: it belongs to the running server. */
const NOT_COPIED = ['pg_wal/*', 'pg_replslot/*', 'pg_dynshmem/*', 'pg_notify/*', 'pg_serial/*', 'pg_snapshots/*', 'pg_stat_tmp/*', 'pg_subtrans/*', 'postmaster.pid', 'postmaster.opts', '*/pgsql_tmp*', '*/pg_internal.init']

interface Place {
  /** A URL of the role that owns the database (of a superuser for the embedded one). */
  readonly url: string
  /** Absolute; holds `files` and, for the embedded database, `postgres`. */
  readonly dataDirectory: string
}

export const backupEmbedded = (place: Place, target: string): Promise<void> => write(place, target, 'embedded', copyRunning)
export const backupServer = (place: Place, target: string): Promise<void> => write(place, target, 'server', dump)

type Kind = 'embedded' | 'server'

async function write(place: Place, target: string, kind: Kind, database: (place: Place, tar: string, staging: string) => Promise<void>): Promise<void> {
  const path = resolve(target)
  if (existsSync(path)) throw new OperatorError(`${path} 已存在。`, `${path} exists already.`)
  mkdirSync(dirname(path), { recursive: true })
  const staging = mkdtempSync(`${path}.unfinished-`)
  try {
    const tar = join(staging, 'tar')
    closeSync(openSync(tar, 'wx', 0o600))
    writeFileSync(join(staging, NOTE), JSON.stringify({ format: 1, kind }))
    await run('tar', ['-cf', tar, '-C', staging, NOTE])
    await database(place, tar, staging)
    if (existsSync(join(place.dataDirectory, FILES))) await run('tar', ['-rf', tar, '-C', place.dataDirectory, FILES], CHANGING)
    renameSync(tar, path)
  } finally {
    rmSync(staging, { recursive: true })
  }
}

/** tar's exit code when a file changed while it was read: expected of a running database, whose log mends it. */
const CHANGING = { accept: [0, 1] }

async function copyRunning({ url, dataDirectory }: Place, tar: string, staging: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    // The slot keeps the log that is written meanwhile; it ends with this session, as an unfinished backup does.
    await client.query(`select pg_create_physical_replication_slot('lifang_backup_${process.pid}', true, true)`)
    const first = await one<{ segment: string }>(client, `select pg_walfile_name(pg_backup_start('lifang', true)) as segment`)
    await run('tar', ['-rf', tar, ...NOT_COPIED.map((name) => `--exclude=${DATABASE_DIRECTORY}/${name}`), '-C', dataDirectory, DATABASE_DIRECTORY], CHANGING)
    const last = await one<{ segment: string; label: string }>(client, `select pg_walfile_name(lsn) as segment, labelfile as label from pg_backup_stop(false)`)
    mkdirSync(join(staging, DATABASE_DIRECTORY))
    writeFileSync(join(staging, DATABASE_DIRECTORY, LABEL), last.label, { mode: 0o600 })
    const log = readdirSync(join(dataDirectory, DATABASE_DIRECTORY, 'pg_wal')).filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= first.segment && name <= last.segment)
    await run('tar', ['-rf', tar, '-C', staging, `${DATABASE_DIRECTORY}/${LABEL}`, '-C', dataDirectory, ...log.map((name) => `${DATABASE_DIRECTORY}/pg_wal/${name}`)])
  } finally {
    await client.end()
  }
}

async function one<Row extends pg.QueryResultRow>(client: pg.Client, sql: string): Promise<Row> {
  const { rows } = await client.query<Row>(sql)
  const [row] = rows
  if (!row) throw new Error('the database gave no answer')
  return row
}

async function dump({ url }: Place, tar: string, staging: string): Promise<void> {
  const { address, env } = withoutPassword(url)
  await run('pg_dump', ['--format=custom', '--no-owner', `--file=${join(staging, DUMP)}`, `--dbname=${address}`], { env })
  await run('tar', ['-rf', tar, '-C', staging, DUMP])
}

/** Restores an embedded database: `url` is not asked for, since there is no server yet. */
export const restoreEmbedded = (dataDirectory: string, source: string): Promise<void> =>
  read(dataDirectory, source, 'embedded', (staging) => {
    renameSync(join(staging, DATABASE_DIRECTORY), join(dataDirectory, DATABASE_DIRECTORY))
  })

export const restoreServer = ({ url, dataDirectory }: Place, source: string): Promise<void> =>
  read(dataDirectory, source, 'server', async (staging) => {
    await prepareEmptyDatabase(url)
    const { address, env } = withoutPassword(url)
    await run('pg_restore', ['--exit-on-error', '--single-transaction', '--no-owner', `--dbname=${address}`, join(staging, DUMP)], { env })
  })

async function read(dataDirectory: string, source: string, kind: Kind, database: (staging: string) => Promise<void> | void): Promise<void> {
  if (!existsSync(source)) throw new OperatorError(`没有文件 ${source}。`, `There is no file ${source}.`)
  mkdirSync(dataDirectory, { recursive: true })
  for (const name of kind === 'embedded' ? [DATABASE_DIRECTORY, FILES] : [FILES]) {
    const place = join(dataDirectory, name)
    if (existsSync(place) && readdirSync(place).length > 0) {
      throw new OperatorError(`${place} 已有内容。恢复只写入空目录：请先把它移走，或另设 LIFANG_DATA。`, `${place} is in use. A restore only fills what is empty: move it away first, or set another LIFANG_DATA.`)
    }
  }
  const staging = mkdtempSync(join(dataDirectory, 'restore.unfinished-'))
  try {
    await run('tar', ['-xpf', resolve(source), '--no-same-owner', '-C', staging])
    const note = existsSync(join(staging, NOTE)) ? (JSON.parse(readFileSync(join(staging, NOTE), 'utf8')) as { format: number; kind: Kind }) : undefined
    if (note?.format !== 1) throw new OperatorError(`${source} 不是里坊的备份。`, `${source} is no backup of Lifang.`)
    if (note.kind !== kind) throw wrongKind(note.kind)
    await database(staging)
    if (existsSync(join(staging, FILES))) {
      rmSync(join(dataDirectory, FILES), { recursive: true, force: true })
      renameSync(join(staging, FILES), join(dataDirectory, FILES))
    }
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

const wrongKind = (kind: Kind): OperatorError =>
  kind === 'server'
    ? new OperatorError('此备份来自独立的 PostgreSQL：请设置 DATABASE_URL。', 'This backup came from a PostgreSQL server: set DATABASE_URL.')
    : new OperatorError('此备份来自内置数据库：请去掉 DATABASE_URL。', 'This backup came from the embedded database: unset DATABASE_URL.')

/** Refuses a database with tables in it; makes the role that the dump's grants name. */
async function prepareEmptyDatabase(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { used } = await one<{ used: boolean }>(client, `select exists (select from pg_tables where schemaname not in ('pg_catalog', 'information_schema')) as used`)
    if (used) throw new OperatorError('DATABASE_URL 的数据库不是空的。', 'The database of DATABASE_URL is not empty.')
    const { known } = await one<{ known: boolean }>(client, `select exists (select from pg_roles where rolname = 'lifang_app') as known`)
    if (!known) await client.query('create role lifang_app nologin')
  } finally {
    await client.end()
  }
}

/** A command line can be read by everybody on the machine: the password goes by the environment. */
function withoutPassword(url: string): { address: string; env: Readonly<Record<string, string>> } {
  const address = new URL(url)
  const password = decodeURIComponent(address.password)
  address.password = ''
  return { address: address.href, env: password === '' ? {} : { PGPASSWORD: password } }
}

/** @throws when the program is missing or ends with another code than those accepted. */
function run(program: string, args: readonly string[], { accept = [0], env = {} }: { accept?: readonly number[]; env?: Readonly<Record<string, string>> } = {}): Promise<void> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LC_ALL: 'C.UTF-8', ...env } })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said = (said + chunk).slice(-4000)))
  return new Promise((done, fail) => {
    child.once('error', (cause) => fail(new OperatorError(`找不到程序 ${program}，请先安装。`, `The program ${program} is missing: install it first.`, { cause })))
    child.once('close', (code) => {
      if (code !== null && accept.includes(code)) done()
      else fail(new OperatorError(`${program} 失败：\n${said}`, `${program} failed:\n${said}`))
    })
  })
}
