import { Link } from 'react-router'
import { useText } from '../../../web/i18n.ts'
import { Menu } from '../../../web/kit/Menu.tsx'
import { deskAddress } from './addresses.ts'
import { UnreadMark } from './Bell.tsx'
import { messages } from './messages.ts'
import { NoticeList } from './NoticeList.tsx'
import { useLatest } from './queries.ts'

/** In the top bar: the newest few, and the way to all. */
export function DeskBell() {
  const t = useText(messages)
  const { data } = useLatest()
  const items = data?.items ?? []
  return (
    <div className="desk-bell">
      <Menu label={<>{t.title}<UnreadMark unread={data?.unread ?? 0} /></>} name="">
        {items.length === 0 ? <p className="menu-foot quiet">{t.noneAtDesk}</p> : <NoticeList items={items} addressOf={deskAddress} />}
        <div className="menu-foot"><Link className="tool" to="/notices">{t.all}</Link><Link className="tool" to="/notices/choices">{t.choices.open}</Link></div>
      </Menu>
    </div>
  )
}
