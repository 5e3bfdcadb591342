/** How messages are read: by phrases that stand together, by how people spell and speak, and by what is not meant. */
import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LABELLED, shippedPhrases } from '../stores/suggestions.ts'
import { openScorer } from './suggest.ts'
import { countLabelled, readLabelled } from './suggest-labelled.ts'
import { counter, featuresOf, learn } from './suggest-learn.ts'
import { readPhrases, sectionsOf, type PhraseError } from './suggest-phrases.ts'

const sections = await shippedPhrases()
const labelled = readLabelled(await readFile(LABELLED, 'utf8'))
const shipped = openScorer(sections, learn([countLabelled(labelled, sections)]))
const phrasesAlone = openScorer(sections, null)
const first = (text: string) => shipped.categories(text)[0]?.code
const isUrgent = (text: string) => shipped.urgency(text).urgent

describe('phrases', () => {
  const found = (phrases: string, text: string) => readPhrases(sectionsOf(phrases)).find(text).map(({ words, phrase }) => `${phrase.section} ${phrase.weight} ${words}`)

  it('take words that mean the same, near each other in either order', () => {
    expect(found('# L-LIGHT\n5 灯|路灯 + 不亮|坏', '坏了三天的灯')).toEqual(['L-LIGHT 5 坏…灯'])
    expect(found('# L-LIGHT\n5 灯 + 不亮', '灯在那里。家里不亮')).toEqual([])
    expect(found('# L-LIGHT\n5 灯 + 不亮', '灯我看了又看想了又想还是觉得它不亮')).toEqual([])
  })

  it('keep an order where it matters, and lists by name', () => {
    const phrases = '# {坏}\n坏|不亮\n# A\n3 气得 > 跳楼\n2 灯 + {坏}'
    expect(found(phrases, '气得想跳楼')).toEqual(['A 3 气得…跳楼'])
    expect(found(phrases, '跳楼的人气得')).toEqual([])
    expect(found(phrases, '灯不亮')).toEqual(['A 2 灯…不亮'])
  })

  it.each([
    ['# A\n0 水', 'weight'],
    ['# A\n12 水', 'weight'],
    ['# A\n3 水 + ', 'no-words'],
    ['# A\n3 {无} + 水', 'unknown-list'],
    ['# A\n3 水 + 电 > 火', 'mixed-order'],
    ['# A\n3 水 + 电 + 火 + 风', 'too-many-parts'],
    ['# 错别字\n电梯 = 电 梯 题', 'spelling'],
  ])('%j is refused: %s', (text, code) => {
    expect(() => openScorer(sectionsOf(text), null)).toThrow(expect.objectContaining({ code }) as PhraseError)
  })
})

describe('spelling and speech', () => {
  it.each([
    ['电题又停了', '01076'],
    ['電梯又壞了', '01076'],
    ['物业飞怎么又涨', 'L-PMFEE'],
    ['楼道灯恩亮', 'L-LIGHT'],
    ['三天冇得水了', 'L-WATER'],
    ['细伢子在电梯里撒尿，臭死哒', 'L-CLEAN'],
  ])('%s → %s', (text, code) => {
    expect(shipped.categories(text).map((category) => category.code)).toContain(code)
  })

  it('what is no request is something else, and thanks are thanks', () => {
    expect(first('专业疏通下水道，价格优惠，随叫随到')).toBe('L-OTHER')
    expect(first('感谢保安小哥帮我把老人背上楼')).toBe('L-PRAISE')
    expect(shipped.categories('啊')).not.toEqual([])
  })
})

describe('danger', () => {
  it.each(['电梯里困了人', '闻到好大一股煤气味', '问下居住证怎么办。对了，二楼窗户在冒烟', '是不是着火了', '井盖昨天被偷走了，就一个洞', '水从吊灯里流下来', '害怕，家里着火了', '没人管，电线掉在地上了'])('%s', (text) => {
    expect(isUrgent(text)).toBe(true)
  })

  it.each(['没有煤气味，就是想约个安检', '昨天电梯困人，已经救出来了', '看到物业费我想跳楼', '十万火急，救命，快递柜满了', '吵得我都想跳楼了', '万一着火怎么办', '消防演习是哪天', '路灯坏了，气死我了', '停电了', '隔壁抽烟'])('not: %s', (text) => {
    expect(isUrgent(text)).toBe(false)
  })

  it('names the words that said so', () => {
    expect(shipped.urgency('三楼窗户在冒黑烟').because.join(' ')).toContain('烟')
    expect(shipped.categories('楼道灯不亮')[0]?.because).toContain('楼道灯')
  })
})

describe('learning', () => {
  it('keeps pairs of Chinese characters only', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => featuresOf(text).every((feature) => /^\p{Script=Han}{1,2}$/u.test(feature))))
    expect(featuresOf('打15412345678找刘A3栋')).toEqual(['打', '找', '找刘', '刘', '栋'])
  })

  it('forgets what fewer people have written', () => {
    const counted = counter()
    for (const by of ['a', 'a', 'b']) counted.add({ category: 'L-LIGHT', text: by === 'a' ? '刘某' : '灯', by })
    counted.add({ category: 'L-LIGHT', text: '灯', by: 'c' })
    expect(counted.counts(2).get('L-LIGHT')).toEqual({ cases: 4, features: { 灯: 2 } })
  })

  it('follows what a city decides, and says by which words', () => {
    const counted = counter()
    for (let by = 0; by < 40; by++) counted.add({ category: 'L-GREEN', text: '棕榈蔸子烂了', by: String(by) })
    const taught = openScorer(sections, learn([countLabelled(labelled, sections), counted.counts(5)]))
    const [best] = taught.categories('那个棕榈蔸子')
    expect(best?.code).toBe('L-GREEN')
    expect(best?.because.join('')).toContain('「')
  })
})

describe('any text', () => {
  it('is scored: at most three categories, within bounds of time', () => {
    const character = fc.constantFrom(...Array.from('电梯水灯漏火烟煤气味没有人困在里面，。！12 a\n井盖老人小孩掉下来'))
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 500 }), (text) => {
        expect(phrasesAlone.categories(text).length).toBeLessThanOrEqual(3)
        expect(typeof phrasesAlone.urgency(text).urgent).toBe('boolean')
      }),
      { numRuns: 50 },
    )
  })
})
