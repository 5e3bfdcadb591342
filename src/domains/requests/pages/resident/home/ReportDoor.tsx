import { useText } from '../../../../../web/i18n.ts'
import { Door } from '../../../../../web/kit/DoorGrid.tsx'
import { messages } from './messages.ts'

export function ReportDoor() {
  const t = useText(messages)
  return <Door to="/report" icon="report" title={t.door} hint={t.doorHint} />
}
