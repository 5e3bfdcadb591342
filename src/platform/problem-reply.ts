import type { FastifyReply, FastifyRequest } from 'fastify'
import { isUnavailable } from './database.ts'
import { common, Problem, type FieldError } from './problem.ts'

export const invalid = (pointer: string, code: string): Problem => common('common/invalid', { errors: [{ pointer, code }] })

/** RFC 9457. `title` is the type's own words for people who read JSON; pages show their text by `type`. */
export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { errors, values } = problem.details
  if (problem.status === 503) reply.header('retry-after', '1')
  return reply
    .status(problem.status)
    .header('cache-control', 'no-store')
    .header('content-type', 'application/problem+json')
    .serializer(JSON.stringify)
    .send({
      type: `/problems/${problem.type}`,
      title: problem.type.split('/').at(-1)?.replaceAll('-', ' '),
      status: problem.status,
      requestId: request.id,
      ...(errors ? { errors } : {}),
      ...(values ? { values } : {}),
    })
}

/** What the validator of fastify-type-provider-zod says of one field. */
interface ValidationIssue {
  readonly instancePath: string
  readonly keyword: string
  readonly params?: Readonly<Record<string, unknown>>
}

const LIMITS = ['minimum', 'maximum', 'format']
const MOST_KEYS_NAMED = 20

function fieldErrors({ instancePath, keyword, params = {} }: ValidationIssue, context: string): readonly FieldError[] {
  const place = `/${context === 'querystring' ? 'query' : context}${instancePath === '/' ? '' : instancePath}`
  const { keys } = params
  if (keyword === 'unrecognized_keys' && Array.isArray(keys)) {
    return keys.slice(0, MOST_KEYS_NAMED).map((key) => ({ pointer: `${place}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`, code: keyword }))
  }
  const values = Object.fromEntries(Object.entries(params).filter((entry): entry is [string, string | number] => LIMITS.includes(entry[0]) && ['string', 'number'].includes(typeof entry[1])))
  return [{ pointer: place, code: keyword, ...(Object.keys(values).length > 0 ? { values } : {}) }]
}

/** Whatever was thrown, as what the caller may know of it. */
export function asProblem(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error
  const { code, validation, validationContext, statusCode } = error as { code?: string; validation?: readonly ValidationIssue[]; validationContext?: string; statusCode?: number }
  if (validation) return common('common/invalid', { errors: validation.flatMap((issue) => fieldErrors(issue, validationContext ?? 'body')) })
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return common('common/too-large')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return common('common/unsupported-media')
  if (isUnavailable(error)) return common('common/unavailable')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return common('common/malformed')
  // Kysely's and pg's messages name constraints and columns, never values.
  const { name, message, stack } = error as Error
  request.log.error({ route: request.routeOptions.url, error: { name, message, stack } }, 'unexpected')
  return common('common/internal')
}
