/**
 * 用语: what a city says speaks for a category or for danger, as text that people edit. One phrase a line: a weight, then words; `|` between words that
 * mean the same, `+` where both must stand near each other in one sentence, `>` where also in this order, `{坏}` for a list of words of that name.
 */
import { wordsOf, type Words } from './suggest-text.ts'

/** A heading and its lines, as stored and as edited. */
export interface PhraseSection {
  readonly name: string
  readonly lines: readonly string[]
}

export interface Phrase {
  readonly section: string
  readonly weight: number
  readonly groups: number
  readonly ordered: boolean
}

/** Where a phrase stands in a text. */
export interface Match {
  readonly phrase: Phrase
  readonly from: number
  readonly to: number
  /** What was written there: its words, from … to. */
  readonly words: string
}

export interface Phrases {
  /** Every place where a phrase stands; of one with several words each nearest pair. */
  find(text: string): readonly Match[]
}

export class PhraseError extends Error {
  readonly section: string
  readonly line: number
  readonly code: PhraseErrorCode
  constructor(section: string, line: number, code: PhraseErrorCode) {
    super(`${section}, line ${line + 1}: ${code}`)
    this.section = section
    this.line = line
    this.code = code
  }
}
export type PhraseErrorCode = 'weight' | 'no-words' | 'unknown-list' | 'too-many-parts' | 'mixed-order' | 'spelling'

/** Two words of one phrase stand at most so many characters apart. */
const APART = 10
const MOST_GROUPS = 3

export const SPELLINGS = '错别字'
const isList = (name: string): boolean => name.startsWith('{')

/** @param text headings `# name`, a line each, `//` for remarks. */
export function sectionsOf(text: string): PhraseSection[] {
  const sections: { name: string; lines: string[] }[] = []
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '' || line.startsWith('//')) continue
    if (line.startsWith('#')) sections.push({ name: line.slice(1).trim(), lines: [] })
    else sections.at(-1)?.lines.push(line)
  }
  return sections
}

interface Use {
  readonly phrase: number
  readonly group: number
}
interface Place {
  readonly from: number
  readonly to: number
}

/** @throws PhraseError at the first line that cannot be read. */
export function readPhrases(sections: readonly PhraseSection[]): Phrases {
  const lists = new Map(sections.filter(({ name }) => isList(name)).map(({ name, lines }) => [name, lines.join('|')]))
  const phrases: Phrase[] = []
  const uses = new Map<string, Use[]>()
  for (const { name, lines } of sections) {
    if (isList(name) || name === SPELLINGS) continue
    for (const [index, line] of lines.entries()) {
      const { weight, ordered, groups } = phraseOf(line, lists, (code) => new PhraseError(name, index, code))
      const phrase = phrases.push({ section: name, weight, ordered, groups: groups.length }) - 1
      for (const [group, words] of groups.entries()) for (const word of words) uses.set(word, [...(uses.get(word) ?? []), { phrase, group }])
    }
  }
  const words = wordsOf(uses)
  return { find: (text) => matchesOf(text, words, phrases) }
}

function phraseOf(line: string, lists: ReadonlyMap<string, string>, wrong: (code: PhraseErrorCode) => PhraseError): { readonly weight: number; readonly ordered: boolean; readonly groups: readonly string[][] } {
  const [, given, rest = ''] = /^(-?\d+)?\s*(.*)$/u.exec(line) ?? []
  const weight = given === undefined ? 1 : Number(given)
  if (weight === 0 || Math.abs(weight) > 9) throw wrong('weight')
  const ordered = rest.includes('>')
  if (ordered && rest.includes('+')) throw wrong('mixed-order')
  const groups = rest.split(ordered ? '>' : '+').map((part) =>
    part
      .replaceAll(/\{[^}]*\}/gu, (name) => {
        const list = lists.get(name)
        if (list === undefined) throw wrong('unknown-list')
        return list
      })
      .split('|')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  )
  if (groups.some((words) => words.length === 0)) throw wrong('no-words')
  if (groups.length > MOST_GROUPS) throw wrong('too-many-parts')
  return { weight, ordered, groups }
}

/** `电梯 = 电店 梯题提`: any of these characters in each place; `没有 = 冇|冒得`: whole words. */
export function spellingsOf(sections: readonly PhraseSection[]): ReadonlyMap<string, string> {
  const spellings = new Map<string, string>()
  for (const { name, lines } of sections) {
    if (name !== SPELLINGS) continue
    for (const [index, line] of lines.entries()) {
      const [right = '', wrong = ''] = line.split('=').map((part) => part.trim())
      const slots = wrong.split(/\s+/u)
      if (right === '' || wrong === '' || (slots.length > 1 && slots.length !== right.length)) throw new PhraseError(name, index, 'spelling')
      const variants = slots.length === 1 ? wrong.split('|') : slots.reduce<string[]>((made, slot) => made.flatMap((one) => Array.from(slot, (character) => one + character)), [''])
      for (const variant of variants.filter((one) => one !== '' && one !== right)) spellings.set(variant, right)
    }
  }
  return spellings
}

export const ENDS_SENTENCE = /[。！？!?;；\n]/u

/** A phrase of several words is looked at closely only where each of them stands somewhere in the text. */
function matchesOf(text: string, words: Words<readonly Use[]>, phrases: readonly Phrase[]): readonly Match[] {
  const hits: { readonly uses: readonly Use[]; readonly from: number; readonly to: number }[] = []
  const seen = new Map<number, number>()
  words.find(text, (uses, from, to) => {
    hits.push({ uses, from, to })
    for (const { phrase, group } of uses) seen.set(phrase, (seen.get(phrase) ?? 0) | (1 << group))
  })
  const matches: Match[] = []
  const parts = new Map<number, Place[][]>()
  for (const { uses, from, to } of hits) {
    for (const { phrase: index, group } of uses) {
      const phrase = phrases[index] as Phrase
      if (phrase.groups === 1) matches.push({ phrase, from, to, words: text.slice(from, to) })
      else if (seen.get(index) === (1 << phrase.groups) - 1) {
        let places = parts.get(index)
        if (places === undefined) parts.set(index, (places = Array.from({ length: phrase.groups }, () => [])))
        places[group]?.push({ from, to })
      }
    }
  }
  for (const [index, places] of parts) {
    const phrase = phrases[index] as Phrase
    for (const first of places[0] as Place[]) {
      const found = around(text, first, places.slice(1), phrase.ordered)
      if (found) matches.push({ phrase, ...found })
    }
  }
  return matches
}

/** The nearest word of each further group, none of them overlapping. */
function around(text: string, first: Place, groups: readonly Place[][], ordered: boolean): Omit<Match, 'phrase'> | null {
  const chosen = [first]
  for (const group of groups) {
    let nearest: Place | null = null
    let least = APART + 1
    for (const place of group) {
      const last = chosen.at(-1) as Place
      if (ordered ? place.from < last.to : chosen.some((one) => place.from < one.to && one.from < place.to)) continue
      const gap = Math.min(...chosen.map((one) => (place.from >= one.to ? place.from - one.to : one.from - place.to)))
      if (gap < least && !ENDS_SENTENCE.test(text.slice(Math.min(place.to, first.to), Math.max(place.from, first.from)))) {
        nearest = place
        least = gap
      }
    }
    if (nearest === null) return null
    chosen.push(nearest)
  }
  chosen.sort((a, b) => a.from - b.from)
  return { from: chosen[0]?.from as number, to: Math.max(...chosen.map(({ to }) => to)), words: chosen.map(({ from, to }) => text.slice(from, to)).join('…') }
}
