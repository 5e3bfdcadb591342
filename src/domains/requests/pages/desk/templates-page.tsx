import { useState } from 'react'
import type { FormEvent } from 'react'
import { useLanguage, useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { Field } from '../../../../web/kit/Field.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { Select } from '../../../../web/kit/Select.tsx'
import { Table } from '../../../../web/kit/Table.tsx'
import { Tag } from '../../../../web/kit/Tag.tsx'
import { TextArea } from '../../../../web/kit/TextArea.tsx'
import { useMe } from '../me.ts'
import { messages } from './messages.ts'
import { messages as worklist } from './worklist/messages.ts'
import { useCatalogue, useTemplateChange, useTemplates } from './queries.ts'
import type { Template, TemplateWords } from './queries.ts'
import { categoryWord } from './words.ts'
import './requests-desk.css'

const VERBS = ['reply', 'note', 'return', 'feedback', 'check', 'reject', 'ask'] as const
const mostCharacters = 400
const every = 'all'

/** 常用语: what an organisation writes often, kept by whoever hands out its work. */
export function TemplatesPage() {
  const t = useText(messages)
  const w = useText(worklist)
  const language = useLanguage()
  const { data: me } = useMe()
  const { data: catalogue } = useCatalogue()
  const query = useTemplates()
  const [open, setOpen] = useState<Template | 'new' | null>(null)
  const words = new Map(catalogue?.categories.map((one) => [one.code, categoryWord(one, language)]))
  const mayAdd = me?.can.includes('requests.dispatch') ?? false
  const rows = query.data ?? []
  return (
    <main id="content" className="desk-main">
      <div className="desk-bar">
        <h1>{w.templates.title}</h1>
        {mayAdd ? <Button compact onClick={() => setOpen('new')}>{w.templates.add}</Button> : null}
        <span className="end"><Button compact icon="back" to="/requests">{t.report.toQueue}</Button></span>
      </div>
      <p className="requests-note quiet">{w.templates.help}</p>
      {open === null ? null : <TemplateForm key={open === 'new' ? open : open.id} before={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
      {query.isPending ? <Loading>{t.loading}</Loading> : null}
      {query.error === null ? null : <div className="requests-refused"><Problem error={query.error} texts={t.problems} onRetry={() => void query.refetch()} /></div>}
      {query.data !== undefined && rows.length === 0 ? <Empty title={w.templates.none}>{w.templates.help}</Empty> : (
        <Table
          caption={w.templates.title}
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            { key: 'verb', head: w.templates.verb, cell: ({ verb }) => w.templates.verbs[verb] },
            { key: 'category', head: t.filters.category, cell: ({ category }) => (category === null ? <span className="quiet">{t.filters.all}</span> : (words.get(category) ?? category)) },
            { key: 'title', head: w.templates.name, cell: (one) => <>{one.mayEdit ? <button type="button" className="text-link" onClick={() => setOpen(one)}>{one.title}</button> : <b>{one.title}</b>} {one.ofCity ? <Tag>{w.templates.ofCity}</Tag> : null}</> },
            { key: 'text', head: w.templates.text, cell: ({ text }) => <span className="requests-text">{text}</span> },
          ]}
        />
      )}
    </main>
  )
}

function TemplateForm({ before, onClose }: { readonly before: Template | null; readonly onClose: () => void }) {
  const t = useText(messages)
  const w = useText(worklist)
  const language = useLanguage()
  const { data: catalogue } = useCatalogue()
  const { save, remove } = useTemplateChange()
  const [words, setWords] = useState<TemplateWords>({ category: before?.category ?? null, verb: before?.verb ?? 'reply', title: before?.title ?? '', text: before?.text ?? '' })
  const [isAsked, setAsked] = useState(false)
  const title = words.title.trim()
  const text = words.text.trim()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setAsked(true)
    if (title !== '' && text !== '') save.mutate({ before, words: { ...words, title, text } }, { onSuccess: onClose })
  }
  return (
    <form className="stack requests-template" onSubmit={submit} aria-label={before === null ? w.templates.add : before.title}>
      <Select label={w.templates.verb} value={words.verb} onChange={(verb) => setWords({ ...words, verb })} options={VERBS.map((verb) => ({ value: verb, label: w.templates.verbs[verb] }))} />
      <Select
        label={t.filters.category}
        value={words.category ?? every}
        onChange={(category) => setWords({ ...words, category: category === every ? null : category })}
        options={[{ value: every, label: t.filters.all }, ...(catalogue?.categories ?? []).map((one) => ({ value: one.code, label: categoryWord(one, language) }))]}
      />
      <Field label={w.templates.name} value={words.title} onChange={(typed) => setWords({ ...words, title: typed })} maxLength={30} {...(isAsked && title === '' ? { error: w.templates.nameEmpty } : {})} />
      <TextArea label={w.templates.text} hint={w.templates.placeholders} value={words.text} onChange={(typed) => setWords({ ...words, text: typed })} maxLength={mostCharacters} {...(isAsked && text === '' ? { error: t.composer.empty } : {})} />
      <Problem error={save.error ?? remove.error} texts={t.problems} />
      <div className="row">
        <Button kind="main" compact type="submit" busy={save.isPending && w.saved.saving}>{w.templates.save}</Button>
        <Button compact onClick={onClose}>{t.act.back}</Button>
        {before === null ? null : <Button compact busy={remove.isPending && w.saved.saving} onClick={() => remove.mutate(before.id, { onSuccess: onClose })}>{w.templates.remove}</Button>}
      </div>
    </form>
  )
}
