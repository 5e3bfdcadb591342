/** A community's cases for everybody: how many, how late, and each of them with who answers and until when. */
import { Link, useParams, useSearchParams } from 'react-router'
import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Card } from '../../../../web/kit/Card.tsx'
import { CityFrame } from '../../../../web/kit/CityFrame.tsx'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { Figures } from '../../../../web/kit/Figures.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { Status } from '../../../../web/kit/Status.tsx'
import { useTitle } from '../resident/case-words.ts'
import { messages } from './messages.ts'
import { isMissing, SHOWS, usePublicList } from './public-cases.ts'
import type { PublicItem, PublicList } from './public-cases.ts'
import { dueWords, statusOf, whereOf } from './words.ts'
import './public.css'

export function CommunityPage() {
  const t = useText(messages)
  const format = useFormat()
  const { communityId = '' } = useParams()
  const [parameters, setParameters] = useSearchParams()
  const show = SHOWS.find((one) => one === parameters.get('show')) ?? 'all'
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = usePublicList(communityId, show)
  const head = data?.pages[0]
  const cases = data?.pages.flatMap(({ items }) => items)
  const map = `/?ward=${communityId}`
  const choose = (one: (typeof SHOWS)[number]): void => setParameters(one === 'all' ? {} : { show: one }, { replace: true })
  return (
    <CityFrame
      title={head?.community.name ?? t.list}
      note={<><p>{t.list}{head === undefined ? '' : ` · ${t.asOf({ moment: format.stamp(head.asOf) })}`}</p><Link className="text-link" to={map}>{t.map}</Link></>}
      figures={head === undefined ? undefined : <Counts counts={head.counts} />}
    >
      {isMissing(error) ? <Empty title={t.notFound} action={<Button compact to="/">{t.map}</Button>} /> : <Problem error={error} onRetry={() => void refetch()} />}
      <section className="public-cases" aria-label={t.list}>
        {isMissing(error) ? null : (
          <div className="public-shows" role="group" aria-label={t.show}>
            {SHOWS.map((one) => <button key={one} type="button" className="tool" aria-pressed={one === show} onClick={() => choose(one)}>{t.shows[one]}</button>)}
          </div>
        )}
        {cases === undefined && error === null ? <Loading>{t.loading}</Loading> : null}
        {cases?.length === 0 ? <Empty title={t.none[show]} action={show === 'all' ? <Button compact to={map}>{t.map}</Button> : <Button compact onClick={() => choose('all')}>{t.seeAll}</Button>}>{t.noneHelp[show]}</Empty> : null}
        {cases === undefined || cases.length === 0 ? null : <ul className="public-list">{cases.map((one) => <li key={one.number}><Row of={one} communityId={communityId} /></li>)}</ul>}
        {hasNextPage ? <Button compact busy={isFetchingNextPage && t.loadingMore} onClick={() => void fetchNextPage()}>{t.more}</Button> : null}
        <p className="label public-note">{t.notPublic}</p>
      </section>
    </CityFrame>
  )
}

function Counts({ counts }: { readonly counts: PublicList['counts'] }) {
  const t = useText(messages)
  const format = useFormat()
  return (
    <Figures
      figures={[
        { name: t.open, value: format.number(counts.open), unit: t.piece },
        { name: t.overdue, value: format.number(counts.overdue), unit: t.piece },
        { name: t.closed, value: format.number(counts.closed), unit: t.piece, note: t.closedNote },
      ]}
    />
  )
}

function Row({ of, communityId }: { readonly of: PublicItem; readonly communityId: string }) {
  const t = useText(messages)
  const format = useFormat()
  const titleOf = useTitle()
  const days = of.closedAt === null ? t.days({ days: of.days }) : t.daysClosed({ days: of.days })
  const due = dueWords(of, t, format)
  return (
    <Card title={titleOf(of.category)} aside={<Status kind={statusOf(of)} bare />} to={`/communities/${communityId}/cases/${of.number}`}>
      <p className="small">{[whereOf(of, t), of.lead].join(' · ')}</p>
      <p className="label">{[days, due, of.climbedTo === null ? '' : t.climbed({ organisation: of.climbedTo.organisation })].filter(Boolean).join(' · ')}</p>
    </Card>
  )
}
