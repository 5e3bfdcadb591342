import type { ReactNode } from 'react'
import { useFormat } from '../../../web/format.ts'
import { useText } from '../../../web/i18n.ts'
import { Button } from '../../../web/kit/Button.tsx'
import { Empty } from '../../../web/kit/Empty.tsx'
import { Loading } from '../../../web/kit/Loading.tsx'
import { Problem } from '../../../web/kit/Problem.tsx'
import { messages } from './messages.ts'
import { NoticeList } from './NoticeList.tsx'
import type { AddressOf } from './NoticeList.tsx'
import { useNotices, useReading } from './queries.ts'
import type { Notice } from './queries.ts'

/** Everything one was told, day by day. */
export function NoticeDays({ addressOf, emptyHelp }: { readonly addressOf: AddressOf; readonly emptyHelp: ReactNode }) {
  const t = useText(messages)
  const { day } = useFormat()
  const list = useNotices()
  const reading = useReading()
  if (list.data === undefined) return list.error === null ? <Loading>{t.loading}</Loading> : <Problem error={list.error} texts={t.problems} onRetry={() => void list.refetch()} />
  const items = list.data.pages.flatMap((page) => page.items)
  const [newest] = items
  if (newest === undefined) return <Empty title={t.none}>{emptyHelp}</Empty>
  const unread = list.data.pages[0]?.unread ?? 0
  return (
    <>
      {unread === 0 ? null : (
        <p className="row notices-bar">
          <b className="grow">{t.unread({ count: unread })}</b>
          <Button compact busy={reading.isPending && t.loading} onClick={() => reading.mutate({ until: newest.at })}>{t.readAll}</Button>
        </p>
      )}
      <Problem error={reading.error} texts={t.problems} />
      {[...Map.groupBy(items, (notice: Notice) => day(notice.at))].map(([title, of]) => (
        <section key={title}>
          <h2 className="notices-day">{title}</h2>
          <NoticeList items={of} addressOf={addressOf} />
        </section>
      ))}
      <Problem error={list.error} texts={t.problems} />
      {list.hasNextPage ? <Button busy={list.isFetchingNextPage && t.loading} onClick={() => void list.fetchNextPage()}>{t.more}</Button> : null}
    </>
  )
}
