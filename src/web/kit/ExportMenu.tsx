import { useMemo, useRef, useState } from 'react'
import type { Download } from '../client.ts'
import { useLanguage, useText } from '../i18n.ts'
import { useKeys } from '../keys.ts'
import { shared } from '../messages.ts'
import { Key } from './Key.tsx'
import { Menu } from './Menu.tsx'
import { Problem } from './Problem.tsx'
import './ExportMenu.css'

interface ExportMenuProps {
  /** Asks the list's `…/export` with the filters that are on the screen. */
  readonly fetch: (as: { readonly format: 'xlsx' | 'csv'; readonly language: 'zh' | 'en' }) => Promise<Download>
  /** What is exported, where a page has several lists: 房屋 */
  readonly what?: string
  /** The page's key for it, where it has one list. */
  readonly shortcut?: 'e'
}

/** 导出: the list on the screen as a file. */
export function ExportMenu({ fetch, what, shortcut }: ExportMenuProps) {
  const t = useText(shared)
  const language = useLanguage()
  const place = useRef<HTMLDivElement>(null)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [said, setSaid] = useState('')
  const keys = useMemo(() => {
    const open = (): void => {
      const menu = place.current?.querySelector('details')
      if (!menu) return
      menu.open = true
      menu.querySelector<HTMLElement>('.menu-item')?.focus()
    }
    return shortcut === undefined ? [] : [{ key: shortcut, label: t.export.word, run: open }]
  }, [shortcut, t])
  useKeys(keys)
  const take = async (format: 'xlsx' | 'csv'): Promise<void> => {
    const menu = place.current?.querySelector('details')
    if (menu) menu.open = false
    if (isBusy) return
    setBusy(true)
    setError(null)
    setSaid('')
    try {
      const { name, content } = await fetch({ format, language })
      save(name, content)
      setSaid(t.export.done({ name }))
    } catch (reason) {
      setError(reason)
    } finally {
      setBusy(false)
    }
  }
  const word = what === undefined ? t.export.word : `${t.export.word} ${what}`
  return (
    <div className="export no-print" ref={place}>
      <Menu label={<span>{isBusy ? t.export.busy : word} {shortcut === undefined ? null : <Key name={shortcut} />}</span>} name={t.export.name}>
        <button type="button" className="menu-item" onClick={() => void take('xlsx')}>{t.export.xlsx}</button>
        <button type="button" className="menu-item" onClick={() => void take('csv')}>{t.export.csv}</button>
        <p className="menu-foot label">{t.export.help}</p>
      </Menu>
      <span className="visually-hidden" role="status">{isBusy ? t.export.busy : said}</span>
      <Problem error={error} />
    </div>
  )
}

function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Some browsers begin to read it later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
