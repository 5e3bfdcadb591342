/** A problem that the person at the terminal can solve: shown as these two sentences, without a stack. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError'
  readonly chinese: string

  constructor(chinese: string, english: string, options?: ErrorOptions) {
    super(english, options)
    this.chinese = chinese
  }

  /** Both languages, one line each. */
  override toString(): string {
    return `${this.chinese}\n${this.message}`
  }
}
