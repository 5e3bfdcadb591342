import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Card } from '../../../../web/kit/Card.tsx'
import { Facts } from '../../../../web/kit/Facts.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Page } from '../../../../web/kit/Page.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { StatusShape } from '../../../../web/kit/Status.tsx'
import { TextArea } from '../../../../web/kit/TextArea.tsx'
import { useNow } from '../../../../web/now.ts'
import { useAct } from './act.ts'
import { useCaseCall } from './CaseFoot.tsx'
import { CaseStatus } from './CaseStatus.tsx'
import { spanBetween, useTitle } from './case-words.ts'
import { caseAddress, requests, useCase, useCasePlace } from './cases.ts'
import type { CaseView } from './cases.ts'
import { messages as homeMessages } from './home/messages.ts'
import { messages } from './messages.ts'
import type { Again } from './report-form.ts'
import './cases.css'

interface Words {
  readonly version: number
  readonly text: string
}

/** 没好，重开: within the days that the rules give; after them, why not and what can be done instead. What was typed stays. */
export function ReopenPage() {
  const t = useText(messages)
  const format = useFormat()
  const place = useCasePlace()
  const { data: view, error } = useCase(place)
  const reopen = useAct(place, (body: Words, idempotencyKey) => requests('POST /api/v1/communities/:communityId/requests/:id/reopen', { params: place, body, idempotencyKey }))
  const [text, setText] = useState('')
  const [isChecked, setChecked] = useState(false)
  if (view === undefined) return <Page title={t.reopen.title} backTo={caseAddress(place)}>{error === null ? <Loading>{t.one.loading}</Loading> : <Problem error={error} texts={t.problems} />}</Page>
  if (view.cannot.reopen?.reason === 'requests/too-late') return <TooLate view={view} text={text} onText={setText} />
  const send = (): void => {
    setChecked(true)
    if (text.trim() !== '') reopen.mutate({ version: view.version, text: text.trim() })
  }
  return (
    <Page title={t.reopen.title} backTo={caseAddress(place)} foot={<Button kind="main" busy={reopen.isPending && t.confirm.sending} onClick={send}>{t.reopen.send}</Button>}>
      <div>
        <p className="sentence">{t.reopen.sentence}</p>
        {view.reopenUntil === null ? null : <p className="quiet">{t.reopen.by({ moment: format.deadline(view.reopenUntil) })}</p>}
      </div>
      <TextArea label={t.reopen.words} hideLabel className="report-words-short" maxLength={500} value={text} onChange={setText} error={isChecked && text.trim() === '' && t.reopen.needed} />
      <Problem error={reopen.error} texts={t.problems} />
    </Page>
  )
}

interface TooLateProps {
  readonly view: CaseView
  readonly text: string
  readonly onText: (text: string) => void
}

/** What cannot be done, the rule with its dates, what can be done instead, a person. */
function TooLate({ view, text, onText }: TooLateProps) {
  const t = useText(messages)
  const words = useText(homeMessages)
  const format = useFormat()
  const titleOf = useTitle()
  const navigate = useNavigate()
  const call = useCaseCall(view)
  const now = useNow().toISOString()
  const again: Again = { number: view.number, category: view.category.code, text }
  const foot = (
    <>
      <Button kind="main" onClick={() => void navigate('/report', { state: { again } })}>{t.reopen.report}</Button>
      {call === null ? null : <Button kind="call" icon="call" href={`tel:${call.phone}`}>{t.reopen.call({ name: call.name })}</Button>}
    </>
  )
  return (
    <Page title={titleOf(view.category)} backTo={caseAddress(view)} aside={<CaseStatus of={{ ...view, resolved: view.answer?.resolved ?? null }} />} foot={foot}>
      <div className="case-head">
        <span className="case-mark case-mark-off"><StatusShape kind="stopped" /></span>
        <div>
          <p className="sentence">{t.reopen.refused}</p>
          <p className="quiet">{t.reopen.rule}</p>
        </div>
      </div>
      <Card>
        <Facts
          end
          facts={[
            ...(view.closedAt === null ? [] : [{ name: view.answer?.resolved ? t.reopen.closedYes : t.reopen.closed, value: format.moment(view.closedAt) }]),
            ...(view.reopenUntil === null ? [] : [{ name: t.reopen.until, value: format.moment(view.reopenUntil) }]),
            { name: t.reopen.today, value: <b>{format.moment(now)}</b> },
            ...(view.reopenUntil === null ? [] : [{ name: t.reopen.late, value: <b>{words.span(spanBetween(view.reopenUntil, now))}</b> }]),
          ]}
        />
      </Card>
      <section className="well">
        <h2>{t.reopen.insteadTitle}</h2>
        <p className="small">{t.reopen.instead}</p>
      </section>
      <TextArea label={text === '' ? t.reopen.words : t.reopen.kept} optional={text === ''} maxLength={400} value={text} onChange={onText} />
    </Page>
  )
}
