/** The one HTTP server: sessions before anything else, checks from the contract, problem details for every failure. */
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import fastify, { LogController, type FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Actor } from './actor.ts'
import { SESSION_COOKIE, type HttpOptions } from './http-options.ts'
import { addRoutes } from './http-routes.ts'
import { newId } from './ids.ts'
import { common, type Problem } from './problem.ts'
import { asProblem, sendProblem } from './problem-reply.ts'

const BODY_LIMIT_bytes = 256 * 1024

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null
    /** Why the person behind a valid session may be nothing now. */
    barred: Problem | null
  }
}

export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const http = fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: BODY_LIMIT_bytes,
    trustProxy: options.trustProxy,
    genReqId: () => newId(),
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 100 },
    return503OnClosing: true,
  }) as unknown as FastifyInstance
  http.setValidatorCompiler(validatorCompiler)
  http.setSerializerCompiler(serializerCompiler)
  http.removeContentTypeParser('text/plain')
  http.decorateRequest('actor', null)
  http.decorateRequest('barred', null)
  http.setErrorHandler((error, request, reply) => sendProblem(asProblem(error, request), request, reply))
  await protect(http, options)
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
  observe(http, options)
  await addRoutes(http, options)
  return http
}

async function protect(http: FastifyInstance, options: HttpOptions): Promise<void> {
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
    // Runs after the session is known and before its absence is told, so that guessed sessions count by address.
    hook: 'onRequest',
    keyGenerator: (request) => request.actor?.sessionId ?? normalizeIP(request.ip),
    errorResponseBuilder: () => common('common/too-many'),
  })
  http.setNotFoundHandler({ preHandler: http.rateLimit() }, (request, reply) => sendProblem(common('common/not-found'), request, reply))
}

/** One line and one measurement a request: never an address, a body or a person. */
function observe(http: FastifyInstance, options: HttpOptions): void {
  http.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  http.addHook('onResponse', async (request, reply) => {
    // The route's pattern, never the address: addresses can carry names that people searched for.
    const route = request.routeOptions.url ?? '-'
    request.log.info({ method: request.method, route, status: reply.statusCode, elapsed_ms: Math.round(reply.elapsedTime) }, 'request')
    options.observe?.({ method: request.method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1_000 })
  })
}
