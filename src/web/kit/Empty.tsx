import type { ReactNode } from 'react'
import './Empty.css'

interface EmptyProps {
  /** What is missing: 现在没有要投的票 */
  readonly title: string
  /** When it comes, or why there is none. */
  readonly children?: ReactNode
  /** The next step: a Button or a Link. No empty state without one, unless waiting is the step and the text says so. */
  readonly action?: ReactNode
}

export function Empty({ title, children, action }: EmptyProps) {
  return (
    <section className="empty">
      <h2 className="sentence">{title}</h2>
      {children === undefined ? null : <p className="quiet">{children}</p>}
      {action === undefined ? null : <div className="empty-action">{action}</div>}
    </section>
  )
}
