/** Several cases in one go: each is a command of its own, as if somebody had pressed its button, so that nothing of a case is half done. */
import { createHash } from 'node:crypto'
import type { Actor } from '../../../platform/actor.ts'
import { perform } from '../../../platform/http-answer.ts'
import { Problem } from '../../../platform/problem.ts'
import { invalid } from '../../../platform/problem-reply.ts'
import { Reply, type AnyCommand, type AnyInput } from '../../../platform/routes.ts'
import { requestsContract, type RequestView } from '../contract.ts'
import * as policy from '../policy.ts'
import type { State } from '../rules/case.ts'
import { findCase } from '../stores/cases.ts'
import type { Context, On } from './context.ts'

const ACCEPT = 'POST /api/v1/communities/:communityId/requests/:id/accept'
const DISPATCH = 'POST /api/v1/communities/:communityId/requests/:id/dispatch'
type Key = typeof ACCEPT | typeof DISPATCH

/** The commands that can be given in bulk, as they were bound: the same lock, policy, decision and save. */
export type BulkRoutes = ReadonlyMap<string, unknown>

/** Notes what is bound on its way. */
export function remembering(on: On, routes: Map<string, unknown>): On {
  const command: On['command'] = (key, route) => {
    routes.set(key, route)
    on.command(key, route)
  }
  return { ...on, command }
}

interface One {
  readonly communityId: string
  readonly id: string
  readonly version: number
}

export function bindBulk(on: On, context: Context, routes: BulkRoutes): void {
  const replies = context.keys.box('reply')
  const run = async (key: Key, input: AnyInput, actor: Actor, bulkKey: string, one: One, assigneeId: string | undefined): Promise<RequestView> => {
    const route = routes.get(key) as AnyCommand
    const once = {
      accountId: actor.accountId,
      key: createHash('sha256').update(`${bulkKey} ${one.id}`).digest('base64url'),
      // Of what was asked for: by which command it is done depends on what has happened since.
      digest: createHash('sha256').update(`bulk ${one.communityId} ${one.id} ${one.version} ${assigneeId ?? ''}`).digest(),
    }
    const body = key === ACCEPT ? { version: one.version, ...(assigneeId === undefined ? {} : { assigneeId }) } : { version: one.version, assigneeId, text: '' }
    const params = { communityId: one.communityId, id: one.id }
    const answered = await perform({ key, endpoint: requestsContract[key], kind: 'command', route }, { ...input, actor, params, query: undefined, body }, once, { ...context, replies })
    return (answered instanceof Reply ? answered.body : answered) as RequestView
  }
  on.effect('POST /api/v1/requests/bulk/dispatch', {
    may: policy.dispatchInBulk,
    async handle(asked) {
      const { actor, body, now, http } = asked
      const bulkKey = http.headers['idempotency-key']
      if (typeof bulkKey !== 'string') throw invalid('/header/idempotency-key', 'required')
      const input: AnyInput = { actor, params: undefined, query: undefined, body: undefined, now, http }
      const { assigneeId } = body
      const results = []
      // One after the other: each waits for its own lock only, and many at once would keep others from theirs.
      for (const one of body.cases) {
        try {
          const state = (await findCase(context.database.read, one.communityId, one.id))?.state
          const after = await run(isAccepting(state, assigneeId) ? ACCEPT : DISPATCH, input, actor, bulkKey, one, assigneeId)
          results.push({ id: one.id, done: true as const, state: after.state, version: after.version })
        } catch (error) {
          if (!(error instanceof Problem) || error.status >= 500) throw error
          results.push({ id: one.id, done: false as const, problem: { type: `/problems/${error.type}`, status: error.status, values: { ...error.details.values } } })
        }
      }
      return { results }
    },
  })
}

/** Who only accepts, accepts, whatever has happened to the case: the command itself says why not. */
const isAccepting = (state: State | undefined, assigneeId: string | undefined): boolean => assigneeId === undefined || state === undefined || state === 'REPORTED'
