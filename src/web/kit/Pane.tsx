import type { ReactNode } from 'react'
import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import { Button } from './Button.tsx'
import './Pane.css'

interface PaneProps {
  /** The bar: case number and state. */
  readonly head: ReactNode
  /** '第 4 / 21 件' */
  readonly aside?: ReactNode
  /** The object in one line. */
  readonly title: string
  readonly subtitle?: ReactNode
  /** On narrow screens the pane covers the list and is left by this. */
  readonly onClose?: () => void
  /** Composer or last actions; docked at the thumb on a phone. */
  readonly foot?: ReactNode
  readonly children: ReactNode
}

/** Beside the list, never over it: the list stays in sight while a case is worked. */
export function Pane({ head, aside, title, subtitle, onClose, foot, children }: PaneProps) {
  const t = useText(shared)
  return (
    <section className="pane" aria-label={title}>
      <div className="pane-bar">
        {onClose === undefined ? null : <Button compact icon="back" className="pane-close" onClick={onClose}>{t.back}</Button>}
        <div className="pane-head">{head}</div>
        {aside === undefined ? null : <div className="small quiet end nowrap">{aside}</div>}
      </div>
      <div className="pane-body">
        <div>
          <h1 className="pane-title">{title}</h1>
          {subtitle === undefined ? null : <p className="small quiet">{subtitle}</p>}
        </div>
        {children}
      </div>
      {foot === undefined ? null : <div className="pane-foot">{foot}</div>}
    </section>
  )
}

/** The block of the pane where something is done: one primary, then at most three others. */
export function PaneActions({ children }: { readonly children: ReactNode }) {
  return <div className="pane-actions">{children}</div>
}

/** A titled part of a pane or panel. */
export function PaneSection({ title, aside, children }: { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode }) {
  return (
    <section className="pane-section">
      <div className="row">
        <h2 className="grow">{title}</h2>
        {aside === undefined ? null : <span className="small quiet">{aside}</span>}
      </div>
      {children}
    </section>
  )
}
