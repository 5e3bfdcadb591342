import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useFormat } from '../../../../web/format.ts'
import { useLanguage, useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Clock } from '../../../../web/kit/Dial.tsx'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { Queue } from '../../../../web/kit/Queue.tsx'
import type { QueueGroup, QueueRow } from '../../../../web/kit/Queue.tsx'
import { Tag } from '../../../../web/kit/Tag.tsx'
import { useNow } from '../../../../web/now.ts'
import { caseParameter, unfiltered } from './address.ts'
import type { Address } from './address.ts'
import { CaseStatus } from './CaseStatus.tsx'
import { clockFace } from './clock.ts'
import { GROUPS_ON_DESK } from './lists.ts'
import type { List } from './lists.ts'
import { messages } from './messages.ts'
import { rowsOfPage } from './queries.ts'
import type { QueueItem, QueuePageReply, useQueue } from './queries.ts'
import { categoryWord, holderOf, placeWords } from './words.ts'

interface QueueListProps {
  readonly lists: readonly List[]
  readonly address: Address
  readonly items: readonly QueueItem[]
  readonly counts: QueuePageReply['counts'] | undefined
  readonly query: ReturnType<typeof useQueue>
  readonly isWide: boolean
  readonly isPhone: boolean
  /** Which list to begin with is not known yet. */
  readonly isBeginning: boolean
  readonly selected: ReadonlySet<string>
  /** Where cases are given out together: all that are chosen from now on. */
  readonly onSelect: ((ids: readonly string[]) => void) | undefined
}

/** The rows by urgency, further pages by the button or by J at the end. */
export function QueueList({ lists, address, items, counts, query, isWide, isPhone, isBeginning, selected, onSelect }: QueueListProps) {
  const t = useText(messages)
  const { filter, caseRef, change } = address
  const groups = useGroups(items, counts, address)
  const [highlighted, setHighlighted] = useState<string | null>(null)
  const currentId = isWide ? (caseRef === null ? null : caseParameter(caseRef)) : highlighted
  const last = items.at(-1)
  // What waits for the resident is no job.
  const next = items.find(({ can }) => can.sign === true || can.feedback === true)
  const lastId = last === undefined ? null : caseParameter(last)
  if (query.data === undefined) {
    return query.error === null ? <Loading>{t.loading}</Loading> : <div className="requests-refused"><Problem error={query.error} texts={t.problems} onRetry={() => void query.refetch()} /></div>
  }
  if (items.length === 0 && isBeginning) return <Loading>{t.loading}</Loading>
  if (items.length === 0) return <NothingToDo address={address} lists={lists} />
  const goTo = (id: string): void => (isWide ? change({ case: id, step: null }, true) : setHighlighted(id))
  // J at the end fetches further rows and goes on to the first of them.
  const goOn = async (): Promise<void> => {
    const { data } = await query.fetchNextPage()
    const next = data?.pages.flatMap((page) => page.items)[items.length]
    if (next !== undefined) goTo(caseParameter(next))
  }
  const onCurrent = (id: string): void => {
    if (id !== currentId || id !== lastId || !query.hasNextPage) goTo(id)
    else if (!query.isFetchingNextPage) void goOn()
  }
  const onOpen = (id: string): void => {
    if (id !== currentId || !isWide) change({ case: id, step: null }, isWide)
  }
  return (
    <>
      <div className={isWithCommunity(items) ? 'requests-far' : ''}>
        <Queue groups={groups} heads={t.heads} currentId={currentId} onCurrent={onCurrent} onOpen={onOpen} enterActs={isWide} selected={selected} {...(onSelect === undefined ? {} : { onSelect: (ids, isOn) => onSelect(isOn ? [...selected, ...ids] : [...selected].filter((id) => !ids.includes(id))) })} />
      </div>
      <More query={query} />
      {isPhone && filter.list === 'mine' && next !== undefined ? <NextJob item={next} onOpen={onOpen} /> : null}
    </>
  )
}

