import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reply } from '../../../../web/client.ts'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Field } from '../../../../web/kit/Field.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { serverNow, useNow } from '../../../../web/now.ts'
import type { AccessContract } from '../../contract.ts'
import { access } from '../session.ts'
import type { Next } from '../session.ts'
import { messages } from './messages.ts'

type Person = NonNullable<Reply<AccessContract['POST /api/v1/access/login/phone']>['people']>[number]

interface Sent {
  readonly phone: string
  readonly at_ms: number
  readonly demoCode: string | undefined
}

const resendAfter_ms = 60_000

export const isPhone = (text: string): boolean => /^1\d{10}$/u.test(text)
export const isCode = (text: string): boolean => /^\d{6}$/u.test(text)

/** Phone, code, and where several people share the number, who I am. */
export function PhoneStep({ onPhone, onDone }: { readonly onPhone: (phone: string) => void; readonly onDone: (next: Next) => void }) {
  const t = useText(messages)
  const [sent, setSent] = useState<Sent | null>(null)
  const [code, setCode] = useState('')
  const [codeError, setCodeError] = useState<string | null>(null)
  const [people, setPeople] = useState<readonly Person[]>([])
  const signIn = useMutation({
    mutationFn: (personId: string | undefined) => access('POST /api/v1/access/login/phone', { body: { phone: sent?.phone ?? '', code, ...(personId === undefined ? {} : { personId }) } }),
    onSuccess: ({ next, people: several = [] }) => {
      onPhone(sent?.phone ?? '')
      if (next === 'choose-person') setPeople(several)
      else onDone(next)
    },
  })
  if (people.length > 0) {
    return (
      <section className="stack" aria-label={t.who}>
        <div>
          <h2 className="sentence">{t.who}</h2>
          <p className="quiet">{t.whoHelp}</p>
        </div>
        {people.map((person) => <Button key={person.personId} busy={signIn.isPending && signIn.variables === person.personId && t.signingIn} onClick={() => signIn.mutate(person.personId)}>{person.name}</Button>)}
        <Problem error={signIn.error} texts={t.problems} />
      </section>
    )
  }
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setCodeError(isCode(code) ? null : t.codeWrong)
        if (isCode(code)) signIn.mutate(undefined)
      }}
    >
      <CodeFields sent={sent} onSent={setSent} code={code} onCode={setCode} error={codeError} />
      {sent === null ? null : <Button kind="main" type="submit" busy={signIn.isPending && t.signingIn}>{t.signIn}</Button>}
      <Problem error={signIn.error} texts={t.problems} />
    </form>
  )
}

interface CodeFieldsProps {
  readonly knownPhone?: string
  readonly sent: Sent | null
  readonly onSent: (sent: Sent | null) => void
  readonly code: string
  readonly onCode: (code: string) => void
  readonly error: string | null
}

/** A phone, the code sent to it, and sending it again. */
export function CodeFields({ knownPhone = '', sent, onSent, code, onCode, error }: CodeFieldsProps) {
  const t = useText(messages)
  const [phone, setPhone] = useState(knownPhone)
  const [phoneError, setPhoneError] = useState<string | null>(null)
  const send = useMutation({
    mutationFn: (to: string) => access('POST /api/v1/access/code', { body: { phone: to } }),
    onSuccess: ({ demoCode }, to) => onSent({ phone: to, at_ms: serverNow().getTime(), demoCode }),
  })
  const ask = (): void => {
    setPhoneError(isPhone(phone) ? null : t.phoneWrong)
    if (isPhone(phone)) send.mutate(phone)
  }
  if (sent === null) {
    return (
      <>
        <Field
          label={t.phone}
          type="tel"
          inputMode="numeric"
          autoComplete="tel-national"
          maxLength={11}
          value={phone}
          error={phoneError}
          onChange={(typed) => setPhone(typed.replaceAll(/\D/gu, ''))}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            ask()
          }}
        />
        <Button kind="main" busy={send.isPending && t.sending} onClick={ask}>{t.sendCode}</Button>
        <Problem error={send.error} texts={t.problems} />
      </>
    )
  }
  return (
    <>
      <Field label={t.code} hint={t.codeHint({ phone: sent.phone })} inputMode="numeric" autoComplete="one-time-code" maxLength={6} autoFocus value={code} error={error} onChange={(typed) => onCode(typed.replaceAll(/\D/gu, ''))} />
      {sent.demoCode === undefined ? null : <p className="well" role="status">{t.demoCode({ code: sent.demoCode })}</p>}
      <Resend sentAt_ms={sent.at_ms} isSending={send.isPending} onSend={() => send.mutate(sent.phone)} onOther={() => onSent(null)} />
      <Problem error={send.error} texts={t.problems} />
    </>
  )
}

interface ResendProps {
  readonly sentAt_ms: number
  readonly isSending: boolean
  readonly onSend: () => void
  readonly onOther: () => void
}

/** A pause between two messages, counted where it can be seen. */
function Resend({ sentAt_ms, isSending, onSend, onOther }: ResendProps) {
  const t = useText(messages)
  const now = useNow(1_000)
  const seconds = Math.ceil((sentAt_ms + resendAfter_ms - now.getTime()) / 1_000)
  return (
    <div className="row">
      {seconds > 0 ? <p className="grow label">{t.resendIn({ seconds })}</p> : (
        <p className="grow"><button type="button" className="text-link" disabled={isSending} onClick={onSend}>{t.resend}</button></p>
      )}
      <button type="button" className="text-link" onClick={onOther}>{t.otherPhone}</button>
    </div>
  )
}
