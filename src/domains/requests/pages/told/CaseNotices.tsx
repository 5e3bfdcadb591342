import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../../../web/client.ts'
import { useFormat } from '../../../../web/format.ts'
import { useLanguage, useText } from '../../../../web/i18n.ts'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import type { RequestsApi } from '../../contract.ts'
import { en } from './messages.en.ts'
import { zh } from './messages.zh.ts'
import './told.css'

const messages = { zh, en }
const requests = client<RequestsApi>()

interface CaseNoticesProps {
  readonly communityId: string
  readonly id: string
  /** The reporter's own page, where the list is of what they were told. */
  readonly own?: boolean
}

/** Asked for when it is opened. */
export function CaseNotices({ communityId, id, own }: CaseNoticesProps) {
  const t = useText(messages)
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="told" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary><b>{own ? t.mine : t.title}</b></summary>
      {isOpen ? <Told communityId={communityId} id={id} {...(own ? { own } : {})} /> : null}
    </details>
  )
}

function Told({ communityId, id, own }: CaseNoticesProps) {
  const t = useText(messages)
  const language = useLanguage()
  const format = useFormat()
  const { data, error, refetch } = useQuery({
    queryKey: ['request', communityId, id, 'notices'],
    queryFn: ({ signal }) => requests('GET /api/v1/communities/:communityId/requests/:id/notices', { params: { communityId, id }, signal }),
  })
  if (data === undefined) return error === null ? <Loading>{t.loading}</Loading> : <Problem error={error} onRetry={() => void refetch()} />
  if (data.items.length === 0) return <p className="quiet">{t.none}</p>
  return (
    <ul className="stack-tight">
      {data.items.map((notice, index) => (
        <li key={index}>
          <p>{own ? null : <span className="quiet">{notice.to === 'work' && notice.name !== null ? notice.name : t.to[notice.to]} </span>}{notice.title[language]}</p>
          <ul className="label">
            {notice.deliveries.map((delivery, at) => (
              <li key={at}>
                {t.line({
                  channel: t.channels[delivery.channel],
                  state: t.states[delivery.state],
                  moment: format.moment(delivery.at),
                  attempts: delivery.attempts,
                  error: delivery.error === null ? null : (t.errors[delivery.error] ?? delivery.error),
                })}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}
