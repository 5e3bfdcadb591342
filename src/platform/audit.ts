/**
 * The audit trail: a command's store hands over each subject before and after, the wrapper writes the rows in the command's transaction.
 * Personal fields must come as ciphertext, so that forgetting a person's key erases them here too and the chain stays valid.
 */
import type { Actor } from './actor.ts'
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

/** What one command is about to write, kept beside its transaction. */
interface Command {
  readonly id: CommandId
  readonly name: string
  readonly actor: Pick<Actor, 'accountId' | 'personId' | 'role' | 'place'> | null
  readonly at: Temporal.Instant
  readonly httpRequestId: string | null
  readonly changes: Change[]
  readonly touched: Touched[]
}

/** A live update: that something changed, for whoever may see it to fetch again. */
export interface Touched {
  readonly kind: string
  readonly id: string
  /** The community's path: staff whose scope holds it hear of it. */
  readonly path: string
  /** Residents and assignees who hear of it wherever they are. */
  readonly persons: readonly string[]
}

const running = new WeakMap<Tx, Command>()

export function beginCommand(tx: Tx, command: Omit<Command, 'id' | 'changes' | 'touched'>): Command {
  const begun: Command = { ...command, id: newId<'command'>(), changes: [], touched: [] }
  running.set(tx, begun)
  return begun
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

/** Writes the rows of the command; answers with what to announce after commit. */
export async function writeChanges(tx: Tx): Promise<readonly Touched[]> {
  const command = of(tx)
  if (command.changes.length > 0) {
    await audit(tx)
      .insertInto('audit.entry')
      .values(
        command.changes.map((change) => ({
          command_id: command.id,
          at: command.at,
          actor_account_id: command.actor?.accountId ?? null,
          actor_person_id: command.actor?.personId ?? null,
          actor_role: command.actor?.role ?? null,
          actor_place_id: command.actor?.place.id ?? null,
          command: command.name,
          subject_kind: change.subjectKind,
          subject_id: change.subjectId,
          community_id: change.communityId ?? null,
          before: change.before === null ? null : JSON.stringify(change.before),
          after: change.after === null ? null : JSON.stringify(change.after),
          reason: change.reason ?? null,
          http_request_id: command.httpRequestId,
        })),
      )
      .execute()
  }
  return command.touched
}
