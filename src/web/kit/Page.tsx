import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import { Icon } from './Icon.tsx'
import './Page.css'

interface PageProps {
  readonly title: string
  /** The home it is about, where money or a vote is meant. */
  readonly subtitle?: string
  /** Where 返回 leads when this page was opened directly; otherwise it goes one step back. */
  readonly backTo?: string
  /** Word of the way back when it is not 返回. */
  readonly backWord?: string
  /** At the end of the top bar: a Status, a text link, 已自动存好. */
  readonly aside?: ReactNode
  /** In thumb reach: one main button, at most one row of others. */
  readonly foot?: ReactNode
  readonly children: ReactNode
}

/** One page of the resident face: bar, content, foot. Moves the focus to its title, so that screen readers announce it. */
export function Page({ title, subtitle, backTo = '/', backWord, aside, foot, children }: PageProps) {
  const t = useText(shared)
  const navigate = useNavigate()
  const { key } = useLocation()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · ${t.product}`
    heading.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [title, t.product])
  const goBack = (): void => {
    // 'default' is the key of the first page of a visit: there is nothing of ours behind it.
    if (key === 'default') void navigate(backTo, { replace: true })
    else void navigate(-1)
  }
  return (
    <div className="page">
      <header className="page-top">
        <button type="button" className="page-back" onClick={goBack}>
          <Icon name="back" />
          {backWord ?? t.back}
        </button>
        <h1 ref={heading} tabIndex={-1}>
          {title}
          {subtitle === undefined ? null : <small>{subtitle}</small>}
        </h1>
        {aside === undefined ? null : <div className="page-aside">{aside}</div>}
      </header>
      <main id="content" className="page-main">
        <h1 className="print-only">{subtitle === undefined ? title : `${title} · ${subtitle}`}</h1>
        {children}
      </main>
      {foot === undefined ? null : <footer className="page-foot">{foot}</footer>}
    </div>
  )
}
