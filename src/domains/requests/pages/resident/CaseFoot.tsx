import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { usePreferences } from '../../../../web/preferences.ts'
import { caseAddress, caseKey, requests } from './cases.ts'
import type { CaseView } from './cases.ts'
import { messages } from './messages.ts'
import { useOffice } from './origin.ts'

/** Whom to call about a case: whoever has it, else the lowest level above that has a number. */
export function useCaseCall(view: CaseView): { readonly name: string; readonly phone: string } | null {
  const office = useOffice()
  if (view.lead.phone !== null) return { name: view.lead.name, phone: view.lead.phone }
  const above = view.ladder.find(({ phone }) => phone !== null)
  return above?.phone == null ? office : { name: above.organisation ?? above.name, phone: above.phone }
}

function useUrging(view: CaseView) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => requests('POST /api/v1/communities/:communityId/requests/:id/urge', { params: { communityId: view.communityId, id: view.id }, body: {} }),
    onSuccess: (changed) => queries.setQueryData(caseKey(view), changed),
  })
}

/** In thumb reach: exactly what the case allows now. */
export function CaseFoot({ view }: { readonly view: CaseView }) {
  const t = useText(messages)
  const format = useFormat()
  const { elder } = usePreferences()
  const call = useCaseCall(view)
  const urging = useUrging(view)
  const address = caseAddress(view)
  const urgedFrom = view.cannot.urge?.values['from']
  const isTooLate = view.cannot.reopen?.reason === 'requests/too-late'
  const column = !elder
  return (
    <>
      <Problem error={urging.error} texts={t.problems} />
      {urging.isSuccess ? <p className="small" role="status">{t.one.urged}</p> : null}
      {view.can.confirm ? <Button kind="main" to={`${address}/confirm`}>{t.one.confirm}</Button> : null}
      {view.can.contest ? <Button kind="main" to={`${address}/contest`}>{t.one.contest}</Button> : null}
      {view.can.add && view.waitingUntil !== null ? <Button kind="main" icon="pen" to={`${address}/add`}>{t.one.answerAsked}</Button> : null}
      {view.can.confirm ? null : <p className="label">{typeof urgedFrom === 'string' && !urging.isSuccess ? t.one.urgedAlready({ from: format.spoken(urgedFrom) }) : t.one.canDo}</p>}
      <div className="row case-acts">
        {view.can.urge ? <Button column={column} icon="notice" busy={urging.isPending && t.one.urging} onClick={() => urging.mutate()}>{t.one.urge}</Button> : null}
        {view.can.add && view.waitingUntil === null ? <Button column={column} icon="pen" to={`${address}/add`}>{t.one.add}</Button> : null}
        {view.can.escalate ? <Button column={column} icon="up" to={`${address}/escalate`}>{t.one.escalate}</Button> : null}
        {view.can.rate ? <Button column={column} icon="good" to={`${address}/rate`}>{t.one.rate}</Button> : null}
        {view.can.reopen ? <Button column={column} icon="bad" to={`${address}/reopen`}>{t.one.reopen}</Button> : null}
        {isTooLate ? <Button column={column} icon="bad" to={`${address}/reopen`}>{t.one.again}</Button> : null}
        {call === null || elder ? null : <Button column kind="call" icon="call" href={`tel:${call.phone}`}>{t.one.call}</Button>}
      </div>
      {call === null || !elder ? null : <Button kind="call" icon="call" href={`tel:${call.phone}`}>{t.one.callWho({ name: view.assignee?.name ?? call.name })}</Button>}
    </>
  )
}
