/** The first facts of a real city: its divisions and the bodies that govern them, from a list such as the statistics bureau publishes. */
import { recordChange } from '../../platform/audit.ts'
import type { Tx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { decided, refuse, type Decision } from '../../platform/problem.ts'
import { pinyinInitials } from './initials.ts'
import { hasPlaces, insertFounding, type FoundedOrganisation, type FoundedPlace } from './stores/founding.ts'

export interface Division {
  readonly code: string
  readonly name: string
  readonly kind: 'city' | 'district' | 'street' | 'office'
  readonly parentCode: string | null
}

export type FoundingProblem = 'not-empty' | 'bad-columns' | 'bad-row' | 'no-parent' | 'twice'

const KINDS: Readonly<Record<string, Division['kind']>> = { district: 'district', street: 'street', community: 'office' }

/**
 * A CSV file with the columns code, name, level (district, street or community) and parent_code; a district's parent is the city.
 * Refused with the number of the line that is wrong.
 */
export function readDivisions(city: { readonly code: string; readonly name: string }, csv: string): Decision<Division[], FoundingProblem> {
  const [head = '', ...lines] = csv.replace(/^\uFEFF/, '').trim().split(/\r?\n/)
  const columns = head.split(',')
  const at = ['code', 'name', 'level', 'parent_code'].map((column) => columns.indexOf(column))
  if (at.includes(-1)) return refuse('bad-columns')
  const divisions: Division[] = [{ ...city, kind: 'city', parentCode: null }]
  for (const [index, line] of lines.entries()) {
    const values = line.split(',')
    const [code = '', name = '', level = '', parentCode = ''] = at.map((column) => values[column]?.trim() ?? '')
    const kind = KINDS[level]
    if (!/^\d{6,12}$/.test(code) || name === '' || kind === undefined) return refuse('bad-row', { line: index + 2 })
    divisions.push({ code, name, kind, parentCode })
  }
  const known = new Map(divisions.map((division) => [division.code, division]))
  if (known.size < divisions.length) return refuse('twice', { code: divisions.find((division) => known.get(division.code) !== division)?.code ?? null })
  const order = ['city', 'district', 'street', 'office']
  const orphan = divisions.find(({ kind, parentCode }) => parentCode !== null && order.indexOf(known.get(parentCode)?.kind ?? 'office') !== order.indexOf(kind) - 1)
  if (orphan) return refuse('no-parent', { code: orphan.code, name: orphan.name })
  return decided(divisions.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.code.localeCompare(b.code)))
}

/** What people call the body that governs a division. */
function bodyOf({ kind, name }: Division): Pick<FoundedOrganisation, 'kind' | 'name'> {
  switch (kind) {
    case 'city':
      return { kind: 'bureau', name: `${name}住房和城乡建设局` }
    case 'district':
      return { kind: 'district', name: `${name}人民政府` }
    case 'street':
      return { kind: 'street', name: name.endsWith('街道') ? `${name}办事处` : `${name}人民政府` }
    case 'office':
      return { kind: 'community_office', name: name.endsWith('村') ? `${name}村民委员会` : `${name}居民委员会` }
  }
}

/** Into an empty register only. */
export async function foundCity(tx: Tx, divisions: readonly Division[], today: string): Promise<Decision<{ readonly places: number }, FoundingProblem>> {
  if (await hasPlaces(tx)) return refuse('not-empty')
  const made = new Map<string, FoundedPlace>()
  const organisations: FoundedOrganisation[] = []
  for (const division of divisions) {
    const parent = division.parentCode === null ? undefined : made.get(division.parentCode)
    const no = made.size + 1
    const place = { id: newId<'place'>(), kind: division.kind, parentId: parent?.id ?? null, no, path: `${parent?.path ?? '/'}${no}/`, code: division.code, name: division.name, initials: pinyinInitials(division.name) }
    made.set(division.code, place)
    organisations.push({ id: newId<'organisation'>(), placeId: place.id, ...bodyOf(division) })
  }
  await insertFounding(tx, [...made.values()], organisations, today)
  const [city] = made.values()
  if (city) recordChange(tx, { subjectKind: 'place', subjectId: city.id, before: null, after: { code: city.code, name: city.name, places: made.size } })
  return decided({ places: made.size })
}
