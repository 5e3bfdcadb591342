/** Every verb on a case reads the same: lock → may → compare the version → decide → save → show. */
import type { z } from 'zod'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/database.ts'
import { attachFiles } from '../../../platform/files.ts'
import type { FileId } from '../../../platform/ids.ts'
import type { Verdict } from '../../../platform/policy.ts'
import { common } from '../../../platform/problem.ts'
import { ladderOf } from '../../register/public.ts'
import type { RequestsApi } from '../contract.ts'
import * as policy from '../policy.ts'
import type { Subject } from '../policy.ts'
import { requestProblem } from '../problems.ts'
import type { Case, Outcome } from '../rules/case.ts'
import { rungAbove } from '../rules/climb.ts'
import type { Verb } from '../rules/guards.ts'
import type { Moment } from '../rules/step.ts'
import { lockCase, saveCase } from '../stores/cases.ts'
import { tellOf } from '../tell.ts'
import { viewOf } from '../views.ts'
import { subjectOf, viewer, type Context } from './context.ts'

interface Params {
  readonly communityId: string
  readonly id: string
}
export type BodyOf<V extends Verb> = z.output<RequestsApi[`POST /api/v1/communities/:communityId/requests/:id/${V}`]['body']>
export interface Input<B> {
  readonly tx: Tx
  readonly actor: Actor
  readonly subject: Subject
  readonly body: B
  readonly now: Temporal.Instant
}
export type Decide<B> = (before: Case, body: B, moment: Moment, input: Input<B>) => Outcome | Promise<Outcome>

/** The verbs that may take a case a level up. */
const CLIMBING: ReadonlySet<Verb> = new Set<Verb>(['confirm', 'reopen', 'contest', 'escalate'])

/** @param also what the policy asks of the words of this command */
export const command = <V extends Verb>(context: Context, verb: V, decide: Decide<BodyOf<V>>, also: (actor: Actor, body: BodyOf<V>) => Verdict = () => true) => ({
  load: async (tx: Tx, { params, actor, body }: { readonly params: Params; readonly actor: Actor; readonly body: BodyOf<V> }) => {
    const subject = await subjectOf(tx, await lockCase(tx, params.communityId, params.id))
    if (subject) refuseStale(actor, subject, body)
    return subject
  },
  may: (actor: Actor, subject: Subject, { body }: { readonly body: BodyOf<V> }): Verdict => {
    const may = policy.act(verb, actor, subject)
    return may === true ? also(actor, body) : may
  },
  handle: async (input: Input<BodyOf<V>>) => {
    const { tx, actor, subject, body, now } = input
    const { photoIds = [] } = body as { readonly photoIds?: readonly FileId[] }
    const decision = await decide(subject.case, body, await momentOf(context, verb, input), input)
    if (!decision.ok) throw requestProblem(decision.refusal, decision.values === undefined ? {} : { values: decision.values })
    await attachFiles(tx, actor.accountId, photoIds, `requests/${subject.case.id}`)
    await saveCase(tx, context.fingerprint, subject.case, decision.value, photoIds, subject.path)
    await tellOf(tx, context.catalogues, { before: subject.case, ...decision.value }, { path: subject.path, now })
    return viewOf({ ...subject, case: decision.value.after }, viewer(context, { read: tx, actor, now }))
  },
})

/** Another's change in between is told to whoever may see the case, before anything else: also when it has gone to other hands. */
export function refuseStale(actor: Actor, subject: Subject, body: object): void {
  const { version } = body as { readonly version?: number }
  const { version: current, state } = subject.case
  if (version !== undefined && version !== current && policy.read(actor, subject) === true) throw common('common/changed-meanwhile', { values: { version: current, state } })
}

/** Who acts when and by which rules. */
export async function momentOf(context: Context, verb: Verb, { tx, actor, subject, now }: Omit<Input<never>, 'body'>): Promise<Moment> {
  const before = subject.case
  const { rules } = await context.catalogues.version(tx, before.ruleVersion)
  const calendar = await context.workCalendar(tx)
  const above = CLIMBING.has(verb) ? rungAbove(await ladderOf(tx, before.communityId), before.level) : null
  return { by: { personId: actor.personId, role: actor.role, title: actor.title, organisationId: actor.organisationId }, rules, calendar, now, above }
}
