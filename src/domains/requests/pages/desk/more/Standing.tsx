import { useState } from 'react'
import { Link } from 'react-router'
import { useFormat } from '../../../../../web/format.ts'
import { useText } from '../../../../../web/i18n.ts'
import { Button } from '../../../../../web/kit/Button.tsx'
import { TextArea } from '../../../../../web/kit/TextArea.tsx'
import { ActForm, mostCharacters } from '../ActForm.tsx'
import { caseParameter } from '../address.ts'
import type { CaseView } from '../queries.ts'
import type { MoreAct } from './acts.ts'
import { messages } from './messages.ts'

/** What a case waits for or has come to, beside its state; each in one line. */
export function CaseStanding({ view }: { readonly view: CaseView }) {
  const t = useText(messages)
  const format = useFormat()
  const { waitingUntil, suspended, rejection, climbedTo, climbAt, binding, mergedInto, supporting, followers } = view
  const lines = [
    ...(waitingUntil === null ? [] : [t.facts.waiting({ moment: format.moment(waitingUntil) })]),
    ...(suspended === null ? [] : [t.facts.suspended({ moment: format.moment(suspended.resumeAt) })]),
    ...(rejection === null || view.state !== 'REJECTED' ? [] : [rejection.contestUntil === null ? t.facts.rejectedFinally : t.facts.rejected({ moment: format.moment(rejection.contestUntil) })]),
    ...(climbedTo === null ? [] : [t.facts.climbed({ organisation: climbedTo.organisation, lead: view.lead.name })]),
    ...(climbAt === null || climbedTo === null ? [] : [t.facts.climbs({ moment: format.moment(climbAt) })]),
    ...(binding ? [t.facts.binding] : []),
    ...supporting.map(({ name, doneAt }) => `${t.facts.supporting}：${doneAt === null ? t.facts.supportOpen({ name }) : t.facts.supportDone({ name, moment: format.moment(doneAt) })}`),
    ...(followers === 0 ? [] : [t.facts.followers({ count: followers })]),
  ]
  if (lines.length === 0 && mergedInto === null) return null
  return (
    <ul className="requests-standing well">
      {mergedInto === null ? null : <li><Link to={`/requests?case=${caseParameter({ communityId: view.communityId, id: mergedInto.id })}`}>{t.facts.merged({ number: mergedInto.number })}</Link></li>}
      {lines.map((line) => <li key={line}>{line}</li>)}
    </ul>
  )
}

/** What one has asked for and another decides. */
export function PendingAsk({ view, isBusy, onSend }: { readonly view: CaseView; readonly isBusy: boolean; readonly onSend: (act: MoreAct) => void }) {
  const t = useText(messages)
  const format = useFormat()
  const [isDeclining, setDeclining] = useState(false)
  const [text, setText] = useState('')
  const [isAsked, setAsked] = useState(false)
  const { pending, can } = view
  if (pending === null) return null
  const values = { who: pending.who ?? t.pending.someone, moment: pending.until === null ? '' : format.moment(pending.until) }
  const isEmpty = text.trim() === ''
  return (
    <section className="well requests-pending" aria-label={t.pending[pending.kind](values)}>
      <p><b>{t.pending[pending.kind](values)}</b></p>
      <p>{pending.text}</p>
      {can.approve === true || can.decline === true ? null : <p className="small quiet">{t.pending.waits}</p>}
      {isDeclining ? (
        <ActForm main={t.pending.decline} busy={isBusy} onBack={() => setDeclining(false)} onSend={() => (isEmpty ? setAsked(true) : onSend({ verb: 'decline', text: text.trim() }))}>
          <TextArea label={t.pending.declineWhy} value={text} maxLength={mostCharacters} onChange={setText} {...(isAsked && isEmpty ? { error: t.needed.text } : {})} />
        </ActForm>
      ) : (
        <div className="row">
          {can.approve === true ? <Button compact kind="main" busy={isBusy && t.loading} onClick={() => onSend({ verb: 'approve', text: '' })}>{t.pending.approve}</Button> : null}
          {can.decline === true ? <Button compact onClick={() => setDeclining(true)}>{t.pending.decline}</Button> : null}
        </div>
      )}
    </section>
  )
}
