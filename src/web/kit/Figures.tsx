import type { ReactNode } from 'react'
import './Figures.css'

interface FiguresProps {
  readonly figures: readonly {
    readonly name: string
    readonly value: string
    readonly unit?: string
    /** What the figure is made of, with counts: 覆盖 42.4% · 未成立 133 */
    readonly note?: ReactNode
  }[]
}

/** The few figures that matter, each with its name above and its counts below. */
export function Figures({ figures }: FiguresProps) {
  return (
    <dl className="figures">
      {figures.map((figure) => (
        <div key={figure.name}>
          <dt>{figure.name}</dt>
          <dd className="figures-value"><b>{figure.value}</b>{figure.unit === undefined ? null : <span className="unit">{figure.unit}</span>}</dd>
          {figure.note === undefined ? null : <dd className="figures-note">{figure.note}</dd>}
        </div>
      ))}
    </dl>
  )
}
