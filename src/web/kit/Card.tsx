import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'
import './Card.css'

interface CardProps {
  readonly title?: ReactNode
  /** Beside the title, at the end: a Status, a count, a small link. */
  readonly aside?: ReactNode
  readonly icon?: IconName
  /** Vermilion border: only where the person is asked to act. */
  readonly turn?: boolean
  /** The whole card leads there; it then shows an arrow beside its title. */
  readonly to?: string
  readonly children?: ReactNode
}

export function Card({ title, aside, icon, turn, to, children }: CardProps) {
  const inside = (
    <>
      {icon === undefined ? null : <Icon name={icon} className="card-icon" />}
      <div className="card-body">
        {title === undefined && aside === undefined ? null : (
          <div className="card-head">
            {title === undefined ? null : <h2 className="grow">{title}</h2>}
            {aside}
            {to === undefined || icon !== undefined ? null : <Icon name="go" className="card-go" />}
          </div>
        )}
        {children}
      </div>
      {to === undefined || icon === undefined ? null : <Icon name="go" className="card-go" />}
    </>
  )
  const classes = `card ${turn ? 'card-turn' : ''} ${icon === undefined ? '' : 'card-with-icon'}`
  return to === undefined ? <section className={classes}>{inside}</section> : <Link to={to} className={`${classes} card-link`}>{inside}</Link>
}
