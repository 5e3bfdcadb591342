import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { ExportMenu } from '../../../../web/kit/ExportMenu.tsx'
import { Facts } from '../../../../web/kit/Facts.tsx'
import { Pane } from '../../../../web/kit/Pane.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { Select } from '../../../../web/kit/Select.tsx'
import { Table } from '../../../../web/kit/Table.tsx'
import { messages as sessionMessages } from '../messages.ts'
import { access, takeList } from '../session.ts'
import { AppointForm } from './AppointForm.tsx'
import { ListPage, Paged } from './ListPage.tsx'
import { messages } from './messages.ts'
import { useAppointments, useRoles } from './queries.ts'
import type { Appointment } from './queries.ts'

const every = 'all'
const adding = 'new'

/** 任命: who holds which role where; appointed and ended here. */
export function AppointmentsPage() {
  const t = useText(messages)
  const { roles: words } = useText(sessionMessages)
  const [parameters, setParameters] = useSearchParams()
  const role = parameters.get('role')
  const openId = parameters.get('open')
  const [said, setSaid] = useState('')
  const query = useAppointments(role)
  const { data: roles } = useRoles()
  const appointments = query.data?.pages.flatMap(({ items }) => items) ?? []
  const open = appointments.find(({ id }) => id === openId)
  const show = (id: string | null, filter = role): void => {
    setSaid('')
    setParameters({ ...(filter === null ? {} : { role: filter }), ...(id === null ? {} : { open: id }) })
  }
  const finish = (what: string): void => {
    show(null)
    setSaid(what)
  }
  const appointable = (roles?.items ?? []).filter(({ placeKinds }) => !placeKinds.includes('home'))
  const pane =
    openId === adding ? <AppointForm roles={appointable} onClose={() => show(null)} onDone={finish} />
    : open === undefined ? null
    : <AppointmentPane key={open.id} appointment={open} onClose={() => show(null)} onDone={finish} />
  return (
    <ListPage
      title={t.appointments.title}
      help={t.appointments.help}
      pane={pane}
      bar={(
        <>
          <Select chip label={t.appointments.role} value={role ?? every} onChange={(chosen) => show(null, chosen === every ? null : chosen)} options={[{ value: every, label: t.all }, ...appointable.map(({ code }) => ({ value: code, label: words[code] ?? code }))]} />
          <Button compact onClick={() => show(adding)}>{t.appointments.add}</Button>
          <p className="end label">{t.shown({ count: appointments.length })}</p>
          <ExportMenu shortcut="e" fetch={(as) => takeList('GET /api/v1/access/appointments/export', { query: { ...as, ...(role === null ? {} : { role }) } })} />
        </>
      )}
    >
      <p className="administration-said" role="status">{said}</p>
      <Paged query={query} count={appointments.length} empty={<Empty title={t.appointments.empty} action={<Button compact onClick={() => show(null, null)}>{t.clear}</Button>}>{t.appointments.emptyHelp}</Empty>}>
        <AppointmentsTable appointments={appointments} openId={openId} show={show} />
      </Paged>
    </ListPage>
  )
}

function AppointmentsTable({ appointments, openId, show }: { readonly appointments: readonly Appointment[]; readonly openId: string | null; readonly show: (id: string) => void }) {
  const t = useText(messages)
  const format = useFormat()
  const { roles: words } = useText(sessionMessages)
  return (
    <Table
      caption={t.appointments.title}
      rows={appointments}
      rowKey={({ id }) => id}
      currentKey={openId ?? undefined}
      columns={[
        { key: 'name', head: t.appointments.name, cell: ({ id, name }) => <button type="button" className="administration-row" onClick={() => show(id)}>{name}</button> },
        { key: 'role', head: t.appointments.role, cell: ({ role }) => words[role] ?? role },
        { key: 'post', head: t.appointments.post, cell: ({ title }) => title },
        { key: 'place', head: t.appointments.place, cell: ({ place }) => place },
        { key: 'from', head: t.appointments.from, cell: ({ validFrom }) => <span className="nowrap">{format.date(validFrom)}</span> },
        { key: 'to', head: t.appointments.to, cell: ({ validTo }) => (validTo === null ? <span className="quiet">{t.appointments.open}</span> : <span className="nowrap">{format.date(validTo)}</span>) },
      ]}
    />
  )
}

interface AppointmentPaneProps {
  readonly appointment: Appointment
  readonly onClose: () => void
  readonly onDone: (said: string) => void
}

function AppointmentPane({ appointment: { id, name, role, title, place, validFrom, validTo }, onClose, onDone }: AppointmentPaneProps) {
  const t = useText(messages)
  const format = useFormat()
  const queries = useQueryClient()
  const { roles: words } = useText(sessionMessages)
  const [isAsked, setAsked] = useState(false)
  const end = useMutation({
    mutationFn: () => access('DELETE /api/v1/access/appointments/:appointmentId', { params: { appointmentId: id } }),
    onSuccess: () => {
      onDone(t.appointments.ended({ name }))
      return queries.invalidateQueries({ queryKey: ['appointment'] })
    },
  })
  return (
    <Pane head={words[role] ?? role} title={name} subtitle={place} onClose={onClose}>
      <Facts
        facts={[
          ...(title === '' ? [] : [{ name: t.appointments.post, value: title }]),
          { name: t.appointments.from, value: format.date(validFrom) },
          { name: t.appointments.to, value: validTo === null ? t.appointments.open : format.date(validTo) },
        ]}
      />
      <p className="quiet">{t.appointments.endHelp}</p>
      <Problem error={end.error} texts={t.problems} />
      {isAsked ? (
        <div className="row">
          <Button kind="main" compact busy={end.isPending && t.appointments.ending} onClick={() => end.mutate()}>{t.appointments.endSure({ name })}</Button>
          <Button compact onClick={() => setAsked(false)}>{t.appointments.keep}</Button>
        </div>
      ) : <Button compact onClick={() => setAsked(true)}>{t.appointments.end}</Button>}
    </Pane>
  )
}
