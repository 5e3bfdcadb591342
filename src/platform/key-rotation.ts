/**
 * Puts everything that the old master key wraps under a new one: each person's key, and last the root secret. Until then both keys open the
 * database; interrupted at any point, it is begun again and skips what is done. Data and indexes stay as they are.
 */
import { beginCommand, recordChange, writeChanges } from './audit.ts'
import { tables, type Database, type Read, type Tx } from './database.ts'
import { newId } from './ids.ts'
import { fingerprint, openRoot, wrappedRoot, type MasterKeys } from './keyring.ts'
import { rewrapPersonKey, unwrapRoot, wrapRoot } from './keys.ts'
import { OperatorError } from './operator-error.ts'

const platform = tables('platform')

export interface WrappedKey {
  readonly personId: string
  readonly wrapped: Buffer
}

/** Where the persons' keys lie: the register knows. */
export interface PersonKeys {
  /** The next ones in the order of their ids; erased persons have none. */
  after(read: Read, personId: string | null, limit: number): Promise<readonly WrappedKey[]>
  /** Leaves alone whose key is no longer `before`. */
  replace(tx: Tx, personId: string, before: Buffer, after: Buffer): Promise<void>
}

export interface Rotation {
  readonly database: Database
  readonly masters: MasterKeys
  readonly persons: PersonKeys
  readonly now: Temporal.Instant
  readonly onProgress?: (persons: number) => void
}

const BATCH = 1_000

/** Answers with how many persons' keys were wrapped anew. */
export async function rotateKeys({ database, masters, persons, now, onProgress = () => {} }: Rotation): Promise<number> {
  await refuseWhileServing(database)
  const wrapped = await wrappedRoot(database.read)
  if (!wrapped) throw new OperatorError('数据库还没有密钥。', 'The database has no keys yet.')
  // Whoever cannot open the root has no business with the rest.
  const root = openRoot(masters, wrapped)
  let seen = 0
  let rotated = 0
  let last: string | null = null
  for (;;) {
    const batch: readonly WrappedKey[] = await persons.after(database.read, last, BATCH)
    const changes = batch.flatMap(({ personId, wrapped: before }) => {
      const after = rewrapPersonKey(masters.former, masters.current, personId, before)
      return after === null ? [] : [{ personId, before, after }]
    })
    if (changes.length > 0) {
      await database.transaction(async (tx) => {
        for (const { personId, before, after } of changes) await persons.replace(tx, personId, before, after)
      })
    }
    seen += batch.length
    rotated += changes.length
    onProgress(seen)
    last = batch.at(-1)?.personId ?? null
    if (batch.length < BATCH) break
  }
  await database.transaction((tx) => finish(tx, masters, root, wrapped, now))
  return rotated
}

async function finish(tx: Tx, { current, former }: MasterKeys, root: Buffer, before: Buffer, now: Temporal.Instant): Promise<void> {
  if (fits(current, before)) return
  beginCommand(tx, { name: 'keys/rotate', actor: null, at: now, httpRequestId: null })
  await platform(tx)
    .updateTable('platform.secret')
    .set({ wrapped: wrapRoot(current, root) })
    .where('name', '=', 'root')
    .execute()
  const [old] = former
  recordChange(tx, { subjectKind: 'master-key', subjectId: newId(), before: old ? { fingerprint: fingerprint(old) } : null, after: { fingerprint: fingerprint(current) } })
  await writeChanges(tx)
}

export function fits(key: Uint8Array, wrapped: Uint8Array): boolean {
  try {
    unwrapRoot(key, wrapped)
    return true
  } catch {
    return false
  }
}

/** A running server knows only the old key: it could no longer open who was moved to the new one. */
export async function refuseWhileServing(database: Database): Promise<void> {
  const { rows } = await database.pool.query(`select from pg_stat_activity where datname = current_database() and application_name = 'lifang live'`)
  if (rows.length > 0) throw new OperatorError('请先停止里坊，再更换密钥。', 'Stop Lifang before rotating its keys.')
}
