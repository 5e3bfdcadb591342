/** `npm run generate`: writes what follows from the migrations and contracts, for reading, comparing and compiling. */
import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { openapiDocument } from '../src/app.ts'
import { openTestApp } from './app.ts'
import { startTestPostgres, TEMPLATE } from './postgres.ts'
import { dumpSchema } from './schema-dump.ts'

const ROOT = join(import.meta.dirname, '..')

/** Every generated file, by its path, made from the migrated database at `url`. */
export async function generate(url: string): Promise<ReadonlyMap<string, string>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return new Map([
      ['db/schema.sql', await dumpSchema(client)],
      ['src/platform/tables.generated.ts', await generateTables(url, await writtenByDatabase(client))],
      ['openapi.json', await generateOpenapi(url)],
    ])
  } finally {
    await client.end()
  }
}

/** As database.ts sets the driver's parsers: instants are Temporal, civil dates and numerics strings, int8 a safe integer. */
const TYPES = { timestamptz: 'Temporal.Instant', int8: 'number', numeric: 'string', json: 'unknown', jsonb: 'unknown' }

async function generateTables(url: string, readOnly: Readonly<Record<string, string>>): Promise<string> {
  const file = join(tmpdir(), `lifang-tables-${process.pid}.ts`)
  const options = {
    dialect: 'postgres',
    url,
    // No schema is the default one, so every key is written out: 'requests.request'.
    'default-schema': 'public',
    'exclude-pattern': '(public|pgboss).*',
    'date-parser': 'string',
    'type-mapping': JSON.stringify(TYPES),
    overrides: JSON.stringify({ columns: readOnly }),
    'out-file': file,
  }
  const bin = join(ROOT, 'node_modules/kysely-codegen/dist/cli/bin.js')
  await promisify(execFile)(process.execPath, [bin, ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])])
  const text = await readFile(file, 'utf8')
  await rm(file)
  return text
}

/** Columns that only the database fills in (`generated always`): readable, neither insertable nor updatable. */
async function writtenByDatabase(client: pg.Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ column: string; type: string }>(`
    select format('%s.%s.%s', n.nspname, c.relname, a.attname) as column,
      case t.typname when 'int8' then 'number' when 'int4' then 'number' when 'timestamptz' then 'Temporal.Instant' when 'bool' then 'boolean' else 'string' end
        || case when a.attnotnull then '' else ' | null' end as type
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
    where (a.attidentity = 'a' or a.attgenerated <> '') and n.nspname not in ('pgboss', 'public')`)
  return Object.fromEntries(rows.map(({ column, type }) => [column, `ColumnType<${type}, never, never>`]))
}

async function generateOpenapi(url: string): Promise<string> {
  const server = await openTestApp(url)
  try {
    return `${JSON.stringify(openapiDocument(server.app), null, 2)}\n`
  } finally {
    await server.close()
  }
}

if (import.meta.main) {
  const server = await startTestPostgres('embedded')
  try {
    for (const [path, content] of await generate(server.url('owner', TEMPLATE))) {
      const before = await readFile(join(ROOT, path), 'utf8').catch(() => '')
      if (before !== content) await writeFile(join(ROOT, path), content)
      console.log(`${before === content ? 'unchanged' : 'written  '} ${path}`)
    }
  } finally {
    await server.stop()
  }
}
