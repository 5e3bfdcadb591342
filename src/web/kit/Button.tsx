import { useId } from 'react'
import type { ComponentProps, ReactNode } from 'react'
import { Link } from 'react-router'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'
import { Key } from './Key.tsx'
import './Button.css'

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  /** main: vermilion, the one thing to do, once per page. plain: you may. call: a person answers. */
  readonly kind?: 'main' | 'plain' | 'call'
  readonly icon?: IconName
  /** Icon over word, for rows of three or four in the foot. */
  readonly column?: boolean
  /** As wide as its word, not as its place. */
  readonly compact?: boolean
  /** The key that does the same, shown on the button. */
  readonly shortcut?: string
  /** Words for what is going on, e.g. 正在发…; the button then does nothing. */
  readonly busy?: string | false | undefined
  /** Why it cannot be pressed now. Shown below; a button is never grey without a reason. */
  readonly blocked?: ReactNode
  /** A page of this face (Link) or any address such as tel:. */
  readonly to?: string
  readonly href?: string
}

export function Button({ kind = 'plain', icon, column, compact, shortcut, busy, blocked, to, href, className = '', children, onClick, ...rest }: ButtonProps) {
  const reasonId = useId()
  const isBlocked = blocked !== undefined && blocked !== null && blocked !== false
  const isBusy = typeof busy === 'string'
  const classes = ['button', `button-${kind}`, column ? 'button-column' : '', compact ? 'button-compact' : '', className].join(' ')
  const inside = (
    <>
      {icon === undefined ? null : <Icon name={icon} />}
      <span>{isBusy ? busy : children}</span>
      {shortcut === undefined ? null : <Key name={shortcut} />}
    </>
  )
  if (to !== undefined && !isBlocked) return <Link to={to} className={classes}>{inside}</Link>
  if (href !== undefined && !isBlocked) return <a href={href} className={classes}>{inside}</a>
  const button = (
    <button
      type="button"
      {...rest}
      className={classes}
      aria-disabled={isBlocked || isBusy || undefined}
      aria-busy={isBusy || undefined}
      aria-describedby={isBlocked ? reasonId : rest['aria-describedby']}
      onClick={(event) => {
        if (isBlocked || isBusy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {inside}
    </button>
  )
  if (!isBlocked) return button
  return (
    <div className="button-blocked">
      {button}
      <p id={reasonId} className="label">{blocked}</p>
    </div>
  )
}
