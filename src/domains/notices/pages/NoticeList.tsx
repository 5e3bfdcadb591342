import { Link } from 'react-router'
import { useFormat } from '../../../web/format.ts'
import { useLanguage, useText } from '../../../web/i18n.ts'
import { Tag } from '../../../web/kit/Tag.tsx'
import type { Sentence } from '../rules/kinds.ts'
import { sentenceOf } from '../rules/sentence.ts'
import { messages } from './messages.ts'
import { useReading } from './queries.ts'
import type { Notice } from './queries.ts'
import './notices.css'

export function useSentence(): (notice: Pick<Notice, 'kind' | 'said' | 'organisation'>) => Sentence {
  const language = useLanguage()
  const { deadline } = useFormat()
  return ({ kind, said, organisation }) => sentenceOf(language, kind, said, { organisation, deadline })
}

/** Where a notice leads on a face. */
export type AddressOf = (notice: Notice) => string

/** Of one day, newest first. */
export function NoticeList({ items, addressOf }: { readonly items: readonly Notice[]; readonly addressOf: AddressOf }) {
  return <ul className="notices">{items.map((notice) => <li key={notice.id}><NoticeLine notice={notice} to={addressOf(notice)} /></li>)}</ul>
}

function NoticeLine({ notice, to }: { readonly notice: Notice; readonly to: string }) {
  const t = useText(messages)
  const format = useFormat()
  const sentence = useSentence()(notice)
  const reading = useReading()
  return (
    <Link to={to} className="notice" onClick={() => (notice.read ? undefined : reading.mutate({ noticeId: notice.id }))}>
      <span className="notice-head">
        {notice.read ? <span className="grow">{sentence.title}</span> : <b className="grow">{sentence.title}</b>}
        {notice.urgent ? <Tag tone="urgent">{t.urgent}</Tag> : null}
        {notice.read ? null : <Tag tone="info">{t.isNew}</Tag>}
      </span>
      <span className="quiet">{sentence.text}</span>
      <span className="label">{format.moment(notice.at)}</span>
    </Link>
  )
}
