/**
 * 学习: what the cases of a city teach beyond its phrases. Counted, not trained: in how many cases of each category a pair of Chinese characters stood.
 * Digits, Latin letters and signs never become features, so no phone number, plate, room or account can.
 */

/** In how many cases of a category each feature stood, and how many cases those were. */
export interface CategoryCounts {
  readonly cases: number
  readonly features: Readonly<Record<string, number>>
}
export type Counts = ReadonlyMap<string, CategoryCounts>

const HAN = /[\u3400-\u4dbf\u4e00-\u9fff]+/gu

/** Pairs of neighbouring Chinese characters, and the single ones, each once. */
export function featuresOf(text: string): readonly string[] {
  const features = new Set<string>()
  for (const [run] of text.matchAll(HAN)) {
    for (let at = 0; at < run.length; at++) {
      features.add(run.slice(at, at + 1))
      if (at + 2 <= run.length) features.add(run.slice(at, at + 2))
    }
  }
  return [...features]
}

/** A case whose category people have confirmed by working it. */
export interface KnownCase {
  readonly category: string
  readonly text: string
  /** Who wrote it. */
  readonly by: string
}

export interface Counter {
  add(known: KnownCase): void
  /** @param leastPeople what fewer people have written is left out. */
  counts(leastPeople: number): Counts
}

export function counter(): Counter {
  const counted = new Map<string, { cases: number; features: Record<string, number> }>()
  const people = new Map<string, Set<string>>()
  return {
    add({ category, text, by }) {
      let own = counted.get(category)
      if (own === undefined) counted.set(category, (own = { cases: 0, features: {} }))
      own.cases++
      for (const feature of featuresOf(text)) {
        own.features[feature] = (own.features[feature] ?? 0) + 1
        const writers = people.get(feature)
        if (writers === undefined) people.set(feature, new Set([by]))
        else writers.add(by)
      }
    },
    counts: (leastPeople) =>
      new Map(
        Array.from(counted, ([category, { cases, features }]) => [
          category,
          { cases, features: Object.fromEntries(Object.entries(features).filter(([feature]) => (people.get(feature)?.size ?? 0) >= leastPeople)) },
        ]),
      ),
  }
}

/** What earlier cases say about a text. */
export interface Learned {
  score(text: string): { readonly scores: ReadonlyMap<string, number>; because(code: string): readonly string[] }
}

/** Added to every count: a feature seen once proves little. */
const SMOOTHING = 0.3
/** From here on a pair of characters is worth naming. */
const LOUD = 1
const TOLD = 2

/**
 * Log-odds of each feature: how much likelier it is in a case of the category than in any case. Every category counts the same however many cases it
 * has, or the frequent ones would win every doubt.
 */
export function learn(parts: readonly Counts[]): Learned {
  const categories = [...new Set(parts.flatMap((counts) => [...counts.keys()]))]
  const cases = new Float64Array(categories.length)
  const perFeature = new Map<string, Float64Array>()
  for (const counts of parts) {
    for (const [code, own] of counts) {
      const category = categories.indexOf(code)
      cases[category] = (cases[category] as number) + own.cases
      for (const [feature, count] of Object.entries(own.features)) {
        let row = perFeature.get(feature)
        if (row === undefined) perFeature.set(feature, (row = new Float64Array(categories.length)))
        row[category] = (row[category] as number) + count
      }
    }
  }
  const seen = new Float64Array(categories.length)
  for (const row of perFeature.values()) for (const [category, count] of row.entries()) seen[category] = (seen[category] as number) + count
  const odds = new Map<string, Float32Array>()
  for (const [feature, row] of perFeature) {
    const shares = row.map((count, category) => Math.log((count + SMOOTHING) / ((seen[category] as number) + SMOOTHING * perFeature.size)))
    const mean = shares.reduce((sum, share) => sum + share, 0) / categories.length
    odds.set(feature, Float32Array.from(shares, (share) => share - mean))
  }
  return {
    score(text) {
      const features = featuresOf(text).flatMap((feature) => {
        const row = odds.get(feature)
        return row === undefined ? [] : [{ feature, row }]
      })
      const sums = new Float64Array(categories.length)
      for (const { row } of features) for (let category = 0; category < sums.length; category++) sums[category] = (sums[category] as number) + (row[category] as number)
      // A long text is not the surer for its length.
      const calm = Math.sqrt(Math.max(1, features.length))
      return {
        scores: new Map(categories.map((code, category) => [code, (sums[category] as number) / calm])),
        because(code) {
          const category = categories.indexOf(code)
          const odd = features.map(({ feature, row }) => ({ feature, odds: row[category] ?? 0 })).filter(({ feature, odds: own }) => feature.length > 1 && own > LOUD)
          return odd.toSorted((a, b) => b.odds - a.odds).slice(0, TOLD).map(({ feature }) => feature)
        },
      }
    },
  }
}
