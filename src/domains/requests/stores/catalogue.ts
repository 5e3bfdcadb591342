/** 权责清单 and deadlines: versions are only added, so each is read once and kept. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tables, type Read, type Tx } from '../../../platform/database.ts'
import type { DeadlineClass } from '../rules/case.ts'
import { DEFAULT_RULES } from '../rules/default-rules.ts'
import type { RuleSet } from '../rules/deadlines.ts'
import type { Category } from '../rules/submit.ts'

const requests = tables('requests')

export interface CatalogueCategory extends Category {
  readonly zh: string
  readonly en: string
  readonly scopeZh: string
}

export interface Catalogue {
  readonly version: number
  readonly effectiveFrom: Temporal.Instant
  readonly rules: RuleSet
  /** In the order in which they are offered. */
  readonly categories: ReadonlyMap<string, CatalogueCategory>
}

export interface Catalogues {
  /** The version in force. A new one is noticed within a minute. */
  current(read: Read, now: Temporal.Instant): Promise<Catalogue>
  /** The one that a case was routed by. */
  version(read: Read, version: number): Promise<Catalogue>
}

const NOTICED_AFTER_MS = 60_000

export function openCatalogues(): Catalogues {
  const known = new Map<number, Catalogue>()
  let lookedAt_ms = -Infinity
  const refresh = async (read: Read) => {
    const rows = await requests(read).selectFrom('requests.rule_set').select(['version', 'effective_from', 'rules']).orderBy('version').execute()
    for (const row of rows) if (!known.has(row.version)) known.set(row.version, await load(read, row))
    lookedAt_ms = performance.now()
  }
  const catalogues: Catalogues = {
    async current(read, now) {
      if (performance.now() - lookedAt_ms > NOTICED_AFTER_MS) await refresh(read)
      const inForce = [...known.values()].filter(({ effectiveFrom }) => Temporal.Instant.compare(effectiveFrom, now) <= 0).at(-1)
      if (!inForce) throw new Error('no rule set is in force')
      return inForce
    },
    async version(read, version) {
      if (!known.has(version)) await refresh(read)
      const found = known.get(version)
      if (!found) throw new Error(`no rule set ${version}`)
      return found
    },
  }
  return catalogues
}

async function load(read: Read, { version, effective_from, rules }: { version: number; effective_from: Temporal.Instant; rules: unknown }): Promise<Catalogue> {
  const rows = await requests(read).selectFrom('requests.category').selectAll().where('version', '=', version).orderBy('sort').execute()
  return {
    version,
    effectiveFrom: effective_from,
    // Rules that a stored version does not know yet are as shipped.
    rules: { ...DEFAULT_RULES, ...(rules as Omit<RuleSet, 'version'>), version },
    categories: new Map(
      rows.map((row) => [
        row.code,
        {
          code: row.code,
          zh: row.name_zh,
          en: row.name_en,
          scopeZh: row.scope_zh,
          deadlineClass: row.deadline_class as DeadlineClass,
          responsibleKind: row.responsible_kind as Category['responsibleKind'],
          safety: row.safety,
          photoOnFeedback: row.photo_on_feedback,
        },
      ]),
    ),
  }
}

/** In force since before anything was reported. */
const BEGINNING = Temporal.Instant.from('2000-01-01T00:00:00+08:00')
const SOURCE = 'GB/T 30428, GB/T 33358-2016; request_categories.csv'

/** Gives a new database version 1 of the rules; later versions are a city's own. Called at every start. */
export async function seedRuleSet(tx: Tx): Promise<void> {
  const { version, ...rules } = DEFAULT_RULES
  const { numInsertedOrUpdatedRows } = await requests(tx)
    .insertInto('requests.rule_set')
    .values({ version, effective_from: BEGINNING, source: SOURCE, rules: JSON.stringify(rules) })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst()
  if (Number(numInsertedOrUpdatedRows ?? 0) === 0) return
  await requests(tx)
    .insertInto('requests.category')
    .values((await shippedCategories()).map((row, sort) => ({ ...row, version, sort })))
    .execute()
}

/** The file has no quoted fields. */
async function shippedCategories() {
  const [head = '', ...lines] = (await readFile(join(import.meta.dirname, '../data/request_categories.csv'), 'utf8')).trimEnd().split('\n')
  const columns = head.split(',')
  return lines.map((line) => {
    const values = line.split(',')
    const value = (column: string) => values[columns.indexOf(column)] ?? ''
    return {
      code: value('code'),
      scheme: value('scheme'),
      name_zh: value('name_zh'),
      name_en: value('name_en'),
      scope_zh: value('scope_zh'),
      deadline_class: value('deadline_class'),
      responsible_kind: value('responsible_kind'),
      competent_unit: value('competent_unit'),
      safety: value('safety') === '1',
      photo_on_feedback: value('photo_on_feedback') === '1',
      related_national: value('related_national').split('|').filter(Boolean),
    }
  })
}
