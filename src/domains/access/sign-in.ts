/** The parts that all ways of logging in share: an audited transaction of their own, and the session that begins. */
import { recordChange } from '../../platform/audit.ts'
import type { Read, Tx } from '../../platform/database.ts'
import { SESSION_COOKIE } from '../../platform/http-options.ts'
import { newId } from '../../platform/ids.ts'
import { common, Problem } from '../../platform/problem.ts'
import { Reply, type AnyInput } from '../../platform/routes.ts'
import type { Services } from '../../platform/services.ts'
import { civilDate } from '../../platform/time.ts'
import { accessProblem } from './problems.ts'
import { expiry, firstStanding, nextStep, withinLimit, type Limit, type Proof, type Step } from './rules.ts'
import { ensureAccount, findPasswords, findSecondFactor, type Account } from './stores/accounts.ts'
import { count } from './stores/codes.ts'
import { deleteSessionByToken, findSession, insertSession, rememberStanding, type Session } from './stores/sessions.ts'
import { findStandings } from './stores/standings.ts'
import { tokensFrom, type Tokens } from './tokens.ts'

/** What the login needs besides the services. */
export interface Login extends Services {
  readonly tokens: Tokens
}
export const loginOf = (services: Services): Login => ({ ...services, tokens: tokensFrom(services.keys) })

type Asked = Pick<AnyInput, 'now' | 'http'>

/**
 * A command whose refusals must leave traces (counted tries, audit rows): a Problem that `work` returns is thrown after the commit, one that it
 * throws rolls back.
 */
export async function attempt<T>({ commands }: Services, name: string, { now, http }: Asked, work: (tx: Tx) => Promise<T | Problem>): Promise<T> {
  const outcome = await commands.run({ name, actor: null, at: now, httpRequestId: http.requestId }, work)
  if (outcome instanceof Problem) throw outcome
  return outcome
}

export type Next = 'done' | Step

export interface Begun {
  readonly next: Next
  readonly setCookie: string
}

/** Begins a session under a new token, whatever the browser held before: nobody can have planted it. */
export async function beginSession(tx: Tx, { tokens }: Login, { now, http }: Asked, account: Account, proof: Proof): Promise<Begun | Problem> {
  const today = civilDate(now)
  const standings = (await findStandings(tx, [account.personId], today)).get(account.personId) ?? []
  if (standings.length === 0) return accessProblem('access/no-role')
  const worn = firstStanding(standings, account.lastStandingId, proof)
  await dropHeldSession(tx, tokens, http)
  const token = tokens.newToken()
  const id = newId<'session'>()
  const forgotten = await insertSession(tx, {
    id,
    accountId: account.id,
    token,
    standingId: worn?.id ?? null,
    passwordAt: proof.passwordAt,
    secondFactorAt: proof.secondFactorAt,
    signedInAt: now,
    expiresAt: expiry(worn?.face ?? null, now, now),
    address: http.ip,
    userAgent: String(http.headers['user-agent'] ?? ''),
  })
  for (const each of forgotten) recordChange(tx, { subjectKind: 'session', subjectId: each, before: { accountId: account.id }, after: null, reason: 'too many sessions' })
  if (worn) await rememberStanding(tx, account.id, worn.id)
  recordChange(tx, { subjectKind: 'session', subjectId: id, before: null, after: { accountId: account.id, role: worn?.role ?? null, placeId: worn?.place.id ?? null, password: proof.passwordAt !== null, secondFactor: proof.secondFactorAt !== null } })
  return { next: worn ? 'done' : await stepOf(tx, account, proof), setCookie: cookieHeader(tokens.sign(token), COOKIE_SECONDS, http.secure) }
}

async function dropHeldSession(tx: Tx, tokens: Tokens, http: Asked['http']): Promise<void> {
  const token = tokens.open(http.cookies[SESSION_COOKIE] ?? '')
  const held = token === null ? null : await deleteSessionByToken(tx, token)
  if (held) recordChange(tx, { subjectKind: 'session', subjectId: held.id, before: { accountId: held.accountId }, after: null })
}

/** The session of this browser, also one that wears nothing yet. @throws when there is none. */
export async function heldSession({ database, tokens }: Login, { now, http }: Asked): Promise<Session> {
  const token = tokens.open(http.cookies[SESSION_COOKIE] ?? '')
  const found = token === null ? null : await findSession(database.read, token, now, civilDate(now))
  if (!found) throw common('common/not-signed-in')
  return found.session
}

/** Ends this browser's session. */
export async function endHeldSession(login: Login, asked: Asked): Promise<Reply<Record<never, never>>> {
  await attempt(login, 'POST /api/v1/access/logout', asked, (tx) => dropHeldSession(tx, login.tokens, asked.http))
  return new Reply({}, { headers: { 'set-cookie': cookieHeader('', 0, asked.http.secure) } })
}

/** Longer than any session lasts: the server decides when it ends. */
const COOKIE_SECONDS = 400 * 24 * 3600

const cookieHeader = (value: string, seconds: number, secure: boolean): string => `${SESSION_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure ? '; Secure' : ''}`

export const signedIn = <T extends { readonly next: Next }>(body: T, begun: Begun): Reply<T> => new Reply(body, { headers: { 'set-cookie': begun.setCookie } })

/** Counts before anything is tried. */
export async function counted<T extends 'access/locked' | 'access/too-many-codes'>(tx: Tx, limit: Limit, key: Buffer, now: Temporal.Instant, refusal: T): Promise<Problem | null> {
  const verdict = withinLimit(limit, await count(tx, limit, key, now), refusal)
  return verdict.ok ? null : accessProblem(verdict.refusal, verdict.values === undefined ? {} : { values: verdict.values })
}

export async function stepOf(read: Read, account: Pick<Account, 'id' | 'personId'>, proof: Proof): Promise<Step> {
  const [password] = await findPasswords(read, [account.personId])
  const factor = await findSecondFactor(read, account.id)
  return nextStep({ password: password !== undefined, secondFactor: (factor?.secret ?? null) !== null }, proof)
}

export async function accountOf(tx: Tx, personId: string, now: Temporal.Instant): Promise<Account> {
  const { made, ...account } = await ensureAccount(tx, personId, now)
  if (made) recordChange(tx, { subjectKind: 'account', subjectId: account.id, before: null, after: { personId } })
  return account
}
