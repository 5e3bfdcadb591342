import { readFileSync } from 'node:fs'
import { shippedYears, workCalendar, type WorkCalendar } from '../../src/domains/calendar/public.ts'
import { DEADLINE_CLASSES } from '../../src/domains/requests/rules/case.ts'
import type { Category } from '../../src/domains/requests/rules/submit.ts'

/** Rows of a small CSV file, keyed by its header. The files quote no line breaks. */
function read(file: string): Map<string, string>[] {
  const [header, ...rows] = readFileSync(new URL(file, import.meta.url), 'utf8').trimEnd().split('\n').map(fields)
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
export const divisions: readonly DivisionRow[] = read('../data/divisions.csv').map((row) => {
  const level = value(row, 'level')
  if (level !== 'district' && level !== 'street' && level !== 'community') throw new Error(`unknown level ${level}`)
  return { code: value(row, 'code'), name: value(row, 'name'), level: level === 'community' ? 'office' : level, parentCode: value(row, 'parent_code') }
})

/** What a new database is seeded with. */
export const calendar: WorkCalendar = workCalendar(await shippedYears())

/** The catalogue that the request domain starts with. */
export const categories: readonly Category[] = read('../../src/domains/requests/data/request_categories.csv').map((row) => ({
  code: value(row, 'code'),
  deadlineClass: oneOf(DEADLINE_CLASSES, value(row, 'deadline_class')),
  responsibleKind: oneOf(['property_company', 'community_office', 'street', 'department'], value(row, 'responsible_kind')),
  safety: value(row, 'safety') === '1',
  photoOnFeedback: value(row, 'photo_on_feedback') === '1',
}))

function oneOf<const T extends string>(known: readonly T[], text: string): T {
  const found = known.find((word) => word === text)
  if (found === undefined) throw new Error(`unknown word ${text}`)
  return found
}
