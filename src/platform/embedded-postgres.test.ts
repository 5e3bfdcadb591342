import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { isAlive } from './data-directory.ts'
import { embeddedBinDirectory, type Postgres, startEmbeddedPostgres, startPostgres } from './embedded-postgres.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let template: string
let folder: string
let directory: string
const started: Postgres[] = []
const children: ChildProcess[] = []

beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), 'lifang-test-'))
  await (await startEmbeddedPostgres({ directory: join(template, 'postgres') })).stop()
})

afterAll(() => rmSync(template, { recursive: true, force: true }))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lifang-test-'))
  chmodSync(folder, 0o755)
  directory = join(folder, 'postgres')
})

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await Promise.all(started.splice(0).map((server) => server.stop()))
  rmSync(folder, { recursive: true, force: true })
})

/** Saves the second that creating a database takes. */
const fillDirectory = (): void => cpSync(join(template, 'postgres'), directory, { recursive: true })

async function start(at = directory): Promise<Postgres> {
  if (!existsSync(at)) fillDirectory()
  const server = await startEmbeddedPostgres({ directory: at })
  started.push(server)
  return server
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row)[0])
  } finally {
    await client.end()
  }
}

/** Another Node process that starts the database on the directory and stays. */
async function startElsewhere(at = directory): Promise<{ child: ChildProcess; pid: number; owned: boolean; url: string }> {
  const module = JSON.stringify(new URL('embedded-postgres.ts', import.meta.url).href)
  const script = `
    const { startEmbeddedPostgres } = await import(${module})
    const server = await startEmbeddedPostgres({ directory: ${JSON.stringify(at)} })
    console.log(JSON.stringify({ pid: server.pid, owned: server.owned, url: server.url('postgres') }))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  for await (const line of createInterface({ input: child.stdout })) return { child, ...(JSON.parse(line) as { pid: number; owned: boolean; url: string }) }
  throw new Error('the other process ended before its database ran')
}

async function isGone(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (!isAlive(pid)) return true
    await delay(50)
  }
  return false
}

/** Processes whose parent is this postmaster. */
const backendsOf = (postmaster: number): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && existsSync(`/proc/${pid}/stat`) && Number(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')[1]) === postmaster)

describe('a data directory', () => {
  test('is created where there is none, and keeps what was committed over stop and start', async () => {
    const steps: string[] = []
    const first = await startEmbeddedPostgres({ directory, onProgress: (step) => steps.push(step) })
    started.push(first)
    expect(steps).toEqual(['create', 'start'])
    await query(first.url('postgres'), 'create table kept as select 1 as n')
    await first.stop()
    expect(await isGone(first.pid)).toBe(true)
    const second = await start()
    expect(await query(second.url('postgres'), 'select n from kept')).toEqual([1])
  })

  test('sorts Chinese by pinyin, takes it for letters, and never trades safety for speed', async () => {
    const url = (await start()).url('postgres')
    expect(await query(url, `select name from unnest(array['中', '安', '波']) as name order by name`)).toEqual(['安', '波', '中'])
    expect(await query(url, `select '里坊' ~ '^\\w+$'`)).toEqual([true])
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) expect(await query(url, `show ${setting}`)).toEqual(['on'])
  })

  test('listens on no network address', async () => {
    expect(await query((await start()).url('postgres'), 'show listen_addresses')).toEqual([''])
  })

  test('with other files in it is refused', async () => {
    mkdirSync(directory)
    writeFileSync(join(directory, 'holiday.jpg'), '')
    await expect(start()).rejects.toThrow(/no database directory/)
  })

  test('of another PostgreSQL version is refused', async () => {
    fillDirectory()
    writeFileSync(join(directory, 'PG_VERSION'), '12\n')
    await expect(start()).rejects.toThrow(/made by PostgreSQL 12/)
  })

  test('left unfinished by a killed start is made anew', async () => {
    mkdirSync(`${directory}.unfinished-999999999`, { recursive: true })
    started.push(await startEmbeddedPostgres({ directory }))
    expect(readdirSync(folder)).toEqual(['postgres'])
  })
})

describe('one directory, one server', () => {
  test('a second starter attaches and leaves the server alone when it stops', async () => {
    const first = await start()
    const second = await startEmbeddedPostgres({ directory })
    expect([first.owned, second.owned]).toEqual([true, false])
    expect(second.pid).toBe(first.pid)
    await second.stop()
    expect(await query(first.url('postgres'), 'select 1')).toEqual([1])
  })

  test('of two simultaneous starters on a new directory one runs it and the other attaches', async () => {
    const [one, two] = await Promise.all([startElsewhere(), startElsewhere()])
    expect(new Set([one.owned, two.owned])).toEqual(new Set([false, true]))
    expect(one.pid).toBe(two.pid)
    expect(await query(one.url, 'select 1')).toEqual([1])
  })

  test('a lock file whose process id went to a stranger does not stop the start', async () => {
    const first = await start()
    const lockFile = join(directory, 'postmaster.pid')
    const lock = readFileSync(lockFile, 'utf8')
    await first.stop()
    const stranger = spawn('sleep', ['60'])
    children.push(stranger)
    writeFileSync(lockFile, lock.replace(/^\d+/, String(stranger.pid)))
    expect((await start()).owned).toBe(true)
  })

  test("a copy of a running server's directory gets a server of its own", async () => {
    const first = await start()
    const copy = join(folder, 'copy')
    cpSync(directory, copy, { recursive: true })
    const second = await start(copy)
    expect(second.owned).toBe(true)
    expect(second.pid).not.toBe(first.pid)
  })
})

describe('sudden death', () => {
  test('of Node takes the server along', async () => {
    fillDirectory()
    const other = await startElsewhere()
    other.child.kill('SIGKILL')
    expect(await isGone(other.pid)).toBe(true)
  })

  test('of the server alone: it is started again', async () => {
    const server = await start()
    await query(server.url('postgres'), 'create table kept as select 1 as n')
    process.kill(server.pid, 'SIGKILL')
    await expect.poll(() => query(server.url('postgres'), 'select n from kept').catch(() => null), { timeout: 15_000 }).toEqual([1])
  })

  test('of Node and server, three times under writes: every acknowledged row is there', async () => {
    fillDirectory()
    let acknowledged = 0
    for (let round = 0; round < 3; round++) {
      const other = await startElsewhere()
      const client = new pg.Client(other.url)
      client.on('error', () => {})
      await client.connect()
      await client.query('create table if not exists journal (n int primary key)')
      const writing = (async () => {
        for (;;) {
          await client.query('insert into journal values ($1)', [acknowledged + 1])
          acknowledged++
        }
      })().catch(() => {})
      await delay(200)
      other.child.kill('SIGKILL')
      process.kill(other.pid, 'SIGKILL')
      await writing
      await client.end().catch(() => {})
      // No waiting here: backends of the killed server may still be dying.
      const next = await start()
      const [rows] = await query(next.url('postgres'), 'select count(*)::int from journal where n <= ' + acknowledged)
      expect(rows).toBe(acknowledged)
      // The row in flight may have been committed without its acknowledgement having arrived.
      acknowledged = Number((await query(next.url('postgres'), 'select coalesce(max(n), 0)::int from journal'))[0])
      await next.stop()
    }
    expect(acknowledged).toBeGreaterThan(0)
  })

  test('of the server while a backend lingers: the next start waits for it', async () => {
    fillDirectory()
    const other = await startElsewhere()
    const client = new pg.Client(other.url)
    client.on('error', () => {})
    await client.connect()
    const lingering = backendsOf(other.pid)
    for (const pid of lingering) process.kill(pid, 'SIGSTOP')
    other.child.kill('SIGKILL')
    process.kill(other.pid, 'SIGKILL')
    const next = start()
    await delay(500)
    for (const pid of lingering) process.kill(pid, 'SIGCONT')
    expect((await next).owned).toBe(true)
    await client.end().catch(() => {})
  })
})

/** The one capability that root lends for walking through closed folders; others own theirs. */
const WALKING = process.getuid?.() === 0 ? /^CapEff:\s+0*[24]$/m : /^CapEff:\s+0+$/m

describe('whoever starts it, root too', () => {
  test('the server does not run as root and has no capability', async () => {
    // A folder that everybody may walk, wherever this checkout lies.
    const binaries = join(folder, 'native')
    cpSync(join(embeddedBinDirectory(), '..'), binaries, { recursive: true, verbatimSymlinks: true })
    fillDirectory()
    const server = await startPostgres({ binDirectory: join(binaries, 'bin'), directory })
    started.push(server)
    const { pid } = server
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    expect(status).not.toMatch(/^Uid:\s+0/m)
    expect(status).toMatch(/^CapEff:\s+0+$/m)
  })

  test('program and data below a 0700 folder: it may walk there, and nothing else', async () => {
    chmodSync(folder, 0o700)
    const binaries = join(folder, 'native')
    cpSync(join(embeddedBinDirectory(), '..'), binaries, { recursive: true, verbatimSymlinks: true })
    fillDirectory()
    const server = await startPostgres({ binDirectory: join(binaries, 'bin'), directory })
    started.push(server)
    expect(await query(server.url('postgres'), 'select 1')).toEqual([1])
    expect(readFileSync(`/proc/${server.pid}/status`, 'utf8')).toMatch(WALKING)
  })
})

const DEBIAN_15 = '/usr/lib/postgresql/15/bin'
test("Debian's PostgreSQL 15 runs by the same launcher", async () => {
  const server = await startPostgres({ binDirectory: DEBIAN_15, directory })
  started.push(server)
  expect(await query(server.url('postgres'), `select current_setting('server_version_num')::int / 10000`)).toEqual([15])
})

test("the terminal's Ctrl-C does not reach the server: it has a process group of its own", async () => {
  fillDirectory()
  const other = await startElsewhere()
  const group = Number(readFileSync(`/proc/${other.pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')[2])
  expect(group).toBe(other.pid)
  other.child.kill('SIGKILL')
  await once(other.child, 'exit')
})
