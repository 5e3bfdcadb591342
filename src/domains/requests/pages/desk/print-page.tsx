import { useEffect } from 'react'
import { useParams } from 'react-router'
import { useFormat } from '../../../../web/format.ts'
import { useLanguage, useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Facts } from '../../../../web/kit/Facts.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { useNow } from '../../../../web/now.ts'
import { casePath } from './address.ts'
import { CasePhotos } from './CasePane.tsx'
import { EventLine } from './CaseTimeline.tsx'
import { messages } from './messages.ts'
import { useCase } from './queries.ts'
import type { CaseView } from './queries.ts'
import { categoryWord, placeWords, reporterName, roleWord } from './words.ts'
import './requests-desk.css'

/** 派工单 on A4, to take along and to be signed at the door. Internal notes stay inside. */
export function PrintPage() {
  const t = useText(messages)
  const { communityId = '', id = '' } = useParams()
  const { data: view, error, refetch } = useCase({ communityId, id })
  useEffect(() => {
    document.title = view === undefined ? t.print.title : `${t.print.title} ${view.number}`
  }, [t, view])
  return (
    <main id="content" className="desk-main">
      <div className="row requests-print-bar no-print">
        <Button compact icon="back" to={casePath({ communityId, id })}>{t.print.back}</Button>
        <Button kind="main" compact onClick={() => window.print()}>{t.print.print}</Button>
      </div>
      {view !== undefined ? <WorkOrder view={view} /> : error === null ? <Loading>{t.case.loading}</Loading> : <div className="requests-refused"><Problem error={error} texts={t.problems} onRetry={() => void refetch()} /></div>}
    </main>
  )
}

function WorkOrder({ view }: { readonly view: CaseView }) {
  const t = useText(messages)
  const language = useLanguage()
  const format = useFormat()
  const now = useNow()
  const { assignee, lead, reporter } = view
  const moment = (at: string | null, otherwise: string): string => (at === null ? otherwise : format.deadline(at))
  return (
    <article className="requests-sheet">
      <header className="requests-sheet-head">
        <h1>{t.print.title}</h1>
        <p>{lead.name}</p>
      </header>
      <Facts
        facts={[
          { name: t.print.number, value: <b>{view.number}</b> },
          { name: t.print.category, value: categoryWord(view.category, language) },
          { name: t.print.class, value: t.classes[view.deadlineClass] },
          { name: t.print.state, value: t.stateWords[view.state] },
          { name: t.case.place, value: <b>{placeWords(view.place, t, true)}</b> },
          { name: t.case.reporter, value: t.case.reporterWith({ name: reporterName(view, t), role: roleWord(reporter.role, '', t) }) },
          { name: t.print.reportedAt, value: format.deadline(view.reportedAt) },
          { name: t.print.acceptedAt, value: moment(view.acceptedAt, t.print.notYet) },
          { name: t.print.dueAt, value: <b>{moment(view.dueAt, view.acceptedAt === null ? t.print.notYet : t.print.pending)}</b> },
          { name: t.case.holder, value: assignee === null ? t.nobody : t.case.holderWith({ name: assignee.name ?? '', title: assignee.title }) },
        ]}
      />
      <section><h2>{t.print.matter}</h2><p className="requests-text">{view.text}</p></section>
      {view.photos.length === 0 ? null : <section><h2>{t.print.photos}</h2><CasePhotos view={view} /></section>}
      <section>
        <h2>{t.print.said}</h2>
        <ul className="requests-sheet-events">{view.events.filter(({ visibility }) => visibility === 'resident').map((event) => <li key={event.no}><EventLine event={event} onPaper /></li>)}</ul>
      </section>
      <section className="requests-blank"><h2>{t.print.done}</h2><div /></section>
      <section className="requests-blank requests-blank-low"><h2>{t.print.material}</h2><div /></section>
      <dl className="requests-signatures">
        {[t.print.worker, t.print.resident, t.print.date].map((name) => <div key={name}><dt>{name}</dt><dd /></div>)}
      </dl>
      <p className="small quiet">{t.print.printedAt({ moment: format.wallClock(now.toISOString()) })}</p>
    </article>
  )
}
