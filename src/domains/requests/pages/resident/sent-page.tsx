import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Card } from '../../../../web/kit/Card.tsx'
import { Icon } from '../../../../web/kit/Icon.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Page } from '../../../../web/kit/Page.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { usePreferences } from '../../../../web/preferences.ts'
import { caseAddress, useCase, useCasePlace } from './cases.ts'
import { messages } from './messages.ts'
import './cases.css'

/** It has arrived: its number, who answers for it, and what comes next. */
export function SentPage() {
  const t = useText(messages)
  const place = useCasePlace()
  const { elder } = usePreferences()
  const format = useFormat()
  const { data: view, error, refetch } = useCase(place)
  const by = view?.clock.due ? (elder ? format.spoken(view.clock.due) : format.deadline(view.clock.due)) : null
  return (
    <Page title={t.sent.title} foot={<><Button to={caseAddress(place)}>{t.sent.see}</Button><Button to="/">{t.sent.home}</Button></>}>
      <div className="case-head" role="status">
        <Icon name="tick" className="case-mark case-mark-done" />
        <div>
          <p className="sentence">{t.sent.sentence}</p>
          {view === undefined ? null : <p className="quiet">{t.sent.number({ number: view.number })}</p>}
        </div>
      </div>
      {view === undefined && error === null ? <Loading /> : null}
      <Problem error={error} texts={t.problems} onRetry={() => void refetch()} />
      {view === undefined ? null : (
        <>
          <Card title={t.sent.next}>
            <ol className="case-coming">
              <li>{by === null ? t.sent.acceptSoon({ lead: view.lead.name }) : t.sent.accept({ lead: view.lead.name, by })}</li>
              <li>{t.sent.work}</li>
              <li>{t.sent.look}</li>
            </ol>
          </Card>
          <Card>
            <p className="label">{t.sent.what}</p>
            <p>{view.text}</p>
            <p className="label">{[view.place.community, view.place.words, view.place.detail].filter(Boolean).join(' ')}</p>
          </Card>
        </>
      )}
    </Page>
  )
}
