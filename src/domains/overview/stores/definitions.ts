/** What the city shows, as data: its figures, and the ward map's layout. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { recordChange } from '../../../platform/audit.ts'
import { tables, type Read, type Tx } from '../../../platform/database.ts'
import { newId } from '../../../platform/ids.ts'
import type { FigureDefinition } from '../rules/figures.ts'
import type { Plan } from '../rules/plan.ts'

const overview = tables('overview')
const DATA = join(import.meta.dirname, '../data')

const dataFile = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(DATA, name), 'utf8')) as unknown

/** What the city shows, by its own decision. */
export interface CityDefinitions {
  readonly figures: readonly FigureDefinition[]
  readonly layout: StoredLayout | null
}

export async function cityDefinitions(read: Read): Promise<CityDefinitions> {
  const [figures, layout] = await Promise.all([figureDefinitions(read), latestLayout(read)])
  return { figures, layout }
}

async function figureDefinitions(read: Read): Promise<readonly FigureDefinition[]> {
  const rows = await overview(read).selectFrom('overview.figure').selectAll().orderBy('sort').orderBy('key').execute()
  return rows.map(({ key, kind, scale, flow, numerator, denominator, classes, texts }) => ({
    key,
    kind: kind as FigureDefinition['kind'],
    scale: scale as FigureDefinition['scale'],
    flow,
    numerator,
    denominator,
    classes,
    texts: texts as FigureDefinition['texts'],
  }))
}

/** Gives a new database the figures that ship with the program; one that a city has changed stays as it is. Called at every start. */
export async function seedFigures(tx: Tx): Promise<void> {
  const shipped = (await dataFile('figures.json')) as readonly (Omit<FigureDefinition, 'flow'> & { readonly flow?: boolean })[]
  await overview(tx)
    .insertInto('overview.figure')
    .values(shipped.map(({ texts, numerator, denominator, classes, ...figure }, sort) => ({ ...figure, sort, numerator: [...numerator], denominator: [...denominator], classes: [...classes], texts: JSON.stringify(texts) })))
    .onConflict((on) => on.column('key').doNothing())
    .execute()
}

/** The plans that ship with the program, by the city's code. */
export const shippedPlans = async (): Promise<Readonly<Record<string, Plan>>> => (await dataFile('plans.json')) as Readonly<Record<string, Plan>>

export interface StoredLayout {
  readonly plan: Plan
  /** Communities of a street row by row, by the street's id. */
  readonly rows: Readonly<Record<string, readonly (readonly string[])[]>>
}

/** Null until the rows have been cut for the first time. */
async function latestLayout(read: Read): Promise<StoredLayout | null> {
  const row = await overview(read).selectFrom('overview.layout').select(['plan', 'rows']).orderBy('version', 'desc').limit(1).executeTakeFirst()
  return row ? { plan: row.plan as Plan, rows: row.rows as StoredLayout['rows'] } : null
}

/** The next version; earlier ones stay. Which wards stand where is no secret: the audit trail says that it was cut, and from what. */
export async function saveLayout(tx: Tx, { plan, rows }: StoredLayout, at: Temporal.Instant): Promise<void> {
  const last = await overview(tx).selectFrom('overview.layout').select('version').orderBy('version', 'desc').limit(1).executeTakeFirst()
  const version = (last?.version ?? 0) + 1
  await overview(tx).insertInto('overview.layout').values({ version, at, plan: JSON.stringify(plan), rows: JSON.stringify(rows) }).execute()
  recordChange(tx, { subjectKind: 'ward-map', subjectId: newId(), before: last ?? null, after: { version, streets: Object.keys(rows).length } })
}
