import { forgetDraft, useDrafts } from '../../../../web/drafts.ts'
import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Icon } from '../../../../web/kit/Icon.tsx'
import { useOfflineSince } from '../../../../web/last-read.ts'
import { messages } from './messages.ts'
import { feedbackKind, signKind } from './outbox.ts'
import type { Feedback, Signing } from './outbox.ts'
import type { CaseRef } from './case-ref.ts'
import { messages as worklist } from './worklist/messages.ts'

/** 没有信号, and how old what is on the screen is. */
function NoSignal() {
  const w = useText(worklist)
  const format = useFormat()
  const since = useOfflineSince()
  return since === null ? null : <p className="small"><b>{w.offline.title}</b> {since === '' ? w.offline.help : w.offline.since({ moment: format.moment(since) })}</p>
}

/** What is safe on this device and not yet with the server, and how old the screen is without a signal; silent when there is nothing. */
export function DraftStrip({ openCase }: { readonly openCase: (reference: CaseRef, step: 'feedback' | null) => void }) {
  const t = useText(messages)
  const w = useText(worklist)
  const drafts = useDrafts<Feedback>(feedbackKind)
  const signings = useDrafts<Signing>(signKind)
  const offlineSince = useOfflineSince()
  const waiting = drafts.filter(({ state }) => state === 'ready').length
  const signing = signings.filter(({ state }) => state === 'ready').length
  const refused = drafts.filter(({ state }) => state === 'refused')
  const unsigned = signings.filter(({ state }) => state === 'refused')
  const [first] = refused
  if (offlineSince === null && waiting === 0 && signing === 0 && first === undefined && unsigned.length === 0) return null
  return (
    <div className="requests-strip" role="status">
      <Icon name="offline" />
      <div>
        <NoSignal />
        {signing === 0 ? null : <p>{w.offline.signing({ count: signing })}</p>}
        {waiting === 0 ? null : <p>{t.feedback.strip({ count: waiting })}</p>}
        {unsigned.map(({ id, value }) => (
          <p key={id}>
            {w.offline.notSigned({ number: value.number })} <button type="button" className="text-link" onClick={() => { void forgetDraft(id); openCase(value, null) }}>{w.offline.look}</button>
          </p>
        ))}
        {first === undefined ? null : (
          <p>
            {t.feedback.stripRefused({ count: refused.length })} <button type="button" className="text-link" onClick={() => openCase(first.value, 'feedback')}>{t.feedback.openRefused}</button>
          </p>
        )}
      </div>
    </div>
  )
}
