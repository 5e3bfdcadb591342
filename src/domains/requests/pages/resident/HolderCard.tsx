import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Card } from '../../../../web/kit/Card.tsx'
import { TimeLeft } from '../../../../web/kit/TimeLeft.tsx'
import { useNow } from '../../../../web/now.ts'
import { usePreferences } from '../../../../web/preferences.ts'
import { isOver, leftOf } from './case-words.ts'
import type { CaseView } from './cases.ts'
import { messages as homeMessages } from './home/messages.ts'
import { messages } from './messages.ts'
import type { CaseText } from './messages.zh.ts'

/** 永盛物业 · 刘甲（电工） */
export function holderOf({ lead, assignee }: CaseView, t: CaseText): string {
  return assignee === null || assignee.name === null ? lead.name : t.one.at({ lead: lead.name, person: t.one.person({ name: assignee.name, title: assignee.title }) })
}

/** Who has it now and how much time is left; once closed, how it ended. */
export function HolderCard({ view }: { readonly view: CaseView }) {
  const t = useText(messages)
  return (
    <Card>
      {isOver(view.state) ? null : <p className="label">{t.one.holder}</p>}
      <p className="large">
        <b className="case-holder">
          <span>{view.lead.name}</span>{' '}
          {view.assignee?.name == null ? null : <span>{t.one.person({ name: view.assignee.name, title: view.assignee.title })}</span>}
        </b>
      </p>
      {view.onDuty === null ? null : <OnDuty onDuty={view.onDuty} />}
      {view.closedAt !== null ? <Ended view={view} closedAt={view.closedAt} /> : isOver(view.state) ? null : <Clock view={view} />}
    </Card>
  )
}

/** 值班: whom to call while the house is closed. */
function OnDuty({ onDuty: { name, phone } }: { readonly onDuty: NonNullable<CaseView['onDuty']> }) {
  const t = useText(messages)
  return <p>{t.one.onDuty({ name: name ?? '' })} {phone === null ? null : <a className="text-link nowrap" href={`tel:${phone}`}>{phone}</a>}</p>
}

function Clock({ view }: { readonly view: CaseView }) {
  const t = useText(messages)
  const words = useText(homeMessages)
  const format = useFormat()
  const now = useNow()
  const { elder } = usePreferences()
  const left = leftOf(view.clock, now)
  if (left === null || view.clock.due === null) return <p>{t.one.pending}</p>
  // While the resident is asked, it is the resident's own time that runs.
  if (view.state === 'CHECKING') return null
  const deadline = elder ? format.spoken(view.clock.due) : format.deadline(view.clock.due)
  return (
    <>
      <TimeLeft
        left={left.isOver ? words.over({ span: words.span(left.span) }) : words.span(left.span)}
        total={left.boxes}
        used={left.used}
        share={left.share}
        {...(elder ? {} : { note: view.clock.working ? t.one.noteWorking : t.one.note })}
        until={view.state === 'REPORTED' ? t.one.untilAccept({ deadline }) : t.one.until({ deadline })}
      />
      {left.isOver ? <p className="small">{t.one.overdue}</p> : null}
    </>
  )
}

function Ended({ view, closedAt }: { readonly view: CaseView; readonly closedAt: string }) {
  const t = useText(messages)
  const format = useFormat()
  const answer = view.answer === null ? t.one.noAnswer : view.answer.resolved ? t.one.answerYes : t.one.answerNo
  return (
    <>
      <p>{t.one.closedLine({ moment: format.spoken(closedAt) })}</p>
      <p className="quiet">{answer}</p>
    </>
  )
}
