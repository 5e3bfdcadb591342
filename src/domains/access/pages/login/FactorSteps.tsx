import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Field } from '../../../../web/kit/Field.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { access } from '../session.ts'
import type { Next } from '../session.ts'
import { messages } from './messages.ts'
import { StepHead } from './PasswordSteps.tsx'
import { isCode } from './PhoneStep.tsx'

/** The secret for an authenticator app, as text to copy and as a link for the app on this phone; it counts from its first code on. */
export function EnrolStep({ onCodes }: { readonly onCodes: (codes: readonly string[]) => void }) {
  const t = useText(messages)
  const [code, setCode] = useState('')
  const [codeError, setCodeError] = useState<string | null>(null)
  // Each asking makes a new secret: asked once, while the step is open.
  const secret = useQuery({ queryKey: ['session', 'enrol'], queryFn: () => access('POST /api/v1/access/second-factor/enrol', { body: {} }), staleTime: Infinity, gcTime: 0, refetchOnReconnect: false })
  const connect = useMutation({
    mutationFn: () => access('POST /api/v1/access/second-factor/confirm', { body: { code } }),
    onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
  })
  if (secret.data === undefined) {
    return (
      <>
        <StepHead title={t.enrol} help={t.enrolHelp} />
        {secret.error === null ? <Loading /> : <Problem error={secret.error} texts={t.problems} onRetry={() => void secret.refetch()} />}
      </>
    )
  }
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setCodeError(isCode(code) ? null : t.codeWrong)
        if (isCode(code)) connect.mutate()
      }}
    >
      <StepHead title={t.enrol} help={t.enrolHelp} />
      <ol className="login-steps">
        {t.enrolSteps.map((words) => <li key={words}>{words}</li>)}
      </ol>
      <section className="well stack-tight">
        <h2 className="label">{t.secret}</h2>
        <p className="login-secret">{secret.data.secret.match(/.{1,4}/gu)?.join(' ')}</p>
        <a className="text-link" href={secret.data.uri}>{t.openApp}</a>
      </section>
      <Field label={t.enrolCode} inputMode="numeric" autoComplete="one-time-code" maxLength={6} value={code} error={codeError} onChange={(typed) => setCode(typed.replaceAll(/\D/gu, ''))} />
      <Button kind="main" type="submit" busy={connect.isPending && t.signingIn}>{t.confirmEnrol}</Button>
      <Problem error={connect.error} texts={t.problems} />
    </form>
  )
}

interface RecoveryStepProps {
  readonly codes: readonly string[]
  readonly isEntering: boolean
  readonly onDone: () => void
}

export function RecoveryStep({ codes, isEntering, onDone }: RecoveryStepProps) {
  const t = useText(messages)
  return (
    <section className="stack">
      <StepHead title={t.recovery} help={t.recoveryHelp} />
      <ul className="login-codes">
        {codes.map((code) => <li key={code}>{code}</li>)}
      </ul>
      <Button onClick={() => window.print()}>{t.printCodes}</Button>
      <Button kind="main" busy={isEntering && t.signingIn} onClick={onDone}>{t.recoveryDone}</Button>
    </section>
  )
}

const isFactorCode = (typed: string): boolean => /^(?:\d{6}|[a-z2-7]{5}-[a-z2-7]{5})$/u.test(typed)

export function FactorStep({ onDone }: { readonly onDone: (next: Next) => void }) {
  const t = useText(messages)
  const [code, setCode] = useState('')
  const [codeError, setCodeError] = useState<string | null>(null)
  const typed = code.trim().toLowerCase()
  const prove = useMutation({
    mutationFn: () => access('POST /api/v1/access/login/second-factor', { body: { code: typed } }),
    onSuccess: ({ next }) => onDone(next),
  })
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setCodeError(isFactorCode(typed) ? null : t.factorWrong)
        if (isFactorCode(typed)) prove.mutate()
      }}
    >
      <StepHead title={t.factor} help={t.factorHelp} />
      <Field label={t.factorCode} autoComplete="one-time-code" autoCapitalize="none" spellCheck={false} maxLength={11} autoFocus value={code} error={codeError} onChange={setCode} />
      <Button kind="main" type="submit" busy={prove.isPending && t.signingIn}>{t.signIn}</Button>
      <Problem error={prove.error} texts={t.problems} />
    </form>
  )
}
