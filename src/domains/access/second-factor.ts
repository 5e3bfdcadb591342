/** Time-based one-time passwords (RFC 6238: HMAC-SHA-1, six digits, 30 seconds), as every authenticator app makes them, and recovery codes. */
import { createHmac, randomBytes } from 'node:crypto'

const STEP_SECONDS = 30
const SECRET_BYTES = 20
/** Phones' clocks are a little off: one step before and after is taken too. */
const DRIFT = [0, -1, 1]

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 without padding. */
export function base32(bytes: Uint8Array): string {
  let bits = 0
  let value = 0
  let text = ''
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET[(value >> bits) & 31]
    }
  }
  return bits > 0 ? text + ALPHABET[(value << (5 - bits)) & 31] : text
}

export const newSecret = (): Buffer => randomBytes(SECRET_BYTES)

export const stepAt = (at: Temporal.Instant): number => Math.floor(at.epochMilliseconds / 1000 / STEP_SECONDS)

export function codeOfStep(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** The time step of a code that is right now and was not taken before (RFC 6238 5.2); null for any other. */
export function takenStep(secret: Uint8Array, code: string, at: Temporal.Instant, lastStep: number): number | null {
  const now = stepAt(at)
  return DRIFT.map((drift) => now + drift).find((step) => step > lastStep && codeOfStep(secret, step) === code) ?? null
}

/** What the app's QR code says. */
export const enrolmentUri = (secret: Uint8Array, name: string): string =>
  `otpauth://totp/${encodeURIComponent(`Lifang:${name}`)}?secret=${base32(secret)}&issuer=Lifang&algorithm=SHA1&digits=6&period=${STEP_SECONDS}`

const RECOVERY_CODES = 10

/** 50 bits each, used once. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () => {
    const text = base32(randomBytes(7)).toLowerCase()
    return `${text.slice(0, 5)}-${text.slice(5, 10)}`
  })
