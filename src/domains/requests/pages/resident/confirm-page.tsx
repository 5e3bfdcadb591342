import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Card } from '../../../../web/kit/Card.tsx'
import { Choice } from '../../../../web/kit/Choice.tsx'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { Icon } from '../../../../web/kit/Icon.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Page } from '../../../../web/kit/Page.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { Status } from '../../../../web/kit/Status.tsx'
import { TextArea } from '../../../../web/kit/TextArea.tsx'
import { useNow } from '../../../../web/now.ts'
import { useAct } from './act.ts'
import { CaseTimeline, whoOf } from './CaseTimeline.tsx'
import { leftOf, spanBetween, useTitle } from './case-words.ts'
import { caseAddress, photoAddress, requests, useCase, useCasePlace } from './cases.ts'
import type { CaseView } from './cases.ts'
import { messages as homeMessages } from './home/messages.ts'
import { messages } from './messages.ts'
import './cases.css'

export type Satisfaction = NonNullable<NonNullable<CaseView['answer']>['satisfaction']>
type Answer = { readonly resolved: boolean; readonly satisfaction?: Satisfaction; readonly text?: string; readonly version: number }

/** 请您看一看，修好了吗？ The resident has the last word. */
export function ConfirmPage() {
  const t = useText(messages)
  const place = useCasePlace()
  const { data: view, error, refetch } = useCase(place)
  const confirm = useAct(place, (body: Answer, idempotencyKey) => requests('POST /api/v1/communities/:communityId/requests/:id/confirm', { params: place, body, idempotencyKey }))
  const [parameters] = useSearchParams()
  if (view === undefined) {
    return (
      <Page title={t.one.confirm} backTo={caseAddress(place)}>
        {error === null ? <Loading>{t.one.loading}</Loading> : null}
        <Problem error={error} texts={t.problems} onRetry={() => void refetch()} />
      </Page>
    )
  }
  if (!view.can.confirm) return <NotAsked view={view} error={confirm.error} />
  return parameters.has('not') ? <SendBack view={view} act={confirm} /> : <LookAndAnswer view={view} act={confirm} />
}

interface StepProps {
  readonly view: CaseView
  readonly act: { readonly mutate: (answer: Answer) => void; readonly isPending: boolean; readonly error: unknown }
}

function NotAsked({ view, error }: { readonly view: CaseView; readonly error: unknown }) {
  const t = useText(messages)
  const titleOf = useTitle()
  return (
    <Page title={titleOf(view.category)} backTo={caseAddress(view)} foot={<Button to={caseAddress(view)}>{t.confirm.see}</Button>}>
      <Problem error={error} texts={t.problems} />
      <Empty title={t.confirm.done}>{t.confirm.doneHelp}</Empty>
    </Page>
  )
}

function LookAndAnswer({ view, act }: StepProps) {
  const t = useText(messages)
  const titleOf = useTitle()
  const navigate = useNavigate()
  const [satisfaction, setSatisfaction] = useState<Satisfaction | null>(null)
  const foot = (
    <>
      <Problem error={act.error} texts={t.problems} />
      <Button kind="main" busy={act.isPending && t.confirm.sending} onClick={() => act.mutate({ version: view.version, resolved: true, ...(satisfaction === null ? {} : { satisfaction }) })}>{t.confirm.yes[view.category.asked]}</Button>
      <Button onClick={() => void navigate(`${caseAddress(view)}/confirm?not`)}>{t.confirm.no[view.category.asked]}</Button>
    </>
  )
  return (
    <Page title={titleOf(view.category)} backTo={caseAddress(view)} aside={<Status kind="turn" />} foot={foot}>
      <div>
        <p className="sentence">{t.confirm.sentence[view.category.asked]}</p>
        <AnswerBy view={view} />
      </div>
      <WhatWasDone view={view} />
      <details className="card case-story">
        <summary>
          <span className="grow">{t.confirm.story}</span>
          <span className="label">{t.confirm.count({ count: view.events.length })}</span>
          <Icon name="down" />
        </summary>
        <CaseTimeline view={view} events={view.events.toReversed()} isPast />
      </details>
      <HowWasIt value={satisfaction} onChange={setSatisfaction} />
      <p className="small quiet">{t.confirm.promise}</p>
    </Page>
  )
}

