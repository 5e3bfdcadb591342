/**
 * What each connection of the pool does for speed, unseen by those who ask it. Server and database share their cores, so that every
 * round trip costs two changes of process: fewer of them is what lets more commands through.
 */
import { createHash } from 'node:crypto'
import type { Writable } from 'node:stream'
import type pg from 'pg'

type Result = Pick<pg.QueryResult, 'command' | 'rowCount' | 'rows'>
type Query = string | pg.QueryConfig

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
  const held: Query[] = []

  const withHeld = async (query: Query): Promise<Result> => {
    const { stream } = (client as unknown as { readonly connection: { readonly stream: Writable } }).connection
    const queries = [...held.splice(0), query]
    stream.cork()
    const answers = queries.map((each) => send(each))
    stream.uncork()
    // The first to fail is the cause; those behind it fail because of it.
    return (await Promise.all(answers)).at(-1) as Result
  }

  const ask = (text: string, values: readonly unknown[]): Promise<Result> => {
    if (text === 'begin' || text.startsWith(UNAWAITED)) {
      held.push(named(text, values))
      return Promise.resolve({ command: '', rowCount: 0, rows: [] })
    }
    if (text === 'rollback') held.length = Math.min(held.length, held[0] === 'begin' ? 1 : 0)
    // A transaction in which nothing was asked never began.
    if ((text === 'commit' || text === 'rollback') && held.length === 1 && held[0] === 'begin') {
      held.length = 0
      return Promise.resolve({ command: text.toUpperCase(), rowCount: 0, rows: [] })
    }
    const query = named(text, values)
    return held.length === 0 ? send(query) : withHeld(query)
  }
  client.query = ((...args: unknown[]) => {
    const [text, values] = args
    return typeof text === 'string' && Array.isArray(values) && args.length === 2 ? ask(text, values) : send(...args)
  }) as typeof client.query
  return client
}

function planner(): (text: string, values: readonly unknown[]) => Query {
  const plans = new Map<string, string>()
  return (text, given) => {
    if (given.length === 0) return text
    const values = given.map((value) => (value instanceof Temporal.Instant ? value.toString() : value))
    let name = plans.get(text)
    if (name === undefined && plans.size < MOST_PLANS) {
      name = createHash('sha1').update(text).digest('base64url')
      plans.set(text, name)
    }
    return name === undefined ? { text, values } : { name, text, values }
  }
}
