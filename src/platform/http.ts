/** The one HTTP server: sessions before anything else, checks from the contract, one transaction a command, problem details for every failure. */
import { createHash } from 'node:crypto'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Actor } from './actor.ts'
import { beginCommand, writeChanges, type Touched } from './audit.ts'
import { isUnavailable, isUniqueViolation, type Database } from './database.ts'
import { findReply, keepReply, type KeptReply } from './idempotency.ts'
import { newId } from './ids.ts'
import type { Live } from './live.ts'
import type { Verdict } from './policy.ts'
import { common, Problem } from './problem.ts'
import { invalid, sendProblem } from './problem-reply.ts'
import { Reply, type AnyInput, type Bound } from './routes.ts'
import type { Clock } from './time.ts'

export const SESSION_COOKIE = 'lifang_session'
/** Not sent by other sites' forms and links: a page of ours sets it on everything that changes something. */
const CSRF_HEADER = 'x-lifang'
const BODY_LIMIT_BYTES = 256 * 1024

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null
  }
}

export interface HttpOptions {
  readonly database: Database
  readonly live: Live
  readonly clock: Clock
  readonly routes: readonly Bound[]
  /** Finds who is behind a session cookie, and as what; null when it is not (or no longer) valid. @throws Problem 403 when its person may be nothing now. */
  readonly resolveSession: (cookie: string, now: Temporal.Instant) => Promise<Actor | null>
  readonly logger: boolean | object
  readonly trustProxy: string | false
  readonly requestsPerMinute: number
  readonly version: string
}

