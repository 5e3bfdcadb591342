import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { messages } from './messages.ts'

interface MonthSliderProps {
  readonly months: readonly string[]
  /** Null: now. */
  readonly month: string | null
  readonly isLoading: boolean
  readonly onChoose: (month: string | null) => void
}

/** The past twelve months, the last stop being this moment. */
export function MonthSlider({ months, month, isLoading, onChoose }: MonthSliderProps) {
  const t = useText(messages)
  const format = useFormat()
  // The month that runs is the present.
  const stops = [...months.slice(0, -1), null]
  const at = Math.max(0, month === null ? stops.length - 1 : stops.indexOf(month))
  const words = isLoading ? t.loadingMonth : month === null ? t.now : format.period(month)
  const go = (to: number): void => onChoose(stops[Math.min(stops.length - 1, Math.max(0, to))] ?? null)
  if (stops.length < 2) return null
  return (
    <div className="month-slider">
      <button type="button" className="tool" aria-label={t.earlier} aria-disabled={at === 0 || undefined} onClick={() => go(at - 1)}>‹</button>
      <label>
        <span className="visually-hidden">{t.month}</span>
        <input type="range" min={0} max={stops.length - 1} step={1} value={at} aria-valuetext={words} title={t.monthHint} onChange={(event) => go(Number(event.target.value))} />
      </label>
      <button type="button" className="tool" aria-label={t.later} aria-disabled={at === stops.length - 1 || undefined} onClick={() => go(at + 1)}>›</button>
      <output aria-live="polite">{words}</output>
    </div>
  )
}
