import { readFileSync } from 'node:fs'

/** Rows of a small CSV file of demo/data, keyed by its header. The files quote no line breaks. */
function read(file: string): Map<string, string>[] {
  const [header, ...rows] = readFileSync(new URL(`../data/${file}`, import.meta.url), 'utf8').trimEnd().split('\n').map(fields)
  if (!header) throw new Error(`${file} is empty`)
  return rows.map((row) => new Map(header.map((name, i) => [name, row[i] ?? ''])))
}

function fields(line: string): string[] {
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
}

function value(row: Map<string, string>, column: string): string {
  const text = row.get(column)
  if (text === undefined) throw new Error(`column ${column} is missing`)
  return text
}

export interface DivisionRow {
  readonly code: string
  readonly name: string
  readonly level: 'district' | 'street' | 'office'
  readonly parentCode: string
}

/** The districts, streets and 社区/村 of the city, parents before children. */
export const divisions: readonly DivisionRow[] = read('divisions.csv').map((row) => {
  const level = value(row, 'level')
  if (level !== 'district' && level !== 'street' && level !== 'community') throw new Error(`unknown level ${level}`)
  return { code: value(row, 'code'), name: value(row, 'name'), level: level === 'community' ? 'office' : level, parentCode: value(row, 'parent_code') }
})

/** Public holidays (`off`) and worked weekend days (`work`) by date. */
export const holidays: ReadonlyMap<string, string> = new Map(read('holidays.csv').map((row) => [value(row, 'date'), value(row, 'kind')]))

export type DeadlineClass = 'URGENT' | 'FAST' | 'NORMAL' | 'COMPLEX' | 'QUESTION'
export type ResponsibleKind = 'property_company' | 'community_office' | 'street' | 'department'

export interface CategoryRow {
  readonly code: string
  readonly scheme: 'national' | 'local'
  readonly nameZh: string
  readonly nameEn: string
  readonly deadlineClass: DeadlineClass
  readonly responsibleKind: ResponsibleKind
  /** The department or utility that leads where `responsibleKind` is `department`, otherwise the next to call in; may be empty. */
  readonly competentUnit: string
  readonly safety: boolean
  readonly scopeZh: string
}

export const categories: readonly CategoryRow[] = read('request_categories.csv').map((row) => ({
  code: value(row, 'code'),
  scheme: value(row, 'scheme') === 'national' ? 'national' : 'local',
  nameZh: value(row, 'name_zh'),
  nameEn: value(row, 'name_en'),
  deadlineClass: value(row, 'deadline_class') as DeadlineClass,
  responsibleKind: value(row, 'responsible_kind') as ResponsibleKind,
  competentUnit: value(row, 'competent_unit'),
  safety: value(row, 'safety') === '1',
  scopeZh: value(row, 'scope_zh'),
}))
