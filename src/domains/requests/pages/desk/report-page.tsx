import { useEffect } from 'react'
import { useText } from '../../../../web/i18n.ts'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { messages } from './messages.ts'
import { useMe } from '../me.ts'
import { ReportForAnother } from './ReportForAnother.tsx'

/** 代报 at the desk. */
export function ReportPage() {
  const t = useText(messages)
  const { data: me } = useMe()
  useEffect(() => {
    document.title = t.report.title
  }, [t])
  return (
    <main id="content" className="desk-main">
      <div className="requests-report">
        <h1 className="sentence">{t.report.title}</h1>
        {me === undefined ? <Loading /> : <ReportForAnother communityId={me.standing.communityId} next={{ to: '/requests', word: t.report.toQueue }} />}
      </div>
    </main>
  )
}
