/** 报: one query for the place, one statement for the case. */
import { attachFiles } from '../../../platform/files.ts'
import { newId, type BuildingId, type CommunityId, type FileId, type HomeId, type UnitId } from '../../../platform/ids.ts'
import { invalid } from '../../../platform/problem-reply.ts'
import { Reply } from '../../../platform/routes.ts'
import { civilDate } from '../../../platform/time.ts'
import { recordPerson, reportTarget } from '../../register/public.ts'
import * as policy from '../policy.ts'
import { requestProblem } from '../problems.ts'
import { submit, type Responsible } from '../rules/submit.ts'
import { insertCase } from '../stores/cases.ts'
import { tellOf } from '../tell.ts'
import type { Context, On } from './context.ts'

export function bindReport(on: On, { keys, catalogues, suggestions, workCalendar, fingerprint }: Context): void {
  on.command('POST /api/v1/communities/:communityId/requests', {
    load: async (tx, { params, body: { place }, now, http }) => {
      // A phone sends again what it did not hear back about: without a key that would be a second case.
      if (http.headers['idempotency-key'] === undefined) throw invalid('/header/idempotency-key', 'required')
      const parts = {
        buildingId: place.kind === 'building' ? place.buildingId : null,
        unitId: place.kind === 'unit' ? place.unitId : null,
        homeId: place.kind === 'home' ? place.homeId : null,
      }
      return reportTarget(tx, { communityId: params.communityId, ...parts }, civilDate(now))
    },
    may: (actor, target, { body }) => policy.report(actor, target, body.forAnother !== undefined),
    async handle({ tx, actor, subject: target, body, now }) {
      const { rules, categories } = await catalogues.current(tx, now)
      const calendar = await workCalendar(tx)
      const category = categories.get(body.category)
      if (!category) throw requestProblem('requests/unknown-category', { errors: [{ pointer: '/body/category', code: 'unknown' }] })
      const id = newId<'request'>()
      const { forAnother } = body
      const told = forAnother && (forAnother.name !== undefined || forAnother.phone !== undefined)
      const forPersonId = told ? await recordPerson(tx, keys, { name: forAnother.name ?? '', phone: forAnother.phone ?? null }, now) : null
      const decision = submit(
        {
          communityId: target.communityId as CommunityId,
          id,
          text: body.text,
          place: { kind: body.place.kind, buildingId: target.buildingId as BuildingId | null, unitId: target.unitId as UnitId | null, homeId: target.homeId as HomeId | null, detail: body.place.detail },
          photos: body.photoIds.length,
          urgent: (await suggestions.current(tx)).urgency(body.text).urgent,
          anonymous: body.anonymous,
          onBehalf: forAnother !== undefined,
          forPersonId,
        },
        { personId: actor.personId, role: actor.role, title: actor.title, organisationId: actor.organisationId },
        { rules, calendar, category, responsible: target as unknown as Responsible, now },
      )
      if (!decision.ok) throw requestProblem(decision.refusal, decision.values === undefined ? {} : { values: decision.values })
      const fileIds = body.photoIds as FileId[]
      await attachFiles(tx, actor.accountId, fileIds, `requests/${id}`)
      const made = await insertCase(tx, fingerprint, decision.value, fileIds, target)
      await tellOf(tx, catalogues, { before: null, after: made, events: decision.value.events }, { path: target.path, now })
      return new Reply(
        { id, communityId: made.communityId, number: made.number, state: made.state, deadlineClass: made.deadlineClass, lead: { id: made.leadOrganisationId, level: made.level }, acceptBy: made.stageDueAt?.toString() ?? null, version: made.version },
        { status: 201 },
      )
    },
  })
}
