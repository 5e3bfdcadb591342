import { useMemo, useRef } from 'react'
import { useFormat } from '../../../../web/format.ts'
import type { Format } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { useKeys } from '../../../../web/keys.ts'
import { Key } from '../../../../web/kit/Key.tsx'
import { Menu } from '../../../../web/kit/Menu.tsx'
import { useTemplates } from './queries.ts'
import type { CaseView, Template } from './queries.ts'
import { messages as worklist } from './worklist/messages.ts'
import type { WorklistText } from './worklist/messages.zh.ts'

/** 常用语: words that are written often for this step, those of the case's own category first. Ctrl and the full stop open it from the text. */
export function TemplateMenu({ view, verb, onPick }: { readonly view: CaseView; readonly verb: Template['verb']; readonly onPick: (text: string) => void }) {
  const w = useText(worklist)
  const format = useFormat()
  const { data: templates = [] } = useTemplates()
  const place = useRef<HTMLDivElement>(null)
  const fitting = templates.filter((one) => one.verb === verb && (one.category === null || one.category === view.category.code)).toSorted((a, b) => Number(a.category === null) - Number(b.category === null))
  const keys = useMemo(() => {
    const open = (): void => {
      const menu = place.current?.querySelector('details')
      // Of several texts on the page the one that is shown.
      if (!menu || menu.closest('[hidden]') !== null) return
      menu.open = true
      menu.querySelector<HTMLElement>('.menu-item')?.focus()
    }
    return [{ key: 'Ctrl+.', label: w.templates.word, run: open }]
  }, [w])
  useKeys(keys)
  if (fitting.length === 0) return null
  const pick = (template: Template): void => {
    const menu = place.current?.querySelector('details')
    if (menu) menu.open = false
    onPick(filled(template.text, view, format, w))
  }
  return (
    <div className="requests-templates" ref={place}>
      <Menu label={<span className="small">{w.templates.word} <Key name="Ctrl+." /></span>} name={w.templates.pick}>
        {fitting.map((one) => (
          <button key={one.id} type="button" className="menu-item" onClick={() => pick(one)}>
            <b>{one.title}</b> <span className="label">{one.text}</span>
          </button>
        ))}
      </Menu>
    </div>
  )
}

/** The placeholders as this case has them; other words in braces stay. */
function filled(text: string, { place, number, dueAt }: CaseView, format: Format, { templates: { names, noDeadline } }: WorklistText): string {
  const values: Readonly<Record<string, string>> = { [names.community]: place.community, [names.number]: number, [names.deadline]: dueAt === null ? noDeadline : format.deadline(dueAt) }
  return text.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => values[name] ?? whole)
}
