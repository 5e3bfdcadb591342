import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Card } from '../../../../web/kit/Card.tsx'
import { caseAddress } from './cases.ts'
import type { CaseView } from './cases.ts'
import { messages } from './messages.ts'
import type { CaseText } from './messages.zh.ts'

const lastWords = ({ events }: CaseView, ...kinds: readonly string[]): string => events.findLast(({ kind }) => kinds.includes(kind))?.text ?? ''

/** What the state alone does not say: what is asked of me, why it rests or ended, who watches over it. Sentences, the most urgent first. */
function standingWords(view: CaseView, t: CaseText, spoken: (moment: string) => string): string[] {
  const { standing } = t.one
  const { waitingUntil, suspended, rejection, climbedTo, mergedInto, supporting, state } = view
  return [
    ...(waitingUntil === null ? [] : [standing.asked({ words: lastWords(view, 'asked') }), standing.waiting({ deadline: spoken(waitingUntil) })]),
    ...(suspended === null ? [] : [standing.suspended({ deadline: spoken(suspended.resumeAt) })]),
    ...(state !== 'REJECTED' || rejection === null
      ? []
      : [standing.rejected({ words: lastWords(view, 'rejected') }), view.can.contest !== true || rejection.contestUntil === null ? standing.contestOver : standing.contestUntil({ deadline: spoken(rejection.contestUntil) })]),
    ...(state === 'VOIDED' ? [standing.voided({ words: lastWords(view, 'void-asked') })] : []),
    ...(mergedInto === null ? [] : [standing.merged({ number: mergedInto.number })]),
    ...(climbedTo === null ? [] : [standing.climbed({ organisation: climbedTo.organisation, lead: view.lead.name })]),
    ...(supporting.length === 0 ? [] : [standing.helping({ names: t.one.and({ names: supporting.map(({ name }) => name) }) })]),
  ]
}

export function StandingCard({ view }: { readonly view: CaseView }) {
  const t = useText(messages)
  const format = useFormat()
  const words = standingWords(view, t, format.spoken)
  if (words.length === 0) return null
  return (
    <Card turn={view.waitingUntil !== null || view.can.contest === true}>
      {words.map((sentence, index) => <p key={sentence} className={index === 0 ? 'large' : 'quiet'}>{sentence}</p>)}
      {view.mergedInto === null ? null : <Button to={caseAddress({ communityId: view.communityId, id: view.mergedInto.id })}>{t.one.standing.seeMerged}</Button>}
    </Card>
  )
}
