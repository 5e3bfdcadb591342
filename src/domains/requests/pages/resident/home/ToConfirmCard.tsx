import { useText } from '../../../../../web/i18n.ts'
import { Button } from '../../../../../web/kit/Button.tsx'
import { Card } from '../../../../../web/kit/Card.tsx'
import { Status } from '../../../../../web/kit/Status.tsx'
import { ReadAloud } from '../../../../../web/kit/Switches.tsx'
import { useLive } from '../../../../../web/live.ts'
import { useNow } from '../../../../../web/now.ts'
import { usePreferences } from '../../../../../web/preferences.ts'
import { leftOf, useTitle } from '../case-words.ts'
import { caseAddress, useOpenCases } from '../cases.ts'
import { messages } from './messages.ts'
import { mostUrgentToConfirm } from './waiting-for-me.ts'

/** The one thing that waits for me. None: the card goes. Listens for all cards of the home page. */
export function ToConfirmCard() {
  const t = useText(messages)
  const titleOf = useTitle()
  const now = useNow()
  const { elder } = usePreferences()
  useLive()
  const { data: open = [] } = useOpenCases()
  const waiting = mostUrgentToConfirm(open)
  if (waiting === undefined) return null
  const left = leftOf(waiting.clock, now)
  const who = waiting.assignee ?? waiting.lead
  const asked = t.isFixed[waiting.category.asked]({ title: titleOf(waiting.category) })
  return (
    <Card turn>
      <div className="row">
        <Status kind="turn" bare />
        {elder ? <span className="end"><ReadAloud words={`${asked} ${t.saidDone({ who })}`} /></span> : left === null || left.isOver ? null : <span className="end small quiet">{t.leftForYou({ span: t.span(left.span) })}</span>}
      </div>
      <h2 className="sentence">{asked}</h2>
      {elder ? null : <p className="quiet">{t.saidDone({ who })}</p>}
      <Button kind="main" to={`${caseAddress(waiting)}/confirm`}>{t.goLook}</Button>
    </Card>
  )
}
