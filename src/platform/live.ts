/**
 * Live updates: after a command's commit its touched subjects are announced to the open pages of those who may see them, and the workers of
 * its jobs are woken, in this process at once and in other processes by one coalesced NOTIFY. A page that hears of something fetches it
 * again, under the usual policies.
 */
import pg from 'pg'
import type { Touched } from './audit.ts'
import { newId } from './ids.ts'

const CHANNEL = 'lifang_live'
const COALESCE_MS = 25
/** NOTIFY carries 8,000 bytes at most; what is left is for the names of queues. */
const MOST_IN_ONE_bytes = 6_000
const RETRY_MS = 1_000

type Listener = (touched: Touched) => void

export interface Live {
  announce(touched: readonly Touched[]): void
  listen(listener: Listener): () => void
  /** There are new jobs in these queues. */
  wake(queues: readonly string[]): void
  /** `null`: the connection was lost meanwhile, look into every queue. */
  onWake(listener: (queue: string | null) => void): () => void
  close(): Promise<void>
}

type Log = (message: string, error: unknown) => void

/** What one process tells the others. */
interface Message {
  readonly touched: readonly Touched[]
  readonly queues: readonly string[]
}

export function openLive(url: string, log: Log): Live {
  const listeners = new Set<Listener>()
  const wakers = new Set<(queue: string | null) => void>()
  const waiting: Touched[] = []
  const waking = new Set<string>()
  let timer: NodeJS.Timeout | undefined

  const deliver = (touched: readonly Touched[]) => {
    for (const each of touched) for (const listener of listeners) listener(each)
  }
  const rouse = (queues: Iterable<string | null>) => {
    for (const queue of queues) for (const waker of wakers) waker(queue)
  }
  const channel = openChannel({
    url,
    log,
    onMessage({ touched, queues }) {
      deliver(touched)
      rouse(queues)
    },
    onConnected: () => rouse([null]),
  })
  const send = () => {
    timer = undefined
    const touched = waiting.splice(0, fitting(waiting))
    const queues = [...waking]
    waking.clear()
    if (waiting.length > 0) timer = setTimeout(send, COALESCE_MS)
    channel.tell({ touched, queues })
  }
  return {
    announce(touched) {
      if (touched.length === 0) return
      deliver(touched)
      waiting.push(...touched)
      timer ??= setTimeout(send, COALESCE_MS)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    wake(queues) {
      if (queues.length === 0) return
      rouse(new Set(queues))
      for (const queue of queues) waking.add(queue)
      timer ??= setTimeout(send, COALESCE_MS)
    },
    onWake(listener) {
      wakers.add(listener)
      return () => wakers.delete(listener)
    },
    async close() {
      clearTimeout(timer)
      await channel.close()
    },
  }
}

/** How many of the first go into one message; never none. */
function fitting(waiting: readonly Touched[]): number {
  let bytes = 0
  const first = waiting.findIndex((touched) => (bytes += Buffer.byteLength(JSON.stringify(touched))) > MOST_IN_ONE_bytes)
  return first === -1 ? waiting.length : Math.max(first, 1)
}

interface ChannelOptions {
  readonly url: string
  readonly log: Log
  readonly onMessage: (message: Message) => void
  readonly onConnected: () => void
}

/** A connection that listens, and comes back by itself. */
function openChannel({ url, log, onMessage, onConnected }: ChannelOptions): { tell(message: Message): void; close(): Promise<void> } {
  const self = newId<'process'>()
  let client: pg.Client | undefined
  let closed = false
  let retry: NodeJS.Timeout | undefined

  const connect = async (): Promise<void> => {
    if (closed) return
    const fresh = new pg.Client({ connectionString: url, options: '-c role=lifang_app', application_name: 'lifang live' })
    fresh.on('error', () => {
      if (client === fresh) client = undefined
      if (!closed) retry = setTimeout(() => void connect(), RETRY_MS)
    })
    fresh.on('notification', ({ payload }) => {
      const { from, ...message } = JSON.parse(payload ?? '{}') as Message & { from: string }
      if (from !== self) onMessage(message)
    })
    try {
      await fresh.connect()
      await fresh.query(`listen ${CHANNEL}`)
      client = fresh
      onConnected()
    } catch (error) {
      log('live updates between processes wait for the database', error)
      await fresh.end().catch(() => {})
      // Closing may have come while we waited for the connection.
      if (!(closed as boolean)) retry = setTimeout(() => void connect(), RETRY_MS)
    }
  }
  const connecting = connect()
  let telling: Promise<unknown> = Promise.resolve()
  return {
    tell(message) {
      // One after the other: a connection takes no second query while the first is under way.
      telling = telling
        .then(() => client?.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify({ from: self, ...message })]))
        .catch((error: unknown) => log('live update not passed on', error))
    },
    async close() {
      closed = true
      clearTimeout(retry)
      await connecting
      await client?.end().catch(() => {})
    },
  }
}
