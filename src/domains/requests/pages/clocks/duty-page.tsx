import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { useNow } from '../../../../web/now.ts'
import { messages } from './messages.ts'
import { dutyKey, requests, useDuty } from './queries.ts'
import type { Roster, Shift } from './queries.ts'
import './clocks.css'

/** 值班: a month of one's own organisation, one line a day. */
export function DutyPage() {
  const { duty: t } = useText(messages)
  const now = useNow()
  const [parameters, setParameters] = useSearchParams()
  const month = parameters.get('month') ?? new Date(now.getTime() + shanghai_ms).toISOString().slice(0, 7)
  const query = useDuty(month)
  return (
    <main id="content" className="clocks">
      <div className="desk-column">
        <div className="desk-bar">
          <h1>{t.title({ year: Number(month.slice(0, 4)), month: Number(month.slice(5)) })}</h1>
          <Button compact onClick={() => setParameters({ month: shifted(month, -1) })}>{t.before}</Button>
          <Button compact onClick={() => setParameters({ month: shifted(month, 1) })}>{t.after}</Button>
        </div>
        <p className="clocks-help quiet">{t.help}</p>
        {query.isPending ? <Loading>{t.loading}</Loading> : null}
        <Problem error={query.error} onRetry={() => void query.refetch()} />
        {query.data === undefined ? null : <Month key={`${month} ${query.dataUpdatedAt}`} roster={query.data} />}
      </div>
    </main>
  )
}

const shanghai_ms = 8 * 3_600_000

function shifted(month: string, by: number): string {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}

const nobody = ''
type Part = Shift['part']

function Month({ roster }: { readonly roster: Roster }) {
  const { duty: t } = useText(messages)
  const queries = useQueryClient()
  const [shifts, setShifts] = useState(roster.shifts)
  const mayWrite = roster.can.write === true
  const save = useMutation({
    mutationFn: () => requests('PUT /api/v1/requests/duty/:month', { params: { month: roster.month }, body: { shifts: [...shifts] } }),
    onSuccess: (saved) => queries.setQueryData(dutyKey(roster.month), saved),
  })
  const at = (date: string, part: Part): Shift | undefined => shifts.find((shift) => shift.date === date && shift.part === part)
  const set = (date: string, part: Part, personId: string, showPhone: boolean): void => {
    const others = shifts.filter((shift) => shift.date !== date || shift.part !== part)
    setShifts(personId === nobody ? others : [...others, { date, part, personId, showPhone }])
  }
  return (
    <form className="clocks-duty" onSubmit={(event) => { event.preventDefault(); if (!save.isPending) save.mutate() }}>
      <table className="clocks-roster">
        <caption className="visually-hidden">{t.caption}</caption>
        <thead><tr><th scope="col">{t.date}</th><th scope="col">{t.day}</th><th scope="col">{t.night}</th></tr></thead>
        <tbody>
          {roster.days.map(({ date, working, parts }) => (
            <tr key={date} className={working === false ? 'clocks-off' : undefined}>
              <th scope="row"><DayWords date={date} working={working} /></th>
              {(['day', 'night'] as const).map((part) => (
                <td key={part}>{parts.includes(part) ? <Cell roster={roster} date={date} part={part} shift={at(date, part)} mayWrite={mayWrite} onChange={set} /> : <span className="quiet">{t.open}</span>}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Problem error={save.error} />
      {mayWrite ? <p className="row"><Button kind="main" compact type="submit" busy={save.isPending && t.saving}>{t.save}</Button><span role="status">{save.isSuccess ? t.saved : ''}</span></p> : <p className="quiet">{t.readOnly}</p>}
    </form>
  )
}

function DayWords({ date, working }: { readonly date: string; readonly working: boolean | null }) {
  const { duty: t } = useText(messages)
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
  return <><span className="nowrap">{t.dayOf({ day: Number(date.slice(8)), weekday: t.weekdays[weekday] ?? '' })}</span> <span className="small quiet">{working === null ? t.unknown : working ? '' : t.off}</span></>
}

interface CellProps {
  readonly roster: Roster
  readonly date: string
  readonly part: Part
  readonly shift: Shift | undefined
  readonly mayWrite: boolean
  readonly onChange: (date: string, part: Part, personId: string, showPhone: boolean) => void
}

function Cell({ roster, date, part, shift, mayWrite, onChange }: CellProps) {
  const { duty: t } = useText(messages)
  const words = (person: Roster['people'][number]): string => (person.title === '' ? person.name : t.person({ name: person.name, title: person.title }))
  const known = roster.people.find(({ personId }) => personId === shift?.personId)
  if (!mayWrite) return shift === undefined ? <span className="quiet">{t.nobody}</span> : <>{known === undefined ? t.left : words(known)}</>
  return (
    <span className="clocks-cell">
      <select aria-label={t.cell({ date, part: part === 'day' ? t.day : t.night })} value={shift?.personId ?? nobody} onChange={(event) => onChange(date, part, event.target.value, shift?.showPhone ?? false)}>
        <option value={nobody}>{t.nobody}</option>
        {shift !== undefined && known === undefined ? <option value={shift.personId}>{t.left}</option> : null}
        {roster.people.map((person) => <option key={person.personId} value={person.personId}>{words(person)}</option>)}
      </select>
      {shift === undefined ? null : (
        <label className="small">
          <input type="checkbox" checked={shift.showPhone} onChange={(event) => onChange(date, part, shift.personId, event.target.checked)} /> {t.showPhone}
        </label>
      )}
    </span>
  )
}
