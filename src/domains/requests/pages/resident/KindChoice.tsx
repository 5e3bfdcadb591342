import { useState } from 'react'
import { useLanguage, useText } from '../../../../web/i18n.ts'
import { Field } from '../../../../web/kit/Field.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Page } from '../../../../web/kit/Page.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { useTitle } from './case-words.ts'
import { messages } from './messages.ts'
import { useCatalogue } from './report-form.ts'
import type { Category } from './report-form.ts'

/** The whole catalogue, found by any word of a category's name or of what belongs to it. */
export function KindChoice({ onChoose }: { readonly onChoose: (category: Category) => void }) {
  const t = useText(messages)
  const titleOf = useTitle()
  const language = useLanguage()
  const [query, setQuery] = useState('')
  const { data, error, refetch } = useCatalogue()
  const wanted = query.trim().toLowerCase()
  const found = data?.categories.filter((category) => wanted === '' || [category.zh, category.en.toLowerCase(), category.scopeZh, titleOf(category).toLowerCase()].some((words) => words.includes(wanted)))
  return (
    <Page title={t.report.kind.title} backTo="/report">
      <Field label={t.report.kind.find} type="search" placeholder={t.report.kind.findHint} enterKeyHint="search" value={query} onChange={setQuery} />
      {data === undefined && error === null ? <Loading>{t.report.kind.loading}</Loading> : null}
      <Problem error={error} texts={t.problems} onRetry={() => void refetch()} />
      {found?.length === 0 ? <p role="status">{t.report.kind.none}</p> : null}
      <ul className="kinds">
        {found?.map((category) => (
          <li key={category.code}>
            <button type="button" className="kind" onClick={() => onChoose(category)}>
              <b>{titleOf(category)}</b>
              {language === 'zh' && category.scopeZh !== '' ? <span className="label">{category.scopeZh}</span> : null}
            </button>
          </li>
        ))}
      </ul>
    </Page>
  )
}
