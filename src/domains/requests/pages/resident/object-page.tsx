import { useState } from 'react'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Page } from '../../../../web/kit/Page.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { TextArea } from '../../../../web/kit/TextArea.tsx'
import { useAct } from './act.ts'
import { caseAddress, requests, useCase, useCasePlace } from './cases.ts'
import type { CasePlace } from './cases.ts'
import { messages } from './messages.ts'

interface Words {
  readonly version: number
  readonly text: string
}

const send = {
  contest: (params: CasePlace, body: Words, idempotencyKey: string) => requests('POST /api/v1/communities/:communityId/requests/:id/contest', { params, body, idempotencyKey }),
  escalate: (params: CasePlace, body: Words, idempotencyKey: string) => requests('POST /api/v1/communities/:communityId/requests/:id/escalate', { params, body, idempotencyKey }),
}

/** 我不认可、往上找: one sentence to the next level. */
export const ContestPage = () => <ObjectPage verb="contest" />
export const EscalatePage = () => <ObjectPage verb="escalate" />

function ObjectPage({ verb }: { readonly verb: keyof typeof send }) {
  const t = useText(messages)
  const words = t[verb]
  const place = useCasePlace()
  const { data: view, error, refetch } = useCase(place)
  const act = useAct(place, (body: Words, idempotencyKey) => send[verb](place, body, idempotencyKey))
  const [text, setText] = useState('')
  const [isChecked, setChecked] = useState(false)
  if (view === undefined) {
    return (
      <Page title={words.title} backTo={caseAddress(place)}>
        {error === null ? <Loading>{t.one.loading}</Loading> : <Problem error={error} texts={t.problems} onRetry={() => void refetch()} />}
      </Page>
    )
  }
  const submit = (): void => {
    setChecked(true)
    if (text.trim() !== '') act.mutate({ version: view.version, text: text.trim() })
  }
  return (
    <Page title={words.title} backTo={caseAddress(place)} foot={<Button kind="main" busy={act.isPending && t.confirm.sending} onClick={submit}>{words.send}</Button>}>
      <div>
        <p className="sentence">{words.sentence}</p>
        <p className="quiet">{words.help}</p>
      </div>
      <TextArea label={words.words} hideLabel className="report-words-short" maxLength={500} value={text} onChange={setText} error={isChecked && text.trim() === '' && words.needed} />
      <Problem error={act.error} texts={t.problems} />
    </Page>
  )
}
