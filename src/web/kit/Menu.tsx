import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import './Menu.css'

interface MenuProps {
  readonly label: ReactNode
  /** What opens, for screen readers: 换身份 */
  readonly name: string
  readonly children: ReactNode
}

/** Native details: opens under its label, closes with Escape, a press elsewhere, or a choice. */
export function Menu({ label, name, children }: MenuProps) {
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const close = (event: Event): void => {
      const menu = details.current
      if (menu === null || !menu.open) return
      const isEscape = event instanceof KeyboardEvent && event.key === 'Escape'
      const isElsewhere = event.type === 'click' && event.target instanceof Node && !menu.contains(event.target)
      if (!isEscape && !isElsewhere) return
      menu.open = false
      if (isEscape) menu.querySelector('summary')?.focus()
    }
    document.addEventListener('keydown', close)
    document.addEventListener('click', close)
    return () => {
      document.removeEventListener('keydown', close)
      document.removeEventListener('click', close)
    }
  }, [])
  return (
    <details className="menu" ref={details}>
      <summary>
        {label}
        <span className="visually-hidden">{name}</span>
        <Icon name="down" />
      </summary>
      <div className="menu-list">{children}</div>
    </details>
  )
}
