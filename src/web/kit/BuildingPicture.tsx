import { useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import './BuildingPicture.css'

export type HomeState = 'owner' | 'let' | 'vacant' | 'unsold' | 'incomplete'

export interface BuildingHome {
  readonly id: string
  /** As on the door: 201 */
  readonly label: string
  readonly floor: number
  readonly state: HomeState
}

export interface BuildingUnit {
  readonly key: string
  /** 1单元 */
  readonly name: string
  /** 66 户 */
  readonly note: string
  readonly homes: readonly BuildingHome[]
}

interface BuildingPictureProps {
  readonly name: string
  readonly units: readonly BuildingUnit[]
  readonly currentId: string | null
  readonly onCurrent: (id: string) => void
}

/** Floors × units × homes, one cell per home; five states by border, fill and one word. Arrow keys walk from home to home. */
export function BuildingPicture({ name, units, currentId, onCurrent }: BuildingPictureProps) {
  const t = useText(shared)
  const grid = useRef<HTMLDivElement>(null)
  const floors = [...new Set(units.flatMap((unit) => unit.homes.map((home) => home.floor)))].toSorted((a, b) => b - a)
  const widths = units.map((unit) => Math.max(...floors.map((floor) => unit.homes.filter((home) => home.floor === floor).length), 1))
  const rows = floors.map((floor) => units.map((unit) => unit.homes.filter((home) => home.floor === floor)))
  const flat = rows.map((row) => row.flat())
  const tabStop = flat.flat().some((home) => home.id === currentId) ? currentId : flat[0]?.[0]?.id

  const onKeyDown = (event: KeyboardEvent, row: number, column: number): void => {
    const target = neighbour(flat, row, column, event.key)
    if (target === undefined) return
    event.preventDefault()
    onCurrent(target.id)
    grid.current?.querySelector<HTMLElement>(`[data-home="${CSS.escape(target.id)}"]`)?.focus()
  }

  return (
    <div className="building-scroll">
      <div className="building" role="grid" aria-label={name} ref={grid} style={{ gridTemplateColumns: `1.625rem ${widths.map((width) => `repeat(${width}, minmax(3.625rem, 1fr))`).join(' 1.125rem ')}` }}>
        {units.slice(1).map((unit, index) => (
          <span key={unit.key} className="building-core" aria-hidden="true" style={{ gridColumn: startOf(widths, index + 1) - 1, gridRow: `2 / span ${floors.length}` }} />
        ))}
        <div role="row" className="building-row" style={{ gridRow: 1 }}>
          <span role="columnheader" className="building-floor"><span className="visually-hidden">{name}</span></span>
          {units.map((unit, index) => (
            <span key={unit.key} role="columnheader" className="building-unit" style={{ gridColumn: `${startOf(widths, index)} / span ${widths[index] ?? 1}` }}>
              <b>{unit.name}</b>
              <span className="quiet">{unit.note}</span>
            </span>
          ))}
        </div>
        {rows.map((row, rowIndex) => (
          <div key={floors[rowIndex]} role="row" className="building-row" style={{ gridRow: rowIndex + 2 }}>
            <span role="rowheader" className="building-floor">{t.building.floor({ floor: floors[rowIndex] ?? 0 })}</span>
            {row.map((homes, unitIndex) =>
              homes.map((home, homeIndex) => (
                <span key={home.id} role="gridcell" aria-selected={home.id === currentId} className="building-cell" style={homeIndex === 0 ? { gridColumnStart: startOf(widths, unitIndex) } : undefined}>
                  <Home home={home} isCurrent={home.id === currentId} isTabStop={home.id === tabStop} onCurrent={onCurrent} onKeyDown={(event) => onKeyDown(event, rowIndex, flat[rowIndex]?.indexOf(home) ?? 0)} />
                </span>
              )),
            )}
          </div>
        ))}
      </div>
    </div>
  )
}

interface HomeProps {
  readonly home: BuildingHome
  readonly isCurrent: boolean
  readonly isTabStop: boolean
  readonly onCurrent: (id: string) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

function Home({ home, isCurrent, isTabStop, onCurrent, onKeyDown }: HomeProps) {
  const t = useText(shared)
  return (
    <button type="button" data-home={home.id} className={`home home-${home.state} ${isCurrent ? 'home-current' : ''}`} tabIndex={isTabStop ? 0 : -1} onClick={() => onCurrent(home.id)} onKeyDown={onKeyDown}>
      <span>{home.label}</span>
      <span aria-hidden="true">{t.building.short[home.state]}</span>
      <span className="visually-hidden">{t.building[home.state]}</span>
    </button>
  )
}

/** Grid line where a unit begins: one column of floors, then units with one column of stairs between them. */
function startOf(widths: readonly number[], unit: number): number {
  return 2 + widths.slice(0, unit).reduce((sum, width) => sum + width + 1, 0)
}

function neighbour(rows: readonly (readonly BuildingHome[])[], row: number, column: number, key: string): BuildingHome | undefined {
  if (key === 'ArrowLeft') return rows[row]?.[column - 1]
  if (key === 'ArrowRight') return rows[row]?.[column + 1]
  const other = key === 'ArrowUp' ? rows[row - 1] : key === 'ArrowDown' ? rows[row + 1] : undefined
  return other?.[Math.min(column, other.length - 1)]
}

/** What the five looks mean, with how many homes each. */
export function BuildingLegend({ counts }: { readonly counts: Readonly<Record<HomeState, number>> }) {
  const t = useText(shared)
  const states: readonly HomeState[] = ['owner', 'let', 'vacant', 'unsold', 'incomplete']
  return (
    <ul className="building-legend">
      {states.map((state) => (
        <li key={state}>
          <i className={`home home-${state}`} />
          {t.building[state]} <b>{counts[state]}</b>
        </li>
      ))}
    </ul>
  )
}
