/** 建议: which categories a message is probably about and whether it is urgent, with the words that say so. Proposes; people decide. */
import type { Learned } from './suggest-learn.ts'
import { ENDS_SENTENCE, readPhrases, SPELLINGS, spellingsOf, type Match, type PhraseSection } from './suggest-phrases.ts'
import { normaliser } from './suggest-text.ts'

export interface SuggestedCategory {
  readonly code: string
  readonly score: number
  /** Words of the message; those of earlier cases in 「」. */
  readonly because: readonly string[]
}

export interface Urgency {
  readonly urgent: boolean
  readonly because: readonly string[]
}

export interface Scorer {
  /** At most three, the likeliest first. */
  categories(text: string): readonly SuggestedCategory[]
  urgency(text: string): Urgency
}

/** Sections that are no category. */
const SECTION = {
  event: '危险·正在发生',
  state: '危险·尚未排除',
  looksLike: '不算危险·字面',
  supposed: '不算危险·语境',
  elsewhere: '不算危险·场合',
  over: '已经过去',
  past: '过去',
  still: '还在',
  not: '否定',
} as const

/** How much the learned part weighs beside the phrases: 1 would be a phrase of weight one for each unit of log-odds. */
const LEARNED_WEIGHT = 1
/** The second phrase of a category adds this share of its weight, the third the square of it, and so on. */
const FURTHER = 0.6
const SUGGESTED = 3
const OTHER = 'L-OTHER'
/** Danger may be the matter itself, whatever else is spoken of. */
const HAZARD = 'L-HAZARD'
const HAZARD_WEIGHT = 7
const LEAST = 0.01
const TOLD = 3
const URGENT_FROM = 6

/** Between a word of denial and what it denies. */
const NOT_APART = 1
const ENDS_CLAUSE = /[，,、。！？!?;；\s]/u
/** 万一、怕 reach this far. */
const SUPPOSED_REACHES = 10

/** Whether a section can be: a category's, a list, or one of those with a meaning of their own. */
export const isSection = (name: string, isCategory: (code: string) => boolean): boolean => isCategory(name) || /^\{[^{}|+>]+\}$/u.test(name) || name === SPELLINGS || (Object.values(SECTION) as string[]).includes(name)

const isForUrgency = ({ name }: PhraseSection): boolean => (Object.values(SECTION) as string[]).includes(name)

/** @throws PhraseError */
export function openScorer(sections: readonly PhraseSection[], learned: Learned | null): Scorer {
  const lists = sections.filter(({ name }) => name.startsWith('{'))
  const ofCategories = readPhrases(sections.filter((section) => !isForUrgency(section)))
  const ofUrgency = readPhrases([...lists, ...sections.filter(isForUrgency)])
  const normalise = normaliser(spellingsOf(sections))
  const urgencyOf = (plain: string): Urgency => {
    const bySection = Map.groupBy(ofUrgency.find(plain), ({ phrase }) => phrase.section)
    const of = (section: string): readonly Match[] => bySection.get(section) ?? []
    const dangers = [...of(SECTION.event), ...of(SECTION.state)]
    if (dangers.length === 0 || of(SECTION.elsewhere).length > 0) return { urgent: false, because: [] }
    const masks = of(SECTION.looksLike)
    const around = { text: plain, supposed: of(SECTION.supposed), over: of(SECTION.over), past: of(SECTION.past), still: of(SECTION.still), not: of(SECTION.not) }
    const present = dangers.filter((danger) => !masks.some((mask) => danger.from < mask.to && mask.from < danger.to) && isNow(danger, around))
    const strongest = present.toSorted((a, b) => b.phrase.weight - a.phrase.weight)
    return { urgent: (strongest[0]?.phrase.weight ?? 0) >= URGENT_FROM, because: told(strongest.map(({ words }) => words)) }
  }
  return {
    categories(text) {
      const plain = normalise(text)
      const danger = urgencyOf(plain)
      const byCode = new Map<string, Match[]>()
      for (const match of ofCategories.find(plain)) {
        const known = byCode.get(match.phrase.section)
        if (known === undefined) byCode.set(match.phrase.section, [match])
        else if (!known.some(({ phrase }) => phrase === match.phrase)) known.push(match)
      }
      const taught = learned?.score(plain)
      const codes = new Set([...byCode.keys(), ...(taught?.scores.keys() ?? [])])
      const scored = Array.from(new Set([...codes, OTHER, ...(danger.urgent ? [HAZARD] : [])]), (code) => {
        const said = (byCode.get(code) ?? []).toSorted((a, b) => b.phrase.weight - a.phrase.weight)
        const isHazard = danger.urgent && code === HAZARD
        const weights = said.map(({ phrase }, index) => phrase.weight * FURTHER ** index)
        return {
          code,
          words: [...(isHazard ? danger.because : []), ...said.map(({ words }) => words)],
          // Whatever is like nothing else may still be something else.
          score: weights.reduce((sum, weight) => sum + weight, 0) + LEARNED_WEIGHT * (taught?.scores.get(code) ?? 0) + (isHazard ? HAZARD_WEIGHT : 0) + (code === OTHER ? LEAST : 0),
        }
      })
      return scored
        .filter(({ score }) => score > 0)
        .toSorted((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1))
        .slice(0, SUGGESTED)
        .map(({ code, words, score }) => ({
          code,
          score,
          because: told([...words, ...(taught?.because(code) ?? []).map((feature) => `「${feature}」`)]),
        }))
    },
    urgency: (text) => urgencyOf(normalise(text)),
  }
}

/** The first few; 厨房…下不 says nothing beside 厨房…下不去. */
const told = (words: readonly string[]): readonly string[] =>
  words.filter((one, index) => words.every((other, at) => at === index || !(other.includes(one) && (other !== one || at < index)))).slice(0, TOLD)

interface Around {
  readonly text: string
  readonly supposed: readonly Match[]
  readonly over: readonly Match[]
  readonly past: readonly Match[]
  readonly still: readonly Match[]
  readonly not: readonly Match[]
}

/** Neither denied, nor over, nor only feared. */
function isNow(danger: Match, { text, supposed, over, past, still, not }: Around): boolean {
  const sameSentence = (other: Match): boolean => !ENDS_SENTENCE.test(text.slice(Math.min(other.to, danger.from), Math.max(other.from, danger.to)))
  const outside = (other: Match): boolean => other.to <= danger.from || danger.to <= other.from
  if (not.some((other) => denies(other, danger, text))) return false
  if (danger.phrase.section === SECTION.event && supposed.some((other) => other.to <= danger.from && danger.from - other.to <= SUPPOSED_REACHES && !ENDS_CLAUSE.test(text.slice(other.to, danger.from)))) return false
  if (over.some((other) => other.from >= danger.from && outside(other) && sameSentence(other) && !denied(other, not)) && !still.some(sameSentence)) return false
  if (danger.phrase.section === SECTION.event && past.some(sameSentence) && !still.some(sameSentence)) return false
  return true
}

/** 没有煤气味 and 没着火; not 是不是着火了, nor 没人管，着火了. */
function denies(other: Match, danger: Match, text: string): boolean {
  const between = text.slice(other.to, danger.from)
  return other.to <= danger.from && between.length <= (other.words.length > 1 ? NOT_APART : 0) && !ENDS_CLAUSE.test(between) && text[other.from - 1] !== '是'
}

/** 没修好 is not over. */
const denied = (match: Match, not: readonly Match[]): boolean => not.some((other) => match.from - other.to >= 0 && match.from - other.to <= 2)
