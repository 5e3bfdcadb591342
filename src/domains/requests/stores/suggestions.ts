/** Phrases and what cases have taught, as they are kept; the scorer made of them is built once for each change. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { recordChange } from '../../../platform/audit.ts'
import { claim } from '../../../platform/claim.ts'
import { isUniqueViolation, select, tables, type Database, type Read, type Tx } from '../../../platform/database.ts'
import type { PersonId } from '../../../platform/ids.ts'
import { common } from '../../../platform/problem.ts'
import { openScorer, type Scorer } from '../rules/suggest.ts'
import { countLabelled, readLabelled } from '../rules/suggest-labelled.ts'
import { counter, learn, type Counts, type KnownCase } from '../rules/suggest-learn.ts'
import { sectionsOf, spellingsOf, type PhraseSection } from '../rules/suggest-phrases.ts'
import { normaliser } from '../rules/suggest-text.ts'

const requests = tables('requests')

const DATA = join(import.meta.dirname, '../data')

export const shippedPhrases = async (): Promise<PhraseSection[]> => sectionsOf(await readFile(join(DATA, 'suggest_phrases.txt'), 'utf8'))

/** What a new city's suggestions have learned before its first case. */
export const LABELLED = join(DATA, 'labelled_reports.csv')

export interface PhraseSet {
  readonly version: number
  readonly shipped: boolean
  readonly sections: readonly PhraseSection[]
}

export async function newestPhrases(read: Read): Promise<PhraseSet | null> {
  const row = await requests(read).selectFrom('requests.phrase_set').select(['version', 'person_id', 'sections']).orderBy('version', 'desc').limit(1).executeTakeFirst()
  return row ? { version: row.version, shipped: row.person_id === null, sections: row.sections as PhraseSection[] } : null
}

async function insertPhrases(tx: Tx, version: number, sections: readonly PhraseSection[], now: Temporal.Instant, personId: PersonId | null = null): Promise<void> {
  await requests(tx).insertInto('requests.phrase_set').values({ version, recorded_at: now, person_id: personId, sections: JSON.stringify(sections) }).execute()
}

/** With one section in the place of that of its name, or after the others. */
export const withSection = (sections: readonly PhraseSection[], changed: PhraseSection): readonly PhraseSection[] =>
  sections.some(({ name }) => name === changed.name) ? sections.map((section) => (section.name === changed.name ? changed : section)) : [...sections, changed]

/** A version of the city's own. @throws Problem when another was faster. */
export async function savePhrases(tx: Tx, before: PhraseSet, changed: PhraseSection, personId: PersonId, now: Temporal.Instant): Promise<number> {
  const version = before.version + 1
  try {
    await insertPhrases(tx, version, withSection(before.sections, changed), now, personId)
  } catch (error) {
    throw isUniqueViolation(error) ? common('common/changed-meanwhile', { values: { version } }) : error
  }
  const old = before.sections.find(({ name }) => name === changed.name)
  recordChange(tx, { subjectKind: 'phrases', subjectId: subjectOf(version), before: { version: before.version, ...old }, after: { version, ...changed } })
  return version
}

/** The audit trail's subjects are ids: that of a version is its number. */
const subjectOf = (version: number): string => `00000000-0000-8000-8000-${String(version).padStart(12, '0')}`

/** A new database begins with the shipped phrases; so does a new release, where the city has not changed them. Called at every start. */
export async function seedPhrases(tx: Tx, now: Temporal.Instant): Promise<void> {
  const [newest, shipped] = await Promise.all([newestPhrases(tx), shippedPhrases()])
  if (newest === null) await insertPhrases(tx, 1, shipped, now)
  else if (newest.shipped && JSON.stringify(newest.sections) !== JSON.stringify(shipped)) await insertPhrases(tx, newest.version + 1, shipped, now)
}

export interface Suggestions {
  /** A change is noticed within a minute. */
  current(read: Read): Promise<Scorer>
  /** As it would be with other phrases. @throws PhraseError */
  tried(read: Read, sections: readonly PhraseSection[]): Promise<Scorer>
}

const NOTICED_AFTER_MS = 60_000

