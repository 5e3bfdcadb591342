import { hashPassword, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { recordChange } from '../../../platform/audit.ts'
import type { Tx } from '../../../platform/database.ts'
import { anyone } from '../../../platform/policy.ts'
import { Problem } from '../../../platform/problem.ts'
import type { Bind } from '../../../platform/routes.ts'
import { findPersons, openName, openPhone } from '../../register/public.ts'
import type { AccessContract } from '../contract.ts'
import { accessProblem } from '../problems.ts'
import { isWeakPassword, LIMITS } from '../rules.ts'
import { base32, enrolmentUri, newRecoveryCodes, newSecret, takenStep } from '../second-factor.ts'
import { accountOf, attempt, beginSession, counted, heldSession, signedIn, type Begun, type Login } from '../sign-in.ts'
import { confirmSecondFactor, findSecondFactor, lockSecondFactor, savePassword, savePendingSecret, spend, type SecondFactor } from '../stores/accounts.ts'
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
      const begun = await confirm(login, session, asked, asked.body.code, recoveryCodes)
      return signedIn({ next: begun.next, recoveryCodes }, begun)
    },
  })
  on.effect('POST /api/v1/access/login/second-factor', {
    may: anyone,
    handle: async (asked) => {
      const begun = await prove(login, await heldSession(login, asked), asked, asked.body.code)
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
    const checked = await checkCode(tx, login, keys.phoneIndex(phone), code, asked)
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
    const factor = await lockSecondFactor(tx, session.accountId)
    if (factor !== null && !mayEnrol(session, factor)) return accessProblem('access/second-factor-known')
    await savePendingSecret(tx, session.accountId, sealed)
    recordChange(tx, { subjectKind: 'account', subjectId: session.accountId, before: null, after: { secondFactor: 'enrolled' } })
    return { secret: base32(secret), uri: enrolmentUri(secret, person ? openName(login.keys, person) : '') }
  })
}

/** Only from a session that has proven the one that counts may another take its place. */
const mayEnrol = (session: Session, factor: SecondFactor): boolean => factor.secret === null || session.secondFactorAt !== null

/** The first code of the pending secret: it takes the old one's place, and so do its recovery codes. */
async function confirm(login: Login, session: Session, asked: Asked, code: string, recoveryCodes: readonly string[]): Promise<Begun> {
  return proveSecondFactor(login, session, asked, {
    name: 'POST /api/v1/access/second-factor/confirm',
    sealed: (factor) => factor.pendingSecret,
    check: async (tx, factor, secret) => {
      if (!mayEnrol(session, factor) || (factor.pendingSecret === null && factor.secret !== null)) return accessProblem('access/second-factor-known')
      // No step of a new secret is spent.
      const lastStep = secret && takenStep(secret, code, asked.now, 0)
      if (factor.pendingSecret === null || lastStep === null) return null
      await confirmSecondFactor(tx, session.accountId, { secret: factor.pendingSecret, lastStep, recoveryCodes: recoveryCodes.map((each) => login.tokens.recoveryDigest(session.accountId, each)) }, asked.now)
      return { secondFactor: 'confirmed', recoveryCodesLeft: recoveryCodes.length }
    },
  })
}

async function prove(login: Login, session: Session, asked: Asked, code: string): Promise<Begun> {
  return proveSecondFactor(login, session, asked, {
    name: 'POST /api/v1/access/login/second-factor',
    sealed: (factor) => factor.secret,
    check: async (tx, factor, secret) => {
      const left = secret && taken(login, session, secret, factor, code, asked.now)
      if (left === null) return null
      await spend(tx, session.accountId, left)
      return { secondFactor: 'proven', recoveryCodesLeft: left.recoveryCodes.length }
    },
  })
}

interface Proof {
  readonly name: string
  readonly sealed: (factor: SecondFactor) => string | null
  /** What the audit trail says of it; null when the code is wrong. */
  readonly check: (tx: Tx, factor: SecondFactor, secret: Buffer | null) => Promise<Record<string, unknown> | Problem | null>
}

async function proveSecondFactor(login: Login, session: Session, asked: Asked, { name, sealed, check }: Proof): Promise<Begun> {
  if (session.passwordAt === null) throw accessProblem('access/password-needed')
  const { passwordAt, accountId } = session
  const found = await findSecondFactor(login.database.read, accountId)
  const known = found && sealed(found)
  const secret = known === null ? null : Buffer.from(await symmetricDecrypt({ key: login.tokens.secretKey, data: known }), 'hex')
  return attempt(login, name, asked, async (tx) => {
    const key = login.tokens.countingKey('account', accountId)
    const locked = await counted(tx, LIMITS.wrongSecondFactors, key, asked.now, 'access/locked')
    if (locked) return locked
    const factor = await lockSecondFactor(tx, accountId)
    // Another secret may have been enrolled in between.
    const proven = factor && (await check(tx, factor, sealed(factor) === known ? secret : null))
    if (proven instanceof Problem) return proven
    if (proven === null) {
      recordChange(tx, { subjectKind: 'account', subjectId: accountId, before: null, after: null, reason: 'wrong second factor' })
      return accessProblem('access/wrong-code')
    }
    await forgetCount(tx, LIMITS.wrongSecondFactors, key)
    recordChange(tx, { subjectKind: 'account', subjectId: accountId, before: null, after: proven })
    return beginSession(tx, login, asked, await accountOf(tx, session.personId, asked.now), { passwordAt, secondFactorAt: asked.now })
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
