import { recordChange } from '../../../platform/audit.ts'
import { SESSION_COOKIE } from '../../../platform/http-options.ts'
import { anySession } from '../../../platform/policy.ts'
import { common } from '../../../platform/problem.ts'
import type { Bind, Input } from '../../../platform/routes.ts'
import type { Read } from '../../../platform/database.ts'
import { demoAccounts } from '../../../platform/settings.ts'
import { civilDate } from '../../../platform/time.ts'
import { findPersons, ladderOf, openName } from '../../register/public.ts'
import type { AccessContract } from '../contract.ts'
import * as policy from '../policy.ts'
import { placeWords } from '../present.ts'
import { accessProblem } from '../problems.ts'
import { expiry, isElder, mayWear, wornOf } from '../rules.ts'
import { stepOf, type Login } from '../sign-in.ts'
import { deleteSession, findSession, lockSession, wearStanding } from '../stores/sessions.ts'
import { sessionsPage } from './lists.ts'

export function bindMe(on: Bind<AccessContract>, login: Login): void {
  on.query('GET /api/v1/access/me', {
    may: anySession,
    handle: (input) => whoAmI(login, input.read, input),
  })
  on.command('POST /api/v1/access/role', {
    may: anySession,
    handle: async ({ tx, actor, body, now, http }) => {
      const { session, standings } = await held(login, tx, now, http)
      const wanted = standings.find(({ id }) => id === body.standingId)
      if (!wanted) throw common('common/not-found')
      if (!mayWear(wanted, session)) throw accessProblem('access/second-factor-needed', { values: { step: await stepOf(tx, { id: session.accountId, personId: session.personId }, session) } })
      const expiresAt = expiry(wanted.face, session.signedInAt, now)
      // A staff role does not last as long as this login already has.
      if (Temporal.Instant.compare(expiresAt, now) <= 0) throw accessProblem('access/sign-in-again')
      await wearStanding(tx, session, wanted.id, expiresAt)
      recordChange(tx, { subjectKind: 'session', subjectId: session.id, before: { role: actor.role, placeId: actor.place.id }, after: { role: wanted.role, placeId: wanted.place.id } })
      return {}
    },
  })
  on.query('GET /api/v1/access/sessions', {
    may: policy.listSessions,
    handle: (asked) => sessionsPage(login, asked, asked.query),
  })
  on.command('DELETE /api/v1/access/sessions/:sessionId', {
    load: (tx, { params }) => lockSession(tx, params.sessionId),
    may: policy.endSession,
    handle: async ({ tx, subject }) => {
      await deleteSession(tx, subject.id)
      recordChange(tx, { subjectKind: 'session', subjectId: subject.id, before: { accountId: subject.accountId }, after: null })
      return {}
    },
  })
}

async function held({ tokens }: Login, read: Read, now: Temporal.Instant, http: { readonly cookies: Readonly<Record<string, string | undefined>> }) {
  const token = tokens.open(http.cookies[SESSION_COOKIE] ?? '')
  const found = token === null ? null : await findSession(read, token, now, civilDate(now))
  // Ended since the request came in.
  if (!found) throw common('common/not-signed-in')
  return found
}

async function whoAmI(login: Login, read: Read, { actor, now, http }: Input<AccessContract['GET /api/v1/access/me']>) {
  const { session, standings } = await held(login, read, now, http)
  const [person] = await findPersons(read, [actor.personId])
  const words = await placeWords(read, standings)
  const worn = wornOf(standings, session.standingId, session)
  const needed = standings.some((standing) => !mayWear(standing, session)) ? await stepOf(read, { id: session.accountId, personId: session.personId }, session) : null
  const shown = standings.map((standing) => ({
    id: standing.id,
    role: standing.role,
    face: standing.face,
    title: standing.title,
    place: words.get(standing.id) ?? '',
    communityId: standing.communityId,
    homeId: standing.homeId,
    current: standing.id === worn?.id,
    needs: mayWear(standing, session) ? null : needed,
  }))
  const current = shown.find((standing) => standing.current)
  if (!current) throw common('common/changed-meanwhile')
  return {
    personId: actor.personId,
    name: person ? openName(login.keys, person) : '',
    elder: isElder(person?.birthYear ?? null, civilDate(now)),
    demo: (await demoAccounts(read)) !== null,
    call: current.communityId === null ? null : await officeOf(read, current.communityId),
    standing: current,
    standings: shown,
    can: [...actor.actions].toSorted(),
  }
}

/** The lowest office above a community that can be called, as people name it: 观音庵社区. */
async function officeOf(read: Read, communityId: string): Promise<{ name: string; phone: string } | null> {
  for (const { name, phone } of await ladderOf(read, communityId)) if (phone !== null) return { name, phone }
  return null
}
