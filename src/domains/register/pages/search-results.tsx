import { Link } from 'react-router'
import { useText } from '../../../web/i18n.ts'
import { Empty } from '../../../web/kit/Empty.tsx'
import { Loading } from '../../../web/kit/Loading.tsx'
import { Problem } from '../../../web/kit/Problem.tsx'
import { Table } from '../../../web/kit/Table.tsx'
import { ProblemError } from '../../../web/problem.ts'
import { messages } from './messages.ts'
import { shortestSearch, useSearch } from './queries.ts'
import type { Hit } from './queries.ts'
import { homePath, placePath } from './where.tsx'
import './register.css'

const kinds = [['place', 'places'], ['home', 'homes'], ['person', 'people']] as const

/** The register's part of the answer to the search of the top bar. */
export function SearchResults({ query }: { readonly query: string }) {
  const t = useText(messages)
  const { data: hits, error, refetch } = useSearch(query)
  if (query.trim().length < shortestSearch) return <Empty title={t.search.short}>{t.search.shortHelp}</Empty>
  // Whoever may search cases only, such as the auditor, is not refused on their page.
  if (error instanceof ProblemError && error.problem.status === 403) return null
  if (error !== null) return <div className="register-refused"><Problem error={error} texts={t.problems} onRetry={() => void refetch()} /></div>
  if (hits === undefined) return <Loading>{t.search.loading}</Loading>
  if (hits.length === 0) return <Empty title={t.search.nothing} action={<Link to="/register" className="text-link">{t.search.browse}</Link>}>{t.search.nothingHelp}</Empty>
  return (
    <section aria-label={t.search.heading}>
      {kinds.map(([kind, words]) => <Found key={kind} kind={t.search[words]} isPeople={kind === 'person'} hits={hits.filter((hit) => hit.kind === kind)} />)}
    </section>
  )
}

function Found({ kind, isPeople, hits }: { readonly kind: string; readonly isPeople: boolean; readonly hits: readonly Hit[] }) {
  const t = useText(messages)
  if (hits.length === 0) return null
  return (
    <section className="register-found">
      <div className="register-section">
        <h2>{t.search.found({ kind, count: hits.length })}</h2>
        {isPeople ? <p className="small quiet">{t.search.masked}</p> : null}
      </div>
      <Table
        caption={t.search.caption({ kind })}
        columns={[
          { key: 'what', head: t.search.what, width: '40%', cell: (hit) => <Link to={pathOf(hit)} className="register-link">{hit.title}</Link> },
          { key: 'where', head: t.search.where, cell: (hit) => (hit.placeKind === null ? hit.detail : t.kindWords[hit.placeKind]) },
        ]}
        rows={hits}
        rowKey={(hit) => `${hit.id} ${hit.title}`}
      />
    </section>
  )
}

function pathOf(hit: Hit): string {
  if (hit.kind === 'place') return placePath({ id: hit.id, kind: hit.placeKind ?? 'community' })
  return homePath(hit.communityId ?? '', hit.id)
}
