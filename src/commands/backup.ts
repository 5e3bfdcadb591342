import type { Configuration } from '../configuration.ts'
import { backupEmbedded, backupServer } from '../platform/backup.ts'
import { positional } from './command.ts'
import { openDatabaseServer } from './database.ts'

export async function run(args: readonly string[], configuration: Configuration): Promise<void> {
  const { FILE } = positional(args, 'FILE')
  const { dataDirectory, databaseUrl } = configuration
  const server = await openDatabaseServer(configuration)
  try {
    await (databaseUrl === null ? backupEmbedded : backupServer)({ url: server.url, dataDirectory }, FILE)
  } finally {
    await server.stop()
  }
  console.log(`已备份到 ${FILE}。密钥不在其中，请另行妥善保管。\nSaved to ${FILE}. The key is not in it: keep it safe elsewhere.`)
}
