import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Field } from '../../../../web/kit/Field.tsx'
import { Pane } from '../../../../web/kit/Pane.tsx'
import { Problem, useFieldError } from '../../../../web/kit/Problem.tsx'
import { Select } from '../../../../web/kit/Select.tsx'
import { messages as sessionMessages } from '../messages.ts'
import { access } from '../session.ts'
import { messages } from './messages.ts'
import { AppointPlace } from './AppointPlace.tsx'
import type { Place } from './AppointPlace.tsx'
import { useOrganisations } from './queries.ts'
import type { Role } from './queries.ts'

const none = ''
const blank = { name: '', phone: '', role: none, title: '', validFrom: '', validTo: '' }
const nowhere: Place = { placeId: null, buildingId: null, unitId: null, kind: null }

interface AppointFormProps {
  readonly roles: readonly Role[]
  readonly onClose: () => void
  readonly onDone: (said: string) => void
}

type Needed = 'name' | 'phone' | 'role' | 'place' | 'part'

/** What is still missing, in the order of the form. */
function missing({ name, phone }: typeof blank, role: Role | undefined, { kind, placeId }: Place): Needed | null {
  if (name.trim() === '') return 'name'
  if (!/^1\d{10}$/.test(phone)) return 'phone'
  if (role === undefined) return 'role'
  if (kind !== null && role.placeKinds.includes(kind)) return null
  return placeId !== null && kind === 'community' ? 'part' : 'place'
}

export function AppointForm({ roles, onClose, onDone }: AppointFormProps) {
  const t = useText(messages)
  const { roles: words } = useText(sessionMessages)
  const queries = useQueryClient()
  const [form, setForm] = useState(blank)
  const [place, setPlace] = useState(nowhere)
  const [organisation, setOrganisation] = useState<string | null>(null)
  const [needed, setNeeded] = useState<Needed | null>(null)
  const role = roles.find(({ code }) => code === form.role)
  const { data: organisations = [] } = useOrganisations(role?.face === 'desk' ? place.placeId : null)
  // Where there is one, it is meant.
  const organisationId = organisation ?? (organisations.length === 1 ? organisations[0]?.id : undefined) ?? none
  const appoint = useMutation({
    mutationFn: () =>
      access('POST /api/v1/access/appointments', {
        body: {
          name: form.name.trim(), phone: form.phone, role: form.role, placeId: place.placeId ?? '',
          ...(place.buildingId === null ? {} : { buildingId: place.buildingId }),
          ...(place.unitId === null ? {} : { unitId: place.unitId }),
          ...(organisationId === none || role?.face !== 'desk' ? {} : { organisationId }),
          ...(form.title.trim() === '' ? {} : { title: form.title.trim() }),
          ...(form.validFrom === '' ? {} : { validFrom: form.validFrom }),
          ...(form.validTo === '' ? {} : { validTo: form.validTo }),
        },
      }),
    onSuccess: () => {
      onDone(t.appointments.done({ name: form.name.trim(), role: words[form.role] ?? form.role }))
      return queries.invalidateQueries({ queryKey: ['appointment'] })
    },
  })
  const fieldError = useFieldError(appoint.error)
  const set = (name: keyof typeof blank) => (value: string) => {
    setNeeded(null)
    setForm({ ...form, [name]: value })
  }
  const error = (name: keyof typeof blank) => (needed === name ? t.appointments.needed[needed] : fieldError(`/body/${name}`))
  const submit = (): void => {
    const first = missing(form, role, place)
    setNeeded(first)
    if (first === null) appoint.mutate()
  }
  return (
    <Pane head={t.appointments.title} title={t.appointments.formTitle} subtitle={t.appointments.formHelp} onClose={onClose}>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); if (!appoint.isPending) submit() }}>
        <Field label={t.appointments.name} value={form.name} onChange={set('name')} maxLength={50} autoComplete="off" error={error('name')} />
        <Field label={t.appointments.phone} value={form.phone} onChange={set('phone')} maxLength={11} inputMode="numeric" autoComplete="off" error={error('phone')} />
        <Select label={t.appointments.role} value={form.role} onChange={(code) => { set('role')(code); setPlace(nowhere); setOrganisation(null) }} error={error('role')} options={[{ value: none, label: t.appointments.choose }, ...roles.map(({ code }) => ({ value: code, label: words[code] ?? code }))]} />
        {role === undefined ? null : (
          <AppointPlace key={role.code} kinds={role.placeKinds} value={place} onChange={(chosen) => { setNeeded(null); setPlace(chosen); setOrganisation(null) }} error={needed === 'place' || needed === 'part' ? t.appointments.needed[needed] : undefined} />
        )}
        {role?.face !== 'desk' || organisations.length === 0 ? null : (
          <Select label={t.appointments.organisation} hint={t.appointments.organisationHint} value={organisationId} onChange={setOrganisation} options={[{ value: none, label: t.appointments.noOrganisation }, ...organisations.map(({ id, name }) => ({ value: id, label: name }))]} />
        )}
        <Field label={t.appointments.post} optional hint={t.appointments.postHint} value={form.title} onChange={set('title')} maxLength={30} error={error('title')} />
        <Field label={t.appointments.from} optional hint={t.appointments.today} type="date" value={form.validFrom} onChange={set('validFrom')} error={error('validFrom')} />
        <Field label={t.appointments.to} optional type="date" value={form.validTo} onChange={set('validTo')} error={error('validTo')} />
        <Problem error={appoint.error} texts={t.problems} />
        <div className="row">
          <Button kind="main" compact type="submit" busy={appoint.isPending && t.appointments.submitting}>{t.appointments.submit}</Button>
          <Button compact onClick={onClose}>{t.appointments.close}</Button>
        </div>
      </form>
    </Pane>
  )
}
