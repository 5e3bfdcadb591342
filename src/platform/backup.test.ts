import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { backupEmbedded, backupServer, restoreEmbedded, restoreServer } from './backup.ts'
import { type Postgres, startEmbeddedPostgres, startPostgres } from './embedded-postgres.ts'

vi.setConfig({ testTimeout: 60_000 })

let folder: string
const servers: Postgres[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lifang-test-'))
  chmodSync(folder, 0o755)
})

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()))
  rmSync(folder, { recursive: true, force: true })
})

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const count = (url: string): Promise<number> => connected(url, async (client) => (await client.query<{ n: number }>('select count(*)::int as n from household')).rows[0]?.n ?? 0)

const fill = (url: string): Promise<unknown> =>
  connected(url, (client) => client.query('create table household as select n, repeat(md5(n::text), 20) as note from generate_series(1, 20000) n'))

function fillFiles(dataDirectory: string): void {
  mkdirSync(join(dataDirectory, 'files'))
  writeFileSync(join(dataDirectory, 'files', 'photo.webp'), 'photo')
  writeFileSync(join(dataDirectory, 'master.key'), 'secret')
}

async function startEmbedded(dataDirectory: string): Promise<string> {
  const server = await startEmbeddedPostgres({ directory: join(dataDirectory, 'postgres') })
  servers.push(server)
  return server.url('postgres')
}

describe('embedded database', () => {
  test('is saved while it is written to, and restored with all that was committed by then', async () => {
    const home = join(folder, 'home')
    const url = await startEmbedded(home)
    await fill(url)
    fillFiles(home)
    const file = join(folder, 'city.tar')
    let written = 20_000
    const saved = new AbortController()
    const writing = connected(url, async (client) => {
      while (!saved.signal.aborted) {
        await client.query(`insert into household select n, repeat('x', 600) from generate_series($1::int, $1::int + 99) n`, [written + 1])
        written += 100
        // So that pages change on disk while they are copied.
        if (written % 2_000 === 0) await client.query('checkpoint')
      }
    })
    const before = written
    await backupEmbedded({ url, dataDirectory: home }, file)
    saved.abort()
    await writing
    expect(written).toBeGreaterThan(before)

    const elsewhere = join(folder, 'elsewhere')
    await restoreEmbedded(elsewhere, file)
    const restored = await startEmbedded(elsewhere)
    const found = await count(restored)
    expect(found).toBeGreaterThanOrEqual(before)
    expect(found).toBeLessThanOrEqual(written)
    await connected(restored, async (client) => {
      // Every page is read, its checksum with it, and the rows are without a gap.
      const { rows } = await client.query<{ whole: boolean }>('select count(*) = max(n) and sum(length(note)) > 0 as whole from household')
      expect(rows[0]?.whole).toBe(true)
    })
    expect(readFileSync(join(elsewhere, 'files', 'photo.webp'), 'utf8')).toBe('photo')
  })

  test('the key is not in a backup, and only its maker can read it', async () => {
    const home = join(folder, 'home')
    const url = await startEmbedded(home)
    fillFiles(home)
    const file = join(folder, 'city.tar')
    await backupEmbedded({ url, dataDirectory: home }, file)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file).includes('master.key')).toBe(false)
    await expect(backupEmbedded({ url, dataDirectory: home }, file)).rejects.toThrow(/exists already/)
  })

  test('a restore never writes over a database, and takes nothing for a backup that is none', async () => {
    const home = join(folder, 'home')
    const url = await startEmbedded(home)
    const file = join(folder, 'city.tar')
    await backupEmbedded({ url, dataDirectory: home }, file)
    await expect(restoreEmbedded(home, file)).rejects.toThrow(/in use/)
    const note = join(folder, 'note.txt')
    writeFileSync(note, 'not a tar')
    await expect(restoreEmbedded(join(folder, 'new'), note)).rejects.toThrow(/tar failed/)
    await expect(restoreServer({ url: 'postgresql://nobody@localhost/none', dataDirectory: join(folder, 'new') }, file)).rejects.toThrow(/embedded database/)
    expect(existsSync(join(folder, 'new', 'postgres'))).toBe(false)
  })
})

const DEBIAN_15 = '/usr/lib/postgresql/15/bin'
describe("a city's own server", () => {
  beforeEach(() => vi.stubEnv('PATH', `${DEBIAN_15}:${process.env.PATH ?? ''}`))
  afterEach(() => vi.unstubAllEnvs())

  test('is saved and restored by its own tools, grants included, only into an empty database', async () => {
    const server = await startPostgres({ binDirectory: DEBIAN_15, directory: join(folder, 'server') })
    servers.push(server)
    const url = server.url('postgres')
    await fill(url)
    await connected(url, async (client) => {
      await client.query('create role lifang_app nologin; grant select on household to lifang_app')
      await client.query('create database restored')
    })
    const home = join(folder, 'home')
    mkdirSync(home)
    fillFiles(home)
    const file = join(folder, 'city.tar')
    await backupServer({ url, dataDirectory: home }, file)

    const elsewhere = join(folder, 'elsewhere')
    await expect(restoreServer({ url, dataDirectory: elsewhere }, file)).rejects.toThrow(/not empty/)
    const restored = server.url('postgres', 'restored')
    await restoreServer({ url: restored, dataDirectory: elsewhere }, file)
    expect(await count(restored)).toBe(20_000)
    await connected(restored, async (client) => {
      const { rows } = await client.query(`select has_table_privilege('lifang_app', 'household', 'select') as may`)
      expect(rows).toEqual([{ may: true }])
    })
    expect(readFileSync(join(elsewhere, 'files', 'photo.webp'), 'utf8')).toBe('photo')
  })

  test('without pg_dump the message names it', async () => {
    const home = join(folder, 'home')
    mkdirSync(home)
    // tar alone stays on the path.
    const tools = join(folder, 'tools')
    mkdirSync(tools)
    writeFileSync(join(tools, 'tar'), '#!/bin/sh\nexec /usr/bin/tar "$@"\n', { mode: 0o755 })
    vi.stubEnv('PATH', tools)
    await expect(backupServer({ url: 'postgresql://nobody@localhost/none', dataDirectory: home }, join(folder, 'city.tar'))).rejects.toThrow(/pg_dump is missing/)
  })
})
