import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Field } from '../../../../web/kit/Field.tsx'
import { Pane } from '../../../../web/kit/Pane.tsx'
import { Problem, useFieldError } from '../../../../web/kit/Problem.tsx'
import { access } from '../session.ts'
import { messages } from './messages.ts'

const blank = { name: '', phone: '', reason: '' }
type Needed = keyof typeof blank

const isGiven: Readonly<Record<Needed, (value: string) => boolean>> = {
  name: (value) => value.trim() !== '',
  phone: (value) => /^1\d{10}$/.test(value),
  reason: (value) => value.trim() !== '',
}

/** Somebody who has lost the authenticator app together with its recovery codes. */
export function ResetFactorForm({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: (said: string) => void }) {
  const t = useText(messages)
  const queries = useQueryClient()
  const [form, setForm] = useState(blank)
  const [needed, setNeeded] = useState<Needed | null>(null)
  const reset = useMutation({
    mutationFn: () => access('POST /api/v1/access/second-factor/reset', { body: { name: form.name.trim(), phone: form.phone, reason: form.reason.trim() } }),
    onSuccess: () => {
      onDone(t.sessions.resetDone({ name: form.name.trim() }))
      return queries.invalidateQueries({ queryKey: ['session', 'all'] })
    },
  })
  const fieldError = useFieldError(reset.error)
  const field = (name: Needed) => ({
    value: form[name],
    onChange: (value: string) => {
      setNeeded(null)
      setForm({ ...form, [name]: value })
    },
    error: needed === name ? t.sessions.needed[name] : fieldError(`/body/${name}`),
    autoComplete: 'off',
  })
  const submit = (): void => {
    const first = (Object.keys(blank) as Needed[]).find((name) => !isGiven[name](form[name])) ?? null
    setNeeded(first)
    if (first === null) reset.mutate()
  }
  return (
    <Pane head={t.sessions.title} title={t.sessions.lost} subtitle={t.sessions.lostHelp} onClose={onClose}>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); if (!reset.isPending) submit() }}>
        <Field label={t.sessions.name} maxLength={50} {...field('name')} />
        <Field label={t.sessions.phone} maxLength={11} inputMode="numeric" {...field('phone')} />
        <Field label={t.sessions.reason} maxLength={200} {...field('reason')} />
        <Problem error={reset.error} texts={t.problems} />
        <div className="row">
          <Button kind="main" compact type="submit" busy={reset.isPending && t.sessions.resetting}>{t.sessions.reset}</Button>
          <Button compact onClick={onClose}>{t.sessions.close}</Button>
        </div>
      </form>
    </Pane>
  )
}
