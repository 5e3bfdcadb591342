import type { FastifyReply, FastifyRequest } from 'fastify'
import { common, type Problem } from './problem.ts'

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
