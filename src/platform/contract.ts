import { z } from 'zod'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
export type EndpointKey = `${Method} /${string}`

export interface Endpoint {
  /** What it is for, in one line, for the API's document. */
  readonly summary: string
  /** Answers without a session. */
  readonly public?: true
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** Raw bytes instead of JSON: the media types taken. */
  readonly bodyBytes?: { readonly types: readonly string[]; readonly limit: number }
  /** A change that comes from no page of ours (a mail program's one click): no session counts for it, its right stands in its address. */
  readonly fromAnywhere?: true
  /** Taken from one account (or address) in a minute, where the common limit is too wide. */
  readonly perMinute?: number
  /** The media type of a reply that is not JSON. */
  readonly produces?: string
  readonly replies: Readonly<Record<number, z.ZodType>>
  /** Problem types beyond the common ones. */
  readonly problems?: readonly string[]
}

export type Contract = Readonly<Record<EndpointKey, Endpoint>>

/** A domain's endpoints: the single source of types, checks and the OpenAPI document. */
export const contract = <const C extends Contract>(endpoints: C): C => endpoints

export const id = (kind: string) => z.uuid().meta({ description: `id of a ${kind}` })
export const civilDate = z.iso.date()
export const instant = z.iso.datetime({ offset: true })
// oxlint-disable-next-line no-control-regex -- the point is to refuse control characters
const NO_CONTROL = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/u
/** Text typed by people: trimmed, without control characters, never empty, never longer than `maximum` characters. */
export const text = (maximum: number) => z.string().trim().min(1).max(maximum).regex(NO_CONTROL)
/** A code, a filter, a cursor: as it comes, and without what PostgreSQL would not take. */
export const word = (maximum: number) => z.string().max(maximum).regex(NO_CONTROL)
export const nothing = z.strictObject({})

/** Keyset paging: `cursor` is opaque and comes from the page before. */
export const pageQuery = { limit: z.coerce.number().int().min(1).max(100).default(30), cursor: word(200).optional() }
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() })

/** A list as a file: asked for with the list's own filters beside these. See export.ts. */
export const SHEET_FORMATS = ['xlsx', 'csv'] as const
export const exportQuery = { format: z.enum(SHEET_FORMATS).default('xlsx'), language: z.enum(['zh', 'en']).default('zh') }
const EXPORTS_A_MINUTE = 12
/** What the contract entries of all exports share. */
export const exported = {
  perMinute: EXPORTS_A_MINUTE,
  produces: 'application/octet-stream',
  replies: { 200: z.string().meta({ format: 'binary' }) },
  problems: ['common/too-many-rows'],
} satisfies Partial<Endpoint>
