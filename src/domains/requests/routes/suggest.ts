/** 建议: what a message is probably about, and the phrases that say so. */
import { setImmediate } from 'node:timers/promises'
import { common } from '../../../platform/problem.ts'
import * as policy from '../policy.ts'
import { requestProblem } from '../problems.ts'
import { isSection, openScorer, type Scorer } from '../rules/suggest.ts'
import { PhraseError, type PhraseSection } from '../rules/suggest-phrases.ts'
import type { Catalogue } from '../stores/catalogue.ts'
import { newestPhrases, sampleTexts, savePhrases, withSection } from '../stores/suggestions.ts'
import type { Context, On } from './context.ts'

export function bindSuggestions(on: On, context: Context): void {
  const { database, clock, catalogues, suggestions } = context
  on.effect('POST /api/v1/requests/suggest', {
    may: policy.suggest,
    async handle({ body }) {
      const [scorer, catalogue] = await Promise.all([suggestions.current(database.read), catalogues.current(database.read, clock.now())])
      const { urgent, because } = scorer.urgency(body.text)
      return { categories: categoriesOf(scorer, body.text, catalogue).map(({ code, zh, en, because: words }) => ({ code, zh, en, because: words })), urgent, because: [...because] }
    },
  })
  bindPhrases(on, context)
}

const categoriesOf = (scorer: Scorer, text: string, { categories }: Catalogue) =>
  scorer.categories(text).flatMap(({ code, score, because }) => {
    const category = categories.get(code)
    return category === undefined ? [] : [{ code, zh: category.zh, en: category.en, score: Math.round(score * 10) / 10, because: [...because] }]
  })

function bindPhrases(on: On, { database, clock, catalogues, suggestions }: Context): void {
  on.query('GET /api/v1/requests/phrases', {
    may: policy.editRules,
    async handle({ read, now }) {
      const [phrases, { categories }] = await Promise.all([newestPhrases(read), catalogues.current(read, now)])
      if (phrases === null) throw common('common/not-found')
      const categoryOf = (code: string) => {
        const category = categories.get(code)
        return category === undefined ? null : { zh: category.zh, en: category.en }
      }
      return { version: phrases.version, shipped: phrases.shipped, sections: phrases.sections.map(({ name, lines }) => ({ name, category: categoryOf(name), lines: [...lines] })) }
    },
  })
  on.command('PUT /api/v1/requests/phrases', {
    load: (tx) => newestPhrases(tx),
    may: policy.editRules,
    async handle({ tx, actor, subject, body: { version, ...changed }, now }) {
      if (version !== subject.version) throw common('common/changed-meanwhile', { values: { version: subject.version } })
      requireSection(changed, await catalogues.current(tx, now))
      readable(changed, () => openScorer(withSection(subject.sections, changed), null))
      return { version: await savePhrases(tx, subject, changed, actor.personId, now) }
    },
  })
  on.effect('POST /api/v1/requests/phrases/try', {
    may: policy.editRules,
    async handle({ body: { text, ...changed } }) {
      const { read } = database
      const now = clock.now()
      const [phrases, catalogue, present] = await Promise.all([newestPhrases(read), catalogues.current(read, now), suggestions.current(read)])
      requireSection(changed, catalogue)
      const sections = withSection(phrases?.sections ?? [], changed)
      readable(changed, () => openScorer(sections, null))
      const tried = await suggestions.tried(read, sections)
      const { urgent, because } = tried.urgency(text)
      return { categories: categoriesOf(tried, text, catalogue), urgent, because: [...because], effect: await effectOf(present, tried, await sampleTexts(read, now.subtract({ hours: MONTH_H }), MOST_TRIED)) }
    },
  })
}

const MONTH_H = 30 * 24
const MOST_TRIED = 500
const AT_ONCE = 50

/** Counts only: whoever edits words need not read cases. */
async function effectOf(present: Scorer, tried: Scorer, texts: readonly string[]) {
  const effect = { cases: texts.length, otherFirst: 0, newlyUrgent: 0, noLongerUrgent: 0 }
  for (const [index, text] of texts.entries()) {
    if (index % AT_ONCE === 0) await setImmediate()
    if (present.categories(text)[0]?.code !== tried.categories(text)[0]?.code) effect.otherFirst++
    const [was, is] = [present.urgency(text).urgent, tried.urgency(text).urgent]
    if (is && !was) effect.newlyUrgent++
    if (was && !is) effect.noLongerUrgent++
  }
  return effect
}

function requireSection({ name }: PhraseSection, { categories }: Catalogue): void {
  if (!isSection(name, (code) => categories.has(code))) throw requestProblem('requests/unreadable-phrase', { errors: [{ pointer: '/body/name', code: 'unknown-section' }] })
}

/** Another section may not be readable any more either: its list of words is gone. */
function readable({ name }: PhraseSection, read: () => unknown): void {
  try {
    read()
  } catch (error) {
    if (!(error instanceof PhraseError)) throw error
    throw requestProblem('requests/unreadable-phrase', { errors: [{ pointer: error.section === name ? `/body/lines/${error.line}` : '/body/lines', code: error.code }], values: { section: error.section, line: error.line + 1, code: error.code } })
  }
}
