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
