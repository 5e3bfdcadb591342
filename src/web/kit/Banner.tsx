import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import './Banner.css'

/** True where the server marked the page as one of a demo database (`<html data-demo>`). */
export function isDemo(): boolean {
  return document.documentElement.hasAttribute('data-demo')
}

/** 演示数据 on every page and, repeated, on every printed sheet of a demo database. */
export function Banner() {
  const t = useText(shared)
  return isDemo() ? <aside className="banner"><b>{t.demo}</b><span>{t.demoNote}</span></aside> : null
}
