import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { startOfDay, useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { ExportMenu } from '../../../../web/kit/ExportMenu.tsx'
import { Facts } from '../../../../web/kit/Facts.tsx'
import { Pane, PaneSection } from '../../../../web/kit/Pane.tsx'
import { Select } from '../../../../web/kit/Select.tsx'
import { Table } from '../../../../web/kit/Table.tsx'
import { messages as sessionMessages } from '../messages.ts'
import { takeList } from '../session.ts'
import { ListPage, Paged } from './ListPage.tsx'
import { messages } from './messages.ts'
import { useAudit } from './queries.ts'
import type { AuditEntry, AuditFilter } from './queries.ts'

const every = 'all'
const short = (id: string): string => id.slice(-8)
const wanted = ['command', 'kind', 'subject', 'person', 'from', 'until'] as const
type Change = Readonly<Partial<Record<(typeof wanted)[number] | 'entry', string | null>>>

/** The filters stand in the address, so that a finding can be linked. */
function useAddress() {
  const [parameters, setParameters] = useSearchParams()
  const change = (part: Change): void =>
    setParameters((before) => {
      const next = new URLSearchParams(before)
      for (const [name, value] of Object.entries(part)) {
        if (value === null || value === '') next.delete(name)
        else next.set(name, value)
      }
      return next
    })
  return { value: (name: keyof Change) => parameters.get(name), change, isFiltered: wanted.some((name) => parameters.has(name)) }
}
type Address = ReturnType<typeof useAddress>

const day = /^\d{4}-\d\d-\d\d$/
const dayOf = (text: string | null): string | null => (text !== null && day.test(text) ? text : null)

function filterOf({ value }: Address): AuditFilter {
  const from = dayOf(value('from'))
  const until = dayOf(value('until'))
  const present = { command: value('command'), subjectKind: value('kind'), subjectId: value('subject'), personId: value('person') }
  return {
    ...Object.fromEntries(Object.entries(present).filter(([, one]) => one !== null)),
    ...(from === null ? {} : { from: startOfDay(from) }),
    // The last day is meant whole.
    ...(until === null ? {} : { until: startOfDay(until, 1) }),
  }
}

/** 审计: what the auditor is there for. */
export function AuditPage() {
  const t = useText(messages)
  const address = useAddress()
  const query = useAudit(filterOf(address))
  const entries = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data])
  const open = entries.find(({ seq }) => String(seq) === address.value('entry'))
  const clear = (): void => address.change(Object.fromEntries(wanted.map((name) => [name, null])))
  return (
    <ListPage
      title={t.audit.title}
      help={t.audit.help}
      bar={<Filters address={address} count={entries.length} clear={clear} />}
      pane={open === undefined ? null : <EntryPane entry={open} address={address} />}
    >
      <Paged
        query={query}
        count={entries.length}
        empty={<Empty title={t.audit.empty} action={<Button compact onClick={clear}>{t.clear}</Button>}>{t.audit.emptyHelp}</Empty>}
      >
        <Entries entries={entries} address={address} />
      </Paged>
    </ListPage>
  )
}

function Filters({ address, count, clear }: { readonly address: Address; readonly count: number; readonly clear: () => void }) {
  const t = useText(messages)
  const { value, change, isFiltered } = address
  const options = (words: Readonly<Record<string, string>>) => [{ value: every, label: t.all }, ...Object.entries(words).map(([key, label]) => ({ value: key, label }))]
  const date = (name: 'from' | 'until', label: string) => (
    <label className="administration-date">{label}<input type="date" value={value(name) ?? ''} onChange={(event) => change({ [name]: event.target.value, entry: null })} /></label>
  )
  const choose = (name: 'command' | 'kind') => (chosen: string) => change({ [name]: chosen === every ? null : chosen, entry: null })
  const person = value('person')
  const subject = value('subject')
  return (
    <>
      <Select chip label={t.audit.command} value={value('command') ?? every} onChange={choose('command')} options={options(t.audit.commands)} />
      <Select chip label={t.audit.subject} value={value('kind') ?? every} onChange={choose('kind')} options={options(t.audit.subjects)} />
      {date('from', t.audit.from)}
      {date('until', t.audit.until)}
      {person === null ? null : <span className="small">{t.audit.person({ id: short(person) })}</span>}
      {subject === null ? null : <span className="small">{t.audit.thing({ id: short(subject) })}</span>}
      {isFiltered ? <Button compact onClick={clear}>{t.clear}</Button> : null}
      <p className="end label" role="status">{t.shown({ count })}</p>
      <ExportMenu shortcut="e" fetch={(as) => takeList('GET /api/v1/access/audit/export', { query: { ...as, ...filterOf(address) } })} />
    </>
  )
}

