import { sql } from 'kysely'
import { tables, type Read, type Tx } from '../../../platform/database.ts'
import type { AccountId, PersonId, SessionId } from '../../../platform/ids.ts'
import type { Proof, Standing } from '../rules.ts'
import { standingFrom, standingsOf, type StandingRow } from './standings.ts'

const access = tables('access')

export interface Session extends Proof {
  readonly id: SessionId
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly standingId: string | null
  readonly signedInAt: Temporal.Instant
  readonly seenAt: Temporal.Instant
}

interface SessionRow {
  readonly session_id: string
  readonly account_id: string
  readonly account_person_id: string
  readonly standing_id: string | null
  readonly password_at: Temporal.Instant | null
  readonly second_factor_at: Temporal.Instant | null
  readonly created_at: Temporal.Instant
  readonly updated_at: Temporal.Instant
}

/** The living session of a token with all that its person may be today: one query, because every request pays for it. */
export async function findSession(read: Read, token: string, now: Temporal.Instant, today: string): Promise<{ readonly session: Session; readonly standings: readonly Standing[] } | null> {
  const found = sql<SessionRow & { readonly [K in keyof StandingRow]: StandingRow[K] | null }>`(
    select session.id as session_id, session.account_id, account.person_id as account_person_id, session.standing_id, session.password_at,
           session.second_factor_at, session.created_at, session.updated_at, standing.*
      from access.session session join access.account account on account.id = session.account_id
      left join lateral ${standingsOf(sql`account.person_id`, today)} standing on true
     where session.token = ${token} and session.expires_at > ${now.toString()}::timestamptz)`
  const rows = await access(read).selectFrom(found.as('found')).selectAll().execute()
  const [row] = rows
  if (!row) return null
  return {
    session: {
      id: row.session_id as SessionId,
      accountId: row.account_id as AccountId,
      personId: row.account_person_id as PersonId,
      standingId: row.standing_id,
      passwordAt: row.password_at,
      secondFactorAt: row.second_factor_at,
      signedInAt: row.created_at,
      seenAt: row.updated_at,
    },
    standings: rows.flatMap((each) => (each.id === null ? [] : [standingFrom(each as StandingRow)])),
  }
}

export interface NewSession extends Proof {
  readonly id: SessionId
  readonly accountId: AccountId
  readonly token: string
  readonly standingId: string | null
  readonly signedInAt: Temporal.Instant
  readonly expiresAt: Temporal.Instant
  readonly address: string
  readonly userAgent: string
}

/** More than these at once are forgotten, oldest first. */
export const MOST_SESSIONS = 100

/** Answers with those that were forgotten for it. */
export async function insertSession(tx: Tx, session: NewSession): Promise<string[]> {
  await access(tx)
    .insertInto('access.session')
    .values({
      id: session.id,
      account_id: session.accountId,
      token: session.token,
      standing_id: session.standingId,
      password_at: session.passwordAt,
      second_factor_at: session.secondFactorAt,
      expires_at: session.expiresAt,
      created_at: session.signedInAt,
      updated_at: session.signedInAt,
      ip_address: session.address,
      user_agent: session.userAgent.slice(0, 200),
    })
    .execute()
  const forgotten = await access(tx)
    .deleteFrom('access.session')
    .where('id', 'in', (eb) => eb.selectFrom('access.session').select('id').where('account_id', '=', session.accountId).orderBy('updated_at', 'desc').orderBy('id', 'desc').offset(MOST_SESSIONS))
    .returning('id')
    .execute()
  return forgotten.map(({ id }) => id)
}

export async function touchSession(tx: Tx, id: string, seenAt: Temporal.Instant, expiresAt: Temporal.Instant): Promise<void> {
  await access(tx).updateTable('access.session').set({ updated_at: seenAt, expires_at: expiresAt }).where('id', '=', id).execute()
}

export async function wearStanding(tx: Tx, session: { readonly id: string; readonly accountId: string }, standingId: string, expiresAt: Temporal.Instant): Promise<void> {
  await access(tx).updateTable('access.session').set({ standing_id: standingId, expires_at: expiresAt }).where('id', '=', session.id).execute()
  await rememberStanding(tx, session.accountId, standingId)
}

export async function rememberStanding(tx: Tx, accountId: string, standingId: string): Promise<void> {
  await access(tx).updateTable('access.account').set({ last_standing_id: standingId }).where('id', '=', accountId).execute()
}

export interface ListedSession {
  readonly id: SessionId
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly signedInAt: Temporal.Instant
  readonly seenAt: Temporal.Instant
  readonly userAgent: string
  readonly address: string
}

/** Living sessions, the most recently seen first; of one account or of all. `after` is the last of the page before. */
export async function listSessions(read: Read, { accountId, now, limit, after }: { accountId: string | null; now: Temporal.Instant; limit: number; after: { seenAt: string; id: string } | null }): Promise<ListedSession[]> {
  let query = access(read)
    .selectFrom('access.session as session')
    .innerJoin('access.account as account', 'account.id', 'session.account_id')
    .select(['session.id', 'session.account_id', 'account.person_id', 'session.created_at', 'session.updated_at', 'session.user_agent', 'session.ip_address'])
    .where('session.expires_at', '>', now)
    .orderBy('session.updated_at', 'desc')
    .orderBy('session.id', 'desc')
    .limit(limit)
  if (accountId !== null) query = query.where('session.account_id', '=', accountId)
  if (after) query = query.where(sql<boolean>`(session.updated_at, session.id) < (${after.seenAt}::timestamptz, ${after.id}::uuid)`)
  return (await query.execute()).map((row) => ({
    id: row.id as SessionId,
    accountId: row.account_id as AccountId,
    personId: row.person_id as PersonId,
    signedInAt: row.created_at,
    seenAt: row.updated_at,
    userAgent: row.user_agent ?? '',
    address: row.ip_address ?? '',
  }))
}

/** Locks it, so that of two who revoke one hears that it is gone. */
export async function lockSession(tx: Tx, id: string): Promise<{ readonly id: string; readonly accountId: string } | null> {
  const row = await access(tx).selectFrom('access.session').select(['id', 'account_id']).where('id', '=', id).forUpdate().executeTakeFirst()
  return row ? { id: row.id, accountId: row.account_id } : null
}

export async function deleteSession(tx: Tx, id: string): Promise<void> {
  await access(tx).deleteFrom('access.session').where('id', '=', id).execute()
}

/** Whatever the browser held before, and answers with what it was. */
export async function deleteSessionByToken(tx: Tx, token: string): Promise<{ readonly id: string; readonly accountId: string } | null> {
  const row = await access(tx).deleteFrom('access.session').where('token', '=', token).returning(['id', 'account_id']).executeTakeFirst()
  return row ? { id: row.id, accountId: row.account_id } : null
}

export async function deleteOtherSessions(tx: Tx, accountId: string, keptId: string | null): Promise<string[]> {
  const query = access(tx).deleteFrom('access.session').where('account_id', '=', accountId)
  const rows = await (keptId === null ? query : query.where('id', '!=', keptId)).returning('id').execute()
  return rows.map(({ id }) => id)
}
