/**
 * What each connection of the pool does for speed, unseen by those who ask it. Server and database share their cores, so that every
 * round trip costs two changes of process: fewer of them is what lets more commands through.
 */
import { createHash } from 'node:crypto'
import type { Writable } from 'node:stream'
import pg from 'pg'

type Result = Pick<pg.QueryResult, 'command' | 'rowCount' | 'rows'>

interface Statement {
  readonly text: string
  /** As they travel. */
  readonly values: readonly unknown[]
  /** By which a connection knows its plan; empty: planned each time. */
  readonly name: string
}

/**
 * Begins a statement whose answer nobody needs: it is sent together with the next one of its transaction, at the latest with the commit,
 * which fails if it fails.
 */
export const UNAWAITED = '/* unawaited */ '

/** Planning costs as much as running a short query: the same text is planned once a connection. */
const MOST_PLANS = 300

const known = new WeakSet<pg.PoolClient>()

/** @param client with `pipeline: true`; the same one may come again. */
export function tuned(client: pg.PoolClient): pg.PoolClient {
  if (known.has(client)) return client
  known.add(client)
  const send = client.query.bind(client) as (...args: unknown[]) => Promise<Result>
  const named = planner()
  /** Nothing is sent for `begin` alone: it goes with its transaction's first statement. */
  const held: Statement[] = []
  const beginHeld = () => held[0]?.text === 'begin'

  const ask = (text: string, values: readonly unknown[]): Promise<Result> => {
    if (text === 'begin' || text.startsWith(UNAWAITED)) {
      held.push(named(text, values))
      return Promise.resolve({ command: '', rowCount: 0, rows: [] })
    }
    if (text === 'rollback') held.length = Math.min(held.length, beginHeld() ? 1 : 0)
    // A transaction in which nothing was asked never began.
    if ((text === 'commit' || text === 'rollback') && held.length === 1 && beginHeld()) {
      held.length = 0
      return Promise.resolve({ command: text.toUpperCase(), rowCount: 0, rows: [] })
    }
    const statements = [...held.splice(0), named(text, values)]
    return new Promise((resolve, reject) => {
      // Its promise is the batch itself: the answer comes by the callback.
      void send(new Batch(statements, (error, result) => (error ? reject(error) : resolve(result))))
    })
  }
  client.query = ((...args: unknown[]) => {
    const [text, values] = args
    return typeof text === 'string' && Array.isArray(values) && args.length === 2 ? ask(text, values) : send(...args)
  }) as typeof client.query
  return client
}

function planner(): (text: string, values: readonly unknown[]) => Statement {
  const plans = new Map<string, string>()
  return (text, given) => {
    const values = given.map((value) => (value instanceof Temporal.Instant ? value.toString() : prepareValue(value)))
    let name = plans.get(text)
    if (name === undefined && plans.size < MOST_PLANS) {
      name = createHash('sha1').update(text).digest('base64url')
      plans.set(text, name)
    }
    return { text, values, name: name ?? '' }
  }
}

type Answered = (error: Error | null, result: Result) => void

/** What pg gives its queries, beyond its published types. */
interface Wire {
  readonly stream: Writable
  readonly parsedStatements: Record<string, string>
  close(of: { readonly type: 'S'; readonly name: string }): void
  parse(of: { readonly name: string; readonly text: string }): void
  bind(of: { readonly statement: string; readonly values: readonly unknown[] }): void
  describe(of: { readonly type: 'P' }): void
  execute(of: object): void
  sync(): void
}
interface PgQuery {
  handleCommandComplete(message: unknown, wire: Wire): void
  handleReadyForQuery(wire: Wire): void
}
const PgQuery = pg.Query as unknown as new (config: object, answered: Answered) => PgQuery
const { prepareValue } = (pg as unknown as { readonly utils: { readonly prepareValue: (this: void, value: unknown) => unknown } }).utils

/**
 * Statements that travel and fail together, under one Sync: each Sync is an answer of its own, which costs the server a write and us a read.
 * The first that fails is the cause, those behind it are skipped. The result is the last one's.
 */
class Batch extends PgQuery {
  readonly #statements: readonly Statement[]
  #left: number

  constructor(statements: readonly Statement[], answered: Answered) {
    super({ text: statements.at(-1)?.text }, answered)
    this.#statements = statements
    this.#left = statements.length
  }

  submit(wire: Wire): null {
    wire.stream.cork()
    for (const [index, { name, text, values }] of this.#statements.entries()) {
      if (name === '' || wire.parsedStatements[name] === undefined) {
        // It may be known from a batch that failed: nobody told us how far that came.
        if (name !== '') wire.close({ type: 'S', name })
        wire.parse({ name, text })
      }
      wire.bind({ statement: name, values })
      if (index === this.#statements.length - 1) wire.describe({ type: 'P' })
      wire.execute({})
    }
    wire.sync()
    wire.stream.uncork()
    return null
  }

  override handleCommandComplete(message: unknown, wire: Wire): void {
    this.#left--
    if (this.#left === 0) super.handleCommandComplete(message, wire)
  }

  override handleReadyForQuery(wire: Wire): void {
    for (const { name, text } of this.#statements) if (name !== '') wire.parsedStatements[name] = text
    super.handleReadyForQuery(wire)
  }
}
