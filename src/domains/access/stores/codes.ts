/** One-time codes, and the counting of what is limited. */
import { sql } from 'kysely'
import { tables, type Tx } from '../../../platform/database.ts'
import { newId } from '../../../platform/ids.ts'
import type { Counted, Limit } from '../rules.ts'

const access = tables('access')

const identifierOf = (phoneIndex: Buffer): string => `code:${phoneIndex.toString('hex')}`

/** Replaces whatever code the phone had: that one is dead. */
export async function saveCode(tx: Tx, phoneIndex: Buffer, digest: string, now: Temporal.Instant, expiresAt: Temporal.Instant): Promise<void> {
  await access(tx)
    .insertInto('access.verification')
    .values({ id: newId<'verification'>(), identifier: identifierOf(phoneIndex), value: digest, expires_at: expiresAt, created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.column('identifier').doUpdateSet({ value: digest, tries: 0, expires_at: expiresAt, created_at: now, updated_at: now }))
    .execute()
}

/** Locked, so that of several who bring the same code one after the other finds it spent. */
export async function lockCode(tx: Tx, phoneIndex: Buffer): Promise<{ readonly digest: string; readonly tries: number; readonly expiresAt: Temporal.Instant } | null> {
  const row = await access(tx).selectFrom('access.verification').select(['value', 'tries', 'expires_at']).where('identifier', '=', identifierOf(phoneIndex)).forUpdate().executeTakeFirst()
  return row ? { digest: row.value, tries: row.tries, expiresAt: row.expires_at } : null
}

export async function countTry(tx: Tx, phoneIndex: Buffer): Promise<void> {
  await access(tx).updateTable('access.verification').set((eb) => ({ tries: eb('tries', '+', 1) })).where('identifier', '=', identifierOf(phoneIndex)).execute()
}

export async function deleteCode(tx: Tx, phoneIndex: Buffer): Promise<void> {
  await access(tx).deleteFrom('access.verification').where('identifier', '=', identifierOf(phoneIndex)).execute()
}

/** Counts once more before anything is tried, so that many at once cannot pass together; a window that has run out begins anew. */
export async function count(tx: Tx, { kind, per }: Limit, key: Buffer, now: Temporal.Instant): Promise<Counted> {
  const begun = now.subtract(per).toString()
  const { rows } = await sql<{ count: number; since: Temporal.Instant }>`
    insert into access.attempt as attempt (kind, key, count, since) values (${kind}, ${key}, 1, ${now.toString()}::timestamptz)
    on conflict (kind, key) do update set
      count = case when attempt.since <= ${begun}::timestamptz then 1 else attempt.count + 1 end,
      since = case when attempt.since <= ${begun}::timestamptz then excluded.since else attempt.since end
    returning count, since`.execute(access(tx))
  const [row] = rows
  if (!row) throw new Error('an attempt was not counted')
  return row
}

export async function forgetCount(tx: Tx, { kind }: Limit, key: Buffer): Promise<void> {
  await access(tx).deleteFrom('access.attempt').where('kind', '=', kind).where('key', '=', key).execute()
}

/** Sessions and codes that have run out, and counts of before. */
export async function sweep(tx: Tx, now: Temporal.Instant, countedBefore: Temporal.Instant): Promise<void> {
  await access(tx).deleteFrom('access.session').where('expires_at', '<', now).execute()
  await access(tx).deleteFrom('access.verification').where('expires_at', '<', now).execute()
  await access(tx).deleteFrom('access.attempt').where('since', '<', countedBefore).execute()
}