function useWords() {
  const t = useText(messages)
  const { roles } = useText(sessionMessages)
  return {
    who: ({ actor }: AuditEntry) => (actor.personId === null ? t.nobody : `${roles[actor.role ?? ''] ?? actor.role ?? ''} ${short(actor.personId)}`),
    command: ({ command }: AuditEntry) => t.audit.commands[command] ?? command,
    subject: ({ subjectKind, subjectId }: AuditEntry) => `${t.audit.subjects[subjectKind] ?? subjectKind} ${short(subjectId)}`,
  }
}

function Entries({ entries, address }: { readonly entries: readonly AuditEntry[]; readonly address: Address }) {
  const t = useText(messages)
  const format = useFormat()
  const words = useWords()
  return (
    <Table
      caption={t.audit.title}
      rows={entries}
      rowKey={({ seq }) => String(seq)}
      currentKey={address.value('entry') ?? undefined}
      columns={[
        { key: 'command', head: t.audit.command, cell: (entry) => <button type="button" className="administration-row" onClick={() => address.change({ entry: String(entry.seq) })}>{words.command(entry)}</button> },
        { key: 'at', head: t.audit.at, cell: ({ at }) => <span className="nowrap">{format.stamp(at)}</span> },
        { key: 'who', head: t.audit.who, cell: words.who },
        { key: 'subject', head: t.audit.subject, cell: words.subject },
        { key: 'seq', head: t.audit.seq, number: true, cell: ({ seq }) => format.number(seq) },
      ]}
    />
  )
}

interface ChangedField {
  readonly name: string
  readonly before: string
  readonly after: string
}

const written = (value: unknown): string => (value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value))
const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? { ...value } : {})

function changedFields({ before, after }: AuditEntry): readonly ChangedField[] {
  const old = fieldsOf(before)
  const fresh = fieldsOf(after)
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])]
    .map((name) => ({ name, before: written(old[name]), after: written(fresh[name]) }))
    .filter((field) => field.before !== field.after)
}

function EntryPane({ entry, address: { change } }: { readonly entry: AuditEntry; readonly address: Address }) {
  const t = useText(messages)
  const format = useFormat()
  const words = useWords()
  const fields = changedFields(entry)
  const { personId } = entry.actor
  const id = (value: string) => <span className="administration-id">{value}</span>
  return (
    <Pane head={t.audit.details} aside={format.number(entry.seq)} title={words.command(entry)} subtitle={format.stamp(entry.at)} onClose={() => change({ entry: null })}>
      <Facts
        facts={[
          { name: t.audit.who, value: words.who(entry) },
          ...(personId === null ? [] : [{ name: t.audit.actor, value: id(personId) }]),
          { name: t.audit.subject, value: <>{t.audit.subjects[entry.subjectKind] ?? entry.subjectKind} {id(entry.subjectId)}</> },
          { name: t.audit.commandId, value: id(entry.commandId) },
          ...(entry.reason === null ? [] : [{ name: t.audit.reason, value: entry.reason }]),
        ]}
      />
      <div className="row">
        {personId === null ? null : <Button compact onClick={() => change({ person: personId, entry: null })}>{t.audit.samePerson}</Button>}
        <Button compact onClick={() => change({ subject: entry.subjectId, entry: null })}>{t.audit.sameThing}</Button>
      </div>
      <PaneSection title={t.audit.changes}>
        {fields.length === 0 ? <p className="quiet">{t.audit.noChanges}</p> : (
          <Table
            caption={t.audit.changes}
            rows={fields}
            rowKey={({ name }) => name}
            columns={[
              { key: 'name', head: t.audit.field, cell: ({ name }) => name },
              { key: 'before', head: t.audit.before, cell: ({ before }) => before },
              { key: 'after', head: t.audit.after, cell: ({ after }) => after },
            ]}
          />
        )}
      </PaneSection>
    </Pane>
  )
}
