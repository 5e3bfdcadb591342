/** 派单 to people and units, 指派 from above, and the list of units to choose from. */
import type { OrganisationId } from '../../../platform/ids.ts'
import { findPlace } from '../../register/public.ts'
import * as policy from '../policy.ts'
import { requestProblem } from '../problems.ts'
import type { Case, Outcome } from '../rules/case.ts'
import { dispatch } from '../rules/cycle.ts'
import type { Moment } from '../rules/step.ts'
import { assign, dispatchToUnit, levelOfUnit, type Unit } from '../rules/units.ts'
import { isStranded, unitsAt } from '../serving.ts'
import { command, type BodyOf, type Input } from './command.ts'
import type { Context, On } from './context.ts'
import { assigneeOf } from './verbs.ts'

export function bindUnits(on: On, context: Context): void {
  on.query('GET /api/v1/requests/units', {
    load: (read, { query }) => findPlace(read, query.communityId),
    may: policy.readUnits,
    handle: async ({ read, subject, now }) => ({ items: [...(await unitsAt(read, subject.id, subject.path, now))] }),
  })
  on.command('POST /api/v1/communities/:communityId/requests/:id/dispatch', command(context, 'dispatch', dispatchBy, (actor, { leadOrganisationId, supportingIds }) => leadOrganisationId === undefined && supportingIds === undefined ? true : policy.callsUnits(actor)))
  on.command('POST /api/v1/communities/:communityId/requests/:id/assign', command(context, 'assign', assignBy))
}

async function dispatchBy(before: Case, body: BodyOf<'dispatch'>, moment: Moment, input: Input<unknown>): Promise<Outcome> {
  const supporting = body.supportingIds === undefined ? undefined : await unitsHere(body.supportingIds, '/body/supportingIds', input, before.supporting.map(({ organisationId }) => organisationId))
  const given = { text: body.text, supportingIds: supporting?.map(({ organisationId }) => organisationId) }
  if (body.assigneeId !== undefined) return dispatch(before, await assigneeOf(body.assigneeId, input), given, moment)
  const [unit] = await unitsHere([body.leadOrganisationId ?? ''], '/body/leadOrganisationId', input)
  if (!unit) throw new Error('a dispatch to nobody')
  return dispatchToUnit(before, unit, given, moment)
}

async function assignBy(before: Case, { leadOrganisationId, text }: BodyOf<'assign'>, moment: Moment, input: Input<unknown>): Promise<Outcome> {
  const { tx, subject, now } = input
  const [unit] = await unitsHere([leadOrganisationId], '/body/leadOrganisationId', input)
  if (!unit) throw new Error('an assignment to nobody')
  return assign(before, unit, text, await isStranded(tx, before, subject.path, now), moment)
}

/** Units that serve the community and have somebody who can take a case there; those that help already are not asked again. */
async function unitsHere(ids: readonly string[], pointer: string, { tx, subject, now }: Input<unknown>, already: readonly OrganisationId[] = []): Promise<readonly Unit[]> {
  const known = new Map((await unitsAt(tx, subject.case.communityId, subject.path, now)).map((unit) => [unit.id as string, unit]))
  return ids.map((id) => {
    const unit = known.get(id)
    const helps = already.find((organisationId) => (organisationId as string) === id)
    if (unit?.staffed === true) return { organisationId: unit.id, level: levelOfUnit(unit.kind) }
    if (helps !== undefined) return { organisationId: helps, level: null }
    throw requestProblem('requests/unit-not-here', { errors: [{ pointer, code: 'not-here' }] })
  })
}
