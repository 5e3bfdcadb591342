import { useFormat } from '../../../../../web/format.ts'
import { useText } from '../../../../../web/i18n.ts'
import { Card } from '../../../../../web/kit/Card.tsx'
import { Facts } from '../../../../../web/kit/Facts.tsx'
import { Steps } from '../../../../../web/kit/Steps.tsx'
import { useNow } from '../../../../../web/now.ts'
import { usePreferences } from '../../../../../web/preferences.ts'
import { leftOf, stepOf, useTitle } from '../case-words.ts'
import { caseAddress, useOpenCases } from '../cases.ts'
import { CaseStatus } from '../CaseStatus.tsx'
import { messages } from './messages.ts'
import { mostUrgentToConfirm } from './waiting-for-me.ts'

/** My newest case: who has it, latest by, what is left. What waits for me has its own card. */
export function NewestCaseCard() {
  const t = useText(messages)
  const titleOf = useTitle()
  const format = useFormat()
  const now = useNow()
  const { elder } = usePreferences()
  const { data: open = [] } = useOpenCases()
  const waiting = mostUrgentToConfirm(open)
  const newest = open.find((one) => one !== waiting)
  if (newest === undefined) return null
  const left = leftOf(newest.clock, now)
  const words = left === null ? null : left.isOver ? t.over({ span: t.span(left.span) }) : t.span(left.span)
  const title = titleOf(newest.category)
  if (elder) {
    return (
      <Card title={title} to={caseAddress(newest)}>
        <p className="row">
          <CaseStatus of={newest} />
          {left === null ? null : <span>{left.isOver ? t.over({ span: t.span(left.span) }) : t.leftWords({ span: t.span(left.span) })}</span>}
        </p>
      </Card>
    )
  }
  return (
    <Card title={t.mine({ title })} aside={<CaseStatus of={newest} />} to={caseAddress(newest)}>
      <Facts
        facts={[
          { name: t.who, value: newest.assignee === null ? newest.lead : `${newest.lead} ${newest.assignee}` },
          ...(newest.clock.due === null || newest.state === 'CHECKING' ? [] : [{ name: newest.state === 'REPORTED' ? t.byAccept : t.by, value: format.deadline(newest.clock.due) }]),
          ...(words === null || newest.state === 'CHECKING' ? [] : [{ name: t.left, value: <b>{words}</b> }]),
        ]}
      />
      <Steps steps={t.steps} now={stepOf(newest.state)} />
    </Card>
  )
}
