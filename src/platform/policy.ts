/** A policy decides from plain records who may do what, and says why not. It never reads the database. */
import type { Actor } from './actor.ts'
import type { ProblemDetails } from './problem.ts'

export type Verdict =
  | true
  /** `hidden`: that the thing exists is itself a secret, so the answer is "not found". */
  | { readonly ok: false; readonly reason: string; readonly values?: ProblemDetails['values']; readonly hidden?: boolean }

export const denied = (reason: string, values?: ProblemDetails['values']): Verdict => (values === undefined ? { ok: false, reason } : { ok: false, reason, values })
export const hidden: Verdict = { ok: false, reason: 'common/not-found', hidden: true }

/** The first refusal, or true. */
export const all = (...verdicts: readonly Verdict[]): Verdict => verdicts.find((verdict) => verdict !== true) ?? true

export const holds = (actor: Actor, action: string): Verdict => actor.actions.has(action) || denied('common/forbidden')

/** For endpoints that are open to everybody by design (declared `public` in the contract). */
export const anyone = (): Verdict => true
/** For what concerns only the person's own session and account. */
export const anySession = (): Verdict => true
