/** Computes the whole chain of the audit trail again and names what does not fit. Reads in batches: memory does not grow with the trail. */
import { entryDigest, GENESIS, headAfter, type Entry } from './audit-chain.ts'
import { publishedHeads, type Head } from './audit-heads.ts'
import { tables, type Database, type Read } from './database.ts'

const audit = tables('audit')

export type AuditFinding =
  /** `now`: where the row stands that once stood here, when rows changed places. */
  | { readonly kind: 'row-reordered'; readonly no: number; readonly seq: number; readonly now: number }
  | { readonly kind: 'row-changed'; readonly no: number; readonly seq: number; readonly subjectKind: string; readonly subjectId: string }
  | { readonly kind: 'row-deleted'; readonly no: number; readonly seq: number }
  | { readonly kind: 'link-changed'; readonly no: number; readonly seq: number }
  | { readonly kind: 'links-missing'; readonly from: number; readonly to: number }
  | { readonly kind: 'cut-off'; readonly from: number; readonly to: number; readonly publishedAt: string }
  /** The chain fits in itself, but not to what was published: it was written anew at or before this link. */
  | { readonly kind: 'rewritten'; readonly no: number; readonly publishedAt: string }
  | { readonly kind: 'unsealed'; readonly rows: number; readonly since: string }

export interface AuditReport {
  readonly entries: number
  readonly links: number
  readonly published: number
  readonly findings: readonly AuditFinding[]
  /** Findings beyond these were counted, not kept. */
  readonly more: number
}

const BATCH = 1_000
const MOST_FINDINGS = 200
/** The sealer's turn comes every few seconds: what waits longer is not waiting for it. */
const PATIENCE_s = 60

export async function verifyAudit(database: Database, dataDirectory: string, now: Temporal.Instant): Promise<AuditReport> {
  const { read } = database
  const findings: AuditFinding[] = []
  let more = 0
  const find = (finding: AuditFinding): void => {
    if (findings.length < MOST_FINDINGS) findings.push(finding)
    else more++
  }
  const { links, misfits } = await walk(read, find)
  for (const finding of name(misfits)) find(finding)
  const published = await compareHeads(read, dataDirectory, links, find)
  const { rows, since } = await unsealed(read)
  if (since !== null && Temporal.Instant.compare(since.add({ seconds: PATIENCE_s }), now) < 0) find({ kind: 'unsealed', rows, since: since.toString() })
  return { entries: links + rows, links, published, findings, more }
}

interface Link {
  readonly no: number
  readonly entry_seq: number
  readonly entry_transaction: string
  readonly digest: Buffer
  readonly head: Buffer
}

/** A row whose digest is not the one sealed at its place. */
interface Misfit {
  readonly link: Link
  readonly entry: Entry
}

/** Answers with the number of the last link. */
async function walk(read: Read, find: (finding: AuditFinding) => void): Promise<{ links: number; misfits: readonly Misfit[] }> {
  const misfits: Misfit[] = []
  let last = 0
  // The head before the next link; several while a changed link leaves open which of its parts was changed.
  let heads: readonly Buffer[] = [GENESIS]
  for (;;) {
    const links = await linksAfter(read, last)
    const entries = await entriesOf(read, links)
    for (const link of links) {
      const entry = entries.get(link.entry_seq)
      const digest = entry && entryDigest(entry)
      const gap = link.no !== last + 1
      if (gap) find({ kind: 'links-missing', from: last + 1, to: link.no - 1 })
      // After a gap there is nothing to compare a head with.
      if (gap || heads.some((head) => headAfter(head, link.digest).equals(link.head))) {
        heads = [link.head]
        if (!entry) find({ kind: 'row-deleted', no: link.no, seq: link.entry_seq })
        else if (!digest?.equals(link.digest) && misfits.length < MOST_FINDINGS) misfits.push({ link, entry })
      } else {
        find({ kind: 'link-changed', no: link.no, seq: link.entry_seq })
        const [before = GENESIS] = heads
        heads = [link.head, headAfter(before, link.digest), ...(digest ? [headAfter(before, digest)] : [])]
      }
      last = link.no
    }
    if (links.length < BATCH) return { links: last, misfits }
  }
}

const linksAfter = (read: Read, no: number): Promise<readonly Link[]> =>
  audit(read).selectFrom('audit.link').select(['no', 'entry_seq', 'entry_transaction', 'digest', 'head']).where('no', '>', no).orderBy('no').limit(BATCH).execute()

async function entriesOf(read: Read, links: readonly Link[]): Promise<ReadonlyMap<number, Entry>> {
  if (links.length === 0) return new Map()
  const rows = await audit(read)
    .selectFrom('audit.entry')
    .selectAll()
    .where(
      'seq',
      'in',
      links.map((link) => link.entry_seq),
    )
    .execute()
  return new Map(rows.map((row) => [row.seq, row]))
}

/** A row that fits, word for word, where another one stands has changed places with it; the others were changed. */
function* name(misfits: readonly Misfit[]): Generator<AuditFinding> {
  for (const { link, entry } of misfits) {
    const moved = misfits.find((other) => entryDigest({ ...other.entry, seq: link.entry_seq, transaction: link.entry_transaction }).equals(link.digest))
    if (moved && moved.entry !== entry) yield { kind: 'row-reordered', no: link.no, seq: link.entry_seq, now: moved.entry.seq }
    else yield { kind: 'row-changed', no: link.no, seq: link.entry_seq, subjectKind: entry.subject_kind, subjectId: entry.subject_id }
  }
}

/** Answers with how many heads were published. */
async function compareHeads(read: Read, dataDirectory: string, links: number, find: (finding: AuditFinding) => void): Promise<number> {
  let published = 0
  let beyond: Head | undefined
  let batch: Head[] = []
  let rewritten: Head | undefined
  const compare = async (): Promise<void> => {
    const stored = await headsAt(read, batch)
    for (const head of batch) {
      const there = stored.get(head.no)
      if (there && !there.equals(head.head) && (!rewritten || head.no < rewritten.no)) rewritten = head
    }
    batch = []
  }
  for await (const head of publishedHeads(dataDirectory)) {
    published++
    if (head.no > links && (!beyond || head.no > beyond.no)) beyond = head
    if (head.no <= links && batch.push(head) === BATCH) await compare()
  }
  await compare()
  if (rewritten) find({ kind: 'rewritten', no: rewritten.no, publishedAt: rewritten.at })
  if (beyond) find({ kind: 'cut-off', from: links + 1, to: beyond.no, publishedAt: beyond.at })
  return published
}

async function headsAt(read: Read, heads: readonly Head[]): Promise<ReadonlyMap<number, Buffer>> {
  if (heads.length === 0) return new Map()
  const numbers = heads.map((head) => head.no)
  const rows = await audit(read).selectFrom('audit.link').select(['no', 'head']).where('no', 'in', numbers).execute()
  return new Map(rows.map((row) => [row.no, row.head]))
}

async function unsealed(read: Read): Promise<{ rows: number; since: Temporal.Instant | null }> {
  const { rows, since } = await audit(read)
    .selectFrom('audit.entry as e')
    .leftJoin('audit.link as l', 'l.entry_seq', 'e.seq')
    .where('l.no', 'is', null)
    .select(({ fn }) => [fn.countAll<number>().as('rows'), fn.min('e.at').as('since')])
    .executeTakeFirstOrThrow()
  return { rows, since }
}
