/**
 * Session tokens and one-time codes. The database holds neither in a form that opens anything: the cookie carries a signature, codes are kept
 * as HMACs, and the keys of both come from the root secret, which the master key outside the database unlocks.
 */
import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { normalizeIP } from '@fastify/rate-limit'
import type { Keys } from '../../platform/keys.ts'
import { CODE } from './rules.ts'

const mac = (key: Buffer, ...parts: readonly string[]): Buffer => createHmac('sha256', key).update(parts.join('\u0000')).digest()

const isSame = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b)

export interface Tokens {
  newToken(): string
  /** The cookie's value: the token and its signature. */
  sign(token: string): string
  /** The token of a cookie that was signed by this database's key; null for any other. */
  open(cookie: string): string | null
  newCode(): string
  codeDigest(phoneIndex: Buffer, code: string): string
  isCode(phoneIndex: Buffer, code: string, digest: string): boolean
  recoveryDigest(accountId: string, code: string): string
  /** What an address (an IPv6 subscriber's whole /64) or an account is counted under. */
  countingKey(kind: 'address' | 'account', what: string): Buffer
  /** A number as one address tries it. */
  phoneFromAddressKey(phoneIndex: Buffer, address: string): Buffer
  /** For better-auth's symmetric encryption of secrets at rest. */
  readonly secretKey: string
}

export function tokensFrom(keys: Keys): Tokens {
  const sessionKey = keys.derive('session')
  const codeKey = keys.derive('code')
  const signature = (token: string) => mac(sessionKey, token)
  const codeDigest = (phoneIndex: Buffer, code: string) => mac(codeKey, 'code', phoneIndex.toString('hex'), code).toString('hex')
  return {
    newToken: () => randomBytes(32).toString('base64url'),
    sign: (token) => `${token}.${signature(token).toString('base64url')}`,
    open(cookie) {
      const [token, signed, ...rest] = cookie.split('.')
      if (token === undefined || signed === undefined || rest.length > 0) return null
      return isSame(Buffer.from(signed, 'base64url'), signature(token)) ? token : null
    },
    newCode: () => String(randomInt(10 ** CODE.digits)).padStart(CODE.digits, '0'),
    codeDigest,
    isCode: (phoneIndex, code, digest) => isSame(Buffer.from(codeDigest(phoneIndex, code)), Buffer.from(digest)),
    recoveryDigest: (accountId, code) => mac(codeKey, 'recovery', accountId, code).toString('hex'),
    countingKey: (kind, what) => mac(codeKey, kind, kind === 'address' ? normalizeIP(what, 64) : what),
    phoneFromAddressKey: (phoneIndex, address) => mac(codeKey, 'phone from address', phoneIndex.toString('hex'), normalizeIP(address, 64)),
    secretKey: keys.derive('second-factor').toString('hex'),
  }
}
