import { useEffect, useState } from 'react'
import type { ComponentType, ReactNode } from 'react'
import { Link, NavLink, useNavigate } from 'react-router'
import type { DeskTab } from '../contributions.ts'
import { useFormat } from '../format.ts'
import { useText } from '../i18n.ts'
import { useListedKeys } from '../keys.ts'
import { Dialog } from '../kit/Dialog.tsx'
import { Mark } from '../kit/Icon.tsx'
import { Key } from '../kit/Key.tsx'
import { Menu } from '../kit/Menu.tsx'
import { SearchBox } from '../kit/SearchBox.tsx'
import { LanguageSwitch } from '../kit/Switches.tsx'
import { shared } from '../messages.ts'
import { useNow } from '../now.ts'
import { setPreferences, usePreferences } from '../preferences.ts'
import { useLeaving } from '../session.ts'
import type { SessionState } from '../session.ts'
import './DeskFrame.css'

interface DeskFrameProps {
  readonly session: SessionState
  readonly tabs: readonly DeskTab[]
  /** Tabs of the domains that can be searched; a role that sees none of them has nothing to find. */
  readonly searched: readonly DeskTab[]
  readonly tops: readonly ComponentType[]
  readonly children: ReactNode
}

/** Top bar 48, content, foot 32 with the keys of the present page. */
export function DeskFrame({ session, tabs, searched, tops, children }: DeskFrameProps) {
  const t = useText(shared)
  return (
    <div className="desk">
      <header className="desk-top">
        <p className="desk-brand"><Mark />{t.product}</p>
        {session.state === 'signed-in' ? <Scope session={session} /> : null}
        {session.state === 'signed-in' ? (
          <nav className="desk-tabs" aria-label={t.main}>
            {tabs.map((tab) => <Tab key={tab.path} tab={tab} can={session.can} />)}
          </nav>
        ) : null}
        <div className="desk-find">{session.state === 'signed-in' ? <Find searched={searched} can={session.can} /> : null}</div>
        <Now session={session} />
        {session.state === 'signed-in' ? tops.map((Top, index) => <Top key={index} />) : null}
        {session.state === 'signed-in' ? <Person name={session.personName} role={session.seat.role} signOut={session.signOut} /> : <LanguageSwitch />}
      </header>
      <div className="desk-body">{children}</div>
      <Foot />
    </div>
  )
}

function Find({ searched, can }: { readonly searched: readonly DeskTab[]; readonly can: readonly string[] }) {
  const navigate = useNavigate()
  const visible = searched.map((tab) => tab.useVisible?.(can) ?? true)
  return visible.includes(true) ? <SearchBox onSearch={(query) => void navigate(`/search?q=${encodeURIComponent(query)}`)} /> : null
}

type SignedIn = Extract<SessionState, { readonly state: 'signed-in' }>

function Scope({ session }: { readonly session: SignedIn }) {
  const t = useText(shared)
  const leave = useLeaving()
  const words = <span className="desk-scope-words"><b>{session.seat.place}</b> <span className="small quiet">{session.seat.role}</span></span>
  if (session.seats.length < 2) return <div className="desk-scope">{words}</div>
  return (
    <div className="desk-scope">
      <Menu label={words} name={t.desk.scope}>
        {session.seats.map((seat) => (
          <button key={seat.id} type="button" className="menu-item" aria-current={seat.id === session.seat.id || undefined} onClick={() => void leave(() => session.switchTo(seat.id), seat.face)}>
            <b>{seat.place}</b> <span className="label">{seat.role}</span>
          </button>
        ))}
      </Menu>
    </div>
  )
}

function Tab({ tab, can }: { readonly tab: DeskTab; readonly can: readonly string[] }) {
  const label = tab.useLabel()
  const isVisible = tab.useVisible?.(can) ?? true
  return isVisible ? <NavLink to={`/${tab.path}`}>{label}</NavLink> : null
}

function Now({ session }: { readonly session: SessionState }) {
  const format = useFormat()
  const now = useNow()
  return (
    <p className="desk-now">
      <b>{format.wallClock(now.toISOString())}</b>
      {session.state === 'signed-in' && session.shiftLeft !== undefined ? <span className="small quiet">{session.shiftLeft}</span> : null}
    </p>
  )
}

function Person({ name, role, signOut }: { readonly name: string; readonly role: string; readonly signOut: () => Promise<void> }) {
  const t = useText(shared)
  const leave = useLeaving()
  return (
    <div className="desk-person">
      <Menu label={<b>{name}</b>} name={t.desk.tools}>
        <p className="menu-foot label">{role}</p>
        <div className="menu-foot">
          <LanguageSwitch />
          <Link className="tool" to="/sessions">{t.desk.sessions}</Link>
          <button type="button" className="tool" onClick={() => void leave(signOut)}>{t.desk.signOut}</button>
        </div>
      </Menu>
    </div>
  )
}

/** Moving, the main action, then what is done to a record: the same order on every page. */
const usual = ['j', 'k', ' ', 'Enter', 'd', 'r', 'n', 'x']
const placeOf = (key: string): number => (usual.includes(key) ? usual.indexOf(key) : usual.length)

function Foot() {
  const t = useText(shared)
  const keys = useListedKeys().toSorted((a, b) => placeOf(a.key) - placeOf(b.key))
  const { letterKeys } = usePreferences()
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === '?' && !(event.target instanceof HTMLElement && event.target.matches('input, textarea, select'))) setOpen(true)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <footer className="desk-foot">
      <ul className="desk-keys" aria-label={t.keys.all}>
        {keys.slice(0, 8).map((shortcut) => <li key={shortcut.key}><Key name={shortcut.key} />{shortcut.label}</li>)}
      </ul>
      <button type="button" className="desk-foot-button" onClick={() => setOpen(true)}><Key name="?" />{t.keys.all}</button>
      <button type="button" className="desk-foot-button" aria-pressed={letterKeys} onClick={() => setPreferences({ letterKeys: !letterKeys })}>
        {t.keys.letters} <b>{letterKeys ? t.keys.on : t.keys.off}</b>
      </button>
      <Dialog title={t.keys.title} isOpen={isOpen} onClose={() => setOpen(false)}>
        <ul className="desk-all-keys">
          {keys.map((shortcut) => <li key={shortcut.key}><Key name={shortcut.key} />{shortcut.label}</li>)}
        </ul>
        <button type="button" className="tool" onClick={() => setOpen(false)}>{t.close}</button>
      </Dialog>
    </footer>
  )
}
