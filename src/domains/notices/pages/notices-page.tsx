import { Link } from 'react-router'
import { useText } from '../../../web/i18n.ts'
import { Page } from '../../../web/kit/Page.tsx'
import { deskAddress, residentAddress } from './addresses.ts'
import { messages } from './messages.ts'
import { NoticeDays } from './NoticeDays.tsx'
import './notices.css'

export function ResidentNoticesPage() {
  const t = useText(messages)
  return <Page title={t.title} aside={<Link className="text-link" to="/notices/choices">{t.choices.open}</Link>}><NoticeDays addressOf={residentAddress} emptyHelp={t.noneHelp} /></Page>
}

export function DeskNoticesPage() {
  const t = useText(messages)
  return (
    <main id="content" className="desk-main">
      <div className="desk-bar"><h1>{t.title}</h1><Link className="text-link end" to="/notices/choices">{t.choices.open}</Link></div>
      <div className="notices-page"><NoticeDays addressOf={deskAddress} emptyHelp={t.noneAtDesk} /></div>
    </main>
  )
}
