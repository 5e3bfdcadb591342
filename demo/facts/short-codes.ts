import { pinyinInitials } from '../../src/domains/register/initials.ts'

/** Short codes for case numbers: the initials of the first two characters, and a number from the second community on that has them. */
export class ShortCodes {
  readonly #taken = new Map<string, number>()

  take(name: string): string {
    const code = pinyinInitials(name).slice(0, 2).toUpperCase().padEnd(2, 'X')
    const before = this.#taken.get(code) ?? 0
    this.#taken.set(code, before + 1)
    return before === 0 ? code : `${code}${before + 1}`
  }
}
