import type { Read } from '../../../platform/database.ts'
import { common } from '../../../platform/problem.ts'
import type { Bind } from '../../../platform/routes.ts'
import type { Services } from '../../../platform/services.ts'
import { findOrganisations } from '../../register/public.ts'
import type { NoticesApi } from '../contract.ts'
import * as policy from '../policy.ts'
import { groupOf } from '../rules/kinds.ts'
import { countUnread, findNotices, markAllRead, markRead, type OwnNotice } from '../stores/notices.ts'

export function bindInbox(on: Bind<NoticesApi>, { demo }: Services): void {
  on.query('GET /api/v1/notices', {
    may: policy.own,
    async handle({ read, actor, query }) {
      const [{ notices, nextCursor }, unread] = await Promise.all([findNotices(read, actor.personId, query), countUnread(read, actor.personId)])
      return { items: await shown(read, notices), nextCursor, unread, demo: demo !== null }
    },
  })
  on.command('POST /api/v1/notices/:noticeId/read', {
    may: policy.own,
    async handle({ tx, actor, params, now }) {
      if (!(await markRead(tx, actor.personId, params.noticeId, now))) throw common('common/not-found')
      return {}
    },
  })
  on.command('POST /api/v1/notices/read', {
    may: policy.own,
    async handle({ tx, actor, body, now }) {
      await markAllRead(tx, actor.personId, Temporal.Instant.from(body.until), now)
      return {}
    },
  })
}

async function shown(read: Read, notices: readonly OwnNotice[]) {
  const organisations = await findOrganisations(read, notices.flatMap(({ said }) => said.organisationId ?? []))
  return notices.map(({ id, kind, urgent, at, read: isRead, subject, said }) => ({
    id: id as string,
    kind,
    group: groupOf(kind),
    urgent,
    at: at.toString(),
    read: isRead,
    subject: { ...subject },
    said: { ...said },
    organisation: organisations.get(said.organisationId ?? '')?.name ?? null,
  }))
}
