/** Where the master key comes from, and the check that it fits the database. */
import { readFile, open as openFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from './database.ts'
import { keysFrom, newMasterKey, newRootSecret, unwrapRoot, wrapRoot, type Keys } from './keys.ts'

export const KEY_FILE = 'master.key'

const decode = (text: string, source: string): Buffer => {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== 32) throw new Error(`${source} must hold 32 bytes in base64`)
  return key
}

/**
 * LIFANG_KEY, or the 0600 file `master.key` in the data directory (left out of backups), made at first need.
 * `mayCreate` is false where the database already holds a wrapped root: a new key could only be the wrong one.
 */
export async function masterKey(dataDirectory: string, environmentKey: string | undefined, mayCreate: boolean): Promise<Buffer> {
  if (environmentKey !== undefined && environmentKey !== '') return decode(environmentKey, 'LIFANG_KEY')
  const path = join(dataDirectory, KEY_FILE)
  try {
    return decode(await readFile(path, 'utf8'), path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    if (!mayCreate) throw new Error(`the master key is missing: set LIFANG_KEY or put the key file back at ${path}`, { cause: error })
    const key = newMasterKey()
    const file = await openFile(path, 'wx', 0o600)
    await file.writeFile(`${key.toString('base64')}\n`)
    await file.sync()
    await file.close()
    return key
  }
}

/** Opens this database's keys, making them when the database is new. @throws when the master key is not this database's. */
export async function openKeys(database: Database, dataDirectory: string, environmentKey: string | undefined): Promise<Keys> {
  const stored = async () => (await database.pool.query<{ wrapped: Buffer }>(`select wrapped from platform.secret where name = 'root'`)).rows[0]?.wrapped
  const known = await stored()
  const master = await masterKey(dataDirectory, environmentKey, known === undefined)
  if (known === undefined) {
    await database.pool.query(`insert into platform.secret (name, wrapped) values ('root', $1) on conflict do nothing`, [wrapRoot(master, newRootSecret())])
  }
  const wrapped = known ?? (await stored())
  if (!wrapped) throw new Error('the root secret cannot be read')
  let root: Buffer
  try {
    root = unwrapRoot(master, wrapped)
  } catch (error) {
    throw new Error('the master key does not fit this database: it was made with another LIFANG_KEY or key file', { cause: error })
  }
  return keysFrom(master, root)
}
