import type { ReactNode } from 'react'
import { Link, NavLink } from 'react-router'
import './Rail.css'

interface RailItem {
  readonly to: string
  readonly label: string
  readonly icon?: ReactNode
  readonly count?: ReactNode
  /** '2 超': what is overdue among them. */
  readonly late?: string | undefined
  /** Second line: 930 户 · 有物业 */
  readonly note?: ReactNode
  /** At the end of the second line: 98.6 % */
  readonly noteEnd?: ReactNode
  /** Whether it is open now, where the path alone does not tell (?building=…). */
  readonly current?: boolean
}

interface RailProps {
  readonly label: string
  readonly groups: readonly { readonly title: string; readonly items: readonly RailItem[] }[]
  /** Below the groups: what is not a plain list. */
  readonly more?: ReactNode
  /** The sums at the foot of the rail. */
  readonly end?: ReactNode
}

/** The left column of the desk: saved views with their counts. */
export function Rail({ label, groups, more, end }: RailProps) {
  return (
    <nav className="rail" aria-label={label}>
      {groups.map((group) => (
        <div key={group.title}>
          <h2 className="rail-title">{group.title}</h2>
          <ul>
            {group.items.map((item) => (
              <li key={item.to}>
                {item.current === undefined ? <NavLink end to={item.to} className="rail-item"><Inside item={item} /></NavLink> : (
                  <Link to={item.to} className="rail-item" aria-current={item.current || undefined}><Inside item={item} /></Link>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {more}
      {end === undefined ? null : <div className="rail-end">{end}</div>}
    </nav>
  )
}

function Inside({ item }: { readonly item: RailItem }) {
  return (
    <>
      <span className="rail-icon">{item.icon}</span>
      <span className="rail-label">{item.label}{item.note === undefined ? null : <small>{item.note}</small>}</span>
      <span className="rail-late">{item.late}</span>
      <span className="rail-count">{item.count}{item.noteEnd === undefined ? null : <small>{item.noteEnd}</small>}</span>
    </>
  )
}
