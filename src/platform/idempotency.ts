/** A command's reply kept with its idempotency key, in the command's own transaction: the unique key lets one of two concurrent twins commit. */
import { tables, type Read, type Tx } from './database.ts'

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
