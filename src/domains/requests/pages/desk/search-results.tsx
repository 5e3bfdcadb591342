import { Link } from 'react-router'
import { useLanguage, useText } from '../../../../web/i18n.ts'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { casePath } from './address.ts'
import { CaseStatus } from './CaseStatus.tsx'
import { listsOf } from './lists.ts'
import { messages } from './messages.ts'
import { isNumberBegin, useCasesByNumber } from './queries.ts'
import { useMe } from '../me.ts'
import { categoryWord, placeWords } from './words.ts'
import './requests-desk.css'

/** Its part of the desk's search: cases by the beginning of their number, closed ones too. Silent for words that can be none. */
export function SearchResults({ query }: { readonly query: string }) {
  const t = useText(messages)
  const language = useLanguage()
  const { data: me } = useMe()
  const lists = me === undefined ? [] : listsOf(me)
  const list = lists.find((one) => one === 'scope') ?? lists[0]
  const q = query.trim()
  const { data, error, refetch } = useCasesByNumber(list, q)
  if (list === undefined || !isNumberBegin(q)) return null
  return (
    <section className="requests-search" aria-label={t.search.title}>
      <h2 className="large">{t.search.title}</h2>
      {data === undefined ? (error === null ? <Loading /> : <Problem error={error} texts={t.problems} onRetry={() => void refetch()} />) : <p className="label">{data.items.length === 0 ? t.search.none : t.search.count({ count: data.items.length })}</p>}
      <ul>
        {data?.items.map((item) => (
          <li key={item.id}>
            <Link to={casePath(item, list)}>{item.number}</Link> <b>{categoryWord(item.category, language)}</b> <span className="quiet">{placeWords(item.place, t, true)}</span> <CaseStatus {...item} />
          </li>
        ))}
      </ul>
    </section>
  )
}
