import type { Configuration } from '../configuration.ts'
import { restoreEmbedded, restoreServer } from '../platform/backup.ts'
import { positional } from './command.ts'

export async function run(args: readonly string[], { dataDirectory, databaseUrl }: Configuration): Promise<void> {
  const { FILE } = positional(args, 'FILE')
  if (databaseUrl === null) await restoreEmbedded(dataDirectory, FILE)
  else await restoreServer({ url: databaseUrl, dataDirectory }, FILE)
  console.log('已恢复。启动前请放回密钥（LIFANG_KEY 或密钥文件）。\nRestored. Put the key back before you start (LIFANG_KEY or the key file).')
}
