/**
 * What the hash chain over the audit trail is made of. Whoever has the rows can compute it again: the digest of an entry is SHA-256 of its
 * canonical JSON (RFC 8785: sorted keys, no spaces), the head after it SHA-256 of the head before and this digest.
 */
import { createHash } from 'node:crypto'

/** A row of audit.entry, all of it. */
export interface Entry {
  readonly seq: number
  readonly transaction: string
  readonly command_id: string
  readonly at: Temporal.Instant
  readonly actor_account_id: string | null
  readonly actor_person_id: string | null
  readonly actor_role: string | null
  readonly actor_place_id: string | null
  readonly command: string
  readonly subject_kind: string
  readonly subject_id: string
  readonly community_id: string | null
  readonly before: unknown
  readonly after: unknown
  readonly reason: string | null
  readonly http_request_id: string | null
}

/** Before the first entry. */
export const GENESIS: Buffer = Buffer.alloc(32)

export const entryDigest = (entry: Entry): Buffer => sha256(canonicalJson({ ...entry, at: entry.at.toString() }))

export const headAfter = (head: Uint8Array, digest: Uint8Array): Buffer => sha256(Buffer.concat([head, digest]))

const sha256 = (content: string | Uint8Array): Buffer => createHash('sha256').update(content).digest()

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
  return `{${members.join(',')}}`
}
