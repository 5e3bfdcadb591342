import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import './Steps.css'

interface StepsProps {
  readonly steps: readonly string[]
  /** Index of the step the case is in. */
  readonly now: number
}

/** 报了 → 受理 → 在修 → 您看 → 办完: filled is past, half is now, hollow is to come. */
export function Steps({ steps, now }: StepsProps) {
  const t = useText(shared)
  return (
    <ol className="steps">
      {steps.map((step, index) => (
        <li key={step} className={index < now ? 'step-done' : index === now ? 'step-now' : ''} aria-current={index === now ? 'step' : undefined}>
          {step}
          <span className="visually-hidden"> {index < now ? t.steps.done : index === now ? t.steps.now : t.steps.next}</span>
        </li>
      ))}
    </ol>
  )
}
