import type { FastifyBaseLogger } from 'fastify'
import type { Actor } from './actor.ts'
import type { Commands } from './commands.ts'
import type { Database } from './database.ts'
import type { Box } from './keys.ts'
import type { Bound } from './routes.ts'
import type { Clock } from './time.ts'

export const SESSION_COOKIE = 'lifang_session'

export interface HttpOptions {
  readonly database: Database
  readonly commands: Commands
  readonly clock: Clock
  /** Seals the replies that are kept for idempotency keys. */
  readonly replies: Box
  /** Whether every reply says that it holds demo data. */
  readonly demo: boolean
  readonly routes: readonly Bound[]
  /** Finds who is behind a session cookie, and as what; null when it is not (or no longer) valid. @throws Problem 403 when its person may be nothing now. */
  readonly resolveSession: ResolveSession
  readonly log: FastifyBaseLogger
  /** Addresses of reverse proxies whose X-Forwarded-* headers count. */
  readonly trustProxy: string | boolean
  readonly requestsPerMinute: number
  readonly version: string
  readonly observe?: (request: Observed) => void
}

export type ResolveSession = (cookie: string, now: Temporal.Instant) => Promise<Actor | null>

export interface Observed {
  readonly method: string
  /** The route's pattern. */
  readonly route: string
  readonly status: number
  readonly seconds: number
}
