import { useText } from '../../../../web/i18n.ts'
import { Status } from '../../../../web/kit/Status.tsx'
import { messages } from './messages.ts'
import type { CaseState } from './queries.ts'
import { statusOf } from './words.ts'

/** Shape and word of a case's state; 办结 and 居民已确认 are two. */
export function CaseStatus({ state, resolved }: { readonly state: CaseState; readonly resolved: boolean | null }) {
  const t = useText(messages)
  const kind = statusOf({ state, resolved })
  return state === 'MERGED' ? <Status kind={kind}>{t.stateWords.MERGED}</Status> : <Status kind={kind} />
}
