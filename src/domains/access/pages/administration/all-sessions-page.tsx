import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { ExportMenu } from '../../../../web/kit/ExportMenu.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { Table } from '../../../../web/kit/Table.tsx'
import { Tag } from '../../../../web/kit/Tag.tsx'
import { useDevice } from '../login/device.ts'
import { access, takeList } from '../session.ts'
import { ListPage, Paged } from './ListPage.tsx'
import { ResetFactorForm } from './ResetFactorForm.tsx'
import { messages } from './messages.ts'
import { useAllSessions } from './queries.ts'
import type { Session } from './queries.ts'

/** 会话: who is signed in where; the security administrator ends what should not be. */
export function AllSessionsPage() {
  const t = useText(messages)
  const format = useFormat()
  const device = useDevice()
  const queries = useQueryClient()
  const query = useAllSessions()
  const sessions = query.data?.pages.flatMap(({ items }) => items) ?? []
  const [isResetting, setResetting] = useState(false)
  const [said, setSaid] = useState('')
  const end = useMutation({
    mutationFn: ({ id }: Session) => access('DELETE /api/v1/access/sessions/:sessionId', { params: { sessionId: id } }),
    onSuccess: (_, { name }) => setSaid(t.sessions.ended({ name })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['session', 'all'] }),
  })
  return (
    <ListPage
      title={t.sessions.title}
      help={t.sessions.help}
      pane={isResetting ? <ResetFactorForm onClose={() => setResetting(false)} onDone={(what) => { setResetting(false); setSaid(what) }} /> : null}
      bar={(
        <>
          <Button compact onClick={() => { setSaid(''); setResetting(true) }}>{t.sessions.lost}</Button>
          <p className="end label">{t.shown({ count: sessions.length })}</p>
          <ExportMenu shortcut="e" fetch={(as) => takeList('GET /api/v1/access/sessions/export', { query: { ...as, of: 'all' } })} />
        </>
      )}
    >
      <p className="administration-said" role="status">{said}</p>
      {end.error === null ? null : <div className="administration-note"><Problem error={end.error} texts={t.problems} /></div>}
      <Paged query={query} count={sessions.length} empty={<Empty title={t.sessions.empty} />}>
        <Table
          caption={t.sessions.title}
          rows={sessions}
          rowKey={({ id }) => id}
          columns={[
            { key: 'name', head: t.sessions.name, cell: ({ name }) => <b>{name}</b> },
            { key: 'device', head: t.sessions.device, cell: ({ userAgent }) => <span title={userAgent}>{device(userAgent)}</span> },
            { key: 'address', head: t.sessions.address, cell: ({ address }) => address },
            { key: 'signedIn', head: t.sessions.signedIn, cell: ({ signedInAt }) => <span className="nowrap">{format.moment(signedInAt)}</span> },
            { key: 'seen', head: t.sessions.seen, cell: ({ seenAt }) => <span className="nowrap">{format.moment(seenAt)}</span> },
            { key: 'end', head: t.sessions.end, cell: (session) => (session.current ? <Tag tone="info">{t.sessions.here}</Tag> : <End name={t.sessions.endOf({ name: session.name, device: device(session.userAgent) })} isBusy={end.isPending && end.variables.id === session.id} end={() => end.mutate(session)} />) },
          ]}
        />
      </Paged>
    </ListPage>
  )
}

/** Asks once, in its place: another's work is cut off. */
function End({ name, isBusy, end }: { readonly name: string; readonly isBusy: boolean; readonly end: () => void }) {
  const t = useText(messages)
  const [isAsked, setAsked] = useState(false)
  if (!isAsked) return <Button compact aria-label={name} onClick={() => setAsked(true)}>{t.sessions.end}</Button>
  return (
    <span className="row">
      <Button compact kind="main" busy={isBusy && t.sessions.ending} onClick={end}>{t.sessions.sure}</Button>
      <Button compact onClick={() => setAsked(false)}>{t.sessions.keep}</Button>
    </span>
  )
}
