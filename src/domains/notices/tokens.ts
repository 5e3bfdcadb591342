/** What a mail may carry to prove something: the code of an address, and the signature of its unsubscribe link. The database holds neither. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { PersonId } from '../../platform/ids.ts'
import type { Keys } from '../../platform/keys.ts'
import { GROUPS, type Group } from './rules/kinds.ts'

const mac = (key: Buffer, ...parts: readonly string[]): Buffer => createHmac('sha256', key).update(parts.join('\u0000')).digest()
const TARGETS = ['all', ...GROUPS] as const
const ID_BYTES = 16
const MAC_BYTES = 16

/** Which mails a link stops. */
export type Target = Group | 'all'

export interface NoticeTokens {
  /** Six digits that follow from a code's id. */
  code(personId: string, codeId: string): string
  isCode(personId: string, codeId: string, given: string): boolean
  /** Keyed hash of a mail address or of a browser's push address. */
  index(kind: 'email' | 'push', value: string): Buffer
  unsubscribe(personId: string, target: Target): string
  /** Null for one that we did not sign. */
  openUnsubscribe(token: string): { readonly personId: PersonId; readonly target: Target } | null
}

export function noticeTokens(keys: Keys): NoticeTokens {
  const codeKey = keys.derive('notice-code')
  const indexKey = keys.derive('notice-index')
  const linkKey = keys.derive('notice-unsubscribe')
  const code = (personId: string, codeId: string) => String(mac(codeKey, personId, codeId).readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
  return {
    code,
    isCode: (personId, codeId, given) => timingSafeEqual(mac(codeKey, code(personId, codeId)), mac(codeKey, given)),
    index: (kind, value) => mac(indexKey, kind, value),
    unsubscribe(personId, target) {
      const said = Buffer.concat([Buffer.from(personId.replaceAll('-', ''), 'hex'), Buffer.of(TARGETS.indexOf(target))])
      return Buffer.concat([said, mac(linkKey, said.toString('hex')).subarray(0, MAC_BYTES)]).toString('base64url')
    },
    openUnsubscribe(token) {
      const bytes = Buffer.from(token, 'base64url')
      if (bytes.length !== ID_BYTES + 1 + MAC_BYTES) return null
      const said = bytes.subarray(0, ID_BYTES + 1)
      if (!timingSafeEqual(mac(linkKey, said.toString('hex')).subarray(0, MAC_BYTES), bytes.subarray(ID_BYTES + 1))) return null
      const target = TARGETS[said[ID_BYTES] ?? -1]
      const personId = said.toString('hex', 0, ID_BYTES).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5') as PersonId
      return target === undefined ? null : { personId, target }
    },
  }
}
