/** Every verb on a case reads the same: lock → may → compare the version → decide → save → show. */
import type { z } from 'zod'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/database.ts'
import { attachFiles } from '../../../platform/files.ts'
import type { FileId } from '../../../platform/ids.ts'
import { common } from '../../../platform/problem.ts'
import { civilDate } from '../../../platform/time.ts'
import { staffOf } from '../../access/public.ts'
import type { RequestsApi } from '../contract.ts'
import * as policy from '../policy.ts'
import type { Subject } from '../policy.ts'
import { requestProblem } from '../problems.ts'
import type { Case, Outcome } from '../rules/case.ts'
import * as cycle from '../rules/cycle.ts'
import type { Assignee, Moment } from '../rules/cycle.ts'
import type { Verb } from '../rules/guards.ts'
import { lockCase, saveCase } from '../stores/cases.ts'
import { tellOf } from '../tell.ts'
import { viewOf } from '../views.ts'
import { subjectOf, viewer, type Context, type On } from './context.ts'

interface Params {
  readonly communityId: string
  readonly id: string
}
type BodyOf<V extends Verb> = z.output<RequestsApi[`POST /api/v1/communities/:communityId/requests/:id/${V}`]['body']>
interface Input<B> {
  readonly tx: Tx
  readonly actor: Actor
  readonly subject: Subject
  readonly body: B
  readonly now: Temporal.Instant
}
type Decide<B> = (before: Case, body: B, moment: Moment, input: Input<B>) => Outcome | Promise<Outcome>

export function bindVerbs(on: On, context: Context): void {
  const command = <V extends Verb>(verb: V, decide: Decide<BodyOf<V>>) => ({
    load: async (tx: Tx, { params }: { readonly params: Params }) => subjectOf(tx, await lockCase(tx, params.communityId, params.id)),
    may: (actor: Actor, subject: Subject) => policy.act(verb, actor, subject),
    handle: (input: Input<BodyOf<V>>) => change(context, input, decide),
  })
  on.command('POST /api/v1/communities/:communityId/requests/:id/accept', command('accept', acceptBy))
  on.command('POST /api/v1/communities/:communityId/requests/:id/dispatch', command('dispatch', dispatchBy))
  on.command('POST /api/v1/communities/:communityId/requests/:id/sign', command('sign', (before, _body, moment) => cycle.sign(before, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/return', command('return', (before, { text }, moment) => cycle.giveBack(before, text, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/feedback', command('feedback', async (before, body, moment, { tx }) => {
    const { categories } = await context.catalogues.version(tx, before.ruleVersion)
    return cycle.feedback(before, body.text, { photos: body.photoIds.length, photoNeeded: categories.get(before.category)?.photoOnFeedback === true }, moment)
  }))
  on.command('POST /api/v1/communities/:communityId/requests/:id/confirm', command('confirm', (before, { resolved, satisfaction, text }, moment) => cycle.confirm(before, { resolved, satisfaction: satisfaction ?? null, text }, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/check', command('check', (before, { passed, text }, moment) => cycle.check(before, { passed, text }, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/rate', command('rate', (before, { resolved, satisfaction, text }, moment) => cycle.rate(before, { resolved, satisfaction, text }, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/reopen', command('reopen', (before, { text }, moment) => cycle.reopen(before, text, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/reply', command('reply', (before, { text }, moment) => cycle.reply(before, text, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/note', command('note', (before, { text }, moment) => cycle.note(before, text, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/add', command('add', (before, { text, photoIds }, moment) => cycle.add(before, text, photoIds.length, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/urge', command('urge', (before, { text }, moment) => cycle.urge(before, text, moment)))
}

async function change<B extends object>(context: Context, input: Input<B>, decide: Decide<B>) {
  const { tx, actor, subject, body, now } = input
  const { version, photoIds = [] } = body as { readonly version?: number; readonly photoIds?: readonly FileId[] }
  const before = subject.case
  if (version !== undefined && version !== before.version) throw common('common/changed-meanwhile', { values: { version: before.version, state: before.state } })
  const { rules } = await context.catalogues.version(tx, before.ruleVersion)
  const calendar = await context.workCalendar(tx)
  const by = { personId: actor.personId, role: actor.role, title: actor.title, organisationId: actor.organisationId }
  const decision = await decide(before, body, { by, rules, calendar, now }, input)
  if (!decision.ok) throw requestProblem(decision.refusal, decision.values === undefined ? {} : { values: decision.values })
  await attachFiles(tx, actor.accountId, photoIds, `requests/${before.id}`)
  await saveCase(tx, context.fingerprint, before, decision.value, photoIds, subject.path)
  await tellOf(tx, context.catalogues, { before, ...decision.value }, { path: subject.path, now })
  return viewOf({ ...subject, case: decision.value.after }, viewer(context, { read: tx, actor, now }))
}

async function acceptBy(before: Case, body: BodyOf<'accept'>, moment: Moment, input: Input<unknown>): Promise<Outcome> {
  return cycle.accept(before, body.assigneeId === undefined ? null : await assigneeOf(body.assigneeId, input), moment)
}

async function dispatchBy(before: Case, body: BodyOf<'dispatch'>, moment: Moment, input: Input<unknown>): Promise<Outcome> {
  return cycle.dispatch(before, await assigneeOf(body.assigneeId, input), body.text, moment)
}

/** Somebody of the lead organisation who works at this place and may sign. */
async function assigneeOf(personId: string, { tx, subject, now }: Input<unknown>): Promise<Assignee> {
  const staff = await staffOf(tx, { organisationId: subject.case.leadOrganisationId, path: subject.path, action: 'requests.sign', today: civilDate(now) })
  const found = staff.find((colleague) => (colleague.personId as string) === personId)
  if (!found) throw requestProblem('requests/assignee-not-of-lead', { errors: [{ pointer: '/body/assigneeId', code: 'not-of-lead' }] })
  return found
}
