/** What every form of the ward map shares: the chosen figure, how it colours wards and places, and what is said of them. */
import { useCallback, useMemo } from 'react'
import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import type { City, Figure, Place, Ward } from './city.ts'
import { classOf, classOfPlace, countClasses, isCounted, rankWards, toneOf, type ClassCount, type Ranked } from './classes.ts'
import { messages } from './messages.ts'
import type { WardLook } from './WardPicture.tsx'
import { useWords } from './words.ts'

export interface WardMapView {
  readonly figure: Figure
  /** Its place among the figures. */
  readonly at: number
  readonly counts: readonly ClassCount[]
  readonly ranked: readonly Ranked[]
  readonly lookOf: (ward: Ward) => WardLook
  readonly toneOfPlace: (place: Place) => string
  /** From the longest to the shortest. */
  readonly quarterSums: (district: Place) => readonly string[]
  readonly streetWords: (street: Place) => string
  readonly wardWords: (ward: Ward) => string
}

/** The figure that most often has something to be done about. */
const FIRST = 'overdue'

/** Null where the city offers no figure. */
export function useWardMap(city: City, key: string | null): WardMapView | null {
  const t = useText(messages)
  const format = useFormat()
  const words = useWords()
  const { figures } = city.reply
  const asked = figures.findIndex((one) => one.key === (key ?? FIRST))
  const at = Math.max(0, asked)
  const figure = figures[at]
  const counts = useMemo(() => (figure === undefined ? [] : countClasses(figure, at, city.wards.values())), [figure, at, city])
  const ranked = useMemo(() => (figure === undefined ? [] : rankWards(figure, at, city)), [figure, at, city])
  const lookOf = useCallback(
    (ward: Ward): WardLook => {
      if (figure === undefined) return { tone: 'tone-none', value: '' }
      const ratio = ward.values[at] ?? null
      const shown = ratio === null || figure.kind === 'state' || (isCounted(figure) && ratio[0] === 0) ? '' : isCounted(figure) ? format.number(ratio[0]) : words.short(figure, ratio)
      return { tone: toneOf(figure, classOf(figure, at, ward)), value: shown }
    },
    [figure, at, format, words],
  )
  const said = useCallback((of: Ward | Place): string => (figure === undefined ? '' : t.figureWords({ name: words.name(figure), value: words.withUnit(figure, of.values[at] ?? null) })), [figure, at, t, words])
  const toneOfPlace = useCallback((place: Place) => (figure === undefined ? 'tone-none' : toneOf(figure, classOfPlace(figure, place.values[at] ?? null))), [figure, at])
  const quarterSums = useCallback(
    (district: Place) => {
      const sums = { wards: format.number(district.wards), committees: format.number(district.committees), households: format.number(district.households) }
      const own = figure === undefined || figure.kind === 'state' ? null : { figure: words.name(figure), value: words.sum(figure, district.values[at] ?? null) }
      return own === null ? [t.quarterSums(sums)] : [t.quarterSumsWith({ ...sums, ...own }), t.figureWords({ name: own.figure, value: own.value })]
    },
    [figure, at, t, format, words],
  )
  const streetWords = useCallback((street: Place) => t.streetWords({ street: street.name, wards: street.wards + street.courtyards, value: said(street) }), [t, said])
  const wardWords = useCallback((ward: Ward) => t.wardWords({ ward: ward.name, households: format.number(ward.households), value: said(ward) }), [t, format, said])
  return figure === undefined ? null : { figure, at, counts, ranked, lookOf, toneOfPlace, quarterSums, streetWords, wardWords }
}