function More({ query }: { readonly query: QueueListProps['query'] }) {
  const t = useText(messages)
  return (
    <div className="requests-more">
      {query.isFetchNextPageError ? <Problem error={query.error} texts={t.problems} /> : null}
      {query.hasNextPage ? (
        <Button busy={query.isFetchingNextPage && t.list.moreBusy} onClick={() => void query.fetchNextPage()}>{t.list.more({ count: rowsOfPage })}</Button>
      ) : <p className="label">{t.list.allShown}</p>}
    </div>
  )
}

function NothingToDo({ address: { filter, isFiltered, change, linkTo }, lists }: { readonly address: Address; readonly lists: readonly List[] }) {
  const t = useText(messages)
  const elsewhere = lists.filter((list) => list !== filter.list).map((list) => <Button key={list} compact to={linkTo({ list, case: null })}>{t.list.look({ list: t.lists[list] })}</Button>)
  if (!isFiltered) return <Empty title={t.list.empty[filter.list]} action={<div className="row">{elsewhere}</div>}>{t.list.emptyHelp}</Empty>
  const clear = <Button compact onClick={() => change(unfiltered)}>{t.filters.clear}</Button>
  return <Empty title={t.list.emptyFiltered} action={clear}>{t.list.emptyFilteredHelp}</Empty>
}

function NextJob({ item, onOpen }: { readonly item: QueueItem; readonly onOpen: (id: string) => void }) {
  const t = useText(messages)
  return (
    <div className="requests-dock">
      <Button kind="main" className="button-wide" onClick={() => onOpen(caseParameter(item))}>{t.list.goTo({ place: placeWords(item.place, t, false) })}</Button>
    </div>
  )
}

const isWithCommunity = (items: readonly QueueItem[]): boolean => new Set(items.map(({ communityId }) => communityId)).size > 1

function useGroups(items: readonly QueueItem[], counts: QueuePageReply['counts'] | undefined, { filter, isFiltered }: Address): readonly QueueGroup[] {
  const t = useText(messages)
  const language = useLanguage()
  const format = useFormat()
  const now = useNow()
  return useMemo(() => {
    const isScope = filter.list === 'scope' || filter.list === 'to-check'
    const isFar = isWithCommunity(items)
    const row = (item: QueueItem): QueueRow => {
      const category = categoryWord(item.category, language)
      const place = placeWords(item.place, t, isFar)
      return {
        id: caseParameter(item),
        name: t.rowName({ number: item.number, category, place }),
        clock: <Clock {...clockFace(item, now, t, format)} />,
        title: category,
        text: item.text,
        details: [item.number, place, item.reporter ?? t.anonymous],
        tag: tagOf(item, t),
        status: <CaseStatus {...item} />,
        holder: holderOf(item, t, isScope),
      }
    }
    return GROUPS_ON_DESK.map((key) => {
      const rows = items.filter((item) => item.group === key).map(row)
      const all = counts?.groups[key] ?? rows.length
      return { key, title: t.groups[key], note: isFiltered ? t.groupShown({ shown: rows.length }) : t.groupCount({ shown: rows.length, all }), late: key === 'danger' || key === 'overdue', rows }
    })
  }, [items, counts, filter.list, isFiltered, t, language, format, now])
}

/** One word for the exception; the usual case is silent. */
function tagOf({ deadlineClass, state, reopens, reworks, returns }: QueueItem, t: (typeof messages)['zh']): ReactNode {
  if (deadlineClass === 'URGENT') return <Tag tone="urgent">{t.tags.urgent}</Tag>
  if (reopens > 0) return <Tag tone="due">{t.tags.reopened({ count: reopens })}</Tag>
  if (reworks > 0) return <Tag tone="due">{t.tags.reworked({ count: reworks })}</Tag>
  return returns > 0 && state !== 'CHECKING' ? <Tag>{t.tags.returned({ count: returns })}</Tag> : null
}