export function HowWasIt({ value, onChange, error }: { readonly value: Satisfaction | null; readonly onChange: (value: Satisfaction) => void; readonly error?: string | false }) {
  const t = useText(messages).confirm
  return (
    <Choice
      look="faces"
      label={t.how}
      value={value}
      onChange={onChange}
      options={[
        { value: 'good', label: t.good, icon: 'good' },
        { value: 'fair', label: t.fair, icon: 'middling' },
        { value: 'bad', label: t.bad, icon: 'bad' },
      ]}
      error={error}
    />
  )
}

function AnswerBy({ view }: { readonly view: CaseView }) {
  const t = useText(messages)
  const words = useText(homeMessages)
  const format = useFormat()
  const left = leftOf(view.clock, useNow())
  if (left === null || view.clock.due === null) return null
  const moment = format.spoken(view.clock.due)
  if (left.isOver) return <p className="quiet">{t.confirm.byPassed({ moment })}</p>
  const by = t.confirm.by({ moment, span: words.span(left.span) })
  return <p className="quiet">{by.before}<b>{by.left}</b></p>
}

/** Before and after side by side, what was done and by whom, and whether it was in time. */
function WhatWasDone({ view }: { readonly view: CaseView }) {
  const t = useText(messages)
  const words = useText(homeMessages)
  const format = useFormat()
  const titleOf = useTitle()
  const done = view.events.findLast(({ kind }) => kind === 'feedback')
  if (done === undefined) return null
  const before = view.events.filter(({ kind }) => kind === 'reported' || kind === 'added').flatMap(({ photoIds }) => photoIds)
  const title = titleOf(view.category)
  return (
    <Card>
      {before.length + done.photoIds.length === 0 ? <p className="label">{t.confirm.noPhotos}</p> : (
        <ul className="before-after">
          {before.slice(0, 1).map((fileId) => <Picture key={fileId} view={view} fileId={fileId} label={t.confirm.before} alt={t.one.photoOf({ title, index: 1 })} />)}
          {done.photoIds.map((fileId, index) => <Picture key={fileId} view={view} fileId={fileId} label={t.confirm.after} alt={t.one.afterPhoto({ title, index: index + 1 })} />)}
        </ul>
      )}
      <p>{done.text}</p>
      <p className="small quiet">{t.confirm.doneBy({ who: whoOf(done, view, t), moment: format.moment(done.at) })}</p>
      {view.dueAt === null ? null : done.at <= view.dueAt ? (
        <p className="small"><Status kind="done" bare>{t.confirm.inTime}</Status> {t.confirm.early({ span: words.span(spanBetween(done.at, view.dueAt)) })}</p>
      ) : (
        <p className="small"><Status kind="late" bare>{t.confirm.late}</Status> {t.confirm.lateBy({ span: words.span(spanBetween(view.dueAt, done.at)) })}</p>
      )}
    </Card>
  )
}

function Picture({ view, fileId, label, alt }: { readonly view: CaseView; readonly fileId: string; readonly label: string; readonly alt: string }) {
  return (
    <li>
      <a href={photoAddress(view, fileId, 'full')} target="_blank" rel="noreferrer">
        <img src={photoAddress(view, fileId, 'thumb')} alt={alt} />
        <span>{label}</span>
      </a>
    </li>
  )
}

function SendBack({ view, act }: StepProps) {
  const t = useText(messages)
  const [text, setText] = useState('')
  const [isChecked, setChecked] = useState(false)
  const send = (): void => {
    setChecked(true)
    if (text.trim() !== '') act.mutate({ version: view.version, resolved: false, text: text.trim() })
  }
  return (
    <Page title={t.confirm.notTitle} backTo={caseAddress(view)} foot={<Button kind="main" busy={act.isPending && t.confirm.sending} onClick={send}>{t.confirm.sendBack}</Button>}>
      <div>
        <p className="sentence">{t.confirm.notSentence}</p>
        <p className="quiet">{t.confirm.notHelp}</p>
      </div>
      <TextArea label={t.confirm.words} hideLabel className="report-words-short" maxLength={500} value={text} onChange={setText} error={isChecked && text.trim() === '' && t.confirm.wordsNeeded} />
      <Problem error={act.error} texts={t.problems} />
    </Page>
  )
}
