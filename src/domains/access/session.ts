/** Who is behind a cookie, and as what. */
import type { Actor } from '../../platform/actor.ts'
import type { BuildingId, CommunityId, HomeId, OrganisationId, UnitId } from '../../platform/ids.ts'
import type { Services } from '../../platform/services.ts'
import { civilDate } from '../../platform/time.ts'
import { accessProblem } from './problems.ts'
import { expiry, SEEN_EVERY, wornOf, type Standing } from './rules.ts'
import { findSession, touchSession, type Session } from './stores/sessions.ts'
import { tokensFrom } from './tokens.ts'

const actorFrom = (session: Pick<Session, 'id' | 'accountId' | 'personId'>, standing: Standing): Actor => ({
  sessionId: session.id,
  accountId: session.accountId,
  personId: session.personId,
  role: standing.role,
  face: standing.face,
  actions: new Set(standing.actions),
  place: standing.place,
  communityId: standing.communityId as CommunityId | null,
  buildingId: standing.buildingId as BuildingId | null,
  unitId: standing.unitId as UnitId | null,
  homeId: standing.homeId as HomeId | null,
  organisationId: standing.organisationId as OrganisationId | null,
  title: standing.title,
})

/**
 * Resolves anew at each request, so that an ended right or a revoked session ends at once. A session whose role has ended wears the best that
 * its person still holds. @throws Problem when the person may be nothing now, or only what needs a second factor.
 */
export function sessionResolver({ database, keys }: Services): (cookie: string, now: Temporal.Instant) => Promise<Actor | null> {
  const tokens = tokensFrom(keys)
  return async (cookie, now) => {
    const token = tokens.open(cookie)
    const found = token === null ? null : await findSession(database.read, token, now, civilDate(now))
    if (!found) return null
    const { session, standings } = found
    const worn = wornOf(standings, session.standingId, session)
    if (!worn) throw accessProblem(standings.length > 0 ? 'access/second-factor-needed' : 'access/no-role')
    if (Temporal.Instant.compare(session.seenAt.add(SEEN_EVERY), now) <= 0) {
      await database.transaction((tx) => touchSession(tx, session.id, now, expiry(worn.face, session.signedInAt, now)))
    }
    return actorFrom(session, worn)
  }
}
