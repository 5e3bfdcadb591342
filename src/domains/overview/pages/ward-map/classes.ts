/** Which class a value falls into, and which comes first: never by what a colour looks like, always by the counts. */
import type { City, Figure, Ratio, Ward } from './city.ts'

/** The stages of a committee, each a class of the figure that tells them. */
const COMMITTEE = ['none', 'preparing', 'expiring', 'in-office'] as const

export const valueOf = ({ unit }: Pick<Figure, 'unit'>, ratio: Ratio): number | null => (ratio === null ? null : (ratio[0] * unit) / ratio[1])

/** Classes reach from their lower bound up to the next one's, before any rounding; a class that begins at 0 holds all that is more than none. */
function classOfValue({ classes }: Figure, value: number): number {
  let classAt = 0
  for (const from of classes) if (from === 0 ? value > 0 : value >= from) classAt++
  return classAt
}

/** Null: no data. */
export function classOf(figure: Figure, at: number, ward: Ward): number | null {
  const value = valueOf(figure, ward.values[at] ?? null)
  if (value === null) return null
  return figure.kind === 'state' ? COMMITTEE.indexOf(ward.committee) : classOfValue(figure, value)
}

/** Of a street or district. Where wards have stages, it has the share that has reached the last: in thirds. */
export function classOfPlace(figure: Figure, ratio: Ratio): number | null {
  const value = valueOf(figure, ratio)
  if (value === null) return null
  return figure.kind === 'state' ? Math.min(COMMITTEE.length - 1, Math.ceil((value / figure.unit) * (COMMITTEE.length - 1))) : classOfValue(figure, value)
}

const STEPS = 5

/** The step of the scale from 0 to 4: the last class is always the darkest. */
export const stepOf = (figure: Figure, classAt: number): number => (classAt === figure.classes.length ? STEPS - 1 : classAt)

/** The class name that colours it. */
export const toneOf = (figure: Figure, classAt: number | null): string => (classAt === null ? 'tone-none' : `tone-${figure.scale}-${stepOf(figure, classAt)}`)

export interface ClassCount {
  /** Null: no data. */
  readonly classAt: number | null
  readonly wards: number
}

/** The class of every ward, by its id. */
export const classesOf = (figure: Figure, at: number, wards: Iterable<Ward>): ReadonlyMap<string, number | null> => new Map(Array.from(wards, (ward) => [ward.id, classOf(figure, at, ward)]))

/** How many wards each class holds; that of no data only where there is one. */
export function countClasses(figure: Figure, classes: ReadonlyMap<string, number | null>): readonly ClassCount[] {
  const counts = new Map<number | null, number>(Array.from({ length: figure.classes.length + 1 }, (_, classAt) => [classAt, 0]))
  for (const classAt of classes.values()) counts.set(classAt, (counts.get(classAt) ?? 0) + 1)
  return [...counts].map(([classAt, wards]) => ({ classAt, wards }))
}

export interface Ranked {
  readonly ward: Ward
  /** What it is ranked by, and the length of its bar. */
  readonly value: number
}

/** Cases by their count and not by their rate, or tiny places would lead; shares with the lowest first; committees by the households still without one. */
export function rankWards(figure: Figure, at: number, city: City): readonly Ranked[] {
  const ranked = [...city.wards.values()].flatMap((ward) => {
    const ratio = ward.values[at] ?? null
    if (ratio === null) return []
    if (figure.kind === 'state') return classOf(figure, at, ward) === 0 ? [{ ward, value: ward.households, tie: 0 }] : []
    const rate = (ratio[0] * figure.unit) / ratio[1]
    return [isCounted(figure) ? { ward, value: ratio[0], tie: rate } : { ward, value: rate, tie: -ward.households }]
  })
  const falls = isCounted(figure) || figure.kind === 'state' ? -1 : 1
  return ranked.toSorted((a, b) => falls * (a.value - b.value) || falls * (a.tie - b.tie))
}

/** Urgent cases are told by their number: what a small ward has many of for its size is still few. */
export const isCounted = ({ kind, scale }: Figure): boolean => scale === 'vermilion' && (kind === 'per-1000-households' || kind === 'count')
