import { newId, type OrganisationId } from '../../../platform/ids.ts'
import { common } from '../../../platform/problem.ts'
import { Reply } from '../../../platform/routes.ts'
import { placesWithin } from '../../register/public.ts'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/database.ts'
import * as policy from '../policy.ts'
import { requestProblem } from '../problems.ts'
import { after } from '../rules/deadlines.ts'
import { isInForce, waitsFor, type Exclusion } from '../rules/exclusion.ts'
import { lockCase } from '../stores/cases.ts'
import { askExclusion, findExclusions, lockExclusion, saveExclusion } from '../stores/exclusions.ts'
import { subjectOf, type Context, type On } from './context.ts'

const moment = (at: Temporal.Instant | null): string | null => at?.toString() ?? null

const viewOf = (of: Exclusion) => ({
  ...of,
  figures: [...of.figures],
  askedAt: of.askedAt.toString(),
  decidedAt: moment(of.decidedAt),
  appealedAt: moment(of.appealedAt),
  waitsFor: waitsFor(of),
  inForce: isInForce(of),
})

const organisationOf = ({ organisationId }: Actor): OrganisationId => {
  if (organisationId === null) throw common('common/forbidden')
  return organisationId
}

/** What is asked, and the case that it is asked of: both locked. */
async function excludedCase(tx: Tx, { communityId, exclusionId }: { readonly communityId: string; readonly exclusionId: string }) {
  const known = await lockExclusion(tx, communityId, exclusionId)
  const subject = known && (await subjectOf(tx, await lockCase(tx, communityId, known.requestId)))
  return known && subject && { ...subject, exclusion: known }
}

export function bindExclusions(on: On, { catalogues, demo }: Context): void {
  on.command('POST /api/v1/communities/:communityId/requests/:id/exclusions', {
    load: async (tx, { params }) => subjectOf(tx, await lockCase(tx, params.communityId, params.id)),
    may: policy.askExclusion,
    async handle({ tx, actor, subject, body, now }) {
      const { rules } = await catalogues.current(tx, now)
      if (!rules.exclusionGrounds.some(({ code }) => code === body.ground)) throw requestProblem('requests/unknown-ground', { errors: [{ pointer: '/body/ground', code: 'unknown' }] })
      const asked: Exclusion = {
        communityId: subject.case.communityId, id: newId(), requestId: subject.case.id, figures: [...new Set(body.figures)], ground: body.ground, text: body.text,
        askedBy: actor.personId, askedOrganisationId: organisationOf(actor), askedAt: now,
        granted: null, decidedBy: null, decidedOrganisationId: null, decidedAt: null, decisionText: '',
        appealedBy: null, appealedAt: null, appealText: '', appealGranted: null, appealDecidedBy: null, appealDecidedAt: null, appealDecisionText: '',
      }
      await askExclusion(tx, asked)
      return new Reply(viewOf(asked), { status: 201 })
    },
  })
  on.command('POST /api/v1/communities/:communityId/exclusions/:exclusionId/decision', {
    load: (tx, { params }) => excludedCase(tx, params),
    may: policy.decideExclusion,
    async handle({ tx, actor, subject: { exclusion: before, case: of }, body: { granted, text }, now }) {
      const waiting = waitsFor(before)
      if (waiting === null) throw requestProblem('requests/nothing-asked')
      const decided: Exclusion =
        waiting === 'decision'
          ? { ...before, granted, decidedBy: actor.personId, decidedOrganisationId: organisationOf(actor), decidedAt: now, decisionText: text }
          : { ...before, appealGranted: granted, appealDecidedBy: actor.personId, appealDecidedAt: now, appealDecisionText: text }
      await saveExclusion(tx, before, decided, of)
      return viewOf(decided)
    },
  })
  on.command('POST /api/v1/communities/:communityId/exclusions/:exclusionId/appeal', {
    load: (tx, { params }) => excludedCase(tx, params),
    may: policy.appealExclusion,
    async handle({ tx, actor, subject: { exclusion: before, case: of }, body, now }) {
      if (before.appealedAt !== null) throw requestProblem('requests/contested-already')
      if (before.decidedAt === null) throw requestProblem('requests/nothing-asked')
      const until = after(before.decidedAt, (await catalogues.current(tx, now)).rules.contest)
      if (Temporal.Instant.compare(now, until) > 0) throw requestProblem('requests/too-late', { values: { until: until.toString() } })
      const appealed: Exclusion = { ...before, appealedBy: actor.personId, appealedAt: now, appealText: body.text }
      await saveExclusion(tx, before, appealed, of)
      return viewOf(appealed)
    },
  })
  on.query('GET /api/v1/requests/exclusions', {
    may: policy.readExclusions,
    async handle({ read, actor, query, now }) {
      const bounds = policy.governsScope(actor) ? { communityIds: (await placesWithin(read, actor.place.path, ['community'])).map(({ id }) => id as string) } : { askedOrganisationId: organisationOf(actor) }
      const [{ items, nextCursor }, { rules }] = await Promise.all([findExclusions(read, bounds, query), catalogues.current(read, now)])
      return { items: items.map((item) => ({ ...viewOf(item), number: item.number })), nextCursor, demo: demo !== null, grounds: [...rules.exclusionGrounds] }
    },
  })
}
