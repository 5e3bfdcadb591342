import { useDrafts } from '../../../../web/drafts.ts'
import { useText } from '../../../../web/i18n.ts'
import { Icon } from '../../../../web/kit/Icon.tsx'
import { messages } from './messages.ts'
import { feedbackKind } from './outbox.ts'
import type { Feedback } from './outbox.ts'
import type { CaseRef } from './queries.ts'

/** What is safe on this device and not yet with the server; silent when there is nothing. */
export function DraftStrip({ openCase }: { readonly openCase: (reference: CaseRef) => void }) {
  const t = useText(messages)
  const drafts = useDrafts<Feedback>(feedbackKind)
  const waiting = drafts.filter(({ state }) => state === 'ready')
  const refused = drafts.filter(({ state }) => state === 'refused')
  const [first] = refused
  if (waiting.length === 0 && first === undefined) return null
  return (
    <div className="requests-strip" role="status">
      <Icon name="offline" />
      <div>
        {waiting.length === 0 ? null : <p>{t.feedback.strip({ count: waiting.length })}</p>}
        {first === undefined ? null : (
          <p>
            {t.feedback.stripRefused({ count: refused.length })} <button type="button" className="text-link" onClick={() => openCase(first.value)}>{t.feedback.openRefused}</button>
          </p>
        )}
      </div>
    </div>
  )
}
