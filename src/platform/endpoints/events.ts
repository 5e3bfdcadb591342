import { PassThrough } from 'node:stream'
import { z } from 'zod'
import { within, type Actor } from '../actor.ts'
import type { Touched } from '../audit.ts'
import { contract } from '../contract.ts'
import { SESSION_COOKIE, type ResolveSession } from '../http-options.ts'
import type { Live } from '../live.ts'
import { anySession } from '../policy.ts'
import { common, Problem } from '../problem.ts'
import { bindRoutes, Reply, type Bound } from '../routes.ts'
import type { Clock } from '../time.ts'

const eventsContract = contract({
  'GET /api/v1/events': {
    summary: 'Server-sent events: {"kind", "id"} of each subject that changed and that this session may see',
    produces: 'text/event-stream',
    replies: { 200: z.string() },
  },
})

export interface EventsOptions {
  readonly live: Live
  readonly clock: Clock
  readonly resolveSession: ResolveSession
  readonly heartbeat_ms?: number
}

export interface Events {
  readonly routes: readonly Bound[]
  /** Ends every stream; new ones are refused. */
  close(): void
}

/** Shorter than the silence after which proxies hang up, and at most this long does a revoked session still hear. */
const HEARTBEAT_ms = 25_000
const STREAMS_A_SESSION = 8
/** A page that does not read is let go: it will come back and ask anew. */
const MOST_UNREAD_bytes = 64 * 1024

interface Stream {
  actor: Actor
  readonly out: PassThrough
}

export function openEvents({ live, clock, resolveSession, heartbeat_ms = HEARTBEAT_ms }: EventsOptions): Events {
  const streams = new Set<Stream>()
  let closed = false
  const write = (stream: Stream, text: string): void => {
    stream.out.write(text)
    if (stream.out.writableLength > MOST_UNREAD_bytes) stream.out.destroy()
  }
  const stopListening = live.listen((touched) => {
    const message = `data: ${JSON.stringify({ kind: touched.kind, id: touched.id })}\n\n`
    for (const stream of streams) if (concerns(stream.actor, touched)) write(stream, message)
  })
  const beat = async (stream: Stream, cookie: string): Promise<void> => {
    const actor = await resolveSession(cookie, clock.now()).catch((error: unknown) => {
      // The person may be nothing now.
      if (error instanceof Problem && error.status === 403) return null
      // While the database is away nobody's session can be judged, and nothing happens that could be told.
      return stream.actor
    })
    if (!actor) {
      stream.out.end()
      return
    }
    stream.actor = actor
    write(stream, ': still here\n\n')
  }
  const routes = bindRoutes(eventsContract, (on) => {
    on.effect('GET /api/v1/events', {
      may: anySession,
      handle: async ({ actor, http }) => {
        const open = [...streams].filter((stream) => stream.actor.sessionId === actor.sessionId).length
        if (closed) throw common('common/unavailable')
        if (open >= STREAMS_A_SESSION) throw common('common/too-many')
        const stream: Stream = { actor, out: new PassThrough() }
        const timer = setInterval(() => void beat(stream, http.cookies[SESSION_COOKIE] ?? ''), heartbeat_ms)
        stream.out.once('close', () => {
          clearInterval(timer)
          streams.delete(stream)
        })
        streams.add(stream)
        // Something at once, so that the page knows the line is open.
        write(stream, ': hello\n\n')
        return new Reply<NodeJS.ReadableStream>(stream.out, { headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' } })
      },
    })
  })
  return {
    routes,
    close() {
      closed = true
      stopListening()
      for (const stream of streams) stream.out.end()
    },
  }
}

/** Staff hear of what lies in their scope and is their organisation's or theirs to read, everybody of what names them: that something exists is news, too. */
const concerns = (actor: Actor, { persons, path, organisations, action }: Touched): boolean =>
  persons.includes(actor.personId) || (actor.face === 'desk' && within(actor, path) && (actor.actions.has(action) || (actor.organisationId !== null && organisations.includes(actor.organisationId))))
