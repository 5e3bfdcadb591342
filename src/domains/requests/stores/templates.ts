/** 常用语. */
import { recordChange } from '../../../platform/audit.ts'
import { tables, type Read, type Tx } from '../../../platform/database.ts'
import type { OrganisationId } from '../../../platform/ids.ts'
import type { TemplateVerb } from '../rules/templates.ts'

const requests = tables('requests')

export interface Template {
  readonly id: string
  /** Null: the city's own. */
  readonly organisationId: OrganisationId | null
  /** Null: for every category. */
  readonly category: string | null
  readonly verb: TemplateVerb
  readonly title: string
  readonly text: string
  readonly version: number
}

interface Row {
  readonly id: string
  readonly organisation_id: string | null
  readonly category: string | null
  readonly verb: string
  readonly title: string
  readonly text: string
  readonly version: number
}
const templateFrom = ({ id, organisation_id, category, verb, title, text, version }: Row): Template => ({ id, organisationId: organisation_id as OrganisationId | null, category, verb: verb as TemplateVerb, title, text, version })

/** An organisation's own first, then the city's; those for one category before those for all. */
export async function findTemplates(read: Read, organisationId: OrganisationId | null, limit: number): Promise<Template[]> {
  const rows = await requests(read)
    .selectFrom('requests.template')
    .select(['id', 'organisation_id', 'category', 'verb', 'title', 'text', 'version'])
    .where((eb) => eb.or([eb('organisation_id', 'is', null), ...(organisationId === null ? [] : [eb('organisation_id', '=', organisationId)])]))
    .orderBy((eb) => eb('organisation_id', 'is', null))
    .orderBy((eb) => eb('category', 'is', null))
    .orderBy('title')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(templateFrom)
}

export async function countTemplates(read: Read, organisationId: OrganisationId | null): Promise<number> {
  const { templates } = await requests(read)
    .selectFrom('requests.template')
    .select((eb) => eb.fn.countAll<number>().as('templates'))
    .where('organisation_id', organisationId === null ? 'is' : '=', organisationId)
    .executeTakeFirstOrThrow()
  return templates
}

export async function lockTemplate(tx: Tx, id: string): Promise<Template | null> {
  const row = await requests(tx).selectFrom('requests.template').select(['id', 'organisation_id', 'category', 'verb', 'title', 'text', 'version']).where('id', '=', id).forUpdate().executeTakeFirst()
  return row ? templateFrom(row) : null
}

/** @param before null for a new one. */
export async function saveTemplate(tx: Tx, before: Template | null, after: Template, at: Temporal.Instant): Promise<void> {
  const { id, organisationId, category, verb, title, text, version } = after
  const row = { organisation_id: organisationId, category, verb, title, text, version, updated_at: at }
  if (before === null) await requests(tx).insertInto('requests.template').values({ id, ...row }).execute()
  else await requests(tx).updateTable('requests.template').set(row).where('id', '=', id).execute()
  recordChange(tx, { subjectKind: 'template', subjectId: id, before, after })
}

export async function deleteTemplate(tx: Tx, template: Template): Promise<void> {
  await requests(tx).deleteFrom('requests.template').where('id', '=', template.id).execute()
  recordChange(tx, { subjectKind: 'template', subjectId: template.id, before: template, after: null })
}
