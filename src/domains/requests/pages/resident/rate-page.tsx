import { useState } from 'react'
import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Choice } from '../../../../web/kit/Choice.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Page } from '../../../../web/kit/Page.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { TextArea } from '../../../../web/kit/TextArea.tsx'
import { useAct } from './act.ts'
import { caseAddress, requests, useCase, useCasePlace } from './cases.ts'
import { HowWasIt } from './confirm-page.tsx'
import type { Satisfaction } from './confirm-page.tsx'
import { messages } from './messages.ts'
import './cases.css'

interface Rating {
  readonly version: number
  readonly resolved: boolean
  readonly satisfaction: Satisfaction
  readonly text: string
}

/** 评一评, after closing: once, within the days that the rules give. */
export function RatePage() {
  const t = useText(messages)
  const format = useFormat()
  const place = useCasePlace()
  const { data: view, error } = useCase(place)
  const rate = useAct(place, (body: Rating, idempotencyKey) => requests('POST /api/v1/communities/:communityId/requests/:id/rate', { params: place, body, idempotencyKey }))
  const [isFixed, setFixed] = useState<'yes' | 'no' | null>(null)
  const [satisfaction, setSatisfaction] = useState<Satisfaction | null>(null)
  const [text, setText] = useState('')
  const [isChecked, setChecked] = useState(false)
  if (view === undefined) return <Page title={t.rate.title} backTo={caseAddress(place)}>{error === null ? <Loading>{t.one.loading}</Loading> : <Problem error={error} texts={t.problems} />}</Page>
  const send = (): void => {
    setChecked(true)
    if (isFixed !== null && satisfaction !== null) rate.mutate({ version: view.version, resolved: isFixed === 'yes', satisfaction, text: text.trim() })
  }
  return (
    <Page title={t.rate.title} backTo={caseAddress(place)} foot={<Button kind="main" busy={rate.isPending && t.confirm.sending} onClick={send}>{t.rate.send}</Button>}>
      <div>
        <p className="sentence">{t.rate.sentence}</p>
        {view.reopenUntil === null ? null : <p className="quiet">{t.rate.by({ moment: format.deadline(view.reopenUntil) })}</p>}
      </div>
      <Choice look="chips" label={t.rate.fixed[view.category.asked]} value={isFixed} onChange={setFixed} options={[{ value: 'yes', label: t.rate.yes[view.category.asked] }, { value: 'no', label: t.rate.no[view.category.asked] }]} error={isChecked && isFixed === null && t.rate.fixedNeeded} />
      {isFixed === 'no' && view.can.reopen ? (
        <section className="well stack-tight">
          <p>{t.rate.reopenHint}</p>
          <Button to={`${caseAddress(place)}/reopen`}>{t.rate.reopen}</Button>
        </section>
      ) : null}
      <HowWasIt value={satisfaction} onChange={setSatisfaction} error={isChecked && satisfaction === null && t.rate.howNeeded} />
      <TextArea label={t.rate.words} optional maxLength={500} value={text} onChange={setText} />
      <Problem error={rate.error} texts={t.problems} />
    </Page>
  )
}
