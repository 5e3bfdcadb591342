import { Link, useParams } from 'react-router'
import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { CityFrame } from '../../../../web/kit/CityFrame.tsx'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { useTitle } from '../resident/case-words.ts'
import { messages } from './messages.ts'
import { isMissing, usePublicCase } from './public-cases.ts'
import { PublicCase } from './PublicCase.tsx'

export function PublicCasePage() {
  const t = useText(messages)
  const format = useFormat()
  const titleOf = useTitle()
  const { communityId = '', number = '' } = useParams()
  const { data: view, error, refetch } = usePublicCase(communityId, number)
  const list = `/communities/${communityId}`
  return (
    <CityFrame
      title={view === undefined ? number : titleOf(view.category)}
      note={<>{view === undefined ? null : <p>{t.asOf({ moment: format.stamp(view.asOf) })}</p>}<Link className="text-link" to={list}>{t.back}</Link></>}
    >
      {view === undefined && error === null ? <Loading>{t.loading}</Loading> : null}
      {isMissing(error) ? <Empty title={t.notFound} action={<Button compact to={list}>{t.back}</Button>}>{t.notFoundHelp}</Empty> : <Problem error={error} onRetry={() => void refetch()} />}
      {view === undefined ? null : <PublicCase view={view} />}
    </CityFrame>
  )
}
