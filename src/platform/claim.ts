import { sql } from 'kysely'
import { tables, type Tx } from './database.ts'

const platform = tables('platform')

/** Seed of the locks that names stand for. */
const SEED = 4_305_001

/** Until this transaction ends, no other may do the work of `name`; false when one already does. */
export async function claim(tx: Tx, name: string): Promise<boolean> {
  const { rows } = await sql<{ claimed: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${name}, ${SEED})) as claimed`.execute(platform(tx))
  return rows[0]?.claimed === true
}

/** The same, after whoever does it now. */
export async function claimInTurn(tx: Tx, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, ${SEED}))`.execute(platform(tx))
}
