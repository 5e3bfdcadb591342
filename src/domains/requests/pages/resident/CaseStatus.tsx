import { useText } from '../../../../web/i18n.ts'
import { Status } from '../../../../web/kit/Status.tsx'
import { useNow } from '../../../../web/now.ts'
import { statusOf } from './case-words.ts'
import type { CaseItem } from './cases.ts'
import { messages } from './home/messages.ts'

export function CaseStatus({ of }: { readonly of: Pick<CaseItem, 'state' | 'clock' | 'can' | 'resolved'> }) {
  const t = useText(messages)
  const { kind, word } = statusOf(of, useNow())
  return word === undefined ? <Status kind={kind} /> : <Status kind={kind}>{t.status[word]}</Status>
}
