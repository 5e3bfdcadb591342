import { Link } from 'react-router'
import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { Table } from '../../../../web/kit/Table.tsx'
import { messages } from './messages.ts'
import { usePending } from './queries.ts'
import './clocks.css'

/** The alarm of the one state in which an open case has no clock. */
export function PendingPage() {
  const { pending: t } = useText(messages)
  const format = useFormat()
  const query = usePending()
  const { data } = query
  return (
    <main id="content" className="clocks">
      <div className="desk-column">
        <div className="desk-bar"><h1>{t.title({ count: data?.count ?? 0 })}</h1></div>
        <p className="clocks-help quiet">{t.help} <Link className="text-link" to="/calendar">{t.load}</Link></p>
        {query.isPending ? <Loading>{t.loading}</Loading> : null}
        <Problem error={query.error} onRetry={() => void query.refetch()} />
        {data === undefined ? null : data.count === 0 ? <Empty title={t.none} /> : (
          <>
            <Table
              caption={t.caption}
              rows={data.first}
              rowKey={({ number }) => number}
              columns={[
                { key: 'number', head: t.number, cell: ({ number }) => number },
                { key: 'community', head: t.community, cell: ({ community }) => community },
                { key: 'class', head: t.class, cell: ({ deadlineClass }) => t.classes[deadlineClass] },
                { key: 'since', head: t.since, cell: ({ since }) => format.moment(since) },
              ]}
            />
            {data.count > data.first.length ? <p className="clocks-help label">{t.more({ count: data.count - data.first.length })}</p> : null}
          </>
        )}
      </div>
    </main>
  )
}
