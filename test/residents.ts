/** Residents of a loaded demo city, logged in straight in its database: load and fault tests need more of them than the login's limits allow. */
import { join } from 'node:path'
import { accountOf, attempt, beginSession, loginOf } from '../src/domains/access/sign-in.ts'
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts'
import { openLog } from '../src/platform/log.ts'
import { openPlatform } from '../src/platform/open.ts'
import { systemClock } from '../src/platform/time.ts'
import type { PersonId } from '../src/platform/ids.ts'

export interface Resident {
  readonly cookie: string
  readonly personId: string
  readonly communityId: string
  readonly unitId: string
}

export interface CityDatabase {
  /** As the role that owns it. */
  readonly url: string
  /** Of the PostgreSQL server. */
  readonly pid: number
  residents(count: number): Promise<readonly Resident[]>
  /** Of everybody, in clear. */
  phones(): Promise<readonly string[]>
  close(): Promise<void>
}

/** The embedded database that a running server keeps below its data directory. */
export async function openCityDatabase(dataDirectory: string): Promise<CityDatabase> {
  const postgres = await startEmbeddedPostgres({ directory: join(dataDirectory, 'postgres'), onProgress: () => {} })
  const url = postgres.url('postgres')
  const platform = await openPlatform({ url, dataDirectory, environmentKey: undefined, clock: systemClock, log: openLog('silent'), jobs: [], connections: 4 })
  const { services } = platform
  return {
    url,
    pid: postgres.pid,
    async residents(count) {
      // One owner a community, then a second one each …: load that meets in one community would queue for its running numbers.
      const { rows } = await services.database.pool.query<{ standing_id: string; person_id: string; community_id: string; unit_id: string }>(
        `select standing_id, person_id, community_id, unit_id from (
           select o.id as standing_id, o.person_id, o.community_id, h.unit_id, row_number() over (partition by o.community_id order by o.id) as turn
             from register.ownership o join register.home h on h.community_id = o.community_id and h.id = o.home_id
            where o.person_id is not null and o.superseded_at is null and o.valid_to is null and h.occupancy = 'owner') owner
          where turn <= 64 order by turn, community_id limit $1`,
        [count],
      )
      const residents: Resident[] = []
      for (const row of rows) {
        const now = systemClock.now()
        const asked = { now, http: { requestId: 'load', ip: '127.0.0.1', secure: false, headers: {}, cookies: {} } }
        const { setCookie } = await attempt(services, 'load', asked, async (tx) =>
          beginSession(tx, loginOf(services), asked, { ...(await accountOf(tx, row.person_id as PersonId, now)), lastStandingId: row.standing_id }, { passwordAt: null, secondFactorAt: null }),
        )
        residents.push({ cookie: setCookie.split(';')[0] ?? '', personId: row.person_id, communityId: row.community_id, unitId: row.unit_id })
      }
      return residents
    },
    async phones() {
      const { rows } = await services.database.pool.query<{ id: string; wrapped_key: Buffer; phone: Buffer }>('select id, wrapped_key, phone from register.person where phone is not null')
      return rows.map(({ id, wrapped_key, phone }) => services.keys.open(id, wrapped_key, 'phone', phone))
    },
    async close() {
      await platform.close()
      await postgres.stop()
    },
  }
}
