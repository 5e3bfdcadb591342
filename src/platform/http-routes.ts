/** What happens to a request before its handler: session, rate, origin, body. */
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods, RouteOptions } from 'fastify'
import { openBudget, openBudgets, type Budget, type Budgets } from './budget.ts'
import type { EndpointKey } from './contract.ts'
import { answer } from './http-answer.ts'
import { SESSION_COOKIE, type HttpOptions } from './http-options.ts'
import { common, Problem } from './problem.ts'
import { invalid } from './problem-reply.ts'
import type { Bound } from './routes.ts'

/** Not sent by other sites' forms and links: a page of ours sets it on everything that changes something. */
const CSRF_HEADER = 'x-lifang'
/** Uploads that are in memory at once; the next wait unread, in their senders' connections. */
const UPLOADS_bytes = 64 * 1024 * 1024
const UPLOAD_PATIENCE_ms = 15_000
/** Of one account at once, so that nobody takes all the room; whoever has a slow connection waits for their own. */
const UPLOADS_EACH = 2
const OWN_UPLOADS_PATIENCE_ms = 60_000
const METHODS: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

export async function addRoutes(http: FastifyInstance, options: HttpOptions): Promise<void> {
  const uploads: Uploads = { room: openBudget(UPLOADS_bytes, UPLOAD_PATIENCE_ms), turns: openBudgets(UPLOADS_EACH, OWN_UPLOADS_PATIENCE_ms, 'common/too-many') }
  for (const bound of options.routes) {
    const { bodyBytes } = bound.endpoint
    if (bodyBytes) {
      // Its own parsers: only here are these types taken, and here nothing else is.
      await http.register(async (scope) => {
        scope.removeAllContentTypeParsers()
        for (const type of bodyBytes.types) scope.addContentTypeParser(matcher(type), { parseAs: 'buffer', bodyLimit: bodyBytes.limit }, (_request, body, done) => done(null, body))
        scope.route({ ...routeOf(bound, options), preParsing: [...before(bound), (request, reply) => waitForRoom(request, reply, uploads, bodyBytes.limit)] })
      })
    } else {
      http.route(routeOf(bound, options))
    }
  }
  refuseOtherMethods(http, options.routes)
}

const split = (key: EndpointKey): [method: HTTPMethods, url: string] => key.split(' ') as [HTTPMethods, string]

function routeOf(bound: Bound, options: HttpOptions): RouteOptions {
  const { key, endpoint } = bound
  const [method, url] = split(key)
  const { params, query, body, bodyBytes, produces } = endpoint
  return {
    method,
    url,
    ...(bodyBytes ? { bodyLimit: bodyBytes.limit } : {}),
    // Asked for its head alone, a stream without an end would stay open with nobody listening.
    exposeHeadRoute: produces !== 'text/event-stream',
    ...(endpoint.perMinute === undefined ? {} : { config: { rateLimit: { max: endpoint.perMinute, keyGenerator: (request: FastifyRequest) => request.actor?.accountId ?? request.ip } } }),
    schema: {
      summary: endpoint.summary,
      ...(params ? { params } : {}),
      ...(query ? { querystring: query } : {}),
      ...(body ? { body } : {}),
      response: endpoint.replies,
      ...(endpoint.public ? { security: [] } : {}),
      ...(endpoint.problems ? { 'x-problems': endpoint.problems } : {}),
      ...(bodyBytes ? { consumes: [...bodyBytes.types] } : {}),
      ...(produces === undefined ? {} : { produces: [produces] }),
    },
    onRequest: (request) => resolveSession(request, options),
    preParsing: before(bound),
    handler: (request, reply) => {
      if (!body && !bodyBytes && !isEmpty(request.body)) throw invalid('/body', 'unrecognized_keys')
      return answer(bound, request, reply, options)
    },
  }
}

/** Tells nobody yet: the rate limit, which knows people by their session and others by their address, comes before any answer. */
async function resolveSession(request: FastifyRequest, options: HttpOptions): Promise<void> {
  const value = request.cookies[SESSION_COOKIE]
  if (value === undefined) return
  try {
    request.actor = await options.resolveSession(value, options.clock.now())
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 403) throw error
    request.barred = error
  }
}

/** Nothing of a request is read for somebody without a session, nor for a page that is not ours. */
const before = ({ endpoint }: Bound) => [
  async (request: FastifyRequest) => {
    // Somebody who may be nothing now can still do what everybody can: log in as another, log out.
    if (!request.actor && !endpoint.public) throw request.barred ?? common('common/not-signed-in')
    if (!endpoint.fromAnywhere) requireOwnPage(request)
  },
]

/** CSRF: a change must come from a page of ours (custom header, and no foreign Sec-Fetch-Site), beside SameSite cookies. */
function requireOwnPage(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers['sec-fetch-site']
  if (request.headers[CSRF_HEADER] === undefined || site === 'cross-site' || site === 'same-site') throw common('common/cross-site')
}

interface Uploads {
  readonly room: Budget
  readonly turns: Budgets
}

async function waitForRoom(request: FastifyRequest, reply: FastifyReply, { room, turns }: Uploads, limit: number): Promise<void> {
  const declared = Number(request.headers['content-length'] ?? limit)
  if (declared > limit) throw common('common/too-large')
  const endTurn = await turns.take(request.actor?.accountId ?? request.ip, 1)
  releaseAtEnd(reply, endTurn)
  releaseAtEnd(reply, await room.take(declared))
}

function releaseAtEnd(reply: FastifyReply, release: () => void): void {
  if (reply.raw.destroyed) release()
  else reply.raw.once('close', release)
}

/** `image/*` or one exact type. */
const matcher = (type: string): string | RegExp => (type.endsWith('/*') ? new RegExp(`^${type.slice(0, -1)}[\\w.+-]+$`, 'i') : type)

const isEmpty = (body: unknown): boolean => body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0)

/** A known address asked in another way: 405 and what it can do, the same for everybody. */
function refuseOtherMethods(http: FastifyInstance, routes: readonly Bound[]): void {
  for (const [url, at] of Map.groupBy(routes.map(({ key }) => split(key)), ([, path]) => path)) {
    const known = at.map(([method]) => method)
    const allow = [...known, ...(known.includes('GET') ? ['HEAD'] : [])].join(', ')
    http.route({
      method: METHODS.filter((method) => !known.includes(method)),
      url,
      schema: { hide: true },
      exposeHeadRoute: false,
      // Before the body is looked at.
      preParsing: async (_request, reply) => {
        reply.header('allow', allow)
        throw common('common/method-not-allowed')
      },
      handler: () => Promise.reject(common('common/method-not-allowed')),
    })
  }
}
