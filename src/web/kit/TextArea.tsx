import type { ComponentProps, ReactNode } from 'react'
import { FieldFrame } from './Field.tsx'

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'onChange' | 'id' | 'value'> {
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly error?: ReactNode
  readonly optional?: boolean
  readonly hideLabel?: boolean
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Several lines. With `maxLength` the count is shown once half of it is used. */
export function TextArea({ label, hint, error, optional, hideLabel, value, onChange, maxLength, className = '', ...area }: TextAreaProps) {
  const showCount = maxLength !== undefined && value.length * 2 > maxLength
  return (
    <FieldFrame {...{ label, hint, error }} {...(optional ? { optional } : {})} {...(hideLabel ? { hideLabel } : {})}>
      {(wiring) => (
        <>
          <textarea {...area} {...wiring} value={value} maxLength={maxLength} className={`field-input field-area ${className}`} onChange={(event) => onChange(event.target.value)} />
          {showCount ? <p className="field-count">{value.length} / {maxLength}</p> : null}
        </>
      )}
    </FieldFrame>
  )
}
