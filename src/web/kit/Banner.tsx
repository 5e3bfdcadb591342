import { useEffect } from 'react'
import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import './Banner.css'

/** True where the server marked the page as one of a demo database (`<html data-demo>`). */
function isDemo(): boolean {
  return document.documentElement.hasAttribute('data-demo')
}

/** 演示数据 on every page of a demo database and, through a margin box of base.css, on every printed sheet. */
export function Banner() {
  const t = useText(shared)
  useEffect(() => {
    if (isDemo()) document.documentElement.style.setProperty('--print-mark', `'${t.demo}'`)
  }, [t])
  return isDemo() ? <aside className="banner"><b>{t.demo}</b><span>{t.demoNote}</span></aside> : null
}
