/**
 * Live updates: after a command's commit its touched subjects are announced to the open pages of those who may see them, in this process at
 * once and to other processes by one coalesced NOTIFY. A page that hears of something fetches it again, under the usual policies.
 */
import pg from 'pg'
import type { Touched } from './audit.ts'

const CHANNEL = 'lifang_live'
const COALESCE_MS = 25
/** NOTIFY carries 8,000 bytes at most. */
const MOST_IN_ONE = 60

type Listener = (touched: Touched) => void

export interface Live {
  announce(touched: readonly Touched[]): void
  listen(listener: Listener): () => void
  close(): Promise<void>
}

export function openLive(url: string, log: (message: string, error: unknown) => void): Live {
  const listeners = new Set<Listener>()
  const self = `${process.pid}.${performance.timeOrigin}`
  let waiting: Touched[] = []
  let timer: NodeJS.Timeout | undefined
  let client: pg.Client | undefined
  let closed = false
  let retry: NodeJS.Timeout | undefined

  const deliver = (touched: readonly Touched[]) => {
    for (const each of touched) for (const listener of listeners) listener(each)
  }
  const connect = async (): Promise<void> => {
    if (closed) return
    const fresh = new pg.Client({ connectionString: url, options: '-c role=lifang_app', application_name: 'lifang live' })
    fresh.on('error', () => {
      if (client === fresh) client = undefined
      if (!closed) retry = setTimeout(() => void connect(), 1_000)
    })
    fresh.on('notification', ({ payload }) => {
      const message = JSON.parse(payload ?? '{}') as { from?: string; touched?: Touched[] }
      if (message.from !== self && message.touched) deliver(message.touched)
    })
    try {
      await fresh.connect()
      await fresh.query(`listen ${CHANNEL}`)
      client = fresh
    } catch (error) {
      log('live updates between processes wait for the database', error)
      await fresh.end().catch(() => {})
      // Closing may have come while we waited for the connection.
      if (!(closed as boolean)) retry = setTimeout(() => void connect(), 1_000)
    }
  }
  void connect()

  const send = () => {
    timer = undefined
    const batch = waiting.splice(0, MOST_IN_ONE)
    if (waiting.length > 0) timer = setTimeout(send, COALESCE_MS)
    client?.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify({ from: self, touched: batch })]).catch((error: unknown) => log('live update not passed on', error))
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
    async close() {
      closed = true
      clearTimeout(timer)
      clearTimeout(retry)
      waiting = []
      await client?.end().catch(() => {})
    },
  }
}
