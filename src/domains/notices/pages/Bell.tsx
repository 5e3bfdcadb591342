import { Link } from 'react-router'
import { useText } from '../../../web/i18n.ts'
import { messages } from './messages.ts'
import { useLatest } from './queries.ts'
import './bell.css'

/** 消息 3: beside the name of the home. */
export function Bell() {
  const t = useText(messages)
  const { data } = useLatest()
  return <Link to="/notices" className="tool bell">{t.title}<UnreadMark unread={data?.unread ?? 0} /></Link>
}

export function UnreadMark({ unread }: { readonly unread: number }) {
  const t = useText(messages)
  if (unread === 0) return null
  return (
    <>
      <span className="bell-count" aria-hidden="true">{t.mark({ count: unread })}</span>
      <span className="visually-hidden">{t.unread({ count: unread })}</span>
    </>
  )
}
