/**
 * Seals committed audit rows into the hash chain, in batches: a head that each command had to lock would make the whole city queue.
 *
 * A row may be sealed when no transaction before its own can still write: PostgreSQL's oldest running transaction is then younger. Sealed in
 * the order of (transaction, seq), nothing can later slip in between.
 */
import { sql } from 'kysely'
import { entryDigest, GENESIS, headAfter, type Entry } from './audit-chain.ts'
import { lastPublished, publishHead } from './audit-heads.ts'
import { claim } from './claim.ts'
import { tables, type Database, type Tx } from './database.ts'
import type { Clock } from './time.ts'

const audit = tables('audit')

/** While these are hashed nobody is answered: a few milliseconds. */
const BATCH = 200

export interface Sealer {
  /** Seals all that can be sealed now. Several processes may do it at once: one works, the others return. */
  seal(): Promise<void>
}

interface Newest {
  readonly no: number
  readonly entry_transaction: string
  readonly entry_seq: number
  readonly head: Buffer
}

export function openSealer({ database, dataDirectory, clock }: { readonly database: Database; readonly dataDirectory: string; readonly clock: Clock }): Sealer {
  return {
    async seal() {
      for (let sealed = BATCH; sealed === BATCH; ) {
        sealed = await database.transaction(async (tx) => ((await claim(tx, 'platform/seal-audit')) ? sealBatch(tx, clock.now()) : 0))
        // Also when nothing was sealed: a crash may have come between the last commit and its line.
        await publishNewest(database, dataDirectory, clock)
      }
    },
  }
}

async function publishNewest(database: Database, dataDirectory: string, clock: Clock): Promise<void> {
  const newest = await audit(database.read).selectFrom('audit.link').select(['no', 'head']).orderBy('no', 'desc').limit(1).executeTakeFirst()
  if (newest && newest.no > (await lastPublished(dataDirectory))) await publishHead(dataDirectory, { ...newest, at: clock.now().toString() })
}

async function sealBatch(tx: Tx, now: Temporal.Instant): Promise<number> {
  const newest = await audit(tx).selectFrom('audit.link').select(['no', 'entry_transaction', 'entry_seq', 'head']).orderBy('no', 'desc').limit(1).executeTakeFirst()
  const entries = await due(tx, newest)
  let no = newest?.no ?? 0
  let head = newest?.head ?? GENESIS
  const links = entries.map((entry) => {
    const digest = entryDigest(entry)
    head = headAfter(head, digest)
    no++
    return { no, entry_seq: entry.seq, entry_transaction: entry.transaction, digest, head, sealed_at: now }
  })
  if (links.length > 0) await audit(tx).insertInto('audit.link').values(links).execute()
  return links.length
}

async function due(tx: Tx, newest: Newest | undefined): Promise<readonly Entry[]> {
  const unsealed = audit(tx)
    .selectFrom('audit.entry as e')
    .selectAll()
    // What a snapshot shows beyond its own end was written in the cluster that this database was restored from: long committed.
    .where(sql<boolean>`(e.transaction < pg_snapshot_xmin(pg_current_snapshot()) or e.transaction >= pg_snapshot_xmax(pg_current_snapshot()))`)
    .where((of) => of.not(of.exists(of.selectFrom('audit.link as l').select('l.no').whereRef('l.entry_seq', '=', 'e.seq'))))
    .orderBy('transaction')
    .orderBy('seq')
    .limit(BATCH)
  if (!newest) return unsealed.execute()
  const later = await unsealed.where(sql<boolean>`(e.transaction, e.seq) > (${newest.entry_transaction}::xid8, ${newest.entry_seq})`).execute()
  if (later.length > 0) return later
  // After a restore into a younger cluster new transactions have smaller numbers than the last sealed one: then look at all.
  const { rows } = await sql<{ younger: boolean }>`select ${newest.entry_transaction}::xid8 >= pg_snapshot_xmax(pg_current_snapshot()) as younger`.execute(audit(tx))
  return rows[0]?.younger === true ? unsealed.execute() : []
}
