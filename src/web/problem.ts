/** What can go wrong between page and server, as values that a page can show (RFC 9457). */

export type ProblemValues = Readonly<Record<string, string | number | null>>

/** Words by problem type or by field code; a function where the words name values. */
export type ProblemTexts = Readonly<Record<string, string | ((values: ProblemValues) => string)>>

export interface FieldError {
  /** JSON pointer into the request, such as '/body/text'. */
  readonly pointer: string
  /** A code such as 'too_big'; its words stand in the message modules. */
  readonly code: string
  readonly values?: ProblemValues
}

export interface ProblemDetails {
  readonly type: string
  readonly title: string
  readonly status: number
  /** Facts that the text names: dates, limits, who. */
  readonly values: ProblemValues
  readonly errors: readonly FieldError[]
  readonly requestId: string
}

export class ProblemError extends Error {
  readonly problem: ProblemDetails

  constructor(problem: ProblemDetails) {
    super(`${problem.status} ${problem.type}`)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

/** The request may or may not have arrived: repeat it with the same idempotency key. */
export class OfflineError extends Error {
  constructor() {
    super('network unreachable')
    this.name = 'OfflineError'
  }
}

/** Worth trying again by itself: no network, or the server says it is busy. */
export function isPassing(error: unknown): boolean {
  return error instanceof OfflineError || (error instanceof ProblemError && [502, 503, 504].includes(error.problem.status))
}
