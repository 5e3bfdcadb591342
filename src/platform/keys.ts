/**
 * Personal data at rest. A master key outside the database wraps (a) the database's root secret, from which the blind-index and session keys
 * are derived, and (b) each person's own key, under which that person's fields are encrypted. Rotation re-wraps both and leaves data and
 * indexes alone; forgetting a person's wrapped key erases that person everywhere, backups' master key permitting.
 *
 * AES-256-GCM, 96-bit random nonces, one key a person: far below the limits of NIST SP 800-38D. Derivation: HKDF-SHA-256 (RFC 5869).
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16

function seal(key: Uint8Array, plain: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(context))
  const body = cipher.update(plain)
  cipher.final()
  return Buffer.concat([Buffer.of(VERSION), nonce, body, cipher.getAuthTag()])
}

/** @throws when key or context are not those it was sealed with, or a bit has changed. */
function open(key: Uint8Array, sealed: Uint8Array, context: string): Buffer {
  const box = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  if (box[0] !== VERSION || box.length < 1 + NONCE_BYTES + TAG_BYTES) throw new Error('not a sealed value')
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(1, 1 + NONCE_BYTES))
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(box.subarray(box.length - TAG_BYTES))
  return Buffer.concat([decipher.update(box.subarray(1 + NONCE_BYTES, box.length - TAG_BYTES)), decipher.final()])
}

export type PersonalField = 'name' | 'phone' | 'email' | 'push'

export interface Keys {
  /** A new person's key, wrapped for the database and opened for sealing the first fields. */
  newPersonKey(personId: string): { readonly wrapped: Buffer; readonly seal: (field: PersonalField, value: string) => Buffer }
  /** Seals a field of a known person. */
  seal(personId: string, wrappedKey: Uint8Array, field: PersonalField, value: string): Buffer
  open(personId: string, wrappedKey: Uint8Array, field: PersonalField, sealed: Uint8Array): string
  /** Blind index of a whole phone number, city-wide. */
  phoneIndex(phone: string): Buffer
  /** Blind-index tokens of a person within one community: whole name, its bigrams, last four digits. */
  personTokens(communityId: string, name: string, phone: string | null): Buffer[]
  nameToken(communityId: string, name: string): Buffer
  bigramToken(communityId: string, bigram: string): Buffer
  lastFourToken(communityId: string, digits: string): Buffer
  /** A key for another purpose (`session`, `code`), stable for this database. */
  derive(purpose: string): Buffer
  /** Seals what is kept for a while and may name several people. */
  box(purpose: string): Box
}

export interface Box {
  /** @param context what it belongs to: sealed for one thing, it does not open as another. */
  seal(plain: string, context: string): Buffer
  open(sealed: Uint8Array, context: string): string
}

export const newMasterKey = (): Buffer => randomBytes(32)
export const newRootSecret = (): Buffer => randomBytes(32)
export const wrapRoot = (master: Uint8Array, root: Uint8Array): Buffer => seal(master, root, 'root')
/** @throws when the master key is not the one that this database was made with. */
export const unwrapRoot = (master: Uint8Array, wrapped: Uint8Array): Buffer => open(master, wrapped, 'root')
/** For rotation: the same person's key under another master key; null when it is under that one already. @throws when it is under neither. */
export function rewrapPersonKey(from: readonly Uint8Array[], to: Uint8Array, personId: string, wrapped: Uint8Array): Buffer | null {
  const context = `person:${personId}`
  if (opens(to, wrapped, context)) return null
  return seal(to, openByAny(from, wrapped, context), context)
}

function opens(key: Uint8Array, sealed: Uint8Array, context: string): boolean {
  try {
    open(key, sealed, context)
    return true
  } catch {
    return false
  }
}

/** @throws as the last key does, when none fits. */
function openByAny(keys: readonly Uint8Array[], sealed: Uint8Array, context: string): Buffer {
  const [last, ...others] = keys.toReversed()
  if (!last) throw new Error('no key to open with')
  const fitting = others.toReversed().find((key) => opens(key, sealed, context)) ?? last
  return open(fitting, sealed, context)
}

const bigrams = (name: string): string[] => {
  const characters = Array.from(name)
  return [...new Set(characters.slice(1).map((character, index) => `${characters[index]}${character}`))]
}

/** @param former the master key before, while a rotation is unfinished: it still opens, nothing new is sealed with it. */
export function keysFrom(master: Uint8Array, root: Uint8Array, former: readonly Uint8Array[] = []): Keys {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', root, new Uint8Array(0), `lifang/${purpose}`, 32))
  const indexKey = derive('blind-index')
  const token = (kind: string, scope: string, value: string, bytes: number) => createHmac('sha256', indexKey).update(`${kind}\u0000${scope}\u0000${value}`).digest().subarray(0, bytes)
  const personKey = (personId: string, wrapped: Uint8Array) => openByAny([master, ...former], wrapped, `person:${personId}`)
  const context = (personId: string, field: PersonalField) => `person:${personId}:${field}`
  const keys: Keys = {
    newPersonKey(personId) {
      const key = randomBytes(32)
      return { wrapped: seal(master, key, `person:${personId}`), seal: (field, value) => seal(key, Buffer.from(value), context(personId, field)) }
    },
    seal: (personId, wrapped, field, value) => seal(personKey(personId, wrapped), Buffer.from(value), context(personId, field)),
    open: (personId, wrapped, field, sealed) => open(personKey(personId, wrapped), sealed, context(personId, field)).toString(),
    phoneIndex: (phone) => token('phone', '', phone, 32),
    personTokens: (communityId, name, phone) => [
      keys.nameToken(communityId, name),
      ...bigrams(name).map((bigram) => keys.bigramToken(communityId, bigram)),
      ...(phone === null ? [] : [keys.lastFourToken(communityId, phone.slice(-4))]),
    ],
    nameToken: (communityId, name) => token('name', communityId, name, 12),
    bigramToken: (communityId, bigram) => token('bigram', communityId, bigram, 12),
    lastFourToken: (communityId, digits) => token('last-four', communityId, digits, 12),
    derive,
    box(purpose) {
      const key = derive(purpose)
      return { seal: (plain, about) => seal(key, Buffer.from(plain), about), open: (sealed, about) => open(key, sealed, about).toString() }
    },
  }
  return keys
}
