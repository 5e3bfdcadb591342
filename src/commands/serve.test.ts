import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Postgres, startEmbeddedPostgres } from '../platform/embedded-postgres.ts'

vi.setConfig({ testTimeout: 60_000 })

const MAIN = join(import.meta.dirname, '../main.ts')
const COMMUNITY_DEMO = { seed: 1, asOf: '2026-11-22', communities: 1, completedAt: '2026-11-22T00:00:00Z' }

let folder: string
const children: ChildProcess[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lifang-test-'))
  chmodSync(folder, 0o755)
})

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await untilNoDatabase()
  rmSync(folder, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

interface Running {
  readonly child: ChildProcess
  readonly origin: string
  /** All that it has printed. */
  said(): string
  exitCode(): Promise<number | null>
}

async function lifang(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Running> {
  const port = environment.PORT ?? String(await freePort())
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, LIFANG_DATA: folder, LIFANG_LOG: 'silent', PORT: port, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = once(child, 'close') as Promise<[number | null]>
  return { child, origin: `http://127.0.0.1:${port}`, said: () => said, exitCode: async () => (await ended)[0] }
}

const untilReady = (server: Running): Promise<void> => vi.waitFor(() => expect(server.said()).toContain('Lifang is ready'), { timeout: 50_000 })

/** Server processes on a data directory. */
const processesIn = (directory: string): string[] =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      } catch {
        return ''
      }
    })
    .filter((line) => line.includes('/postgres -D') && line.includes(directory))

async function untilNoDatabase(): Promise<void> {
  await vi.waitFor(
    () => {
      if (processesIn(folder).length > 0) throw new Error('a database is still running')
    },
    { timeout: 10_000 },
  )
}

/** A migrated database that says it holds a whole demo city, so that none is loaded. */
async function prepare(): Promise<void> {
  const migrating = await lifang(['migrate'])
  expect(await migrating.exitCode()).toBe(0)
  await inDatabase((client) => client.query(`insert into platform.setting (name, value) values ('demo', $1)`, [COMMUNITY_DEMO]))
}

async function inDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const server: Postgres = await startEmbeddedPostgres({ directory: join(folder, 'postgres') })
  const client = new pg.Client(server.url('postgres'))
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
    await server.stop()
  }
}

describe('npm start', () => {
  test('answers from the first moment, tells how to log in, and leaves nothing running after Ctrl-C', async () => {
    await prepare()
    const server = await lifang(['serve'])
    await vi.waitFor(async () => expect((await fetch(`${server.origin}/health/live`)).status).toBe(200), { interval: 10, timeout: 20_000 })
    await untilReady(server)
    expect(server.said()).toContain('tap a role')
    expect(processesIn(folder)).toHaveLength(1)
    server.child.kill('SIGINT')
    expect(await server.exitCode()).toBe(0)
    expect(processesIn(folder)).toEqual([])
  })

  test('killed with -9 it leaves no database behind, and the next start comes back by itself', async () => {
    await prepare()
    const first = await lifang(['serve'])
    await untilReady(first)
    first.child.kill('SIGKILL')
    await untilNoDatabase()
    const second = await lifang(['serve'])
    await untilReady(second)
    expect(processesIn(folder)).toHaveLength(1)
  })

  test('a second server on the same data uses the first one’s database', async () => {
    await prepare()
    await untilReady(await lifang(['serve']))
    const second = await lifang(['serve'])
    await untilReady(second)
    expect(second.said()).toContain('another process has started')
    expect(processesIn(folder)).toHaveLength(1)
  })

  test('told to stop while it is still starting, it stops', async () => {
    const server = await lifang(['serve'])
    await vi.waitFor(() => expect(server.said()).toContain('Creating the database'), { interval: 10, timeout: 20_000 })
    server.child.kill('SIGTERM')
    expect(await server.exitCode()).toBe(0)
  })

  test('a port that is taken is named, with the way out', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as { port: number }
    const server = await lifang(['serve'], { PORT: String(port) })
    expect(await server.exitCode()).toBe(1)
    expect(server.said()).toContain(`Port ${port} is taken`)
    taken.close()
  })

  test('the clock of a database without demo data cannot be moved', async () => {
    await prepare()
    await inDatabase((client) => client.query('delete from platform.setting').then(() => client.query(`insert into audit.entry (command_id, at, command, subject_kind, subject_id)
      values (gen_random_uuid(), now(), 'test', 'test', gen_random_uuid())`)))
    const server = await lifang(['serve'], { LIFANG_NOW: '2026-01-01T00:00:00Z' })
    expect(await server.exitCode()).toBe(1)
    expect(server.said()).toContain('demo databases only')
  })
})

describe('the command line', () => {
  test('help lists the commands with their arguments', async () => {
    const help = await lifang(['help'])
    expect(await help.exitCode()).toBe(0)
    for (const line of ['serve', 'backup FILE', 'restore FILE']) expect(help.said()).toContain(line)
  })

  test('an unknown command is told so, with the help', async () => {
    const unknown = await lifang(['frobnicate'])
    expect(await unknown.exitCode()).toBe(2)
    expect(unknown.said()).toContain('No such command: frobnicate')
    expect(unknown.said()).toContain('restore FILE')
  })

  test('wrong arguments and a wrong environment are told in a sentence, without a stack', async () => {
    for (const [args, environment] of [[['backup'], {}], [['serve'], { PUBLIC_URL: 'lifang' }]] as const) {
      const command = await lifang(args, environment)
      expect(await command.exitCode()).toBe(1)
      expect(command.said()).not.toContain('    at ')
    }
  })
})

describe('a real city', () => {
  test('begins with its divisions and one administrator of each kind, and loads no demo', async () => {
    const file = join(folder, 'divisions.csv')
    writeFileSync(file, 'code,name,level,parent_code\n430502,双清区,district,430500\n430502001,兴隆街道,street,430502\n430502001001,兴隆社区,community,430502001\n')
    const said = async (...args: string[]): Promise<[number | null, string]> => {
      const command = await lifang(args)
      return [await command.exitCode(), command.said()]
    }
    expect(await said('administrator', 'system_admin', '试一', '15400000001')).toEqual([1, expect.stringContaining('Found the city first')])
    expect(await said('city', '430500', '邵阳市', file)).toEqual([0, expect.stringContaining('4 divisions')])
    expect(await said('city', '430500', '邵阳市', file)).toEqual([1, expect.stringContaining('empty database only')])
    expect(await said('administrator', 'mayor', '试一', '15400000001')).toEqual([1, expect.stringContaining('A role is one of')])
    expect(await said('administrator', 'system_admin', '试一', '15400000001')).toEqual([0, expect.stringContaining('log in by phone code')])
    expect(await said('administrator', 'system_admin', '试二', '15400000002')).toEqual([1, expect.stringContaining('already holds this role')])
    expect(await said('administrator', 'auditor', '试一', '15400000001')).toEqual([1, expect.stringContaining('already administrates')])
    const server = await lifang(['serve'])
    await untilReady(server)
    expect(await (await fetch(`${server.origin}/api/v1/city/overview`)).json()).toMatchObject({ demo: false, name: '邵阳市', communities: 0 })
  })
})
