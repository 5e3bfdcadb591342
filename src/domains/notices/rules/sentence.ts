/** A notice in words: the same on every page, in a mail and in a push. */
import type { NoticeKind, Said } from './kinds.ts'
import { en } from './words.en.ts'
import { zh } from './words.zh.ts'

export type Language = 'zh' | 'en'

/** What the texts are given: everything already in the reader's language. */
export interface Spoken {
  readonly number: string
  readonly about: string
  /** Empty when it is not known any more. */
  readonly organisation: string
  /** Null when there is no day to name. */
  readonly until: string | null
  readonly level: string
  readonly into: string
  readonly count: number
  readonly granted: boolean
}

export interface Sentence {
  /** Short: the line of a list, the subject of a mail. */
  readonly title: string
  readonly text: string
}

export const words = { zh, en } as const

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
