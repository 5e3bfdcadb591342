import { useText } from '../../../web/i18n.ts'
import { Card } from '../../../web/kit/Card.tsx'
import { Tag } from '../../../web/kit/Tag.tsx'
import { useFormat } from '../../../web/format.ts'
import { messages } from './messages.ts'
import { useSentence } from './NoticeList.tsx'
import { useLatest } from './queries.ts'

/** The newest notice, while one is unread. */
export function LatestCard() {
  const t = useText(messages)
  const format = useFormat()
  const sentence = useSentence()
  const { data } = useLatest()
  const newest = data?.items.find(({ read }) => !read)
  if (newest === undefined) return null
  const { title, text } = sentence(newest)
  return (
    <Card title={title} aside={<Tag tone="info">{t.unread({ count: data?.unread ?? 0 })}</Tag>} to="/notices">
      <p>{text}</p>
      <p className="label">{format.moment(newest.at)}</p>
    </Card>
  )
}
