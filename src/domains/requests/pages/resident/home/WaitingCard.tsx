import { useDrafts } from '../../../../../web/drafts.ts'
import { useText } from '../../../../../web/i18n.ts'
import { Card } from '../../../../../web/kit/Card.tsx'
import { Status } from '../../../../../web/kit/Status.tsx'
import { reportKind } from '../report-draft.ts'
import { messages } from './messages.ts'

/** What was written without a network and has not gone out yet. */
export function WaitingCard() {
  const t = useText(messages)
  const waiting = useDrafts(reportKind).filter(({ state }) => state === 'ready')
  if (waiting.length === 0) return null
  return (
    <Card title={t.waiting} aside={<Status kind="offline" />} to="/report?waiting">
      <p className="small quiet">{t.waitingHelp}</p>
    </Card>
  )
}
