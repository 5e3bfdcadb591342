/** What the three shells have in common: preferences, queries, router, the last net under every error. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Component, StrictMode, Suspense } from 'react'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter, Link } from 'react-router'
import { setSignInPath } from './client.ts'
import { startSending } from './drafts.ts'
import { useText } from './i18n.ts'
import { Banner } from './kit/Banner.tsx'
import { Button } from './kit/Button.tsx'
import { Empty } from './kit/Empty.tsx'
import { Loading } from './kit/Loading.tsx'
import { Problem } from './kit/Problem.tsx'
import { shared } from './messages.ts'
import { applyPreferences } from './preferences.ts'
import { isPassing } from './problem.ts'
import './tokens.css'
import './base.css'

interface Start {
  /** '/', '/desk' or '/city' */
  readonly basename: string
  /** Null on the public face. */
  readonly signInPath: string | null
  readonly children: ReactNode
}

export function startShell({ basename, signInPath, children }: Start): void {
  applyPreferences()
  setSignInPath(signInPath)
  if (signInPath !== null) startSending()
  const queries = new QueryClient({
    defaultOptions: {
      // 'always': without a network a query fails with words instead of waiting without any. What was read stays for a day.
      queries: { networkMode: 'always', staleTime: 30_000, gcTime: 86_400_000, retry: (count, error) => count < 2 && isPassing(error) },
      mutations: { networkMode: 'always', retry: false },
    },
  })
  const place = document.querySelector('#root')
  if (place === null) throw new Error('the page has no place for the application')
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <BrowserRouter basename={basename}>
          <Skip />
          <Banner />
          <ErrorBoundary>
            <Suspense fallback={<Loading />}>{children}</Suspense>
          </ErrorBoundary>
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  )
}

function Skip() {
  const t = useText(shared)
  return <a className="skip" href="#content">{t.skip}</a>
}

class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error }
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <PageFailed error={this.state.error} />
  }
}

function PageFailed({ error }: { readonly error: unknown }) {
  const t = useText(shared)
  return (
    <main id="content" className="page-main">
      <Empty title={t.problem.pageFailed} action={<Button kind="main" onClick={() => location.reload()}>{t.problem.reload}</Button>}>
        {t.problem.pageFailedHelp}
      </Empty>
      <Problem error={error} />
    </main>
  )
}

export function NotFound() {
  const t = useText(shared)
  return (
    <main id="content" className="page-main">
      <Empty title={t.problem.notFound} action={<Link to="/" className="text-link">{t.problem.toStart}</Link>}>{t.problem.notFoundHelp}</Empty>
    </main>
  )
}
