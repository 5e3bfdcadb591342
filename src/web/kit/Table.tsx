/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- on narrow screens the CSS gives table parts another display, which takes their roles away in some browsers */
import type { ReactNode } from 'react'
import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import { Icon } from './Icon.tsx'
import './Table.css'

export interface Column<Row> {
  readonly key: string
  readonly head: string
  /** Unit, once in the head: 建筑面积 ㎡ */
  readonly unit?: string
  /** Right-aligned tabular figures. */
  readonly number?: boolean
  readonly sortable?: boolean
  /** CSS width in rem, for what must not move between pages. */
  readonly width?: string
  readonly cell: (row: Row) => ReactNode
}

export interface Sort {
  readonly key: string
  readonly direction: 'ascending' | 'descending'
}

interface TableProps<Row> {
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** Sorting is the server's work: the table shows and asks. */
  readonly sort?: Sort
  readonly onSort?: (sort: Sort) => void
  /** The row that is open in the pane. */
  readonly currentKey?: string | undefined
  /** One row of sums, by column key. */
  readonly totals?: Readonly<Record<string, ReactNode>>
}

/** A real table; below 640 px each row becomes a block of name and value, with the table roles kept. */
export function Table<Row>({ caption, columns, rows, rowKey, sort, onSort, currentKey, totals }: TableProps<Row>) {
  const [first] = columns
  return (
    <table className="table" role="table">
      <caption className="visually-hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => <Head key={column.key} column={column} sort={sort} onSort={onSort} />)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row" className={rowKey(row) === currentKey ? 'table-current' : ''} aria-current={rowKey(row) === currentKey || undefined}>
            {columns.map((column) => (
              <td key={column.key} role="cell" data-head={column.unit === undefined ? column.head : `${column.head} ${column.unit}`} className={column.number ? 'number' : ''}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {totals === undefined || first === undefined ? null : (
        <tfoot role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <td key={column.key} role="cell" data-head={column.head} className={column.number ? 'number' : ''}>{totals[column.key]}</td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  )
}

interface HeadProps<Row> {
  readonly column: Column<Row>
  readonly sort: Sort | undefined
  readonly onSort: ((sort: Sort) => void) | undefined
}

function Head<Row>({ column, sort, onSort }: HeadProps<Row>) {
  const t = useText(shared)
  const sorted = sort?.key === column.key ? sort.direction : undefined
  const words = (
    <>
      {column.head}
      {column.unit === undefined ? null : <span className="unit">{column.unit}</span>}
    </>
  )
  return (
    <th role="columnheader" scope="col" aria-sort={sorted} className={column.number ? 'number' : ''} style={{ width: column.width }}>
      {column.sortable && onSort !== undefined ? (
        <button
          type="button"
          className="table-sort"
          title={t.table.sortBy({ head: column.head })}
          onClick={() => onSort({ key: column.key, direction: sorted === 'ascending' ? 'descending' : 'ascending' })}
        >
          {words}
          {sorted === undefined ? null : <Icon name={sorted === 'ascending' ? 'up' : 'down'} />}
          {sorted === undefined ? null : <span className="visually-hidden">{t.table[sorted]}</span>}
        </button>
      ) : words}
    </th>
  )
}
