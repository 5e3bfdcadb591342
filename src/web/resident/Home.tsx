import { useEffect } from 'react'
import { Link } from 'react-router'
import { Button } from '../kit/Button.tsx'
import { DoorGrid } from '../kit/DoorGrid.tsx'
import { Empty } from '../kit/Empty.tsx'
import { Loading } from '../kit/Loading.tsx'
import { Menu } from '../kit/Menu.tsx'
import { ElderSwitch, LanguageSwitch } from '../kit/Switches.tsx'
import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import { useLeaving } from '../session.ts'
import type { SessionState } from '../session.ts'
import { pages, useSession } from './pages.ts'
import '../kit/Page.css'
import './Home.css'

const inOrder = <Piece extends { readonly order: number }>(pieces: readonly Piece[]): readonly Piece[] => pieces.toSorted((a, b) => a.order - b.order)
const cards = inOrder(pages.flatMap((domain) => domain.cards ?? []))
const tops = pages.flatMap((domain) => domain.top ?? [])
const doors = inOrder(pages.flatMap((domain) => domain.doors ?? []))

/** What waits, my case, the latest notice, then the doors, filling the bottom like a ward plan. */
export function Home() {
  const t = useText(shared)
  const session = useSession()
  useEffect(() => {
    document.title = t.faces.resident
  }, [t])
  return (
    <div className="page">
      <header className="home-top">
        <HomeName session={session} />
        {session.state === 'signed-in' ? tops.map((Top, index) => <Top key={index} />) : null}
        <ElderSwitch />
      </header>
      <main id="content" className="page-main">
        {session.state === 'loading' ? <Loading /> : null}
        {cards.map(({ element: Piece }, index) => <Piece key={index} />)}
        {doors.length === 0 ? <Empty title={t.resident.nothing}>{t.resident.nothingHelp}</Empty> : (
          <DoorGrid>
            {doors.map(({ element: Piece }, index) => <Piece key={index} />)}
          </DoorGrid>
        )}
      </main>
      {session.state === 'signed-in' && session.call !== undefined ? (
        <footer className="page-foot home-call">
          <Button kind="call" icon="call" href={session.call.href}>{session.call.label}</Button>
        </footer>
      ) : null}
    </div>
  )
}

function HomeName({ session }: { readonly session: SessionState }) {
  const t = useText(shared)
  const leave = useLeaving()
  if (session.state !== 'signed-in') {
    return (
      <>
        <h1 className="home-name">{t.resident.noHome}</h1>
        <LanguageSwitch />
      </>
    )
  }
  return (
    <Menu label={<h1 className="home-name">{session.seat.place}</h1>} name={t.resident.changeHome}>
      {session.seats.map((seat) => (
        <button key={seat.id} type="button" className="menu-item" aria-current={seat.id === session.seat.id || undefined} onClick={() => void leave(() => session.switchTo(seat.id), seat.face)}>
          <b>{seat.place}</b> <span className="label">{seat.role}</span>
        </button>
      ))}
      <div className="menu-foot">
        <LanguageSwitch />
        <Link className="tool" to="/sessions">{t.desk.sessions}</Link>
        <button type="button" className="tool" onClick={() => void leave(session.signOut)}>{t.desk.signOut}</button>
      </div>
    </Menu>
  )
}
