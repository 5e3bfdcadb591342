import { readdir } from 'node:fs/promises'
import type { Database } from './database.ts'
import { MIGRATIONS } from './migrate.ts'
import { demoSetting } from './settings.ts'

/** Answers with what is still missing: the database, a migration, a demo city half-way in; null when nothing is. */
export async function readiness(database: Database): Promise<() => Promise<string | null>> {
  const wanted = (await readdir(MIGRATIONS)).filter((file) => file.endsWith('.sql'))
  return async () => {
    try {
      const { rows } = await database.pool.query<{ name: string }>('select name from public.migration')
      const applied = new Set(rows.map((row) => row.name))
      if (!wanted.every((name) => applied.has(name))) return 'migration'
      const demo = await demoSetting(database.read)
      return demo?.completedAt === null ? 'demo' : null
    } catch {
      return 'database'
    }
  }
}
