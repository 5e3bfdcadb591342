import { hashPassword, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { recordChange } from '../../../platform/audit.ts'
import { anyone } from '../../../platform/policy.ts'
import { Problem } from '../../../platform/problem.ts'
import type { Bind } from '../../../platform/routes.ts'
import { findPersons, openName, openPhone } from '../../register/public.ts'
import type { AccessContract } from '../contract.ts'
import { accessProblem } from '../problems.ts'
import { isWeakPassword, LIMITS } from '../rules.ts'
import { base32, enrolmentUri, newRecoveryCodes, newSecret, takenStep } from '../second-factor.ts'
import { accountOf, attempt, beginSession, counted, heldSession, signedIn, type Begun, type Login } from '../sign-in.ts'
import { confirmSecondFactor, findSecondFactor, lockSecondFactor, savePassword, saveSecret, spend, type SecondFactor } from '../stores/accounts.ts'
import { forgetCount } from '../stores/codes.ts'
import { deleteOtherSessions, type Session } from '../stores/sessions.ts'
import { checkCode, spendCode } from './login.ts'

/** Password and second factor: also for a session that wears nothing yet, so these look for the session themselves. */
export function bindSecondFactor(on: Bind<AccessContract>, login: Login): void {
  on.effect('POST /api/v1/access/password', {
    may: anyone,
    handle: async (asked) => {
      const begun = await setPassword(login, await heldSession(login, asked), asked.body, asked)
      return signedIn({ next: begun.next }, begun)
    },
  })
  on.effect('POST /api/v1/access/second-factor/enrol', {
    may: anyone,
    handle: async (asked) => enrol(login, await heldSession(login, asked), asked),
  })
  on.effect('POST /api/v1/access/second-factor/confirm', {
    may: anyone,
    handle: async (asked) => {
      const session = await heldSession(login, asked)
      const recoveryCodes = newRecoveryCodes()
      const begun = await proveSecondFactor(login, session, asked, asked.body.code, { confirming: recoveryCodes })
      return signedIn({ next: begun.next, recoveryCodes }, begun)
    },
  })
  on.effect('POST /api/v1/access/login/second-factor', {
    may: anyone,
    handle: async (asked) => {
      const begun = await proveSecondFactor(login, await heldSession(login, asked), asked, asked.body.code, { confirming: null })
      return signedIn({ next: begun.next }, begun)
    },
  })
}

type Asked = Parameters<typeof heldSession>[1]

/** Whoever holds the phone may set the password; the roles that see many people stay closed without the second factor. */
async function setPassword(login: Login, session: Session, { code, password }: { code: string; password: string }, asked: Asked): Promise<Begun> {
  const { keys } = login
  const [person] = await findPersons(login.database.read, [session.personId])
  const phone = person ? openPhone(keys, person) : null
  if (phone === null) throw accessProblem('access/wrong-code')
  if (isWeakPassword(password, phone)) throw accessProblem('access/weak-password')
  const hash = await hashPassword(password)
  return attempt(login, 'POST /api/v1/access/password', asked, async (tx) => {
    const checked = await checkCode(tx, login, keys.phoneIndex(phone), code, asked.now)
    if (checked instanceof Problem) {
      recordChange(tx, { subjectKind: 'account', subjectId: session.accountId, before: null, after: null, reason: 'wrong code' })
      return checked
    }
    await spendCode(tx, keys.phoneIndex(phone))
    await savePassword(tx, session.accountId, hash, asked.now)
    recordChange(tx, { subjectKind: 'account', subjectId: session.accountId, before: null, after: { passwordAt: asked.now.toString() } })
    for (const id of await deleteOtherSessions(tx, session.accountId, session.id)) recordChange(tx, { subjectKind: 'session', subjectId: id, before: { accountId: session.accountId }, after: null, reason: 'password changed' })
    return beginSession(tx, login, asked, await accountOf(tx, session.personId, asked.now), { ...session, passwordAt: asked.now })
  })
}

async function enrol(login: Login, session: Session, asked: Asked) {
  if (session.passwordAt === null) throw accessProblem('access/password-needed')
  const secret = newSecret()
  const sealed = await symmetricEncrypt({ key: login.tokens.secretKey, data: secret.toString('hex') })
  const [person] = await findPersons(login.database.read, [session.personId])
  return attempt(login, 'POST /api/v1/access/second-factor/enrol', asked, async (tx) => {
    // Only from a session that has proven the old one may a new one take its place.
    if ((await lockSecondFactor(tx, session.accountId))?.confirmed && session.secondFactorAt === null) return accessProblem('access/second-factor-known')
    await saveSecret(tx, session.accountId, sealed)
    recordChange(tx, { subjectKind: 'account', subjectId: session.accountId, before: null, after: { secondFactor: 'enrolled' } })
    return { secret: base32(secret), uri: enrolmentUri(secret, person ? openName(login.keys, person) : '') }
  })
}

async function proveSecondFactor(login: Login, session: Session, asked: Asked, code: string, { confirming }: { confirming: readonly string[] | null }): Promise<Begun> {
  if (session.passwordAt === null) throw accessProblem('access/password-needed')
  const sealed = (await findSecondFactor(login.database.read, session.accountId))?.secret
  const secret = sealed === undefined ? null : Buffer.from(await symmetricDecrypt({ key: login.tokens.secretKey, data: sealed }), 'hex')
  const name = confirming ? 'POST /api/v1/access/second-factor/confirm' : 'POST /api/v1/access/login/second-factor'
  return attempt(login, name, asked, async (tx) => {
    const key = login.tokens.countingKey('account', session.accountId)
    const locked = await counted(tx, LIMITS.wrongSecondFactors, key, asked.now, 'access/locked')
    if (locked) return locked
    const factor = await lockSecondFactor(tx, session.accountId)
    if (confirming && factor?.confirmed) return accessProblem('access/second-factor-known')
    // Another secret was enrolled in between, or there is none.
    const isUsable = factor !== null && factor.secret === sealed && (factor.confirmed || confirming !== null)
    const left = secret !== null && isUsable ? taken(login, session, secret, factor, code, asked.now) : null
    if (!left) {
      recordChange(tx, { subjectKind: 'account', subjectId: session.accountId, before: null, after: null, reason: 'wrong second factor' })
      return accessProblem('access/wrong-code')
    }
    await forgetCount(tx, LIMITS.wrongSecondFactors, key)
    if (confirming) await confirmSecondFactor(tx, session.accountId, left.lastStep, confirming.map((each) => login.tokens.recoveryDigest(session.accountId, each)), asked.now)
    else await spend(tx, session.accountId, left)
    recordChange(tx, { subjectKind: 'account', subjectId: session.accountId, before: null, after: { secondFactor: confirming ? 'confirmed' : 'proven', recoveryCodesLeft: confirming?.length ?? left.recoveryCodes.length } })
    return beginSession(tx, login, asked, await accountOf(tx, session.personId, asked.now), { passwordAt: session.passwordAt, secondFactorAt: asked.now })
  })
}

/** What is left unspent when the code is right; null when it is wrong. */
function taken({ tokens }: Login, { accountId }: Session, secret: Buffer, factor: SecondFactor, code: string, now: Temporal.Instant): Pick<SecondFactor, 'lastStep' | 'recoveryCodes'> | null {
  if (code.includes('-')) {
    const digest = tokens.recoveryDigest(accountId, code)
    return factor.recoveryCodes.includes(digest) ? { lastStep: factor.lastStep, recoveryCodes: factor.recoveryCodes.filter((each) => each !== digest) } : null
  }
  const step = takenStep(secret, code, now, factor.lastStep)
  return step === null ? null : { lastStep: step, recoveryCodes: factor.recoveryCodes }
}
