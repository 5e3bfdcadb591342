import { describe, expect, test } from 'vitest'
import { NOTICE_KINDS } from './kinds.ts'
import { sentenceOf } from './sentence.ts'

const named = { organisation: '桂花社区', deadline: () => '11月23日 周一 下午3:00' }
const said = { number: 'HX-260318-02', about: { zh: '路灯不亮', en: 'Street light out' }, until: '2026-11-23T07:00:00Z', level: 'street', count: 3, granted: true } as const

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  test.each(NOTICE_KINDS)('%s is a whole sentence, with and without what it could name', (kind) => {
    for (const facts of [said, { number: 'HX-260318-02', level: 'street' } as const]) {
      const { title, text } = sentenceOf(language, kind, facts, facts === said ? named : { ...named, organisation: null })
      expect(title.length).toBeGreaterThan(2)
      expect(text).toMatch(/[。.]$/u)
      expect(title + text).not.toMatch(/undefined|null|NaN|  /u)
    }
  })
})

test('names what, who and until when', () => {
  expect(sentenceOf('zh', 'request-accepted', said, named)).toEqual({ title: '“路灯不亮”有人管了', text: '桂花社区已经受理，最晚 11月23日 周一 下午3:00 办完。' })
  expect(sentenceOf('en', 'work-due-today', { count: 1 }, named).title).toBe('1 case is due today')
})