export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const http = fastify({
    logger: options.logger as boolean,
    disableRequestLogging: true,
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: options.trustProxy,
    genReqId: () => newId(),
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 100 },
    return503OnClosing: true,
  })
  http.setValidatorCompiler(validatorCompiler)
  http.setSerializerCompiler(serializerCompiler)
  http.decorateRequest('actor', null)
  http.setErrorHandler((error, request, reply) => sendProblem(asProblem(error, request), request, reply))
  http.setNotFoundHandler((request, reply) => sendProblem(common('common/not-found'), request, reply))
  await http.register(cookie)
  await http.register(helmet, {
    contentSecurityPolicy: {
      directives: { defaultSrc: ["'self'"], imgSrc: ["'self'", 'data:', 'blob:'], styleSrc: ["'self'", "'unsafe-inline'"], objectSrc: ["'none'"], frameAncestors: ["'none'"], upgradeInsecureRequests: null },
    },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
  })
  await http.register(rateLimit, {
    max: options.requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => request.actor?.sessionId ?? request.ip,
    hook: 'preValidation',
    errorResponseBuilder: () => common('common/too-many'),
  })
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Lifang 里坊', version: options.version, description: 'One register for a city’s residential communities. Errors are RFC 9457 problem details.' },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE } } },
      security: [{ session: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  http.addHook('onResponse', async (request, reply) => {
    // The route's pattern, never the address: addresses can carry names that people searched for.
    request.log.info({ requestId: request.id, method: request.method, route: request.routeOptions.url ?? '-', status: reply.statusCode, elapsed_ms: Math.round(reply.elapsedTime) }, 'request')
  })
  http.after(() => {
    for (const bound of options.routes) addRoute(http, bound, options)
  })
  return http
}

function addRoute(http: FastifyInstance, bound: Bound, options: HttpOptions): void {
  const { key, endpoint } = bound
  const [method, url] = key.split(' ') as [string, string]
  const limit = endpoint.bodyBytes?.limit
  http.route({
    method,
    url,
    ...(limit === undefined ? {} : { bodyLimit: limit }),
    schema: {
      summary: endpoint.summary,
      ...(endpoint.params ? { params: endpoint.params } : {}),
      ...(endpoint.query ? { querystring: endpoint.query } : {}),
      ...(endpoint.body ? { body: endpoint.body } : {}),
      response: endpoint.replies,
      ...(endpoint.public ? { security: [] } : {}),
      ...(endpoint.bodyBytes ? { consumes: [...endpoint.bodyBytes.types] } : {}),
    },
    onRequest: async (request) => {
      await requireSession(request, endpoint.public === true, options)
      requireOwnPage(request)
    },
    handler: (request, reply) => answer(bound, request, reply, options),
  })
}

async function requireSession(request: FastifyRequest, isPublic: boolean, options: HttpOptions): Promise<void> {
  const value = request.cookies[SESSION_COOKIE]
  if (value !== undefined) {
    request.actor = await options.resolveSession(value, options.clock.now()).catch((error: unknown) => {
      // Somebody who may be nothing now can still do what everybody can: log in as another, log out.
      if (isPublic && error instanceof Problem && error.status === 403) return null
      throw error
    })
  }
  if (!request.actor && !isPublic) throw common('common/not-signed-in')
}

/** CSRF: a change must come from a page of ours (custom header, and no foreign Sec-Fetch-Site), beside SameSite cookies. */
function requireOwnPage(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers['sec-fetch-site']
  if (request.headers[CSRF_HEADER] === undefined || site === 'cross-site' || site === 'same-site') throw common('common/cross-site')
}

async function answer(bound: Bound, request: FastifyRequest, reply: FastifyReply, options: HttpOptions): Promise<unknown> {
  const input = inputOf(request, options.clock.now())
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

/** One command = one transaction = its audit rows, and at most once for an idempotency key. */
async function runCommand(bound: Extract<Bound, { kind: 'command' }>, request: FastifyRequest, input: AnyInput, options: HttpOptions): Promise<unknown> {
  const { database, live } = options
  const key = idempotencyKey(request)
  const digest = key === undefined ? undefined : createHash('sha256').update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`).digest()
  let touched: readonly Touched[] = []
  try {
    const result = await database.transaction(async (tx) => {
      beginCommand(tx, { name: bound.key, actor: request.actor, at: input.now, httpRequestId: request.id })
      const subject = bound.route.load ? await bound.route.load(tx, input) : undefined
      if (subject === null) throw common('common/not-found')
      enforce(bound.route.may(input.actor, subject, input))
      const answered: unknown = await bound.route.handle({ ...input, tx, subject })
      touched = await writeChanges(tx)
      if (key !== undefined && digest !== undefined && request.actor) {
        await keepReply(tx, { accountId: request.actor.accountId, key, digest, at: input.now, ...plain(answered, bound) })
      }
      return answered
    })
    live.announce(touched)
    return result
  } catch (error) {
    // Asked for again: the first time's reply stands, whatever has happened to the case since.
    if (key !== undefined && digest !== undefined && request.actor && (error instanceof Problem || isUniqueViolation(error)) && !(error instanceof Problem && error.status === 503)) {
      const kept = await findReply(database.read, request.actor.accountId, key)
      if (kept && !kept.digest.equals(digest)) throw common('common/key-reused')
      if (kept) return new Reply(kept.reply, { status: kept.status })
    }
    throw error
  }
}

function idempotencyKey(request: FastifyRequest): string | undefined {
  const value = request.headers['idempotency-key']
  if (value === undefined) return undefined
  if (typeof value !== 'string' || value.length < 8 || value.length > 100) throw invalid('/header/idempotency-key', 'invalid_format')
  return value
}

const firstStatus = (bound: Bound): number => Number(Object.keys(bound.endpoint.replies)[0])

const plain = (answered: unknown, bound: Bound): Pick<KeptReply, 'status' | 'reply'> =>
  answered instanceof Reply ? { status: answered.status ?? firstStatus(bound), reply: answered.body as object } : { status: firstStatus(bound), reply: answered as object }

function send(answered: unknown, bound: Bound, reply: FastifyReply): unknown {
  const isReply = answered instanceof Reply
  reply.status(isReply && answered.status !== undefined ? answered.status : firstStatus(bound))
  if (isReply) {
    for (const [name, value] of Object.entries(answered.headers)) reply.header(name, value)
  }
  // Everything behind a login may hold personal data: not kept by browsers or proxies unless a route says otherwise.
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  return isReply ? answered.body : answered
}

function asProblem(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error
  const { code, validation, validationContext, statusCode } = error as { code?: string; validation?: readonly { instancePath: string; keyword: string; params?: Record<string, unknown> }[]; validationContext?: string; statusCode?: number }
  if (validation) {
    return common('common/invalid', {
      errors: validation.map(({ instancePath, keyword, params }) => {
        const values = Object.fromEntries(Object.entries(params ?? {}).filter((entry): entry is [string, string | number] => ['minimum', 'maximum', 'format'].includes(entry[0]) && typeof entry[1] !== 'object'))
        return { pointer: `/${validationContext ?? 'body'}${instancePath}`, code: keyword, values }
      }),
    })
  }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return common('common/too-large')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return common('common/unsupported-media')
  if (isUnavailable(error)) return common('common/unavailable')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return common('common/malformed')
  // Kysely's and pg's messages name constraints and columns, never values.
  request.log.error({ requestId: request.id, route: request.routeOptions.url, error: { name: (error as Error).name, message: (error as Error).message, stack: (error as Error).stack } }, 'unexpected')
  return common('common/internal')
}
