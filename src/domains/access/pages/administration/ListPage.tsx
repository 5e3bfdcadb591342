import type { ReactNode } from 'react'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { messages } from './messages.ts'
import './administration.css'

interface ListPageProps {
  readonly title: string
  readonly help: ReactNode
  readonly bar?: ReactNode
  readonly children: ReactNode
  readonly pane?: ReactNode
}

/** Title, what it is, filters, list; what is open stands beside it. */
export function ListPage({ title, help, bar, children, pane }: ListPageProps) {
  const hasPane = pane !== undefined && pane !== null
  return (
    <main id="content" className={hasPane ? 'administration administration-pane' : 'administration'}>
      <div className="desk-column">
        <div className="desk-bar"><h1>{title}</h1>{bar}</div>
        <p className="administration-help quiet">{help}</p>
        {children}
      </div>
      {hasPane ? pane : null}
    </main>
  )
}

interface PagedQuery {
  readonly data: unknown
  readonly error: Error | null
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => Promise<unknown>
  readonly refetch: () => Promise<unknown>
}

/** Around rows that come page after page: loading, refused, none, and the way to more. */
export function Paged({ query, count, empty, children }: { readonly query: PagedQuery; readonly count: number; readonly empty: ReactNode; readonly children: ReactNode }) {
  const t = useText(messages)
  if (query.data === undefined) {
    return query.error === null ? <Loading>{t.loading}</Loading> : <div className="administration-note"><Problem error={query.error} texts={t.problems} onRetry={() => void query.refetch()} /></div>
  }
  if (count === 0) return empty
  return (
    <>
      {children}
      <div className="administration-more">
        {query.error === null ? null : <Problem error={query.error} texts={t.problems} />}
        {query.hasNextPage ? <Button compact busy={query.isFetchingNextPage && t.moreBusy} onClick={() => void query.fetchNextPage()}>{t.more}</Button> : <p className="label">{t.allShown}</p>}
      </div>
    </>
  )
}
