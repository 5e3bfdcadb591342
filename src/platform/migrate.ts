/** Forward-only migrations: plain SQL files, each run once, in order, in one transaction, by the role that owns the database. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { PgBoss } from 'pg-boss'

export const MIGRATIONS = join(import.meta.dirname, '../../db/migrations')
const LOCK = 4_305_001

/** Brings the database at `url` up to date; answers with the names of the files that were run. Safe to call from several processes at once. */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'lifang migrate' })
  await client.connect()
  try {
    await refuseUnfit(client)
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(`create table if not exists public.migration (
      name text primary key, digest text not null, applied_at timestamptz not null default now())`)
    const known = new Map((await client.query<{ name: string; digest: string }>('select name, digest from public.migration')).rows.map((row) => [row.name, row.digest]))
    const ran: string[] = []
    for (const name of (await readdir(MIGRATIONS)).filter((file) => file.endsWith('.sql')).toSorted()) {
      const sql = await readFile(join(MIGRATIONS, name), 'utf8')
      const digest = createHash('sha256').update(sql).digest('hex')
      const before = known.get(name)
      if (before === digest) continue
      if (before !== undefined) throw new Error(`migration ${name} was changed after it had been applied; write a new file instead`)
      await client.query('begin')
      try {
        await client.query(sql)
        await client.query('insert into public.migration (name, digest) values ($1, $2)', [name, digest])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`migration ${name} failed: ${(error as Error).message}`, { cause: error })
      }
      ran.push(name)
    }
    await migrateJobs(url, client)
    return ran
  } finally {
    await client.end()
  }
}

async function refuseUnfit(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; ctype: string; encoding: string }>(`select current_setting('server_version_num')::int as version,
    datctype as ctype, pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()`)
  const [server] = rows
  if (!server) throw new Error('the database does not know itself')
  if (server.version < 150_000) throw new Error(`PostgreSQL 15 or newer is needed, this is ${server.version}`)
  // With the plain C locale trigram search finds nothing in Chinese.
  if (server.encoding !== 'UTF8' || /^(C|POSIX)$/.test(server.ctype)) throw new Error(`the database needs encoding UTF8 and a UTF-8 locale (it has ${server.encoding}, ${server.ctype}): create it with --locale=C.UTF-8`)
}

/** pg-boss keeps its tables in a schema of its own; the server may use them but not change them, and see what has been migrated. */
async function migrateJobs(url: string, client: pg.Client): Promise<void> {
  const boss = new PgBoss({ connectionString: url, schema: 'pgboss', supervise: false, schedule: false, max: 1 })
  boss.on('error', () => {})
  await boss.start()
  await boss.stop({ graceful: false })
  await client.query(`grant usage on schema pgboss to lifang_app; grant select, insert, update, delete on all tables in schema pgboss to lifang_app;
    grant usage on all sequences in schema pgboss to lifang_app; grant execute on all functions in schema pgboss to lifang_app;
    grant select on public.migration to lifang_app`)
}
