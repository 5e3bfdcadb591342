import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../web/i18n.ts'
import { Button } from '../../../web/kit/Button.tsx'
import { Field } from '../../../web/kit/Field.tsx'
import { Pane } from '../../../web/kit/Pane.tsx'
import { Problem } from '../../../web/kit/Problem.tsx'
import { TextArea } from '../../../web/kit/TextArea.tsx'
import { ProblemError } from '../../../web/problem.ts'
import { readNotice } from '../rules/notice.ts'
import { messages } from './messages.ts'
import type { CalendarText } from './messages.zh.ts'
import { calendar, calendarKey } from './queries.ts'
import type { CalendarView, Day } from './queries.ts'
import { YearView } from './YearView.tsx'

interface LoadYearProps {
  readonly known: CalendarView
  readonly year: number
  readonly onClose: () => void
  readonly onDone: (year: number) => void
}

const plausible = (year: number): boolean => year >= 2000 && year <= 2999

/** What is pasted is read at once and drawn below, so that it can be compared before it counts. */
export function LoadYear({ known, year: suggested, onClose, onDone }: LoadYearProps) {
  const t = useText(messages)
  const queries = useQueryClient()
  const [form, setForm] = useState({ year: String(suggested), text: '', source: '', reason: '' })
  const year = Number(form.year)
  const before = known.years.find((each) => each.year === year)
  const needsReason = before !== undefined && year <= Number(known.today.slice(0, 4))
  const { days, unread } = plausible(year) ? readNotice(form.text, year) : { days: [], unread: [] }
  const listed: Day[] = days.map((day) => ({ ...day, sourceUrl: day.sourceUrl === '' ? form.source.trim() : day.sourceUrl }))
  const load = useMutation({
    mutationFn: () => calendar('PUT /api/v1/calendar/years/:year', { params: { year: form.year }, body: { version: before?.version ?? 0, days: listed, reason: form.reason.trim() } }),
    onSuccess: async () => {
      await Promise.all([queries.invalidateQueries({ queryKey: calendarKey }), queries.invalidateQueries({ queryKey: ['request'] })])
      onDone(year)
    },
  })
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value })
  return (
    <Pane head={t.load.title} title={t.load.title} subtitle={t.load.help} onClose={onClose}>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); if (!load.isPending && listed.length > 0) load.mutate() }}>
        <Field label={t.load.year} value={form.year} onChange={set('year')} inputMode="numeric" maxLength={4} autoComplete="off" />
        <TextArea label={t.load.text} value={form.text} onChange={set('text')} rows={8} spellCheck={false} />
        <FileField onText={set('text')} />
        <Field label={t.load.source} hint={t.load.sourceHint} optional type="url" value={form.source} onChange={set('source')} maxLength={300} autoComplete="off" />
        {needsReason ? <Field label={t.load.reason} hint={t.load.reasonHint} value={form.reason} onChange={set('reason')} maxLength={200} autoComplete="off" /> : null}
        <p role="status">{listed.length === 0 ? t.load.nothing : t.load.read({ off: listed.filter(({ kind }) => kind === 'off').length, work: listed.filter(({ kind }) => kind === 'work').length })}</p>
        {unread.length === 0 ? null : <div><p>{t.load.unread}</p><ul>{unread.map((line, index) => <li key={index}>{line}</li>)}</ul></div>}
        <Problem error={load.error} texts={t.problems}>{wrongDays(load.error, listed, t).map((words) => <p key={words}>{words}</p>)}</Problem>
        <div className="row">
          <Button kind="main" compact type="submit" busy={load.isPending && t.load.submitting}>{t.load.submit}</Button>
          <Button compact onClick={onClose}>{t.load.cancel}</Button>
        </div>
        {listed.length === 0 ? null : <section className="calendar-preview" aria-label={t.load.preview({ year })}><YearView year={year} days={listed} /></section>}
      </form>
    </Pane>
  )
}

function FileField({ onText }: { readonly onText: (text: string) => void }) {
  const t = useText(messages)
  return (
    <label className="calendar-file">
      <span className="field-label">{t.load.file}</span>
      <input type="file" accept=".csv,text/csv,text/plain" onChange={(event) => void event.target.files?.[0]?.text().then(onText)} />
    </label>
  )
}

/** 2027-05-08：调休上班只能是周末 */
function wrongDays(error: unknown, days: readonly Day[], t: CalendarText): string[] {
  if (!(error instanceof ProblemError)) return []
  return error.problem.errors.flatMap(({ pointer, code }) => {
    const day = days[Number(/^\/body\/days\/(\d+)\/date$/u.exec(pointer)?.[1] ?? -1)]
    return day === undefined ? [] : [t.load.wrongDay({ date: day.date, what: t.load.wrong[code] ?? code })]
  })
}
