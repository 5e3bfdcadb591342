import { useMemo, useState } from 'react'
import { useText } from '../../../../web/i18n.ts'
import { useKeys } from '../../../../web/keys.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Check } from '../../../../web/kit/Check.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { AssigneeChoice } from './ActForms.tsx'
import { caseParameter } from './address.ts'
import { messages } from './messages.ts'
import { messages as worklist } from './worklist/messages.ts'
import { useAssignees, useBulk } from './queries.ts'
import type { BulkResult, QueueItem } from './queries.ts'

export const mostInBulk = 50

interface BulkBarProps {
  /** Of the rows on the screen. */
  readonly items: readonly QueueItem[]
  readonly selected: ReadonlySet<string>
  readonly onSelect: (ids: readonly string[]) => void
  readonly onOpen: (id: string) => void
}

/** 已选 2 件: several cases accepted or given out in one go, each by itself; what could not be done stays selected, with the reason. */
export function BulkBar({ items, selected, onSelect, onOpen }: BulkBarProps) {
  const t = useText(messages)
  const w = useText(worklist)
  const chosen = items.filter((item) => selected.has(caseParameter(item)))
  const [first] = chosen
  const [isPicking, setPicking] = useState(false)
  const [person, setPerson] = useState<string | null>(null)
  const [done, setDone] = useState<number | null>(null)
  const [results, setResults] = useState<readonly BulkResult[]>([])
  const bulk = useBulk(setDone)
  const { data: people = [] } = useAssignees(first?.communityId ?? null, isPicking)
  const toAccept = chosen.filter(({ can }) => can.accept === true)
  const toGive = chosen.filter(({ can }) => can.accept === true || can.dispatch === true)
  const chosenName = people.find(({ personId }) => personId === person)?.name
  const give = (given: readonly QueueItem[], assigneeId: string | null): void => {
    if (bulk.isPending || given.length === 0) return
    setPicking(false)
    setPerson(null)
    setDone(0)
    bulk.mutate(
      { items: given, assigneeId },
      {
        onSuccess: (answered) => {
          setResults(answered)
          const failed = new Set(answered.flatMap((one) => (one.done ? [] : [one.id])))
          onSelect(given.filter(({ id }) => failed.has(id)).map(caseParameter))
        },
        onSettled: () => setDone(null),
      },
    )
  }
  const isAny = chosen.length > 0
  const { cancel } = w.bulk
  const keys = useMemo(() => (!isAny ? [] : [{ key: 'Escape', label: cancel, run: () => (isPicking ? setPicking(false) : onSelect([])) }]), [isAny, isPicking, onSelect, cancel])
  useKeys(keys)
  const all = items.slice(0, mostInBulk).map(caseParameter)
  const isAll = all.length > 0 && all.every((id) => selected.has(id))
  const names = new Map(items.map((item) => [item.id, item]))
  return (
    <div className="requests-bulk" aria-label={w.bulk.label} role="group">
      <div className="requests-bulk-line">
        <Check checked={isAll} onChange={(isOn) => onSelect(isOn ? all : [])}>{chosen.length === 0 ? w.bulk.all({ count: all.length }) : w.bulk.selected({ count: chosen.length })}</Check>
        {chosen.length === 0 ? null : (
          <>
            {toAccept.length === 0 ? null : <Button compact busy={done !== null && w.bulk.busy({ done, all: chosen.length })} onClick={() => give(toAccept, null)}>{w.bulk.accept({ count: toAccept.length })}</Button>}
            {toGive.length === 0 ? <span className="small quiet">{w.bulk.nothing}</span> : <Button compact aria-expanded={isPicking} busy={done !== null && w.bulk.busy({ done, all: chosen.length })} onClick={() => setPicking(!isPicking)}>{w.bulk.give({ count: toGive.length })}</Button>}
            <span className="end"><Button compact shortcut="Escape" onClick={() => onSelect([])}>{w.bulk.cancel}</Button></span>
          </>
        )}
      </div>
      {!isPicking || toGive.length === 0 ? null : people.length === 0 ? <p className="small quiet">{t.act.noColleagues}</p> : (
        <div className="stack-tight">
          <AssigneeChoice people={people} value={person} onChange={setPerson} />
          <Button kind="main" compact blocked={chosenName === undefined ? t.act.pickFirst : null} onClick={() => give(toGive, person)}>{chosenName === undefined ? w.bulk.give({ count: toGive.length }) : w.bulk.giveTo({ count: toGive.length, name: chosenName })}</Button>
        </div>
      )}
      <Problem error={bulk.error} texts={t.problems} />
      <div role="status">
        {done === null ? null : <p className="small">{w.bulk.busy({ done, all: chosen.length })}</p>}
        {results.length === 0 || done !== null ? null : <Results results={results} names={names} onOpen={onOpen} onClose={() => setResults([])} />}
      </div>
    </div>
  )
}

function Results({ results, names, onOpen, onClose }: { readonly results: readonly BulkResult[]; readonly names: ReadonlyMap<string, QueueItem>; readonly onOpen: (id: string) => void; readonly onClose: () => void }) {
  const t = useText(messages)
  const w = useText(worklist)
  const failed = results.flatMap((one) => (one.done ? [] : [one]))
  const why = ({ type, values }: (typeof failed)[number]['problem']): string => {
    const words = type === '/problems/common/changed-meanwhile' ? w.bulk.faster : t.problems[type]
    return typeof words === 'function' ? words(values) : (words ?? w.bulk.refused)
  }
  return (
    <div className="requests-bulk-results">
      <p className="small">{w.bulk.done({ done: results.length - failed.length, failed: failed.length })} <button type="button" className="text-link" onClick={onClose}>{w.bulk.close}</button></p>
      {failed.length === 0 ? null : (
        <ul className="small">
          {failed.map((one) => {
            const item = names.get(one.id)
            return <li key={one.id}>{item === undefined ? null : <button type="button" className="text-link" onClick={() => onOpen(caseParameter(item))}>{item.number}</button>} {why(one.problem)}</li>
          })}
        </ul>
      )}
    </div>
  )
}
