import { useMemo, useState } from 'react'
import type { FormEvent } from 'react'
import { Link, useNavigate } from 'react-router'
import { useFormat } from '../../../../web/format.ts'
import { useLanguage, useText } from '../../../../web/i18n.ts'
import { useKeys } from '../../../../web/keys.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { ExportMenu } from '../../../../web/kit/ExportMenu.tsx'
import { Field } from '../../../../web/kit/Field.tsx'
import { Key } from '../../../../web/kit/Key.tsx'
import { Select } from '../../../../web/kit/Select.tsx'
import type { LiveState } from '../../../../web/live.ts'
import type { Address } from './address.ts'
import { unfiltered } from './address.ts'
import { STATES_ON_DESK } from './lists.ts'
import type { List } from './lists.ts'
import { messages } from './messages.ts'
import { messages as worklist } from './worklist/messages.ts'
import type { DeskText } from './messages.zh.ts'
import { isNumberBegin, takeQueue, useAssignees, useCatalogue, useListCommunities, useListCounts } from './queries.ts'
import type { QueueItem, QueuePageReply } from './queries.ts'
import type { Me } from '../me.ts'
import { categoryWord } from './words.ts'

interface QueueBarProps {
  readonly lists: readonly List[]
  readonly me: Me
  readonly address: Address
  readonly items: readonly QueueItem[]
  readonly counts: QueuePageReply['counts'] | undefined
  readonly live: LiveState
}

const every = 'all'

/** The head of the list: what it is, its filters, and the way to a case by its number. */
export function QueueBar({ me, lists, address, items, counts, live }: QueueBarProps) {
  const t = useText(messages)
  const format = useFormat()
  const { filter, isFiltered, change } = address
  const mayReport = me.can.includes('requests.report-for-another')
  return (
    <div className="desk-bar requests-bar">
      <h1>{t.headings[filter.list]}</h1>
      <DueChips lists={lists} address={address} />
      <Filters {...{ me, address }} />
      <NumberSearch key={filter.q ?? ''} address={address} />
      {isFiltered ? <Button compact onClick={() => change(unfiltered)}>{t.filters.clear}</Button> : null}
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

function Filters({ me, address: { filter, change } }: Pick<QueueBarProps, 'me' | 'address'>) {
  const t = useText(messages)
  const language = useLanguage()
  const { data: catalogue } = useCatalogue()
  const { data: communities = [] } = useListCommunities(filter.list)
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
        <Select chip label={t.filters.community} value={filter.community ?? every} onChange={choose('community')} options={[all, ...communityOptions(communities, filter.community, t)]} />
      ) : null}
    </>
  )
}

/** Every community of the list, with how many open cases it has; a chosen one stays, even when its last case is closed. */
function communityOptions(communities: readonly { readonly id: string; readonly name: string; readonly cases: number }[], chosen: string | null, t: DeskText) {
  const known = communities.map(({ id, name, cases }) => ({ value: id, label: t.filters.communityWith({ name, cases }) }))
  return chosen === null || communities.some(({ id }) => id === chosen) ? known : [...known, { value: chosen, label: '…' }]
}

const dueGroups = [{ group: 'overdue', key: 'o' }, { group: 'today', key: 'g' }] as const

/** 超期 and 今天到期, of my own hands and of the unit: what must be done now. The keys go through what the open list has. */
function DueChips({ lists, address: { filter, change, linkTo } }: { readonly lists: readonly List[]; readonly address: Address }) {
  const t = useText(messages)
  const w = useText(worklist)
  const counts = useListCounts(lists)
  const keys = useMemo(() => dueGroups.map(({ group, key }) => ({ key, label: w.due[group].key, run: () => change({ ...unfiltered, group: filter.group === group ? null : group, case: null }) })), [w, filter.group, change])
  useKeys(keys)
  const shown = lists.filter((list) => list === 'mine' || list === 'ours' || (lists.length === 1 && list === filter.list))
  return (
    <ul className="requests-due-chips" aria-label={w.due.label}>
      {shown.flatMap((list) =>
        dueGroups.map(({ group, key }) => {
          const count = counts.get(list)?.groups[group]
          const isOn = filter.list === list && filter.group === group
          return count === undefined || (count === 0 && !isOn) ? null : (
            <li key={`${list} ${group}`}>
              <Link to={linkTo({ ...unfiltered, list, group: isOn ? null : group, case: null, step: null })} className={`requests-due-chip requests-due-${group}`} aria-current={isOn || undefined}>
                {w.due[group].words({ list: t.lists[list], count })}{list === filter.list ? <> <Key name={key} /></> : null}
              </Link>
            </li>
          )
        }),
      )}
    </ul>
  )
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
