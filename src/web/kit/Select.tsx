import type { ReactNode } from 'react'
import { FieldFrame } from './Field.tsx'
import { Icon } from './Icon.tsx'
import './Select.css'

interface SelectProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly error?: ReactNode
  readonly hint?: ReactNode
  /** A filter of a list: label and value in one rounded chip. */
  readonly chip?: boolean
}

/** A native list of choices; for up to five use Choice, where all can be seen. */
export function Select<Value extends string>({ label, value, onChange, options, error, hint, chip }: SelectProps<Value>) {
  const choose = (chosen: string): void => {
    const option = options.find((one) => one.value === chosen)
    if (option !== undefined) onChange(option.value)
  }
  const list = options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)
  if (chip) {
    return (
      <label className="select-chip">
        <span>{label}</span>
        <select value={value} onChange={(event) => choose(event.target.value)}>{list}</select>
        <Icon name="down" />
      </label>
    )
  }
  return (
    <FieldFrame {...{ label, hint, error }}>
      {(wiring) => (
        <span className="select">
          <select {...wiring} className="field-input" value={value} onChange={(event) => choose(event.target.value)}>{list}</select>
          <Icon name="down" />
        </span>
      )}
    </FieldFrame>
  )
}
