/** The verbs of the lead, the reporter and those above, on one case each. */
import { civilDate } from '../../../platform/time.ts'
import { staffOf } from '../../access/public.ts'
import { findOrganisations } from '../../register/public.ts'
import { requestProblem } from '../problems.ts'
import * as approvals from '../rules/approvals.ts'
import type { Case, Outcome } from '../rules/case.ts'
import { escalate } from '../rules/climb.ts'
import * as cycle from '../rules/cycle.ts'
import type { Assignee } from '../rules/cycle.ts'
import * as refusing from '../rules/refusing.ts'
import type { Moment } from '../rules/step.ts'
import * as units from '../rules/units.ts'
import { command, type BodyOf, type Input } from './command.ts'
import type { Context, On } from './context.ts'

export function bindVerbs(on: On, context: Context): void {
  on.command('POST /api/v1/communities/:communityId/requests/:id/accept', command(context, 'accept', acceptBy))
  on.command('POST /api/v1/communities/:communityId/requests/:id/sign', command(context, 'sign', (before, _body, moment) => cycle.sign(before, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/return', command(context, 'return', returnBy))
  on.command('POST /api/v1/communities/:communityId/requests/:id/feedback', command(context, 'feedback', async (before, body, moment, { tx }) => {
    const { categories } = await context.catalogues.version(tx, before.ruleVersion)
    return cycle.feedback(before, body.text, { photos: body.photoIds.length, photoNeeded: categories.get(before.category)?.photoOnFeedback === true }, moment)
  }))
  on.command('POST /api/v1/communities/:communityId/requests/:id/confirm', command(context, 'confirm', (before, { resolved, satisfaction, text }, moment) => cycle.confirm(before, { resolved, satisfaction: satisfaction ?? null, text }, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/check', command(context, 'check', (before, { passed, text }, moment) => cycle.check(before, { passed, text }, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/rate', command(context, 'rate', (before, { resolved, satisfaction, text }, moment) => cycle.rate(before, { resolved, satisfaction, text }, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/reopen', command(context, 'reopen', (before, { text }, moment) => cycle.reopen(before, text, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/reply', command(context, 'reply', (before, { text }, moment) => cycle.reply(before, text, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/note', command(context, 'note', (before, { text }, moment) => cycle.note(before, text, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/add', command(context, 'add', (before, { text, photoIds }, moment) => cycle.add(before, text, photoIds.length, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/urge', command(context, 'urge', (before, { text }, moment) => cycle.urge(before, text, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/reject', command(context, 'reject', (before, { text }, moment) => refusing.reject(before, text, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/contest', command(context, 'contest', (before, { text }, moment) => refusing.contest(before, text, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/ask', command(context, 'ask', (before, { text }, moment) => refusing.ask(before, text, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/ask-extension', command(context, 'ask-extension', (before, { until, text }, moment) => approvals.askExtension(before, Temporal.Instant.from(until), text, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/ask-suspension', command(context, 'ask-suspension', (before, { resumeAt, text }, moment) => approvals.askSuspension(before, Temporal.Instant.from(resumeAt), text, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/ask-void', command(context, 'ask-void', (before, { text }, moment) => approvals.askVoid(before, text, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/approve', command(context, 'approve', (before, { text }, moment) => approvals.approve(before, text, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/decline', command(context, 'decline', (before, { text }, moment) => approvals.decline(before, text, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/resume', command(context, 'resume', (before, _body, moment) => approvals.resume(before, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/support-done', command(context, 'support-done', (before, { text }, moment) => units.supportDone(before, text, moment)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/escalate', command(context, 'escalate', (before, { text }, moment) => escalate(before, text, moment)))
}

async function acceptBy(before: Case, body: BodyOf<'accept'>, moment: Moment, input: Input<unknown>): Promise<Outcome> {
  return cycle.accept(before, body.assigneeId === undefined ? null : await assigneeOf(body.assigneeId, input), moment)
}

async function returnBy(before: Case, { text }: BodyOf<'return'>, moment: Moment, { tx }: Input<unknown>): Promise<Outcome> {
  const { fromOrganisationId } = before
  const from = fromOrganisationId === null ? null : (await findOrganisations(tx, [fromOrganisationId])).get(fromOrganisationId)
  return cycle.giveBack(before, text, from ? { organisationId: from.id, level: units.levelOfUnit(from.kind) } : null, moment)
}

/** Somebody of the lead organisation who works at this place and may sign. */
export async function assigneeOf(personId: string, { tx, subject, now }: Input<unknown>): Promise<Assignee> {
  const staff = await staffOf(tx, { organisationId: subject.case.leadOrganisationId, path: subject.path, action: 'requests.sign', today: civilDate(now) })
  const found = staff.find((colleague) => (colleague.personId as string) === personId)
  if (!found) throw requestProblem('requests/assignee-not-of-lead', { errors: [{ pointer: '/body/assigneeId', code: 'not-of-lead' }] })
  return found
}
