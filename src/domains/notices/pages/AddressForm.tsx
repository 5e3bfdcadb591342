import { useState } from 'react'
import { useFormat } from '../../../web/format.ts'
import { useText } from '../../../web/i18n.ts'
import { Button } from '../../../web/kit/Button.tsx'
import { Field } from '../../../web/kit/Field.tsx'
import { Problem, useFieldError } from '../../../web/kit/Problem.tsx'
import { messages } from './messages.ts'
import { useAskingForCode, useProving, useRemovingAddress } from './queries.ts'
import type { Chosen } from './queries.ts'

/** A mail address: given, proven by a code, taken away. */
export function AddressForm({ chosen: { email } }: { readonly chosen: Chosen }) {
  const t = useText(messages)
  const [isChanging, setChanging] = useState(false)
  const removing = useRemovingAddress()
  const { unproven } = email
  const isAsked = unproven !== null
  return (
    <section className="stack-tight">
      <h2>{t.choices.email}</h2>
      <p className="quiet">{t.choices.emailHelp}</p>
      {email.address === null ? null : <p><b>{email.address}</b></p>}
      {email.offered ? null : <p className="well">{t.choices.emailNotOffered}</p>}
      {email.offered && unproven !== null ? <CodeForm address={unproven.address} until={unproven.until} /> : null}
      {email.offered && (email.address === null || isChanging || isAsked) ? <AskForm again={isAsked} onAsked={() => setChanging(false)} /> : null}
      {email.address === null ? null : (
        <div className="row">
          {email.offered && !isChanging && !isAsked ? <Button compact onClick={() => setChanging(true)}>{t.choices.another}</Button> : null}
          <Button compact busy={removing.isPending && t.choices.removing} onClick={() => removing.mutate(undefined)}>{t.choices.remove}</Button>
        </div>
      )}
      <Problem error={removing.error} texts={t.problems} />
    </section>
  )
}

function AskForm({ again, onAsked }: { readonly again: boolean; readonly onAsked: () => void }) {
  const t = useText(messages)
  const [address, setAddress] = useState('')
  const asking = useAskingForCode()
  const fieldError = useFieldError(asking.error, t.problems)
  return (
    <form
      className="stack-tight"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        asking.mutate(address.trim(), { onSuccess: onAsked })
      }}
    >
      <Field label={again ? t.choices.another : t.choices.address} type="email" inputMode="email" autoComplete="email" value={address} onChange={setAddress} error={fieldError('/body/email')} required />
      <Button type="submit" busy={asking.isPending && t.choices.sending}>{t.choices.sendCode}</Button>
      <Problem error={asking.error} texts={t.problems} />
    </form>
  )
}

function CodeForm({ address, until }: { readonly address: string; readonly until: string }) {
  const t = useText(messages)
  const format = useFormat()
  const [code, setCode] = useState('')
  const proving = useProving()
  const fieldError = useFieldError(proving.error, t.problems)
  return (
    <form
      className="stack-tight"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        proving.mutate(code.trim())
      }}
    >
      <p role="status">{t.choices.codeSent({ address, until: format.clock(until) })}</p>
      <Field label={t.choices.code} inputMode="numeric" autoComplete="one-time-code" maxLength={6} value={code} onChange={setCode} error={fieldError('/body/code')} required />
      <Button type="submit" busy={proving.isPending && t.choices.confirming}>{t.choices.confirm}</Button>
      <Problem error={proving.error} texts={t.problems} />
    </form>
  )
}
