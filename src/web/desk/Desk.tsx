import { useEffect } from 'react'
import { Navigate, Route, Routes, useLocation, useSearchParams } from 'react-router'
import { useText } from '../i18n.ts'
import { Empty } from '../kit/Empty.tsx'
import { Loading } from '../kit/Loading.tsx'
import { shared } from '../messages.ts'
import type { SessionState } from '../session.ts'
import { NotFound } from '../start.tsx'
import { DeskFrame } from './DeskFrame.tsx'
import { pages, useSession } from './pages.ts'

const tabs = pages.flatMap((domain) => domain.tabs ?? []).toSorted((a, b) => a.order - b.order)
/** Whoever may look into one of these domains has something to find. */
const searchedTabs = pages.flatMap((domain) => (domain.search === undefined ? [] : (domain.tabs ?? [])))
const tops = pages.flatMap((domain) => domain.top ?? [])
const searches = pages.flatMap((domain) => domain.search ?? [])

export function Desk() {
  const t = useText(shared)
  const session = useSession()
  useEffect(() => {
    document.title = t.faces.desk
  }, [t])
  const { pathname } = useLocation()
  const isResident = session.state === 'signed-in' && session.seat.face === 'resident'
  if (isResident && pathname !== '/login') return <DeskFrame session={session} tabs={[]} searched={[]} tops={[]}><OtherFace /></DeskFrame>
  return (
    <DeskFrame session={session} tabs={tabs} searched={searchedTabs} tops={tops}>
      <Routes>
        <Route index element={<Start session={session} />} />
        {pages.flatMap((domain) => domain.routes).map(({ path, element: Page }) => <Route key={path} path={path} element={<Page />} />)}
        {searches.length > 0 ? <Route path="search" element={<SearchPage />} /> : null}
        <Route path="*" element={<NotFound />} />
      </Routes>
    </DeskFrame>
  )
}

function Start({ session }: { readonly session: SessionState }) {
  return session.state === 'signed-in' ? <FirstTab can={session.can} /> : <main id="content" className="desk-main"><Loading /></main>
}

/** The first tab that the role has something to do in. */
function FirstTab({ can }: { readonly can: readonly string[] }) {
  const visible = tabs.map((tab) => tab.useVisible?.(can) ?? true)
  const first = tabs.find((_, index) => visible[index])
  return first === undefined ? <NoTabs /> : <Navigate to={`/${first.path}`} replace />
}

/** A role of a home or a stair has no desk: its pages are the resident's. */
function OtherFace() {
  const t = useText(shared)
  return (
    <main id="content" className="desk-main">
      <Empty title={t.desk.otherFace} action={<a className="text-link" href="/">{t.faces.resident}</a>}>{t.desk.otherFaceHelp}</Empty>
    </main>
  )
}

function NoTabs() {
  const t = useText(shared)
  return (
    <main id="content">
      <Empty title={t.desk.noTabs}>{t.desk.noTabsHelp}</Empty>
    </main>
  )
}

function SearchPage() {
  const t = useText(shared)
  const [parameters] = useSearchParams()
  const query = parameters.get('q') ?? ''
  return (
    <main id="content" className="desk-main">
      <h1 className="desk-title">{query === '' ? t.search.empty : t.search.results({ query })}</h1>
      {searches.map((Found, index) => <Found key={index} query={query} />)}
    </main>
  )
}
