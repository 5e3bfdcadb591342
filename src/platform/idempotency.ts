/** A command's reply kept with its idempotency key, in the command's own transaction: the unique key lets one of two concurrent twins commit. */
import { sql } from 'kysely'
import { claim } from './claim.ts'
import { tables, type Database, type Read, type Tx } from './database.ts'

const platform = tables('platform')

export interface KeptReply {
  readonly accountId: string
  readonly key: string
  readonly digest: Buffer
  readonly status: number
  readonly reply: object
  readonly at: Temporal.Instant
}

export async function keepReply(tx: Tx, { accountId, key, digest, status, reply, at }: KeptReply): Promise<void> {
  await platform(tx)
    .insertInto('platform.idempotency')
    .values({ account_id: accountId, key, digest, status, reply: JSON.stringify(reply), at })
    .execute()
}

export async function findReply(read: Read, accountId: string, key: string): Promise<Pick<KeptReply, 'digest' | 'status' | 'reply'> | null> {
  const row = await platform(read).selectFrom('platform.idempotency').select(['digest', 'status', 'reply']).where('account_id', '=', accountId).where('key', '=', key).executeTakeFirst()
  return row ? { digest: row.digest, status: row.status, reply: row.reply as object } : null
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
