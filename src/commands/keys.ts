import type { Configuration } from '../configuration.ts'
import { personKeys } from '../domains/register/public.ts'
import { openDatabase, type Database } from '../platform/database.ts'
import { fits, refuseWhileServing, rotateKeys } from '../platform/key-rotation.ts'
import { findMasterKeys, fingerprint, promoteNextKey, wrappedRoot, writeNextKey, type MasterKeys } from '../platform/keyring.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { systemClock } from '../platform/time.ts'
import { positional } from './command.ts'
import { openDatabaseServer } from './database.ts'

/** `keys rotate` and `keys show`. */
export async function run(args: readonly string[], configuration: Configuration): Promise<number> {
  const { ACTION: action } = positional(args, 'ACTION')
  if (action !== 'rotate' && action !== 'show') throw new OperatorError('用法：keys rotate | keys show', 'Usage: keys rotate | keys show')
  const server = await openDatabaseServer(configuration)
  const database = openDatabase({ url: server.url, connections: 2 })
  try {
    const masters = await findMasterKeys(configuration.dataDirectory, configuration)
    if (!masters) throw new OperatorError('没有主密钥：既没有 LIFANG_KEY，也没有密钥文件。', 'There is no master key: neither LIFANG_KEY nor a key file.')
    return action === 'show' ? await show(database, masters) : await rotate(database, masters, configuration)
  } finally {
    await database.close()
    await server.stop()
  }
}

/** Fingerprints only: no secret reaches a terminal. */
async function show(database: Database, { source, current, former, rotating }: MasterKeys): Promise<number> {
  const root = await wrappedRoot(database.read)
  const line = (key: Buffer, unfinished: boolean) => {
    const fit = root !== undefined && fits(key, root) ? '与数据库相符 / fits the database' : '与数据库不符 / does not fit the database'
    console.log(`${fingerprint(key)}  ${source === 'environment' ? '环境变量 / environment' : '密钥文件 / key file'}  ${unfinished ? '更换未完成 / rotation unfinished' : fit}`)
  }
  line(current, rotating)
  for (const key of former) line(key, false)
  return root !== undefined && [current, ...former].some((key) => fits(key, root)) ? 0 : 1
}

async function rotate(database: Database, found: MasterKeys, { dataDirectory }: Configuration): Promise<number> {
  if (found.source === 'environment' && !found.rotating) {
    throw new OperatorError('密钥来自 LIFANG_KEY：请把新密钥设为 LIFANG_NEW_KEY（例如 openssl rand -base64 32）后再运行。', 'The key comes from LIFANG_KEY: set the new one as LIFANG_NEW_KEY (such as openssl rand -base64 32) and run this again.')
  }
  await refuseWhileServing(database)
  const masters = found.rotating ? found : { ...found, current: await writeNextKey(dataDirectory), former: [found.current] }
  const now = systemClock.now()
  const persons = await rotateKeys({ database, masters, persons: personKeys, now, onProgress: (seen) => process.stderr.write(`\r${seen}`) })
  console.error()
  console.log(`已更换 ${persons} 人的密钥和根密钥 / Rotated the keys of ${persons} persons and the root secret`)
  if (masters.source === 'environment') console.log('现在把 LIFANG_KEY 设为新密钥，并去掉 LIFANG_NEW_KEY / Now set LIFANG_KEY to the new key and remove LIFANG_NEW_KEY')
  else console.log(`旧密钥保存在 ${await promoteNextKey(dataDirectory, now)}，恢复以前的备份时需要 / The old key is kept there: backups made before need it`)
  return 0
}
