/** The first characters, in pinyin order, of the syllables that begin with each letter. */
const firsts = Array.from('阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他穵夕丫帀')
const letters = Array.from('abcdefghjklmnopqrstwxyz')
const pinyin = new Intl.Collator('zh-u-co-pinyin')

/** 和兴怡景 → hxyj. Characters with several readings get the commonest; digits and Latin letters stay. */
export function pinyinInitials(text: string): string {
  return Array.from(text, (character) => {
    if (/[a-z0-9]/i.test(character)) return character.toLowerCase()
    if (!/\p{Script=Han}/u.test(character)) return ''
    let letter = ''
    firsts.forEach((first, i) => {
      if (pinyin.compare(first, character) <= 0) letter = letters[i] ?? ''
    })
    return letter
  }).join('')
}

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
