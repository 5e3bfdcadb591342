import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ComponentProps } from 'react'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Field } from '../../../../web/kit/Field.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { access } from '../session.ts'
import type { Next } from '../session.ts'
import { messages } from './messages.ts'
import { CodeFields, isCode, isPhone } from './PhoneStep.tsx'

interface PasswordStepProps {
  readonly phone: string
  /** Asked in a session that began by a code. */
  readonly again?: boolean
  readonly onPhone?: (phone: string) => void
  readonly onDone: (next: Next) => void
}

export function PasswordStep({ phone: known, again, onPhone, onDone }: PasswordStepProps) {
  const t = useText(messages)
  const [phone, setPhone] = useState(known)
  const [password, setPassword] = useState('')
  const [isChecked, setChecked] = useState(false)
  const signIn = useMutation({
    mutationFn: () => access('POST /api/v1/access/login/password', { body: { phone, password } }),
    onSuccess: ({ next }) => {
      onPhone?.(phone)
      onDone(next)
    },
  })
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (isPhone(phone) && password !== '') signIn.mutate()
      }}
    >
      {again ? <StepHead title={t.passwordAgain} help={t.passwordAgainHelp} /> : null}
      <Field label={t.phone} type="tel" inputMode="numeric" autoComplete="username" maxLength={11} value={phone} error={isChecked && !isPhone(phone) && t.phoneWrong} onChange={(typed) => setPhone(typed.replaceAll(/\D/gu, ''))} />
      <Field label={t.password} type="password" autoComplete="current-password" value={password} error={isChecked && password === '' && t.passwordNeeded} onChange={setPassword} />
      <Button kind="main" type="submit" busy={signIn.isPending && t.signingIn}>{again ? t.next : t.signIn}</Button>
      <Problem error={signIn.error} texts={t.problems} />
    </form>
  )
}

export function StepHead({ title, help }: { readonly title: string; readonly help: string }) {
  return (
    <div>
      <h1 className="sentence">{title}</h1>
      <p className="quiet">{help}</p>
    </div>
  )
}

/** Whoever holds the phone may set the password: with a fresh code. */
export function SetPasswordStep({ phone, onDone }: { readonly phone: string; readonly onDone: (next: Next) => void }) {
  const t = useText(messages)
  const [sent, setSent] = useState<ComponentProps<typeof CodeFields>['sent']>(null)
  const [code, setCode] = useState('')
  const [password, setPassword] = useState('')
  const [codeError, setCodeError] = useState<string | null>(null)
  const save = useMutation({
    mutationFn: () => access('POST /api/v1/access/password', { body: { code, password } }),
    onSuccess: ({ next }) => onDone(next),
  })
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setCodeError(isCode(code) ? null : t.codeWrong)
        if (isCode(code) && password !== '') save.mutate()
      }}
    >
      <StepHead title={t.setPassword} help={t.setPasswordHelp} />
      <CodeFields knownPhone={phone} sent={sent} onSent={setSent} code={code} onCode={setCode} error={codeError} />
      {sent === null ? null : (
        <>
          <Field label={t.newPassword} type="password" autoComplete="new-password" minLength={10} value={password} onChange={setPassword} />
          <Button kind="main" type="submit" busy={save.isPending && t.signingIn}>{t.savePassword}</Button>
        </>
      )}
      <Problem error={save.error} texts={t.problems} />
    </form>
  )
}
