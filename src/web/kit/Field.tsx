import { useId } from 'react'
import type { ComponentProps, ReactNode } from 'react'
import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import { StatusShape } from './Status.tsx'
import './Field.css'

interface FrameProps {
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** What is wrong and what to do, in the person's words. */
  readonly error?: ReactNode
  readonly optional?: boolean
  /** The label is spoken but not shown, where the page's sentence already asks. */
  readonly hideLabel?: boolean
}

interface Wiring {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

/** Label, hint and error around one control, wired for screen readers. */
export function FieldFrame({ label, hint, error, optional, hideLabel, children }: FrameProps & { readonly children: (wiring: Wiring) => ReactNode }) {
  const t = useText(shared)
  const id = useId()
  const hasHint = hint !== undefined && hint !== null
  const hasError = error !== undefined && error !== null && error !== false && error !== ''
  const described = [hasHint ? `${id}hint` : '', hasError ? `${id}error` : ''].filter((part) => part !== '').join(' ')
  return (
    <div className={hasError ? 'field field-wrong' : 'field'}>
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : 'field-label'}>
        {label}
        {optional ? <span className="quiet"> {t.optional}</span> : null}
      </label>
      {hasHint ? <p id={`${id}hint`} className="label">{hint}</p> : null}
      {children({ id, 'aria-describedby': described === '' ? undefined : described, 'aria-invalid': hasError ? true : undefined })}
      {hasError ? (
        <p id={`${id}error`} className="field-error" role="alert">
          <StatusShape kind="late" />
          <span>{error}</span>
        </p>
      ) : null}
    </div>
  )
}

type FieldProps = FrameProps & Omit<ComponentProps<'input'>, 'onChange' | 'id'> & { readonly onChange?: (value: string) => void; readonly unit?: string }

/** One line of text. Controlled by `value` and `onChange(value)`; what was typed stays, whatever the server says. */
export function Field({ label, hint, error, optional, hideLabel, onChange, unit, className = '', ...input }: FieldProps) {
  return (
    <FieldFrame {...{ label, hint, error }} {...(optional ? { optional } : {})} {...(hideLabel ? { hideLabel } : {})}>
      {(wiring) => (
        <span className="field-line">
          <input type="text" {...input} {...wiring} className={`field-input ${className}`} onChange={(event) => onChange?.(event.target.value)} />
          {unit === undefined ? null : <span className="unit">{unit}</span>}
        </span>
      )}
    </FieldFrame>
  )
}
