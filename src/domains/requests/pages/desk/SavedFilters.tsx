import { useMemo, useState } from 'react'
import type { FormEvent } from 'react'
import { Link, useNavigate } from 'react-router'
import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { useKeys } from '../../../../web/keys.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Check } from '../../../../web/kit/Check.tsx'
import { Field } from '../../../../web/kit/Field.tsx'
import { Key } from '../../../../web/kit/Key.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { unfiltered } from './address.ts'
import type { Address } from './address.ts'
import { messages } from './messages.ts'
import { messages as worklist } from './worklist/messages.ts'
import { useFilterChange, useSavedFilters } from './queries.ts'
import type { SavedFilter } from './queries.ts'

const mostKeys = 9

/** 我存的筛选: each with what it finds now and a key; the filters that are set are saved here under a name. */
export function SavedFilters({ address }: { readonly address: Address }) {
  const t = useText(messages)
  const w = useText(worklist)
  const format = useFormat()
  const navigate = useNavigate()
  const { data: saved = [] } = useSavedFilters()
  const { remove } = useFilterChange()
  const { linkTo } = address
  const keys = useMemo(() => saved.slice(0, mostKeys).map((one, index) => ({ key: String(index + 1), label: one.name, run: () => void navigate(addressOf(one, linkTo)) })), [saved, navigate, linkTo])
  useKeys(keys)
  return (
    <div className="requests-saved">
      <h2 className="rail-title">{w.saved.title}</h2>
      {saved.length === 0 ? <p className="label requests-saved-none">{w.saved.none}</p> : (
        <ul>
          {saved.map((one, index) => (
            <li key={one.id} className="requests-saved-item">
              <Link to={addressOf(one, linkTo)} className="rail-item" aria-current={isOpen(one, address) || undefined}>
                <span className="rail-icon">{index < mostKeys ? <Key name={String(index + 1)} /> : null}</span>
                <span className="rail-label">{one.name}{one.shared ? <small>{one.owner === null ? w.saved.shared : w.saved.sharedBy({ name: one.owner })}</small> : null}</span>
                <span className="rail-count">{w.saved.count({ count: format.number(one.count), more: one.more })}</span>
              </Link>
              {one.mine && isOpen(one, address) ? <button type="button" className="text-link" onClick={() => remove.mutate(one.id)}>{w.saved.remove}<span className="visually-hidden"> {one.name}</span></button> : null}
            </li>
          ))}
        </ul>
      )}
      <Problem error={remove.error} texts={t.problems} />
      {address.isFiltered && address.filter.q === null && !saved.some((one) => isOpen(one, address)) ? <SaveForm address={address} /> : null}
      <h2 className="rail-title">{w.tools.title}</h2>
      <ul>
        <li><Link className="rail-item" to={`/requests/today?list=${address.filter.list}`}><span className="rail-icon" /><span className="rail-label">{w.today.title}</span></Link></li>
        <li><Link className="rail-item" to="/requests/templates"><span className="rail-icon" /><span className="rail-label">{w.templates.title}</span></Link></li>
      </ul>
    </div>
  )
}

const addressOf = ({ list, filter }: SavedFilter, linkTo: Address['linkTo']): string => linkTo({ ...unfiltered, ...Object.fromEntries(Object.entries(filter)), list, case: null, step: null })

function isOpen({ list, filter }: SavedFilter, { filter: now }: Address): boolean {
  const kept: Readonly<Record<string, string | undefined>> = filter
  return list === now.list && now.q === null && (['group', 'state', 'category', 'assignee', 'community'] as const).every((name) => (kept[name] ?? null) === now[name])
}

function SaveForm({ address: { filter } }: { readonly address: Address }) {
  const t = useText(messages)
  const w = useText(worklist)
  const { save } = useFilterChange()
  const [isAsked, setAsked] = useState(false)
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  if (!isAsked) return <button type="button" className="text-link requests-save" onClick={() => setAsked(true)}>{w.saved.save}</button>
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (name.trim() !== '') save.mutate({ name: name.trim(), shared, filter }, { onSuccess: () => setAsked(false) })
  }
  return (
    <form className="stack requests-save" onSubmit={submit}>
      <Field label={w.saved.name} value={name} onChange={setName} maxLength={30} required />
      <Check checked={shared} onChange={setShared}>{w.saved.share}</Check>
      <Problem error={save.error} texts={t.problems} />
      <div className="row">
        <Button compact type="submit" busy={save.isPending && w.saved.saving}>{w.saved.keep}</Button>
        <Button compact onClick={() => setAsked(false)}>{t.act.back}</Button>
      </div>
    </form>
  )
}
