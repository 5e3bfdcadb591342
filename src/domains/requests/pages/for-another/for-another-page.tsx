import { useText } from '../../../../web/i18n.ts'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Page } from '../../../../web/kit/Page.tsx'
import { shared } from '../../../../web/messages.ts'
import { messages } from '../desk/messages.ts'
import { ReportForAnother } from '../desk/ReportForAnother.tsx'
import { useMe } from '../me.ts'

/** 代报 on the phone of a steward, a captain, a yard head. */
export function ForAnotherPage() {
  const t = useText(messages)
  const words = useText(shared)
  const { data: me } = useMe()
  return (
    <Page title={t.report.title}>
      {me === undefined ? <Loading /> : <ReportForAnother communityId={me.standing.communityId} next={{ to: '/', word: words.problem.toStart }} />}
    </Page>
  )
}
