import type { ReactNode } from 'react'
import './Facts.css'

interface FactsProps {
  readonly facts: readonly { readonly name: string; readonly value: ReactNode }[]
  /** Values at the end of the line, as sums are written. */
  readonly end?: boolean
}

/** Names and values: 谁在办 · 最晚办完 · 还剩. Facts without a value are left out by the caller, not shown empty. */
export function Facts({ facts, end }: FactsProps) {
  return (
    <dl className={end ? 'facts facts-end' : 'facts'}>
      {facts.map((fact) => (
        <div key={fact.name} className="fact">
          <dt>{fact.name}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}
