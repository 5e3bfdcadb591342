import { useQueries } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useSearchParams } from 'react-router'
import { useFormat } from '../../../../web/format.ts'
import { useLanguage, useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { Table } from '../../../../web/kit/Table.tsx'
import { useNow } from '../../../../web/now.ts'
import { useMe } from '../me.ts'
import { LISTS } from './lists.ts'
import { messages } from './messages.ts'
import { messages as worklist } from './worklist/messages.ts'
import { queuePart } from './queries.ts'
import { categoryWord, placeWords } from './words.ts'
import './requests-desk.css'

const DUE = ['danger', 'overdue', 'today'] as const

/** 今天要办: what is dangerous, late or due today, to print and take along. */
export function TodayPage() {
  const t = useText(messages)
  const w = useText(worklist)
  const language = useLanguage()
  const format = useFormat()
  const now = useNow()
  const { data: me } = useMe()
  const [parameters] = useSearchParams()
  const list = LISTS.find((one) => one === parameters.get('list')) ?? 'mine'
  const parts = useQueries({ queries: DUE.map((group) => queuePart(list, group)) })
  const error = parts.find((part) => part.error !== null)?.error ?? null
  const items = parts.flatMap((part) => part.data?.items ?? [])
  const isCut = parts.some((part) => part.data?.nextCursor != null)
  useEffect(() => {
    document.title = w.today.title
  }, [w])
  return (
    <main id="content" className="desk-main">
      <div className="row requests-print-bar no-print">
        <Button compact icon="back" to={`/requests?list=${list}`}>{t.report.toQueue}</Button>
        <Button kind="main" compact onClick={() => window.print()}>{t.print.print}</Button>
      </div>
      <article className="requests-sheet requests-today">
        <header className="requests-sheet-head">
          <h1>{w.today.title}</h1>
          <p>{t.lists[list]} · {me?.standing.place} {me?.name}</p>
        </header>
        <p className="small quiet">{t.print.printedAt({ moment: format.wallClock(now.toISOString()) })} · {w.today.count({ count: items.length })}{isCut ? ` · ${w.today.cut}` : ''}</p>
        {error !== null ? <Problem error={error} texts={t.problems} /> : parts.some((part) => part.isPending) ? <Loading>{t.loading}</Loading> : items.length === 0 ? <Empty title={w.today.none} /> : (
          <Table
            caption={w.today.title}
            rows={items}
            rowKey={({ id }) => id}
            columns={[
              { key: 'due', head: w.today.due, cell: ({ clock, group }) => <><b>{t.groups[group]}</b><br />{clock.due === null ? t.clock.pending : format.deadline(clock.due)}</> },
              { key: 'place', head: t.case.place, cell: ({ place }) => placeWords(place, t, true) },
              { key: 'what', head: t.print.matter, cell: ({ category, text, number }) => <><b>{categoryWord(category, language)}</b> {text}<br /><span className="small quiet">{number}</span></> },
              { key: 'who', head: t.case.holder, cell: ({ assignee }) => assignee ?? t.nobody },
              { key: 'done', head: w.today.done, width: '3rem', cell: () => <span className="requests-tick" /> },
            ]}
          />
        )}
      </article>
    </main>
  )
}
