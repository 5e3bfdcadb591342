/**
 * The database handle is opaque: only `tables('<domain>')` opens it, and only onto that domain's own PostgreSQL schema. Handlers pass a
 * `Tx` or `Read` on to stores and can do nothing else with it.
 */
import { CompiledQuery, Kysely, PostgresDialect, type QueryExecutorProvider, type RawBuilder, type Transaction } from 'kysely'
import type { ReadonlyKysely } from 'kysely/readonly'
import pg from 'pg'
import { tuned } from './connection.ts'
import { common } from './problem.ts'
import type { DB } from './tables.generated.ts'

export type DomainSchema = keyof DB extends `${infer D}.${string}` ? D : never
type Of<D extends DomainSchema> = Pick<DB, Extract<keyof DB, `${D}.${string}`>>

declare const access: unique symbol
export interface Read {
  readonly [access]: 'read' | 'write'
}
export interface Tx extends Read {
  readonly [access]: 'write'
}

interface Query<D extends DomainSchema> {
  (at: Tx): Transaction<Of<D>>
  (at: Read): ReadonlyKysely<Of<D>>
}

/** The only way to a query: from a store, onto the tables of its own domain. */
export const tables = <D extends DomainSchema>(_domain: D): Query<D> => ((at: Read) => at) as unknown as Query<D>

/** For a select that the query builder cannot say; it stands in a store and names that store's own schema only. */
export const select = async <Row>(at: Read, query: RawBuilder<Row>): Promise<readonly Row[]> => (await query.execute(at as unknown as QueryExecutorProvider)).rows

/** The same, for a statement that is written out once: putting it together anew each time would cost more than running it. */
export const selectText = async <Row>(at: Read, text: string, values: readonly unknown[]): Promise<readonly Row[]> =>
  (await (at as unknown as Kysely<DB>).executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows

/** What the platform itself and pure infrastructure (login, migrations) use. */
export interface Database {
  readonly pool: pg.Pool
  readonly read: Read
  /** Runs `work` in one transaction; tries again when the server asks for it (deadlock, serialization). */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

pg.types.setTypeParser(pg.types.builtins.INT8, (value) => {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError(`integer beyond 2^53: ${value}`)
  return number
})
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (value) => Temporal.Instant.from(value.replace(' ', 'T')))

const RETRY = new Set(['40001', '40P01'])
const UNREACHABLE = new Set(['57P01', '57P02', '57P03', '53300', '08000', '08003', '08006', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT'])

export const isUniqueViolation = (error: unknown, constraint?: string): boolean =>
  error instanceof pg.DatabaseError && error.code === '23505' && (constraint === undefined || error.constraint === constraint)

export const isExclusionViolation = (error: unknown, constraint: string): boolean => error instanceof pg.DatabaseError && error.code === '23P01' && error.constraint === constraint

/** Whether an error means that the database cannot be reached just now; such a command may have happened and must be asked for again with its key. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  return (typeof code === 'string' && UNREACHABLE.has(code)) || /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/.test(error.message)
}

export interface DatabaseOptions {
  readonly url: string
  /** Connections at most. */
  readonly connections?: number
  readonly onIdleError?: (error: Error) => void
}

export function openDatabase({ url, connections = 12, onIdleError = () => {} }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    pipeline: true,
    // The server works as a role that owns nothing, see db/migrations/0001.
    options: '-c role=lifang_app -c statement_timeout=20000 -c idle_in_transaction_session_timeout=20000 -c timezone=UTC',
    connectionTimeoutMillis: 5_000,
    application_name: 'lifang',
  })
  pool.on('error', onIdleError)
  // A connection that breaks while it is taken but asked nothing would otherwise end the process; whoever holds it hears of it at the next query.
  pool.on('connect', (client) => client.on('error', () => {}))
  const dialectPool = {
    connect: async () => tuned(await pool.connect()),
    end: () => pool.end(),
    options: {},
  }
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool: dialectPool }) })
  return {
    pool,
    read: kysely as unknown as Read,
    async transaction(work) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await kysely.transaction().execute((transaction) => work(transaction as unknown as Tx))
        } catch (error) {
          const { code } = error as { code?: string }
          if (code !== undefined && RETRY.has(code) && attempt < 4) continue
          throw isUnavailable(error) ? Object.assign(common('common/unavailable'), { cause: error }) : error
        }
      }
    },
    close: () => kysely.destroy(),
  }
}
