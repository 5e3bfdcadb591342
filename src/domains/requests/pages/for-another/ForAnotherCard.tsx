import { useText } from '../../../../web/i18n.ts'
import { Card } from '../../../../web/kit/Card.tsx'
import { useMe } from '../me.ts'
import { en } from './messages.en.ts'
import { zh } from './messages.zh.ts'

const messages = { zh, en }

/** For stewards, captains and yard heads; residents report for themselves. */
export function ForAnotherCard() {
  const t = useText(messages)
  const mayReport = useMe().data?.can.includes('requests.report-for-another') ?? false
  return mayReport ? <Card icon="report" title={t.title} to="/report-for-another"><p className="small quiet">{t.help}</p></Card> : null
}
