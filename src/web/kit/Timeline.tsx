import type { ReactNode } from 'react'
import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import { StatusShape } from './Status.tsx'
import './Timeline.css'

export interface TimelineEntry {
  readonly id: string
  readonly who: string
  /** Already worded: 今天 10:20 */
  readonly when: string
  /** What was said, in their words. */
  readonly children?: ReactNode
  /** Shape of the newest entry; the others are dots. */
  readonly state?: 'doing' | 'done' | 'late' | 'turn'
  /** note: only for colleagues. reply: what the resident reads. */
  readonly kind?: 'note' | 'reply'
}

interface TimelineProps {
  /** Newest first. */
  readonly entries: readonly TimelineEntry[]
  /** What comes next: the hollow ring. */
  readonly next?: ReactNode
}

export function Timeline({ entries, next }: TimelineProps) {
  const t = useText(shared)
  return (
    <>
      <ol className="timeline" aria-label={t.timeline.label}>
        {entries.map((entry) => (
          <li key={entry.id} className={entry.kind === undefined ? '' : `timeline-${entry.kind}`}>
            <span className={`timeline-shape ${entry.state === undefined ? 'timeline-dot' : `timeline-${entry.state}`}`}>
              {entry.state === undefined ? null : <StatusShape kind={entry.state} />}
            </span>
            <div className="timeline-body">
              <p className="timeline-head">
                <b>{entry.who}</b> · <span>{entry.when}</span>
              </p>
              {entry.children}
            </div>
          </li>
        ))}
      </ol>
      {next === undefined ? null : (
        <p className="timeline-next">
          <span className="timeline-ring" />
          <span>{next}</span>
        </p>
      )}
    </>
  )
}
