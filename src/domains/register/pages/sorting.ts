/** The order of a list stands in its address (?sort=-households), so that it can be linked and reloaded. */
import { useSearchParams } from 'react-router'
import type { Sort } from '../../../web/kit/Table.tsx'

interface Sorting<Row> {
  readonly rows: readonly Row[]
  readonly sort?: Sort
  readonly onSort: (sort: Sort) => void
}

/** Sorts rows that are all here by the value of a column: numbers by size, words by the language's own order. Without `sort`, the register's order. */
export function useSorting<Row>(rows: readonly Row[], values: Readonly<Record<string, (row: Row) => number | string>>): Sorting<Row> {
  const [parameters, setParameters] = useSearchParams()
  const asked = parameters.get('sort') ?? ''
  const key = asked.replace(/^-/, '')
  const value = values[key]
  const onSort = (next: Sort): void => setParameters(next.direction === 'ascending' ? { sort: next.key } : { sort: `-${next.key}` }, { replace: true })
  if (value === undefined) return { rows, onSort }
  const direction = asked.startsWith('-') ? 'descending' : 'ascending'
  const sign = direction === 'ascending' ? 1 : -1
  return { rows: rows.toSorted((a, b) => sign * compare(value(a), value(b))), sort: { key, direction }, onSort }
}

const words = new Intl.Collator('zh-CN', { numeric: true })

function compare(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : words.compare(String(a), String(b))
}
