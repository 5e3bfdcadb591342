import { useState } from 'react'
import type { Draft } from '../../../../web/drafts.ts'
import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Card } from '../../../../web/kit/Card.tsx'
import { Icon } from '../../../../web/kit/Icon.tsx'
import { Page } from '../../../../web/kit/Page.tsx'
import { Status } from '../../../../web/kit/Status.tsx'
import { messages } from './messages.ts'
import { useOffice } from './origin.ts'
import { usePlaceWords } from './place-words.ts'
import type { ReportValue } from './report-draft.ts'

interface WaitingReportProps {
  readonly drafts: readonly Draft<ReportValue>[]
  /** Undefined where the report is not the one that is open in this page. */
  readonly onEdit?: (() => void) | undefined
  readonly onRetry: () => Promise<void>
}

/** Without a network: what is safe, what happens by itself, whom to call. */
export function WaitingReport({ drafts, onEdit, onRetry }: WaitingReportProps) {
  const t = useText(messages)
  const office = useOffice()
  const [isTrying, setTrying] = useState(false)
  const retry = async (): Promise<void> => {
    setTrying(true)
    await onRetry()
    setTrying(false)
  }
  if (drafts.length === 0) {
    return (
      <Page title={t.report.title} foot={<Button to="/cases">{t.report.waiting.seeMine}</Button>}>
        <div className="case-head" role="status">
          <Icon name="tick" className="case-mark case-mark-done" />
          <div>
            <p className="sentence">{t.report.waiting.gone}</p>
            <p className="quiet">{t.report.waiting.goneHelp}</p>
          </div>
        </div>
      </Page>
    )
  }
  const foot = (
    <>
      <Button kind="main" busy={isTrying && t.report.sending} onClick={() => void retry()}>{t.report.waiting.retry}</Button>
      {office === null ? null : <Button kind="call" icon="call" href={`tel:${office.phone}`}>{t.report.waiting.urgent}</Button>}
    </>
  )
  return (
    <Page title={t.report.title} aside={<Status kind="offline" />} foot={foot}>
      <div className="case-head">
        <Icon name="offline" className="case-mark case-mark-due" />
        <div>
          <p className="sentence">{t.report.waiting.title}</p>
          <p className="quiet">{t.report.waiting.help}</p>
        </div>
      </div>
      {drafts.map((draft) => <Kept key={draft.id} draft={draft} onEdit={onEdit} />)}
      <section className="well">
        <h2>{t.report.waiting.nextTitle}</h2>
        <p className="small">{t.report.waiting.next}</p>
      </section>
    </Page>
  )
}

function Kept({ draft, onEdit }: { readonly draft: Draft<ReportValue>; readonly onEdit: (() => void) | undefined }) {
  const t = useText(messages)
  const format = useFormat()
  const wordsOf = usePlaceWords()
  return (
    <Card>
      <p>{draft.value.text}</p>
      <p className="label">{wordsOf(draft.value)}</p>
      {draft.photos.length === 0 ? null : <p className="label">{t.report.waiting.photos({ count: draft.photos.length })}</p>}
      <hr />
      <div className="row">
        <p className="grow label">{t.report.waiting.savedAt({ moment: format.moment(draft.savedAt) })}</p>
        {onEdit === undefined ? null : <button type="button" className="text-link" onClick={onEdit}>{t.report.waiting.edit}</button>}
      </div>
    </Card>
  )
}
