/** Where the master key comes from, and the check that it fits the database. */
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { link, open as openFile, readFile, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { tables, type Database, type Read } from './database.ts'
import { newId } from './ids.ts'
import { keysFrom, newMasterKey, newRootSecret, unwrapRoot, wrapRoot, type Keys } from './keys.ts'
import { OperatorError } from './operator-error.ts'

const platform = tables('platform')

const KEY_FILE = 'master.key'
const NEXT_KEY_FILE = `${KEY_FILE}.next`

/** LIFANG_KEY and, while one replaces the other, LIFANG_NEW_KEY. */
export interface EnvironmentKeys {
  readonly key: string | undefined
  readonly newKey?: string | undefined
}

export interface MasterKeys {
  readonly source: 'environment' | 'file'
  /** What the database is, or will be when the rotation ends, sealed with. */
  readonly current: Buffer
  /** The key before, while a rotation is unfinished. */
  readonly former: readonly Buffer[]
  /** A rotation was begun and has not ended. */
  readonly rotating: boolean
}

const decode = (text: string, source: string): Buffer => {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== 32) throw new OperatorError(`${source} 应为 32 字节的 base64。`, `${source} must hold 32 bytes in base64.`)
  return key
}

/** LIFANG_KEY, or the 0600 file `master.key` in the data directory (left out of backups). Null when there is neither. */
export async function findMasterKeys(dataDirectory: string, { key, newKey }: EnvironmentKeys): Promise<MasterKeys | null> {
  if (key !== undefined) {
    const current = decode(key, 'LIFANG_KEY')
    return newKey === undefined ? { source: 'environment', current, former: [], rotating: false } : { source: 'environment', current: decode(newKey, 'LIFANG_NEW_KEY'), former: [current], rotating: true }
  }
  const [current, next] = await Promise.all([KEY_FILE, NEXT_KEY_FILE].map((name) => readKey(join(dataDirectory, name))))
  if (next) return { source: 'file', current: next, former: current ? [current] : [], rotating: true }
  return current ? { source: 'file', current, former: [], rotating: false } : null
}

async function readKey(path: string): Promise<Buffer | null> {
  try {
    return decode(await readFile(path, 'utf8'), path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Makes a key file, whole or not at all; answers with the key in it, which another process may just have made. */
async function writeKey(dataDirectory: string, name: string): Promise<Buffer> {
  const path = join(dataDirectory, name)
  const fresh = `${path}.${newId()}`
  const key = newMasterKey()
  const file = await openFile(fresh, 'wx', 0o600)
  try {
    await file.writeFile(`${key.toString('base64')}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(fresh, path)
    return key
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return (await readKey(path)) ?? key
  } finally {
    await unlink(fresh)
    await syncFolder(dataDirectory)
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await openFile(path, constants.O_RDONLY)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Puts a new key file beside the old one: from now on both open the database. */
export const writeNextKey = (dataDirectory: string): Promise<Buffer> => writeKey(dataDirectory, NEXT_KEY_FILE)

/** The new key takes the old one's place. Answers with where the old one lies now: backups made before still need it. */
export async function promoteNextKey(dataDirectory: string, now: Temporal.Instant): Promise<string> {
  const old = `${KEY_FILE}.until-${now.toString({ smallestUnit: 'second' }).replaceAll(':', '')}`
  // Between the two renames only `next` is there, and is enough. Interrupted there, the old key has its place already.
  await rename(join(dataDirectory, KEY_FILE), join(dataDirectory, old)).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  })
  await rename(join(dataDirectory, NEXT_KEY_FILE), join(dataDirectory, KEY_FILE))
  await syncFolder(dataDirectory)
  return old
}

/** Tells keys apart without telling them. */
export const fingerprint = (key: Uint8Array): string => createHash('sha256').update('lifang key ').update(key).digest('hex').slice(0, 12)

export async function wrappedRoot(read: Read): Promise<Buffer | undefined> {
  return (await platform(read).selectFrom('platform.secret').select('wrapped').where('name', '=', 'root').executeTakeFirst())?.wrapped
}

/** Opens the root secret by whichever key fits. @throws when none does. */
export function openRoot({ current, former }: MasterKeys, wrapped: Uint8Array): Buffer {
  for (const key of [current, ...former]) {
    try {
      return unwrapRoot(key, wrapped)
    } catch {
      continue
    }
  }
  throw new OperatorError('主密钥与此数据库不符：它是用另一个 LIFANG_KEY 或密钥文件建立的。', 'The master key does not fit this database: it was made with another LIFANG_KEY or key file.')
}

/** Opens this database's keys, making them when the database is new. @throws when the master key is not this database's. */
export async function openKeys(database: Database, dataDirectory: string, environmentKey: string | undefined, environmentNewKey?: string): Promise<Keys> {
  const known = await wrappedRoot(database.read)
  const found = await findMasterKeys(dataDirectory, { key: environmentKey, newKey: environmentNewKey })
  if (!found && known) {
    // A new key could only be the wrong one.
    throw new OperatorError(`缺少主密钥：请设置 LIFANG_KEY，或把密钥文件 ${KEY_FILE} 放回 ${dataDirectory}。`, `The master key is missing: set LIFANG_KEY, or put the key file ${KEY_FILE} back into ${dataDirectory}.`)
  }
  const masters = found ?? { source: 'file' as const, current: await writeKey(dataDirectory, KEY_FILE), former: [], rotating: false }
  if (!known) await database.pool.query(`insert into platform.secret (name, wrapped) values ('root', $1) on conflict do nothing`, [wrapRoot(masters.current, newRootSecret())])
  const wrapped = known ?? (await wrappedRoot(database.read))
  if (!wrapped) throw new Error('the root secret cannot be read')
  return keysFrom(masters.current, openRoot(masters, wrapped), masters.former)
}
