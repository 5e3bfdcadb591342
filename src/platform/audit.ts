/**
 * The audit trail: a command's store hands over each subject before and after, the wrapper writes the rows in the command's transaction.
 * Personal fields must come as ciphertext, so that forgetting a person's key erases them here too and the chain stays valid.
 */
import { CompiledQuery } from 'kysely'
import type { Actor } from './actor.ts'
import { UNAWAITED } from './connection.ts'
import { tables, type Tx } from './database.ts'
import { newId, type CommandId } from './ids.ts'

const audit = tables('audit')

export interface Change {
  readonly subjectKind: string
  readonly subjectId: string
  readonly communityId?: string | null
  readonly before: object | null
  readonly after: object | null
  readonly reason?: string
}

/** Who and what began a command: a person's request, or (actor null) a job or the command line. */
export interface CommandOrigin {
  readonly name: string
  readonly actor: Pick<Actor, 'accountId' | 'personId' | 'role' | 'place'> | null
  readonly at: Temporal.Instant
  readonly httpRequestId: string | null
}

/** What one command is about to write, kept beside its transaction. */
interface Command extends CommandOrigin {
  readonly id: CommandId
  readonly changes: Change[]
  readonly touched: Touched[]
  readonly jobs: QueuedJob[]
}

/** A job to be stored with the command's other changes: see jobs.ts. */
export interface QueuedJob {
  readonly queue: string
  readonly data: object
  readonly startAfter: Temporal.Instant | null
}

/** A live update: that something changed, for whoever may see it to fetch again. */
export interface Touched {
  readonly kind: string
  readonly id: string
  /** The community's path: of those whose scope holds it, staff of `organisations` and whoever may do `action` hear of it. */
  readonly path: string
  readonly organisations: readonly string[]
  readonly action: string
  /** Residents and assignees who hear of it wherever they are. */
  readonly persons: readonly string[]
}

const running = new WeakMap<Tx, Command>()

export function beginCommand(tx: Tx, origin: CommandOrigin): void {
  running.set(tx, { ...origin, id: newId<'command'>(), changes: [], touched: [], jobs: [] })
}

const of = (tx: Tx): Command => {
  const command = running.get(tx)
  if (!command) throw new Error('a write outside a command')
  return command
}

export const commandId = (tx: Tx): CommandId => of(tx).id

/** Called by every store's `save`: no change without its audit row. */
export function recordChange(tx: Tx, change: Change, touched?: Touched): void {
  const command = of(tx)
  command.changes.push(change)
  if (touched) command.touched.push(touched)
}

export function recordJob(tx: Tx, job: QueuedJob): void {
  of(tx).jobs.push(job)
}

/** What else the command's wrapper has to store, and to announce after commit. */
export const collected = (tx: Tx): { readonly touched: readonly Touched[]; readonly jobs: readonly QueuedJob[] } => of(tx)

/** PostgreSQL takes 65,535 parameters a statement. */
const ROWS_A_STATEMENT = 4_000

const COLUMNS = ['command_id', 'at', 'actor_account_id', 'actor_person_id', 'actor_role', 'actor_place_id', 'command', 'subject_kind', 'subject_id', 'community_id', 'before', 'after', 'reason', 'http_request_id'] as const

// In plain SQL: every command pays for it, and putting it together by the query builder costs more than running it.
const insertStatement = (rows: number) => {
  const row = (_: unknown, no: number) => `(${COLUMNS.map((_column, index) => `$${no * COLUMNS.length + index + 1}`).join(', ')})`
  return `${UNAWAITED}insert into audit.entry (${COLUMNS.join(', ')}) values ${Array.from({ length: rows }, row).join(', ')}`
}
const INSERT_ONE = insertStatement(1)

/** Writes the command's audit rows; they have arrived when the command commits. */
export async function writeChanges(tx: Tx): Promise<void> {
  const command = of(tx)
  for (let from = 0; from < command.changes.length; from += ROWS_A_STATEMENT) {
    const rows = command.changes.slice(from, from + ROWS_A_STATEMENT).map((change) => rowOf(command, change))
    await audit(tx).executeQuery(CompiledQuery.raw(rows.length === 1 ? INSERT_ONE : insertStatement(rows.length), rows.flat()))
  }
}

/** In the order of COLUMNS. */
const rowOf = ({ id, at, actor, name, httpRequestId }: Command, change: Change) => [
  id,
  at,
  actor?.accountId ?? null,
  actor?.personId ?? null,
  actor?.role ?? null,
  actor?.place.id ?? null,
  name,
  change.subjectKind,
  change.subjectId,
  change.communityId ?? null,
  change.before === null ? null : JSON.stringify(change.before),
  change.after === null ? null : JSON.stringify(change.after),
  change.reason ?? null,
  httpRequestId,
]
