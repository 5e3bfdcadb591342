/** Phrases and what cases have taught, as they are kept; the scorer made of them is built once for each change. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { claim } from '../../../platform/claim.ts'
import { select, tables, type Database, type Read, type Tx } from '../../../platform/database.ts'
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

async function newestPhrases(read: Read): Promise<PhraseSet | null> {
  const row = await requests(read).selectFrom('requests.phrase_set').select(['version', 'person_id', 'sections']).orderBy('version', 'desc').limit(1).executeTakeFirst()
  return row ? { version: row.version, shipped: row.person_id === null, sections: row.sections as PhraseSection[] } : null
}

async function insertPhrases(tx: Tx, version: number, sections: readonly PhraseSection[], now: Temporal.Instant): Promise<void> {
  await requests(tx).insertInto('requests.phrase_set').values({ version, recorded_at: now, person_id: null, sections: JSON.stringify(sections) }).execute()
}

/** A new database begins with the shipped phrases; so does a new release, where the city has not changed them. Called at every start. */
export async function seedPhrases(tx: Tx, now: Temporal.Instant): Promise<void> {
  const [newest, shipped] = await Promise.all([newestPhrases(tx), shippedPhrases()])
  if (newest === null) await insertPhrases(tx, 1, shipped, now)
  else if (newest.shipped && JSON.stringify(newest.sections) !== JSON.stringify(shipped)) await insertPhrases(tx, newest.version + 1, shipped, now)
}

export interface Suggestions {
  /** A change is noticed within a minute. */
  current(read: Read): Promise<Scorer>
}

const NOTICED_AFTER_MS = 60_000

export function openSuggestions(): Suggestions {
  let built: { readonly of: string; readonly scorer: Scorer } | null = null
  let lookedAt_ms = -Infinity
  return {
    async current(read) {
      if (built !== null && performance.now() - lookedAt_ms < NOTICED_AFTER_MS) return built.scorer
      const of = await stateOf(read)
      if (built?.of !== of) built = { of, scorer: await build(read) }
      lookedAt_ms = performance.now()
      return built.scorer
    },
  }
}

async function stateOf(read: Read): Promise<string> {
  const [state] = await select(read, sql<{ state: string }>`select concat((select max(version) from requests.phrase_set), ' ', (select max(counted_at) from requests.learned)) as state`)
  return state?.state ?? ''
}

async function build(read: Read): Promise<Scorer> {
  const phrases = await newestPhrases(read)
  if (phrases === null) throw new Error('no phrases')
  return openScorer(phrases.sections, learn([countLabelled(readLabelled(await readFile(LABELLED, 'utf8')), phrases.sections), await findLearned(read)]))
}

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

const sampleClosed = (read: Read): Promise<readonly KnownCase[]> =>
  select(
    read,
    sql<KnownCase>`select category, text, reporter_person_id as by
      from requests.request tablesample system (least(100, 100.0 * ${2 * SAMPLE}::int / greatest(1, (select reltuples from pg_class where oid = 'requests.request'::regclass))))
      where state = 'CLOSED' limit ${SAMPLE}`,
  )
