import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Reply } from '../../../../web/client.ts'
import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Card } from '../../../../web/kit/Card.tsx'
import { ExportMenu } from '../../../../web/kit/ExportMenu.tsx'
import { Facts } from '../../../../web/kit/Facts.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Page } from '../../../../web/kit/Page.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { Tag } from '../../../../web/kit/Tag.tsx'
import { useLeaving } from '../../../../web/session.ts'
import type { AccessContract } from '../../contract.ts'
import { access, takeList } from '../session.ts'
import { useDevice } from './device.ts'
import { messages } from './messages.ts'
import './login.css'

type Session = Reply<AccessContract['GET /api/v1/access/sessions']>['items'][number]

export function ResidentSessionsPage() {
  const t = useText(messages)
  return <Page title={t.sessions.title}><Sessions /></Page>
}

export function DeskSessionsPage() {
  const t = useText(messages)
  return (
    <main id="content" className="desk-main login">
      <h1 className="desk-title">{t.sessions.title}</h1>
      <Sessions />
    </main>
  )
}

function Sessions() {
  const t = useText(messages)
  const sessions = useInfiniteQuery({
    queryKey: ['session', 'list'],
    queryFn: ({ pageParam, signal }) => access('GET /api/v1/access/sessions', { query: { of: 'me', ...(pageParam === null ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  })
  return (
    <>
      <div>
        <p className="sentence">{t.sessions.sentence}</p>
        <p className="quiet">{t.sessions.help}</p>
      </div>
      <ExportMenu fetch={(as) => takeList('GET /api/v1/access/sessions/export', { query: { ...as, of: 'me' } })} />
      {sessions.isLoading ? <Loading>{t.sessions.loading}</Loading> : null}
      <Problem error={sessions.error} texts={t.problems} onRetry={() => void sessions.refetch()} />
      {sessions.data?.pages.flatMap(({ items }) => items).map((session) => <SessionCard key={session.id} session={session} />)}
      {sessions.hasNextPage ? <Button busy={sessions.isFetchingNextPage && t.sessions.loading} onClick={() => void sessions.fetchNextPage()}>{t.sessions.more}</Button> : null}
    </>
  )
}

function SessionCard({ session }: { readonly session: Session }) {
  const t = useText(messages)
  const format = useFormat()
  const queries = useQueryClient()
  const leave = useLeaving()
  const end = useMutation({
    mutationFn: async () => {
      if (session.current) await leave(async () => void (await access('POST /api/v1/access/logout', { body: {} })))
      else await access('DELETE /api/v1/access/sessions/:sessionId', { params: { sessionId: session.id } })
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['session', 'list'] }),
  })
  const device = useDevice()(session.userAgent)
  return (
    <Card title={device} aside={session.current ? <Tag tone="info">{t.sessions.here}</Tag> : null}>
      <Facts
        facts={[
          { name: t.sessions.signedIn, value: format.moment(session.signedInAt) },
          { name: t.sessions.seen, value: format.moment(session.seenAt) },
          { name: t.sessions.address, value: session.address },
        ]}
      />
      <Button compact busy={end.isPending && t.sessions.ending} aria-label={`${session.current ? t.sessions.endHere : t.sessions.end} ${device}`} onClick={() => end.mutate()}>{session.current ? t.sessions.endHere : t.sessions.end}</Button>
      <Problem error={end.error} texts={t.problems} />
    </Card>
  )
}
