import { verifyPassword } from 'better-auth/crypto'
import { recordChange } from '../../../platform/audit.ts'
import type { Tx } from '../../../platform/database.ts'
import { anyone } from '../../../platform/policy.ts'
import { Problem } from '../../../platform/problem.ts'
import type { Bind } from '../../../platform/routes.ts'
import { demoAccounts } from '../../../platform/settings.ts'
import { civilDate } from '../../../platform/time.ts'
import { maskName, openName, personsByPhone } from '../../register/public.ts'
import type { AccessContract } from '../contract.ts'
import { accessProblem } from '../problems.ts'
import { CODE, LIMITS, wornOf } from '../rules.ts'
import { accountOf, attempt, beginSession, counted, endHeldSession, heldSession, signedIn, stepOf, type Begun, type Login, type Next } from '../sign-in.ts'
import { findPasswords } from '../stores/accounts.ts'
import { countTry, deleteCode, forgetCount, lockCode, saveCode } from '../stores/codes.ts'
import { findStandings } from '../stores/standings.ts'

export function bindLogin(on: Bind<AccessContract>, login: Login): void {
  on.effect('GET /api/v1/access/login', {
    may: anyone,
    handle: async (asked) => {
      const demo = (await demoAccounts(login.database.read)) !== null
      return { next: await nextOf(login, asked), demo, codes: demo || login.codeSender !== undefined }
    },
  })
  on.effect('POST /api/v1/access/code', {
    may: anyone,
    handle: async (asked) => sendCode(login, asked.body.phone, asked),
  })
  on.effect('POST /api/v1/access/login/phone', {
    may: anyone,
    handle: async (asked) => {
      const outcome = await attempt(login, 'POST /api/v1/access/login/phone', asked, (tx) => signInByCode(tx, login, asked.body, asked))
      return 'people' in outcome ? { next: 'choose-person' as const, people: outcome.people } : signedIn({ next: outcome.next }, outcome)
    },
  })
  on.effect('POST /api/v1/access/login/password', {
    may: anyone,
    handle: async (asked) => {
      const begun = await signInByPassword(login, asked.body, asked)
      return signedIn({ next: begun.next }, begun)
    },
  })
  on.effect('POST /api/v1/access/logout', { may: anyone, handle: (asked) => endHeldSession(login, asked) })
}

type Asked = Parameters<typeof heldSession>[1]

async function nextOf(login: Login, asked: Asked): Promise<'sign-in' | Next> {
  const session = await heldSession(login, asked).catch((error: unknown) => {
    if (error instanceof Problem) return null
    throw error
  })
  if (!session) return 'sign-in'
  const standings = (await findStandings(login.database.read, [session.personId], civilDate(asked.now))).get(session.personId) ?? []
  if (standings.length === 0) return 'sign-in'
  return wornOf(standings, session.standingId, session) ? 'done' : stepOf(login.database.read, { id: session.accountId, personId: session.personId }, session)
}

/** The same work and answer whoever has the number. */
async function sendCode(login: Login, phone: string, asked: Asked) {
  const { keys, tokens, codeSender } = login
  const demo = (await demoAccounts(login.database.read)) !== null
  if (!demo && !codeSender) throw accessProblem('access/no-sender')
  const phoneIndex = keys.phoneIndex(phone)
  const code = tokens.newCode()
  const expiresAt = asked.now.add(CODE.lasts)
  const isKnown = await attempt(login, 'POST /api/v1/access/code', asked, async (tx) => {
    const tooMany =
      (await counted(tx, LIMITS.codesOfAddress, tokens.countingKey('address', asked.http.ip), asked.now, 'access/too-many-codes')) ??
      (await counted(tx, LIMITS.codesOfPhoneFromAddress, tokens.phoneFromAddressKey(phoneIndex, asked.http.ip), asked.now, 'access/too-many-codes')) ??
      (await counted(tx, LIMITS.codesOfPhone, phoneIndex, asked.now, 'access/too-many-codes'))
    if (tooMany) return tooMany
    await saveCode(tx, phoneIndex, tokens.codeDigest(phoneIndex, code), asked.now, expiresAt)
    const persons = await personsByPhone(tx, phoneIndex)
    for (const { id } of persons) recordChange(tx, { subjectKind: 'person', subjectId: id, before: null, after: { codeUntil: expiresAt.toString() } })
    return persons.length > 0
  })
  if (!demo && isKnown) codeSender?.send(phone, code)
  return { expiresAt: expiresAt.toString(), ...(demo ? { demoCode: code } : {}) }
}

const wrongCode = (left: number): Problem => accessProblem('access/wrong-code', { values: { left } })