/** One asker at a time looks for changes and builds, on the connection that it holds already; the others go on with what there is, or wait for the first. */
export function openSuggestions(): Suggestions {
  let built: { readonly of: string; readonly scorer: Scorer } | null = null
  let lookedAt_ms = -Infinity
  let renewing: Promise<Scorer> | null = null
  const renew = async (read: Read): Promise<Scorer> => {
    const of = await stateOf(read)
    if (built?.of !== of) built = { of, scorer: await build(read) }
    lookedAt_ms = performance.now()
    return built.scorer
  }
  const suggestions: Suggestions = {
    async current(read) {
      if (built !== null && (renewing !== null || performance.now() - lookedAt_ms < NOTICED_AFTER_MS)) return built.scorer
      // The one who builds may be undone: then the next tries.
      if (renewing !== null) return renewing.catch(() => suggestions.current(read))
      renewing = renew(read).finally(() => {
        renewing = null
      })
      return renewing
    },
    tried: buildOf,
  }
  return suggestions
}

async function stateOf(read: Read): Promise<string> {
  const [state] = await select(read, sql<{ state: string }>`select concat((select max(version) from requests.phrase_set), ' ', (select max(counted_at) from requests.learned)) as state`)
  return state?.state ?? ''
}

async function build(read: Read): Promise<Scorer> {
  const phrases = await newestPhrases(read)
  if (phrases === null) throw new Error('no phrases')
  return buildOf(read, phrases.sections)
}

const buildOf = async (read: Read, sections: readonly PhraseSection[]): Promise<Scorer> =>
  openScorer(sections, learn([countLabelled(readLabelled(await readFile(LABELLED, 'utf8')), sections), await findLearned(read)]))

async function findLearned(read: Read): Promise<Counts> {
  const rows = await requests(read).selectFrom('requests.learned').select(['category', 'cases', 'features']).execute()
  return new Map(rows.map(({ category, cases, features }) => [category, { cases, features: features as Record<string, number> }]))
}

/** Cases looked at in one go, about; from pages of the table chosen at random, so that the work is the same in a small city and a large one. */
const SAMPLE = 5_000
const AT_ONCE = 500
/** What fewer people have written stays theirs. */
const LEAST_PEOPLE = 5
const STALE_AFTER_H = 20

/** Counts anew what closed cases teach: by then the category that somebody chose has been worked by. */
export async function relearn(database: Database, now: Temporal.Instant): Promise<void> {
  const newest = await requests(database.read).selectFrom('requests.learned').select(({ fn }) => fn.max('counted_at').as('at')).executeTakeFirst()
  if (newest?.at && Temporal.Instant.compare(newest.at, now.subtract({ hours: STALE_AFTER_H })) > 0) return
  const phrases = await newestPhrases(database.read)
  if (phrases === null) return
  const normalise = normaliser(spellingsOf(phrases.sections))
  const counted = counter()
  const cases = await sampleClosed(database.read)
  for (let from = 0; from < cases.length; from += AT_ONCE) {
    for (const { category, text, by } of cases.slice(from, from + AT_ONCE)) counted.add({ category, text: normalise(text), by })
    await setImmediate()
  }
  const rows = Array.from(counted.counts(LEAST_PEOPLE), ([category, own]) => ({ category, cases: own.cases, features: JSON.stringify(own.features), counted_at: now }))
  await database.transaction(async (tx) => {
    if (!(await claim(tx, 'requests/learn-from-cases'))) return
    await requests(tx).deleteFrom('requests.learned').execute()
    if (rows.length > 0) await requests(tx).insertInto('requests.learned').values(rows).execute()
  })
}

/** A table of a million cases is read no longer than one of a thousand. */
const PAGES = sql`least(100, 100.0 * ${2 * SAMPLE}::int / greatest(1, (select reltuples from pg_class where oid = 'requests.request'::regclass)))`

const sampleClosed = (read: Read): Promise<readonly KnownCase[]> =>
  select(read, sql<KnownCase>`select category, text, reporter_person_id as by from requests.request tablesample system (${PAGES}) where state = 'CLOSED' limit ${SAMPLE}`)

/** Words of cases, to see what other phrases would have made of them. */
export async function sampleTexts(read: Read, since: Temporal.Instant, most: number): Promise<readonly string[]> {
  const rows = await select(read, sql<{ text: string }>`select text from requests.request tablesample system (${PAGES}) where reported_at >= ${since} limit ${most}`)
  return rows.map(({ text }) => text)
}
