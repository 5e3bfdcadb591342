/**
 * Refusals and failures as people and machines meet them: RFC 9457 problem details. Every type is listed once, in its domain's
 * catalogue with its HTTP status; the text for people lives in the pages, by type and language.
 */
export interface FieldError {
  /** JSON pointer (RFC 6901) to the value, e.g. `/body/text`. */
  readonly pointer: string
  /** A stable word for what is wrong with it: `required`, `too_big`, `invalid_format`, … */
  readonly code: string
  /** Limits and the like, for the text: `{maximum: 500}`. */
  readonly values?: Readonly<Record<string, string | number>>
}

export interface ProblemDetails {
  readonly errors?: readonly FieldError[]
  /** Facts that the text names: dates, limits, who. Never personal data. */
  readonly values?: Readonly<Record<string, string | number | null>>
}

export class Problem extends Error {
  readonly type: string
  readonly status: number
  readonly details: ProblemDetails
  constructor(type: string, status: number, details: ProblemDetails = {}) {
    super(type)
    this.name = 'Problem'
    this.type = type
    this.status = status
    this.details = details
  }
}

/** What a pure rule or policy answers instead of throwing. */
export interface Refusal<T extends string = string> {
  readonly ok: false
  readonly refusal: T
  readonly values?: ProblemDetails['values']
}

export const refuse = <T extends string>(refusal: T, values?: ProblemDetails['values']): Refusal<T> =>
  values === undefined ? { ok: false, refusal } : { ok: false, refusal, values }

export type Decision<V, T extends string = string> = { readonly ok: true; readonly value: V } | Refusal<T>

export function decided<V>(value: V): { readonly ok: true; readonly value: V } {
  return { ok: true, value }
}

export type ProblemCatalogue = Readonly<Record<`${string}/${string}`, number>>

/** Turns a domain's catalogue `{type: status}` into its constructor; a type that is not listed does not compile. */
export function problems<const C extends ProblemCatalogue>(catalogue: C) {
  const make = (type: keyof C & string, details?: ProblemDetails) => new Problem(type, (catalogue as ProblemCatalogue)[type as `${string}/${string}`] ?? 500, details)
  return Object.assign(make, { catalogue })
}

/** Types that any endpoint may answer with. */
export const common = problems({
  'common/not-signed-in': 401,
  'common/forbidden': 403,
  'common/not-found': 404,
  'common/invalid': 422,
  'common/malformed': 400,
  'common/too-large': 413,
  'common/unsupported-media': 415,
  'common/too-many': 429,
  'common/cross-site': 403,
  'common/changed-meanwhile': 409,
  'common/key-reused': 409,
  'common/method-not-allowed': 405,
  /** A list of more than `most` rows is not exported. */
  'common/too-many-rows': 422,
  'common/unavailable': 503,
  'common/internal': 500,
})
