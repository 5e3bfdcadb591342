import { useInfiniteQuery } from '@tanstack/react-query'
import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Card } from '../../../../web/kit/Card.tsx'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { ExportMenu } from '../../../../web/kit/ExportMenu.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Page } from '../../../../web/kit/Page.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { useLive } from '../../../../web/live.ts'
import { CaseStatus } from './CaseStatus.tsx'
import { useTitle } from './case-words.ts'
import { caseAddress, caseKind, requests, takeList } from './cases.ts'
import type { CaseItem } from './cases.ts'
import { WaitingCard } from './home/WaitingCard.tsx'
import { messages } from './messages.ts'
import './cases.css'

const perPage = 20

function useMine(isOpen: boolean) {
  return useInfiniteQuery({
    queryKey: [caseKind, 'mine', isOpen ? 'list-open' : 'list-closed'],
    queryFn: ({ pageParam, signal }) => requests('GET /api/v1/requests/mine', { query: { open: isOpen ? 'true' : 'false', limit: perPage, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  })
}

/** 我报过的: what is open first. */
export function MinePage() {
  const t = useText(messages)
  useLive()
  const open = useMine(true)
  const closed = useMine(false)
  const openCases = open.data?.pages.flatMap(({ items }) => items)
  const closedCases = closed.data?.pages.flatMap(({ items }) => items)
  const isEmpty = openCases?.length === 0 && closedCases?.length === 0
  return (
    <Page title={t.mine.title} foot={<Button icon="report" to="/report">{t.mine.report}</Button>}>
      <WaitingCard />
      {open.isLoading || closed.isLoading ? <Loading>{t.mine.loading}</Loading> : null}
      <Problem error={open.error ?? closed.error} texts={t.problems} onRetry={() => void Promise.all([open.refetch(), closed.refetch()])} />
      {isEmpty ? <Empty title={t.mine.none}>{t.mine.noneHelp}</Empty> : null}
      {openCases === undefined || isEmpty ? null : (
        <section className="stack" aria-label={t.mine.open}>
          <h2>{t.mine.open}</h2>
          {openCases.length === 0 ? <p className="quiet">{t.mine.noneOpen}</p> : openCases.map((one) => <CaseCard key={one.id} of={one} />)}
          {open.hasNextPage ? <Button busy={open.isFetchingNextPage && t.mine.loadingMore} onClick={() => void open.fetchNextPage()}>{t.mine.more}</Button> : null}
        </section>
      )}
      {closedCases === undefined || closedCases.length === 0 ? null : (
        <section className="stack" aria-label={t.mine.closed}>
          <h2>{t.mine.closed}</h2>
          {closedCases.map((one) => <CaseCard key={one.id} of={one} />)}
          {closed.hasNextPage ? <Button busy={closed.isFetchingNextPage && t.mine.loadingMore} onClick={() => void closed.fetchNextPage()}>{t.mine.more}</Button> : null}
        </section>
      )}
      {isEmpty ? null : <ExportMenu fetch={(as) => takeList('GET /api/v1/requests/mine/export', { query: as })} />}
    </Page>
  )
}

function CaseCard({ of }: { readonly of: CaseItem }) {
  const t = useText(messages)
  const titleOf = useTitle()
  const format = useFormat()
  return (
    <Card title={titleOf(of.category)} aside={<CaseStatus of={of} />} to={caseAddress(of)}>
      <p className="small">{[of.place.words === '' ? of.place.community : of.place.words, of.place.detail].filter(Boolean).join(' ')}</p>
      <p className="label">{lineOf(of, t.mine, format.moment, format.deadline)}</p>
    </Card>
  )
}

type MineText = (typeof messages)['zh']['mine']

function lineOf({ state, clock, can, closedAt, reportedAt }: CaseItem, t: MineText, moment: (at: string) => string, deadline: (at: string) => string): string {
  if (closedAt !== null) return t.closedAt({ moment: moment(closedAt) })
  if (clock.due === null || (state === 'CHECKING' && !can.confirm)) return t.reportedAt({ moment: moment(reportedAt) })
  if (can.confirm) return t.confirmBy({ deadline: deadline(clock.due) })
  return state === 'REPORTED' ? t.byAccept({ deadline: deadline(clock.due) }) : t.by({ deadline: deadline(clock.due) })
}
