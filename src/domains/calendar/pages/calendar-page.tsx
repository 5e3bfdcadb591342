import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { useFormat } from '../../../web/format.ts'
import { useText } from '../../../web/i18n.ts'
import { Button } from '../../../web/kit/Button.tsx'
import { Loading } from '../../../web/kit/Loading.tsx'
import { Problem } from '../../../web/kit/Problem.tsx'
import { StatusShape } from '../../../web/kit/Status.tsx'
import { LoadYear } from './LoadYear.tsx'
import { messages } from './messages.ts'
import { useCalendar } from './queries.ts'
import type { CalendarView } from './queries.ts'
import { Holidays, YearView } from './YearView.tsx'
import { monthsOf, workingDays } from './year-days.ts'
import './calendar.css'

/** 工作日历: the years that are loaded, and the way to load another. */
export function CalendarPage() {
  const t = useText(messages)
  const query = useCalendar()
  const [isLoading, setLoading] = useState(false)
  const [said, setSaid] = useState('')
  const { data: known } = query
  const done = (year: number): void => {
    setLoading(false)
    setSaid(t.load.done({ year }))
  }
  return (
    <main id="content" className={isLoading ? 'calendar calendar-pane' : 'calendar'}>
      <div className="desk-column">
        <div className="desk-bar">
          <h1>{t.title}</h1>
          {known?.can.load ? <Button compact kind="main" onClick={() => setLoading(true)}>{t.load.open}</Button> : null}
        </div>
        <p className="calendar-help quiet">{t.help}</p>
        <p role="status" className="calendar-said">{said}</p>
        {query.isPending ? <Loading>{t.loading}</Loading> : null}
        <Problem error={query.error} onRetry={() => void query.refetch()} />
        {known === undefined ? null : <Years known={known} />}
      </div>
      {isLoading && known !== undefined ? <LoadYear known={known} year={firstMissing(known)} onClose={() => setLoading(false)} onDone={done} /> : null}
    </main>
  )
}

const firstMissing = ({ years, today }: CalendarView): number => Math.max(Number(today.slice(0, 4)) - 1, ...years.map(({ year }) => year)) + 1

function Years({ known }: { readonly known: CalendarView }) {
  const t = useText(messages)
  const format = useFormat()
  const [parameters, setParameters] = useSearchParams()
  const asked = Number(parameters.get('year') ?? known.today.slice(0, 4))
  const shown = known.years.find(({ year }) => year === asked)
  return (
    <>
      <nav className="calendar-years" aria-label={t.years}>
        {known.years.map(({ year }) => <Button key={year} compact aria-current={year === asked ? 'page' : undefined} onClick={() => setParameters({ year: String(year) })}>{t.year({ year })}</Button>)}
      </nav>
      {shown === undefined ? <p className="calendar-note"><StatusShape kind="late" /> {t.missing({ year: asked })}</p> : (
        <section className="calendar-year" aria-label={t.year({ year: shown.year })}>
          <p><b>{t.year({ year: shown.year })}</b> · {t.working({ days: workingDays(monthsOf(shown.year, shown.days)) })} · <span className="quiet">{t.loaded({ moment: format.moment(shown.loadedAt), version: shown.version })}</span></p>
          {shown.reason === '' ? null : <p>{t.corrected({ reason: shown.reason })}</p>}
          <YearView year={shown.year} days={shown.days} />
          <Holidays days={shown.days} />
        </section>
      )}
    </>
  )
}