/** Whether a code is right, counted before it is looked at: a problem, or how many tries it has left should it be turned away all the same. It stays alive until `spendCode`. */
export async function checkCode(tx: Tx, { tokens }: Login, phoneIndex: Buffer, code: string, { now, http }: Asked): Promise<Problem | { readonly left: number }> {
  const fromAddress = tokens.phoneFromAddressKey(phoneIndex, http.ip)
  const locked = (await counted(tx, LIMITS.wrongCodesFromAddress, fromAddress, now, 'access/locked')) ?? (await counted(tx, LIMITS.wrongCodes, phoneIndex, now, 'access/locked'))
  if (locked) return locked
  const known = await lockCode(tx, phoneIndex)
  const isAlive = known !== null && known.tries < CODE.tries && Temporal.Instant.compare(now, known.expiresAt) < 0
  const left = isAlive ? CODE.tries - known.tries - 1 : 0
  if (isAlive && tokens.isCode(phoneIndex, code, known.digest)) {
    await forgetCount(tx, LIMITS.wrongCodesFromAddress, fromAddress)
    await forgetCount(tx, LIMITS.wrongCodes, phoneIndex)
    return { left }
  }
  await countTry(tx, phoneIndex)
  return wrongCode(left)
}

export const spendCode = deleteCode

async function signInByCode(tx: Tx, login: Login, { phone, code, personId }: { phone: string; code: string; personId?: string | undefined }, asked: Asked): Promise<Begun | { people: { personId: string; name: string }[] } | Problem> {
  const phoneIndex = login.keys.phoneIndex(phone)
  const checked = await checkCode(tx, login, phoneIndex, code, asked)
  const persons = await personsByPhone(tx, phoneIndex)
  if (checked instanceof Problem) {
    for (const { id } of persons) recordChange(tx, { subjectKind: 'person', subjectId: id, before: null, after: null, reason: 'wrong code' })
    return checked
  }
  const standings = await findStandings(tx, persons.map(({ id }) => id), civilDate(asked.now))
  const possible = persons.filter(({ id }) => (standings.get(id)?.length ?? 0) > 0)
  if (personId === undefined && possible.length > 1) return { people: possible.map((person) => ({ personId: person.id, name: maskName(openName(login.keys, person)) })) }
  const chosen = personId === undefined ? possible[0] : possible.find(({ id }) => id === personId)
  if (!chosen && (persons.length === 0 || personId !== undefined)) {
    // Only a demo shows codes of numbers that nobody has: answered as a wrong one.
    await countTry(tx, phoneIndex)
    return wrongCode(checked.left)
  }
  await spendCode(tx, phoneIndex)
  if (!chosen) return accessProblem('access/no-role')
  return beginSession(tx, login, asked, await accountOf(tx, chosen.id, asked.now), { passwordAt: null, secondFactorAt: null })
}

/** Of nobody: compared where there is no password, so that both answers take as long. */
const NO_PASSWORD = `${'0'.repeat(32)}:${'0'.repeat(128)}`

async function signInByPassword(login: Login, { phone, password }: { phone: string; password: string }, asked: Asked): Promise<Begun> {
  const name = 'POST /api/v1/access/login/password'
  const phoneIndex = login.keys.phoneIndex(phone)
  const fromAddress = login.tokens.phoneFromAddressKey(phoneIndex, asked.http.ip)
  const known = await attempt(login, name, asked, async (tx) => {
    const locked =
      (await counted(tx, LIMITS.passwordsOfAddress, login.tokens.countingKey('address', asked.http.ip), asked.now, 'access/locked')) ??
      (await counted(tx, LIMITS.wrongPasswordsFromAddress, fromAddress, asked.now, 'access/locked')) ??
      (await counted(tx, LIMITS.wrongPasswords, phoneIndex, asked.now, 'access/locked'))
    return locked ?? findPasswords(tx, (await personsByPhone(tx, phoneIndex)).map(({ id }) => id))
  })
  // Hashing takes long by design: outside of any transaction.
  let right = null
  for (const account of known.length > 0 ? known : [null]) {
    const isRight = await verifyPassword({ hash: account?.hash ?? NO_PASSWORD, password })
    if (isRight && account) right ??= account
  }
  return attempt(login, name, asked, async (tx) => {
    if (!right) {
      for (const { id } of known) recordChange(tx, { subjectKind: 'account', subjectId: id, before: null, after: null, reason: 'wrong password' })
      return accessProblem('access/wrong-password')
    }
    await forgetCount(tx, LIMITS.wrongPasswordsFromAddress, fromAddress)
    await forgetCount(tx, LIMITS.wrongPasswords, phoneIndex)
    return beginSession(tx, login, asked, right, { passwordAt: asked.now, secondFactorAt: null })
  })
}
