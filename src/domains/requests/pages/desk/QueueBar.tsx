import { useMemo, useState } from 'react'
import type { FormEvent } from 'react'
import { useNavigate } from 'react-router'
import { useFormat } from '../../../../web/format.ts'
import { useLanguage, useText } from '../../../../web/i18n.ts'
import { useKeys } from '../../../../web/keys.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { ExportMenu } from '../../../../web/kit/ExportMenu.tsx'
import { Field } from '../../../../web/kit/Field.tsx'
import { Select } from '../../../../web/kit/Select.tsx'
import type { LiveState } from '../../../../web/live.ts'
import type { Address } from './address.ts'
import { STATES_ON_DESK } from './lists.ts'
import { messages } from './messages.ts'
import { isNumberBegin, takeQueue, useAssignees, useCatalogue } from './queries.ts'
import type { QueueItem, QueuePageReply } from './queries.ts'
import type { Me } from '../me.ts'
import { categoryWord } from './words.ts'

interface QueueBarProps {
  readonly me: Me
  readonly address: Address
  readonly items: readonly QueueItem[]
  readonly counts: QueuePageReply['counts'] | undefined
  readonly live: LiveState
}

const every = 'all'

/** The head of the list: what it is, its filters, and the way to a case by its number. */
export function QueueBar({ me, address, items, counts, live }: QueueBarProps) {
  const t = useText(messages)
  const format = useFormat()
  const { filter, isFiltered, change } = address
  const mayReport = me.can.includes('requests.report-for-another')
  return (
    <div className="desk-bar requests-bar">
      <h1>{t.headings[filter.list]}</h1>
      <Filters {...{ me, address, items }} />
      <NumberSearch key={filter.q ?? ''} address={address} />
      {isFiltered ? <Button compact onClick={() => change({ state: null, category: null, assignee: null, community: null, q: null })}>{t.filters.clear}</Button> : null}
      <p className="end label requests-shown" role="status">
        {counts === undefined ? null : isFiltered ? t.list.shownFiltered({ shown: items.length }) : t.list.shown({ shown: items.length, all: format.number(counts.all) })}
        <span className={`requests-live requests-live-${live}`}>{t.list.live[live]}</span>
      </p>
      <ExportMenu shortcut="e" fetch={(as) => takeQueue(filter, as)} />
      {mayReport ? <ReportKey /> : null}
    </div>
  )
}

function ReportKey() {
  const t = useText(messages)
  const navigate = useNavigate()
  const keys = useMemo(() => [{ key: 'c', label: t.keys.report, run: () => void navigate('/report') }], [t, navigate])
  useKeys(keys)
  return null
}

function Filters({ me, address: { filter, change }, items }: Pick<QueueBarProps, 'me' | 'address' | 'items'>) {
  const t = useText(messages)
  const language = useLanguage()
  const { data: catalogue } = useCatalogue()
  const communities = useCommunitiesSeen(items, filter.community)
  const communityId = filter.community ?? me.standing.communityId
  const { data: assignees = [] } = useAssignees(communityId, filter.list !== 'mine' && me.can.includes('requests.dispatch'))
  const all = { value: every, label: t.filters.all }
  const choose = (name: 'state' | 'category' | 'assignee' | 'community') => (value: string) => change({ [name]: value === every ? null : value })
  const people = assignees.map(({ personId, name }) => ({ value: personId, label: name }))
  return (
    <>
      <span className="requests-state-filter">
        <Select chip label={t.filters.state} value={filter.state ?? every} onChange={choose('state')} options={[all, ...STATES_ON_DESK.map((state) => ({ value: state, label: t.stateWords[state] }))]} />
      </span>
      <Select chip label={t.filters.category} value={filter.category ?? every} onChange={choose('category')} options={[all, ...(catalogue?.categories ?? []).map((one) => ({ value: one.code, label: categoryWord(one, language) }))]} />
      {filter.list === 'mine' ? null : (
        <Select chip label={t.filters.assignee} value={filter.assignee ?? every} onChange={choose('assignee')} options={[all, { value: 'none', label: t.filters.noAssignee }, ...people]} />
      )}
      {communities.length > 1 || filter.community !== null ? (
        <Select chip label={t.filters.community} value={filter.community ?? every} onChange={choose('community')} options={[all, ...communities]} />
      ) : null}
    </>
  )
}

/** The communities of the rows on screen; what was once seen can still be chosen when a filter has narrowed the rows. */
function useCommunitiesSeen(items: readonly QueueItem[], chosen: string | null): readonly { readonly value: string; readonly label: string }[] {
  const [seen, setSeen] = useState<ReadonlyMap<string, string>>(new Map())
  const fresh = items.filter(({ communityId }) => !seen.has(communityId))
  if (fresh.length > 0) setSeen(new Map([...seen, ...fresh.map((item) => [item.communityId, item.place.community] as const)]))
  return useMemo(() => {
    const known = [...seen].map(([value, label]) => ({ value, label })).toSorted((a, b) => a.label.localeCompare(b.label, 'zh-CN'))
    return chosen === null || seen.has(chosen) ? known : [...known, { value: chosen, label: '…' }]
  }, [seen, chosen])
}

function NumberSearch({ address: { filter, change } }: { readonly address: Address }) {
  const t = useText(messages)
  const [typed, setTyped] = useState(filter.q ?? '')
  const [isShort, setShort] = useState(false)
  const search = (event: FormEvent): void => {
    event.preventDefault()
    const q = typed.trim()
    const isUsable = q === '' || isNumberBegin(q)
    setShort(!isUsable)
    if (isUsable) change({ q: q === '' ? null : q })
  }
  return (
    <form className="requests-number" role="search" aria-label={t.filters.number} onSubmit={search}>
      <Field hideLabel label={t.filters.number} placeholder={t.filters.numberHint} value={typed} onChange={setTyped} maxLength={20} enterKeyHint="search" {...(isShort ? { error: t.filters.numberShort } : {})} />
      <Button compact type="submit">{t.filters.find}</Button>
    </form>
  )
}
