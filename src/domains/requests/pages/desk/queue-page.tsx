import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { useLive } from '../../../../web/live.ts'
import { caseParameter, useAddress, useIsPhone, useIsWide } from './address.ts'
import type { Address } from './address.ts'
import { BulkBar, mostInBulk } from './BulkBar.tsx'
import { CasePane } from './CasePane.tsx'
import { DraftStrip } from './DraftStrip.tsx'
import { FeedbackPane } from './FeedbackPane.tsx'
import { listsOf } from './lists.ts'
import type { List } from './lists.ts'
import { messages } from './messages.ts'
import { useListCounts, useQueue, useTakeAlong } from './queries.ts'
import { useMe } from '../me.ts'
import type { Me } from '../me.ts'
import { QueueBar } from './QueueBar.tsx'
import { QueueList } from './QueueList.tsx'
import { QueueRail } from './QueueRail.tsx'
import './requests-desk.css'

/** 待办: the desk's first page. */
export function QueuePage() {
  const t = useText(messages)
  const { data: me, error, refetch } = useMe()
  if (me === undefined) {
    return (
      <main id="content" className="desk-main">
        <h1 className="visually-hidden">{t.tab}</h1>
        {error === null ? <Loading>{t.loading}</Loading> : <div className="requests-refused"><Problem error={error} onRetry={() => void refetch()} /></div>}
      </main>
    )
  }
  return <Desk me={me} />
}

function Desk({ me }: { readonly me: Me }) {
  const t = useText(messages)
  const lists = useMemo(() => listsOf(me), [me])
  if (lists.length > 0) return <QueueDesk me={me} lists={lists} />
  return (
    <main id="content" className="desk-main">
      <h1 className="visually-hidden">{t.tab}</h1>
      <Empty title={t.list.noLists} action={me.can.includes('requests.report-for-another') ? <Button compact to="/report">{t.report.title}</Button> : null}>
        {t.list.noListsHelp}
      </Empty>
    </main>
  )
}

function QueueDesk({ me, lists }: { readonly me: Me; readonly lists: readonly List[] }) {
  const t = useText(messages)
  const address = useAddress(lists)
  const { filter, caseRef, isFeedback, change } = address
  const queue = useQueue(filter)
  const live = useLive()
  const isBeginning = useFirstList(lists, address)
  const isWide = useIsWide()
  const isPhone = useIsPhone()
  const items = useMemo(() => queue.data?.pages.flatMap((page) => page.items) ?? [], [queue.data])
  const counts = queue.data?.pages[0]?.counts
  useEffect(() => {
    document.title = t.title({ list: t.lists[filter.list] })
  }, [t, filter.list])
  useFirstCase(isWide && !queue.isPlaceholderData && caseRef === null, items[0] === undefined ? null : caseParameter(items[0]), change)
  const at = caseRef === null ? -1 : items.findIndex(({ id }) => id === caseRef.id)
  const position = at < 0 || address.isFiltered || counts === undefined ? undefined : t.case.position({ at: at + 1, all: String(counts.all) })
  const mayGiveOut = me.can.includes('requests.dispatch') && filter.list !== 'to-check'
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const choose = useCallback((ids: readonly string[]) => setSelected(new Set(ids.slice(0, mostInBulk))), [])
  useTakeAlong(items, filter.list === 'mine')
  // On a phone the case covers the list, and what waits is told there.
  const strip = <DraftStrip openCase={(reference, step) => change({ case: caseParameter(reference), step })} />
  const close = (): void => change({ case: null, step: null }, true)
  return (
    <main id="content" className={`requests-desk desk-list ${caseRef === null ? '' : 'desk-list-pane'}`}>
      <QueueRail lists={lists} address={address} counts={counts} />
      <div className="desk-column">
        <QueueBar me={me} lists={lists} address={address} items={items} counts={counts} live={live} />
        {isPhone && caseRef !== null ? null : strip}
        {mayGiveOut && !isPhone && items.length > 0 ? <BulkBar items={items} selected={selected} onSelect={choose} onOpen={(id) => change({ case: id, step: null })} /> : null}
        <QueueList {...{ lists, address, items, counts, isWide, isPhone, isBeginning }} query={queue} selected={selected} onSelect={mayGiveOut && !isPhone ? choose : undefined} />
      </div>
      {isPhone && caseRef !== null ? strip : null}
      {caseRef === null ? null : isFeedback ? (
        <FeedbackPane key={caseRef.id} reference={caseRef} onClose={() => change({ step: null }, true)} />
      ) : (
        <CasePane
          key={caseRef.id}
          reference={caseRef}
          me={me}
          isPhone={isPhone}
          position={position}
          onClose={close}
          onFeedback={() => change({ step: 'feedback' })}
        />
      )}
    </main>
  )
}

/** Whoever comes without a list begins with the first that has something; until that is known, nothing is called empty. */
function useFirstList(lists: readonly List[], { isListChosen, caseRef, change }: Address): boolean {
  const counts = useListCounts(lists)
  const isWanted = !isListChosen && caseRef === null
  const unknown = lists.findIndex((list) => counts.get(list) === undefined)
  const found = lists.findIndex((list) => (counts.get(list)?.all ?? 0) > 0)
  const isKnown = unknown === -1 || (found !== -1 && found < unknown)
  const list = isKnown && found > 0 ? lists[found] : undefined
  useEffect(() => {
    if (isWanted && list !== undefined) change({ list }, true)
  }, [isWanted, list, change])
  return isWanted && !isKnown
}

/** Beside the list there is a case from the start: the most urgent one. Later changes of the list do not move what the person has before them. */
function useFirstCase(isWanted: boolean, first: string | null, change: Address['change']): void {
  const given = useRef(false)
  useEffect(() => {
    if (!isWanted || first === null || given.current) return
    given.current = true
    change({ case: first }, true)
  }, [isWanted, first, change])
}
