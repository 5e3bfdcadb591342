import { useText } from '../../../web/i18n.ts'
import { Page } from '../../../web/kit/Page.tsx'
import { deskAddress, residentAddress } from './addresses.ts'
import { messages } from './messages.ts'
import { NoticeDays } from './NoticeDays.tsx'
import './notices.css'

export function ResidentNoticesPage() {
  const t = useText(messages)
  return <Page title={t.title}><NoticeDays addressOf={residentAddress} emptyHelp={t.noneHelp} /></Page>
}

export function DeskNoticesPage() {
  const t = useText(messages)
  return (
    <main id="content" className="desk-main">
      <h1 className="desk-title">{t.title}</h1>
      <div className="notices-page"><NoticeDays addressOf={deskAddress} emptyHelp={t.noneAtDesk} /></div>
    </main>
  )
}
