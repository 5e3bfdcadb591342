import { useText } from '../../../web/i18n.ts'
import { Page } from '../../../web/kit/Page.tsx'
import { ChoicesForm } from './ChoicesForm.tsx'
import { messages } from './messages.ts'
import './notices.css'

export function ResidentChoicesPage() {
  const t = useText(messages)
  return <Page title={t.choices.title} backTo="/notices"><ChoicesForm /></Page>
}

export function DeskChoicesPage() {
  const t = useText(messages)
  return (
    <main id="content" className="desk-main">
      <h1 className="desk-title">{t.choices.title}</h1>
      <div className="notices-page"><ChoicesForm /></div>
    </main>
  )
}
