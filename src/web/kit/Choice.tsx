import { useId } from 'react'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'
import { StatusShape } from './Status.tsx'
import './Choice.css'

interface Option<Value extends string> {
  readonly value: Value
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly icon?: IconName
}

interface ChoiceProps<Value extends string> {
  readonly label: ReactNode
  readonly hideLabel?: boolean
  readonly options: readonly Option<Value>[]
  /** null: nothing chosen yet; a choice is never made for the person. */
  readonly value: Value | null
  readonly onChange: (value: Value) => void
  /** cards: one under the other with a ring. faces: side by side, icon over word. chips: short words. grid: chips in three columns. */
  readonly look?: 'cards' | 'faces' | 'chips' | 'grid'
  readonly error?: ReactNode
}

/** One of several, all equally big, none coloured. Native radio buttons: arrow keys choose. */
export function Choice<Value extends string>({ label, hideLabel, options, value, onChange, look = 'cards', error }: ChoiceProps<Value>) {
  const name = useId()
  const hasError = error !== undefined && error !== null && error !== false
  return (
    <fieldset className={`choice choice-${look}`} aria-describedby={hasError ? `${name}error` : undefined}>
      <legend className={hideLabel ? 'visually-hidden' : 'choice-label'}>{label}</legend>
      <div className="choice-options">
        {options.map((option) => (
          <label key={option.value} className="choice-option">
            <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
            {option.icon === undefined ? null : <Icon name={option.icon} />}
            {look === 'chips' && option.value === value ? <Icon name="tick" className="choice-tick" /> : null}
            <span>
              {option.label}
              {option.hint === undefined ? null : <span className="label"> {option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      {hasError ? (
        <p id={`${name}error`} className="field-error" role="alert">
          <StatusShape kind="late" />
          <span>{error}</span>
        </p>
      ) : null}
    </fieldset>
  )
}
