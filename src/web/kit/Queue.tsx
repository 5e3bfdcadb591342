import { Fragment, useEffect, useMemo, useRef } from 'react'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { useText } from '../i18n.ts'
import { useKeys } from '../keys.ts'
import { shared } from '../messages.ts'
import { Check } from './Check.tsx'
import './Queue.css'

export interface QueueRow {
  readonly id: string
  /** Spoken name of the row: category and place. */
  readonly name: string
  readonly clock: ReactNode
  /** First line: what, in bold, and the words that follow. */
  readonly title: string
  readonly text: string
  /** Second line in aligned columns: 案号 · 地点 · 报事人. */
  readonly details: readonly string[]
  readonly tag?: ReactNode
  readonly status: ReactNode
  readonly holder: string
}

export interface QueueGroup {
  readonly key: string
  readonly title: string
  readonly note?: string
  readonly late?: boolean
  readonly rows: readonly QueueRow[]
}

interface QueueProps {
  readonly groups: readonly QueueGroup[]
  /** Heads of the five columns: time, matter, state, holder. */
  readonly heads: { readonly clock: string; readonly matter: string; readonly status: string; readonly holder: string }
  readonly currentId: string | null
  readonly onCurrent: (id: string) => void
  /** Enter or a tap: opens the row (on a phone: its page). */
  readonly onOpen: (id: string) => void
  /** Where the current row is open already beside the list, Enter on it is the page's own main action. */
  readonly enterActs?: boolean
  readonly selected: ReadonlySet<string>
  /** One row, or with Shift all from the last one on. */
  readonly onSelect?: (ids: readonly string[], selected: boolean) => void
}

/** The work queue: two-line rows, groups by urgency. J and K or the arrows move, space selects, Enter opens. */
export function Queue({ groups, heads, currentId, onCurrent, onOpen, enterActs = false, selected, onSelect }: QueueProps) {
  const t = useText(shared)
  const grid = useRef<HTMLDivElement>(null)
  const withShift = useRef(false)
  const lastSelected = useRef<string | null>(null)
  const ids = useMemo(() => groups.flatMap((group) => group.rows.map((row) => row.id)), [groups])
  const tabStop = currentId !== null && ids.includes(currentId) ? currentId : ids[0]

  const keys = useMemo(() => {
    const move = (by: number): void => {
      const at = currentId === null ? -1 : ids.indexOf(currentId)
      const next = ids[Math.max(0, Math.min(ids.length - 1, at + by))]
      if (next === undefined) return
      onCurrent(next)
      grid.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(next)}"]`)?.focus()
    }
    return [
      { key: 'j', label: t.keys.down, run: () => move(1) },
      { key: 'k', label: t.keys.up, run: () => move(-1) },
    ]
  }, [ids, currentId, onCurrent, t])
  useKeys(keys)

  useInSight(grid, currentId)

  const select = onSelect && ((id: string, isOn: boolean): void => {
    const [from, to] = [ids.indexOf(lastSelected.current ?? ''), ids.indexOf(id)]
    onSelect(withShift.current && from >= 0 ? ids.slice(Math.min(from, to), Math.max(from, to) + 1) : [id], isOn)
    lastSelected.current = id
  })

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>, row: QueueRow): void => {
    if (event.target !== event.currentTarget) return
    withShift.current = event.shiftKey
    const [down, up] = keys
    const acts: Readonly<Record<string, (() => void) | undefined>> = {
      ArrowDown: down?.run,
      ArrowUp: up?.run,
      Enter: enterActs && row.id === currentId ? undefined : () => onOpen(row.id),
      ' ': select && (() => select(row.id, !selected.has(row.id))),
    }
    const act = acts[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  }

  return (
    <div className="queue" role="grid" aria-label={t.queue.label} aria-multiselectable={onSelect === undefined ? undefined : true} ref={grid} onClickCapture={(event) => { withShift.current = event.shiftKey }}>
      <div role="rowgroup" className="queue-heads">
        <div role="row" className="queue-columns">
          <span role="columnheader"><span className="visually-hidden">{t.keys.select}</span></span>
          <span role="columnheader">{heads.clock}</span>
          <span role="columnheader">{heads.matter}</span>
          <span role="columnheader">{heads.status}</span>
          <span role="columnheader">{heads.holder}</span>
        </div>
      </div>
      {groups.map((group) => (
        <Fragment key={group.key}>
          {group.rows.length === 0 ? null : (
            <div role="rowgroup" aria-label={group.title}>
              <div role="row" className="queue-group">
                <span role="rowheader" className={group.late ? 'late-text' : ''}><b>{group.title}</b> {group.note}</span>
              </div>
              {group.rows.map((row) => (
                <Row key={row.id} {...{ row, onCurrent, onOpen, onKeyDown }} onSelect={select} isCurrent={row.id === currentId} isTabStop={row.id === tabStop} isSelected={selected.has(row.id)} />
              ))}
            </div>
          )}
        </Fragment>
      ))}
    </div>
  )
}

/** The current row is scrolled to, wherever the move came from. */
function useInSight(grid: RefObject<HTMLDivElement | null>, currentId: string | null): void {
  const shown = useRef(currentId)
  useEffect(() => {
    // The first page shows its head, not the middle of the list.
    if (currentId === null || currentId === shown.current) return
    shown.current = currentId
    grid.current?.querySelector(`[data-id="${CSS.escape(currentId)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [grid, currentId])
}

interface RowProps {
  readonly row: QueueRow
  readonly isCurrent: boolean
  readonly isTabStop: boolean
  readonly isSelected: boolean
  readonly onCurrent: (id: string) => void
  readonly onOpen: (id: string) => void
  readonly onSelect: ((id: string, selected: boolean) => void) | undefined
  readonly onKeyDown: (event: KeyboardEvent<HTMLDivElement>, row: QueueRow) => void
}

function Row({ row, isCurrent, isTabStop, isSelected, onCurrent, onOpen, onSelect, onKeyDown }: RowProps) {
  const t = useText(shared)
  return (
    <div
      role="row"
      data-id={row.id}
      tabIndex={isTabStop ? 0 : -1}
      className={`queue-row ${isCurrent ? 'queue-current' : ''} ${isSelected ? 'queue-selected' : ''}`}
      aria-selected={isSelected}
      aria-current={isCurrent || undefined}
      onFocus={(event) => (event.target === event.currentTarget && !isCurrent ? onCurrent(row.id) : undefined)}
      onClick={(event) => {
        if (!(event.target instanceof Element) || event.target.closest('label, a, button') === null) onOpen(row.id)
      }}
      onKeyDown={(event) => onKeyDown(event, row)}
    >
      <span role="gridcell" className="queue-check">
        {onSelect === undefined ? null : <Check hideLabel checked={isSelected} onChange={(checked) => onSelect(row.id, checked)}>{t.queue.select({ name: row.name })}</Check>}
      </span>
      <span role="gridcell" className="queue-clock">{row.clock}</span>
      <span role="gridcell" className="queue-matter">
        <span className="queue-first">
          <b>{row.title}</b>
          <span className="queue-text">{row.text}</span>
        </span>
        {row.tag === undefined ? null : <span className="queue-tag">{row.tag}</span>}
        <span className="queue-second">
          {row.details.map((detail, index) => <span key={index}>{detail}</span>)}
        </span>
      </span>
      <span role="gridcell" className="queue-status">{row.status}</span>
      <span role="gridcell" className="queue-holder">{row.holder}</span>
    </div>
  )
}
