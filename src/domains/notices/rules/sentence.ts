/** A notice in words: the same on every page, in a mail and in a push. */
import type { Language, NoticeKind, Said, Sentence } from './kinds.ts'
import { en } from './words.en.ts'
import { zh } from './words.zh.ts'

const words = { zh, en } as const

/**
 * @param organisation its name today
 * @param deadline writes an instant for people: 11月23日 周一 下午3:00
 */
export function sentenceOf(language: Language, kind: NoticeKind, said: Said, { organisation, deadline }: { readonly organisation: string | null; readonly deadline: (instant: string) => string }): Sentence {
  const { kinds, levels } = words[language]
  return kinds[kind]({
    number: said.number ?? '',
    about: said.about?.[language] ?? said.number ?? '',
    organisation: organisation ?? '',
    until: said.until === undefined ? null : deadline(said.until),
    level: said.level === undefined ? '' : levels[said.level],
    into: said.into ?? '',
    count: said.count ?? 0,
    granted: said.granted === true,
  })
}
