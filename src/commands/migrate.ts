import type { Configuration } from '../configuration.ts'
import { migrate } from '../platform/migrate.ts'
import { positional } from './command.ts'
import { openDatabaseServer } from './database.ts'

export async function run(args: readonly string[], configuration: Configuration): Promise<void> {
  positional(args)
  const server = await openDatabaseServer(configuration)
  try {
    const ran = await migrate(server.url)
    console.log(ran.length === 0 ? '数据库已是最新 / The database is up to date' : ran.join('\n'))
  } finally {
    await server.stop()
  }
}
