import type { KeyboardEvent, ReactNode } from 'react'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { messages } from './messages.ts'

/** As in the contract: what people write to a case. */
export const mostCharacters = 500

interface ActFormProps {
  readonly main: string
  readonly busy: boolean
  readonly onSend: () => void
  readonly onBack: () => void
  readonly children: ReactNode
}

/** A step that asks something first, in the place of the buttons. Ctrl ↵ sends, Esc leaves. */
export function ActForm({ main, busy, onSend, onBack, children }: ActFormProps) {
  const t = useText(messages)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      onSend()
    }
    if (event.key === 'Escape') {
      event.preventDefault()
      onBack()
    }
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys for the fields inside; every control of the form is native
    <div className="stack" onKeyDown={onKeyDown}>
      {children}
      <Button kind="main" shortcut="Ctrl+Enter" busy={busy && t.act.busy} onClick={onSend}>{main}</Button>
      <div className="row"><Button shortcut="Escape" onClick={onBack}>{t.act.back}</Button></div>
    </div>
  )
}
