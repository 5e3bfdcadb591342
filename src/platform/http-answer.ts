/** From a checked request to its reply: load → may → handle, and at most once for an idempotency key. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isUniqueViolation } from './database.ts'
import type { HttpOptions } from './http-options.ts'
import { findReply, keepReply, type KeptReply } from './idempotency.ts'
import type { Verdict } from './policy.ts'
import { common, Problem } from './problem.ts'
import { invalid } from './problem-reply.ts'
import { Reply, type AnyInput, type Bound } from './routes.ts'

export async function answer(bound: Bound, request: FastifyRequest, reply: FastifyReply, options: HttpOptions): Promise<unknown> {
  const input = inputOf(request, options.clock.now())
  // The pages' clock follows ours: a demo's may be moved, a phone's may be wrong.
  reply.header('x-lifang-now', input.now.toString())
  if (options.demo) reply.header('x-lifang-demo', 'true')
  if (bound.kind === 'command') {
    const result = await runCommand(bound, request, input, options)
    return send(result, bound, reply)
  }
  if (bound.kind === 'effect') {
    enforce(bound.route.may(input.actor, undefined, input))
    return send(await bound.route.handle(input), bound, reply)
  }
  const { read } = options.database
  const subject = bound.route.load ? await bound.route.load(read, input) : undefined
  if (subject === null) throw common('common/not-found')
  enforce(bound.route.may(input.actor, subject, input))
  return send(await bound.route.handle({ ...input, read, subject }), bound, reply)
}

const inputOf = (request: FastifyRequest, now: Temporal.Instant): AnyInput => ({
  actor: request.actor,
  params: request.params,
  query: request.query,
  body: request.body,
  now,
  http: { requestId: request.id, ip: request.ip, secure: request.protocol === 'https', headers: request.headers, cookies: request.cookies },
})

function enforce(verdict: Verdict): void {
  if (verdict === true) return
  if (verdict.hidden) throw common('common/not-found')
  throw new Problem(verdict.reason, 403, verdict.values === undefined ? {} : { values: verdict.values })
}

type CommandRoute = Extract<Bound, { kind: 'command' }>

const runCommand = (bound: CommandRoute, request: FastifyRequest, input: AnyInput, options: HttpOptions): Promise<unknown> => perform(bound, input, idempotency(request), options)

type Once = Pick<KeptReply, 'accountId' | 'key' | 'digest'>

/** One command in its own transaction; with a key, at most once, and its reply again whenever it is asked for again. */
export async function perform(bound: CommandRoute, input: AnyInput, once: Once | null, { commands, database, replies }: Pick<HttpOptions, 'commands' | 'database' | 'replies'>): Promise<unknown> {
  try {
    return await commands.run({ name: bound.key, actor: input.actor, at: input.now, httpRequestId: input.http.requestId }, async (tx) => {
      const subject = bound.route.load ? await bound.route.load(tx, input) : undefined
      if (subject === null) throw common('common/not-found')
      enforce(bound.route.may(input.actor, subject, input))
      const answered: unknown = await bound.route.handle({ ...input, tx, subject })
      if (once) await keepReply(tx, replies, { ...once, at: input.now, ...plain(answered, bound) })
      return answered
    })
  } catch (error) {
    // Asked for again: the first time's reply stands, whatever has happened to the case since.
    if (once && ((error instanceof Problem && error.status !== 503) || isUniqueViolation(error))) {
      const kept = await findReply(database.read, replies, once.accountId, once.key)
      if (kept && !kept.digest.equals(once.digest)) throw common('common/key-reused')
      if (kept) return new Reply(kept.reply, { status: kept.status })
    }
    throw error
  }
}

/** Null without a key, or without an account that could own one. */
function idempotency(request: FastifyRequest): Once | null {
  const key = request.headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key !== 'string' || key.length < 8 || key.length > 100) throw invalid('/header/idempotency-key', 'invalid_format')
  if (!request.actor) return null
  const digest = createHash('sha256').update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`).digest()
  return { accountId: request.actor.accountId, key, digest }
}

const firstStatus = (bound: Bound): number => Number(Object.keys(bound.endpoint.replies)[0])

const plain = (answered: unknown, bound: Bound): Pick<KeptReply, 'status' | 'reply'> =>
  answered instanceof Reply ? { status: answered.status ?? firstStatus(bound), reply: answered.body as object } : { status: firstStatus(bound), reply: answered as object }

function send(answered: unknown, bound: Bound, reply: FastifyReply): unknown {
  const isReply = answered instanceof Reply
  reply.status(isReply && answered.status !== undefined ? answered.status : firstStatus(bound))
  if (bound.endpoint.produces !== undefined) reply.type(bound.endpoint.produces)
  else if (isReply && typeof answered.body === 'string') reply.type('application/json; charset=utf-8')
  if (isReply) {
    for (const [name, value] of Object.entries(answered.headers)) reply.header(name, value)
  }
  // Everything behind a login may hold personal data: not kept by browsers or proxies unless a route says otherwise.
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  return isReply ? answered.body : answered
}
