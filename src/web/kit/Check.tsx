import type { ReactNode } from 'react'
import './Check.css'

interface CheckProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly hint?: ReactNode
  readonly children: ReactNode
  /** In lists the words are for screen readers only. */
  readonly hideLabel?: boolean
}

export function Check({ checked, onChange, hint, children, hideLabel }: CheckProps) {
  return (
    <label className={hideLabel ? 'check check-alone' : 'check'}>
      <input type="checkbox" className="check-box" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span className={hideLabel ? 'visually-hidden' : ''}>
        {children}
        {hint === undefined ? null : <span className="label"> {hint}</span>}
      </span>
    </label>
  )
}
