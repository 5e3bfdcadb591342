import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { client } from '../../../../web/client.ts'
import type { Reply } from '../../../../web/client.ts'
import { useLanguage, useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { Select } from '../../../../web/kit/Select.tsx'
import { TextArea } from '../../../../web/kit/TextArea.tsx'
import type { RequestsApi } from '../../contract.ts'
import { messages } from './messages.ts'
import './phrases.css'

const requests = client<RequestsApi>()
type Phrases = Reply<RequestsApi['GET /api/v1/requests/phrases']>
type Tried = Reply<RequestsApi['POST /api/v1/requests/phrases/try']>

const known = ['requests.phrases']

/** 归类用语: what speaks for a category or for danger, tried before it is kept. */
export function PhrasesPage() {
  const t = useText(messages)
  const { data, error, refetch } = useQuery({ queryKey: known, queryFn: ({ signal }) => requests('GET /api/v1/requests/phrases', { signal }) })
  useEffect(() => {
    document.title = t.title
  }, [t])
  return (
    <main id="content" className="desk-main">
      <Problem error={error} onRetry={() => void refetch()} />
      {data === undefined ? (error === null ? <Loading>{t.loading}</Loading> : null) : <Editor phrases={data} />}
    </main>
  )
}

const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '')

function Editor({ phrases }: { readonly phrases: Phrases }) {
  const t = useText(messages)
  const language = useLanguage()
  const queries = useQueryClient()
  const [name, setName] = useState(phrases.sections.find(({ category }) => category !== null)?.name ?? '')
  const kept = phrases.sections.find((section) => section.name === name)?.lines.join('\n') ?? ''
  /** By section, what has been typed and not kept. */
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [message, setMessage] = useState('')
  const text = typed[name] ?? kept
  const changed = { name, lines: linesOf(text) }
  const attempt = useMutation({ mutationFn: () => requests('POST /api/v1/requests/phrases/try', { body: { ...changed, text: message } }) })
  const keep = useMutation({
    mutationFn: () => requests('PUT /api/v1/requests/phrases', { body: { version: phrases.version, ...changed } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: known })
      setTyped(({ [name]: _, ...rest }) => rest)
    },
  })
  const titleOf = ({ name: code, category }: Phrases['sections'][number]): string => category?.[language] ?? t.special[code] ?? t.list({ name: code })
  return (
    <div className="phrases">
      <header className="phrases-head">
        <h1 className="sentence">{t.title}</h1>
        <p className="quiet">{t.intro}</p>
        <p className="label">{t.version(phrases)}</p>
      </header>
      <div className="stack">
        <Select
          label={t.section}
          value={name}
          onChange={(next) => {
            setName(next)
            attempt.reset()
            keep.reset()
          }}
          options={phrases.sections.map((section) => ({ value: section.name, label: titleOf(section) }))}
          hint={t.count({ count: changed.lines.length })}
        />
        <TextArea label={t.lines} hint={t.help} className="phrases-lines" spellCheck={false} value={text} onChange={(value) => setTyped({ ...typed, [name]: value })} />
        <Problem error={keep.error} texts={t.problems} />
        {keep.data === undefined ? null : <p role="status">{t.saved(keep.data)}</p>}
        <Button kind="main" busy={keep.isPending && t.saving} blocked={text === kept && t.unchanged} onClick={() => keep.mutate()}>{t.save}</Button>
      </div>
      <div className="stack">
        <TextArea label={t.message} className="phrases-try" placeholder={t.messageHint} maxLength={500} value={message} onChange={setMessage} />
        <Button busy={attempt.isPending && t.trying} onClick={() => attempt.mutate()}>{t.attempt}</Button>
        <Problem error={attempt.error} texts={t.problems} />
        {attempt.data === undefined ? null : <Outcome tried={attempt.data} hasMessage={message.trim() !== ''} />}
      </div>
    </div>
  )
}

function Outcome({ tried, hasMessage }: { readonly tried: Tried; readonly hasMessage: boolean }) {
  const t = useText(messages)
  const language = useLanguage()
  return (
    <section className="well stack-tight" role="status">
      {hasMessage ? (
        <>
          <b>{tried.categories.length === 0 ? t.none : t.result}</b>
          <ol>
            {tried.categories.map((one) => <li key={one.code}>{t.score({ name: one[language], score: one.score.toFixed(1), because: one.because.join(' · ') })}</li>)}
          </ol>
          <p>{tried.urgent ? t.urgent({ because: tried.because.join(' · ') }) : t.calm}</p>
        </>
      ) : null}
      <p>{t.effect(tried.effect)}</p>
    </section>
  )
}
