import { Children } from 'react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'
import './DoorGrid.css'

/** The doors of the resident's home, drawn like a ward plan: one block, shared walls. The first door is the tall one. */
export function DoorGrid({ children }: { readonly children: ReactNode }) {
  const t = useText(shared)
  return (
    <nav className="doors" aria-label={t.resident.doors} data-count={Children.count(children)}>
      {children}
    </nav>
  )
}

interface DoorProps {
  readonly to: string
  readonly icon: IconName
  readonly title: string
  /** What is behind it. */
  readonly hint: string
  /** What waits behind it, instead of the hint: 待缴 78.82 元. */
  readonly now?: string | undefined
  /** It leads to another face, e.g. /city: the browser goes there by itself. */
  readonly leaves?: boolean
}

export function Door({ to, icon, title, hint, now, leaves = false }: DoorProps) {
  return (
    <Link className="door" to={to} reloadDocument={leaves}>
      <Icon name={icon} />
      <span className="door-words">
        <b>{title}</b>
        <span className={now === undefined ? 'door-hint' : 'door-hint door-now'}>{now ?? hint}</span>
      </span>
    </Link>
  )
}
