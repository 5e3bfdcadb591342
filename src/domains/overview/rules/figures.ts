/** Pure: figures as data. A definition names counts of the roll-ups; here they become numerators and denominators. */

export interface FigureWords {
  readonly name: string
  readonly unit: string
  readonly help: string
  readonly classes: readonly string[]
}

export interface FigureDefinition {
  readonly key: string
  readonly kind: 'state' | 'per-1000-households' | 'share' | 'count'
  readonly scale: 'jade' | 'vermilion'
  readonly flow: boolean
  readonly numerator: readonly string[]
  readonly denominator: readonly string[]
  readonly classes: readonly number[]
  readonly texts: { readonly zh: FigureWords; readonly en: FigureWords }
}

/** Counts of one place, in the order of their names. NaN: not known. */
export type Counts = readonly number[]

/** Numerator and denominator, exact; the value is n / d × unit. */
export type Ratio = [numerator: number, denominator: number]

interface Term {
  readonly at: number
  readonly sign: 1 | -1
}

export interface Figure {
  readonly definition: FigureDefinition
  readonly numerator: readonly Term[]
  readonly denominator: readonly Term[]
}

/** The figures that can be told from these counts: one that names a count which nobody keeps yet is not offered. */
export function figuresFrom(definitions: readonly FigureDefinition[], names: readonly string[]): readonly Figure[] {
  const place = new Map(names.map((name, at) => [name, at]))
  const terms = (words: readonly string[]): readonly Term[] | null => {
    const found = words.map((word): Term | null => {
      const at = place.get(word.replace(/^-/u, ''))
      return at === undefined ? null : { at, sign: word.startsWith('-') ? -1 : 1 }
    })
    return found.every((term) => term !== null) ? found : null
  }
  return definitions.flatMap((definition) => {
    const numerator = terms(definition.numerator)
    const denominator = terms(definition.denominator)
    return numerator && denominator ? [{ definition, numerator, denominator }] : []
  })
}

/** Null is "no data": nothing was counted, or a count is not known. Never 100 %, never 0. */
export function ratioOf(figure: Figure, counts: Counts): Ratio | null {
  const denominator = total(figure.denominator, counts)
  const numerator = total(figure.numerator, counts)
  return denominator > 0 && !Number.isNaN(numerator) ? [numerator, denominator] : null
}

function total(terms: readonly Term[], counts: Counts): number {
  let sum = 0
  for (const { at, sign } of terms) sum += sign * (counts[at] ?? Number.NaN)
  return sum
}

const PER_THOUSAND = 1_000
const PER_CENT = 100

/** @param months how many months a flow has added up over */
export function unitOf({ kind, flow }: FigureDefinition, months: number): number {
  const unit = kind === 'per-1000-households' ? PER_THOUSAND : kind === 'count' ? 1 : PER_CENT
  return flow ? unit / months : unit
}

export function addCounts(sum: number[], counts: Counts): void {
  for (let at = 0; at < counts.length; at++) sum[at] = (sum[at] ?? 0) + (counts[at] ?? 0)
}

/** Where a value stands among others, 1 the best for `jade` and the most urgent for `vermilion`; null without a value. */
export function rankOf(ratio: Ratio | null, others: readonly (Ratio | null)[]): { readonly place: number; readonly of: number } | null {
  if (ratio === null) return null
  const value = ratio[0] / ratio[1]
  const known = others.filter((other) => other !== null)
  return { place: 1 + known.filter(([numerator, denominator]) => numerator / denominator > value).length, of: known.length }
}
