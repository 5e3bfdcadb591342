/** A command's reply kept with its idempotency key, in the command's own transaction: the unique key lets one of two concurrent twins commit. Sealed, since it may name people. */
import { CompiledQuery, sql } from 'kysely'
import { claim } from './claim.ts'
import { UNAWAITED } from './connection.ts'
import { tables, type Database, type Read, type Tx } from './database.ts'
import type { Box } from './keys.ts'

const platform = tables('platform')

export interface KeptReply {
  readonly accountId: string
  readonly key: string
  readonly digest: Buffer
  readonly status: number
  readonly reply: object
  readonly at: Temporal.Instant
}

const contextOf = (accountId: string, key: string): string => `reply:${accountId}:${key}`

const KEEP = `${UNAWAITED}insert into platform.idempotency (account_id, key, digest, status, reply, at) values ($1, $2, $3, $4, $5, $6)`

/** A twin that came first is told at the commit, as a unique violation. */
export async function keepReply(tx: Tx, box: Box, { accountId, key, digest, status, reply, at }: KeptReply): Promise<void> {
  await platform(tx).executeQuery(CompiledQuery.raw(KEEP, [accountId, key, digest, status, box.seal(JSON.stringify(reply), contextOf(accountId, key)), at]))
}

export async function findReply(read: Read, box: Box, accountId: string, key: string): Promise<Pick<KeptReply, 'digest' | 'status' | 'reply'> | null> {
  const row = await platform(read).selectFrom('platform.idempotency').select(['digest', 'status', 'reply']).where('account_id', '=', accountId).where('key', '=', key).executeTakeFirst()
  return row ? { digest: row.digest, status: row.status, reply: JSON.parse(box.open(row.reply, contextOf(accountId, key))) as object } : null
}

/** A page that was closed with something to send may come back after weeks. */
const KEPT_h = 30 * 24
const SWEPT_AT_ONCE = 10_000

export async function sweepReplies(database: Database, now: Temporal.Instant): Promise<void> {
  const before = now.subtract({ hours: KEPT_h })
  await database.transaction(async (tx) => {
    // Rows are never changed, so that the place where one lies stays its own.
    if (await claim(tx, 'platform/sweep-replies')) await sql`delete from platform.idempotency where ctid = any (array(select ctid from platform.idempotency where at < ${before} limit ${SWEPT_AT_ONCE}))`.execute(platform(tx))
  })
}
