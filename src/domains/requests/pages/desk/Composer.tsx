import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { useDraft, useDrafts } from '../../../../web/drafts.ts'
import { useText } from '../../../../web/i18n.ts'
import { useKeys } from '../../../../web/keys.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Icon } from '../../../../web/kit/Icon.tsx'
import { Key } from '../../../../web/kit/Key.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { TextArea } from '../../../../web/kit/TextArea.tsx'
import { mostCharacters } from './ActForm.tsx'
import { messages } from './messages.ts'
import { noteKind, replyKind } from './outbox.ts'
import type { Words } from './outbox.ts'
import { showCase } from './queries.ts'
import type { CaseView } from './queries.ts'
import { TemplateMenu } from './TemplateMenu.tsx'
import { joined, reporterName } from './words.ts'

type To = 'reply' | 'note'
const kindOf: Readonly<Record<To, string>> = { reply: replyKind, note: noteKind }

/** Words to the resident, on indigo with a bar, or to colleagues, dashed with a lock. It says who will read them; both drafts are kept apart. */
export function Composer({ view }: { readonly view: CaseView }) {
  const t = useText(messages)
  const possible = (['reply', 'note'] as const).filter((one) => view.can[one] === true)
  const [wanted, setWanted] = useState<To>('reply')
  const place = useRef<HTMLDivElement>(null)
  const to = possible.includes(wanted) ? wanted : possible[0]
  const keys = useMemo(() => {
    const write = (one: To) => () => {
      // At once: the next letter belongs to the text already.
      flushSync(() => setWanted(one))
      place.current?.querySelector<HTMLTextAreaElement>('div:not([hidden]) > .requests-writing textarea')?.focus()
    }
    return [
      ...(view.can.reply === true ? [{ key: 'r', label: t.keys.reply, run: write('reply') }] : []),
      ...(view.can.note === true ? [{ key: 'n', label: t.keys.note, run: write('note') }] : []),
    ]
  }, [view.can.reply, view.can.note, t])
  useKeys(keys)
  if (to === undefined) return null
  return (
    <div className={`requests-composer requests-composer-${to}`} ref={place}>
      <div className="row">
        <div className="requests-switch" role="group" aria-label={t.composer.label}>
          {possible.map((one) => (
            <button key={one} type="button" aria-pressed={one === to} onClick={() => setWanted(one)}>
              <Icon name={one === 'reply' ? 'message' : 'lock'} />{t.composer[one]} <Key name={one === 'reply' ? 'r' : 'n'} />
            </button>
          ))}
        </div>
        <span className="small quiet">{to === 'note' ? t.composer.noteTo : t.composer.replyTo({ name: reporterName(view, t) })}</span>
      </div>
      {possible.map((one) => <div key={one} hidden={one !== to}><Writing view={view} to={one} /></div>)}
    </div>
  )
}

function Writing({ view, to }: { readonly view: CaseView; readonly to: To }) {
  const t = useText(messages)
  const queries = useQueryClient()
  const { communityId, id } = view
  const { draft, change, send, drop } = useDraft<Words>(kindOf[to], { communityId, id, text: '' }, id)
  const isWaiting = useDrafts<Words>(kindOf[to]).some(({ about, state }) => about === id && state === 'ready')
  const [isBusy, setBusy] = useState(false)
  const [isAsked, setAsked] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const text = draft?.value.text ?? ''
  const submit = async (): Promise<void> => {
    if (isBusy || draft === null) return
    if (text.trim() === '') {
      setAsked(true)
      return
    }
    setBusy(true)
    const outcome = await send()
    setBusy(false)
    setAsked(false)
    setError(outcome.state === 'refused' ? outcome.error : null)
    if (outcome.state === 'sent') {
      await drop()
      if (outcome.reply !== undefined) showCase(queries, outcome.reply as CaseView)
    }
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void submit()
    }
    if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur()
  }
  if (isWaiting) return <p className="small" role="status">{t.composer.waiting}</p>
  return (
    <div className="requests-writing">
      <TemplateMenu view={view} verb={to} onPick={(words) => change({ value: { communityId, id, text: joined(text, words) } })} />
      <TextArea
        hideLabel
        label={to === 'reply' ? t.composer.replyText : t.composer.noteText}
        placeholder={to === 'reply' ? t.composer.replyText : t.composer.noteText}
        value={text}
        maxLength={mostCharacters}
        rows={2}
        onChange={(words) => change({ value: { communityId, id, text: words } })}
        onKeyDown={onKeyDown}
        {...(isAsked && text.trim() === '' ? { error: t.composer.empty } : {})}
      />
      <Button compact shortcut="Ctrl+Enter" busy={isBusy && t.composer.sending} onClick={() => void submit()}>{to === 'reply' ? t.composer.send : t.composer.save}</Button>
      <Problem error={error} texts={t.problems} />
    </div>
  )
}
