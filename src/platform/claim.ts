import { sql } from 'kysely'
import { tables, type Tx } from './database.ts'

const platform = tables('platform')

/** Until this transaction ends, no other may do the work of `name`; false when one already does. */
export async function claim(tx: Tx, name: string): Promise<boolean> {
  const { rows } = await sql<{ claimed: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${name}, 4305001)) as claimed`.execute(platform(tx))
  return rows[0]?.claimed === true
}
