/** What can go wrong between page and server, as values that a page can show (RFC 9457). */

export interface FieldError {
  /** JSON pointer into the body, such as '/phone'. */
  readonly pointer: string
  /** A code such as 'too_short'; its words stand in the message modules. */
  readonly code: string
}

export interface ProblemDetails {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
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
