import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import type { Outcome } from '../../../../web/drafts.ts'
import { useDrafts } from '../../../../web/drafts.ts'
import { useText } from '../../../../web/i18n.ts'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Page } from '../../../../web/kit/Page.tsx'
import { useTitle } from './case-words.ts'
import { caseAddress, caseKind } from './cases.ts'
import { KindChoice } from './KindChoice.tsx'
import { messages } from './messages.ts'
import { PlaceChoice } from './PlaceChoice.tsx'
import { reportKind } from './report-draft.ts'
import type { Reported, ReportValue } from './report-draft.ts'
import { useReportForm } from './report-form.ts'
import type { Again, ReportForm } from './report-form.ts'
import { ReportScreen } from './ReportScreen.tsx'
import { WaitingReport } from './WaitingReport.tsx'
import './cases.css'

/** 报事. Its steps aside (which kind, where, what waits) are addresses of the same page, so that 返回 leads back into the form. */
export function ReportPage() {
  const t = useText(messages)
  const titleOf = useTitle()
  const navigate = useNavigate()
  const [parameters] = useSearchParams()
  const { state } = useLocation() as { readonly state: { readonly again?: Again } | null }
  const form = useReportForm(state?.again)
  const waiting = useDrafts<ReportValue>(reportKind).filter(({ state }) => state === 'ready')
  const { isSending, refused, send } = useSending(form)

  if (form === null) return <Page title={t.report.title}><Loading /></Page>
  if (parameters.has('waiting')) {
    const isOpenHere = waiting.some(({ id }) => id === form.draft.id)
    return <WaitingReport drafts={waiting} onRetry={send} onEdit={isOpenHere ? () => { form.edit({}); void navigate('/report', { replace: true }) } : undefined} />
  }
  if (parameters.get('choose') === 'place') return <PlaceChoice form={form} />
  if (parameters.get('choose') === 'kind') {
    return (
      <KindChoice
        onChoose={(category) => {
          form.choose(category.code, titleOf(category))
          void navigate(-1)
        }}
      />
    )
  }
  return <ReportScreen form={form} isSending={isSending} refused={refused} onSend={send} />
}

function useSending(form: ReportForm | null) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [isSending, setSending] = useState(false)
  const [refused, setRefused] = useState<unknown>(null)
  const arrive = (outcome: Outcome): void => {
    if (outcome.state === 'refused') setRefused(outcome.error)
    else if (outcome.state === 'waiting') void navigate('/report?waiting', { replace: true })
    else {
      void queries.invalidateQueries({ queryKey: [caseKind] })
      // Another open page of ours may have been the one that sent it.
      const reported = outcome.reply as Reported | undefined
      void navigate(reported === undefined ? '/cases' : `${caseAddress(reported)}/sent`, { replace: true })
    }
  }
  return {
    isSending,
    refused,
    send: async (): Promise<void> => {
      if (form === null || isSending) return
      setRefused(null)
      setSending(true)
      arrive(await form.send())
      setSending(false)
    },
  }
}
