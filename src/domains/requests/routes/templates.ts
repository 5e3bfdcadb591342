import { newId } from '../../../platform/ids.ts'
import { common } from '../../../platform/problem.ts'
import { Reply } from '../../../platform/routes.ts'
import * as policy from '../policy.ts'
import { requestProblem } from '../problems.ts'
import { MOST_TEMPLATES } from '../rules/templates.ts'
import { countTemplates, deleteTemplate, findTemplates, lockTemplate, saveTemplate, type Template } from '../stores/templates.ts'
import type { Catalogue } from '../stores/catalogue.ts'
import type { Context, On } from './context.ts'

export function bindTemplates(on: On, { catalogues }: Context): void {
  on.query('GET /api/v1/requests/templates', {
    may: policy.readTemplates,
    handle: async ({ read, actor }) => ({
      items: (await findTemplates(read, actor.organisationId, 2 * MOST_TEMPLATES)).map(({ organisationId, ...template }) => ({
        ...template,
        ofCity: organisationId === null,
        mayEdit: policy.changeTemplate(actor, { organisationId }) === true,
      })),
    }),
  })
  on.command('POST /api/v1/requests/templates', {
    may: policy.addTemplate,
    async handle({ tx, actor, body, now }) {
      requireKnown(await catalogues.current(tx, now), body.category)
      const organisationId = policy.templatesOf(actor)
      if ((await countTemplates(tx, organisationId)) >= MOST_TEMPLATES) throw requestProblem('requests/too-many-templates', { values: { most: MOST_TEMPLATES } })
      const made: Template = { id: newId(), organisationId, version: 1, ...body, category: body.category ?? null }
      await saveTemplate(tx, null, made, now)
      return new Reply({ id: made.id }, { status: 201 })
    },
  })
  on.command('PUT /api/v1/requests/templates/:templateId', {
    load: (tx, { params }) => lockTemplate(tx, params.templateId),
    may: policy.changeTemplate,
    async handle({ tx, subject, body, now }) {
      if (body.version !== subject.version) throw common('common/changed-meanwhile', { values: { version: subject.version } })
      requireKnown(await catalogues.current(tx, now), body.category)
      await saveTemplate(tx, subject, { ...subject, ...body, category: body.category ?? null, version: subject.version + 1 }, now)
      return {}
    },
  })
  on.command('DELETE /api/v1/requests/templates/:templateId', {
    load: (tx, { params }) => lockTemplate(tx, params.templateId),
    may: policy.changeTemplate,
    async handle({ tx, subject }) {
      await deleteTemplate(tx, subject)
      return {}
    },
  })
}

function requireKnown({ categories }: Catalogue, category: string | undefined): void {
  if (category !== undefined && !categories.has(category)) throw requestProblem('requests/unknown-category', { errors: [{ pointer: '/body/category', code: 'unknown' }] })
}
