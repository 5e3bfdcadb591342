/** What every form of the ward map shares: the chosen figure, how it colours wards and places, and what is said of them. */
import { useCallback, useMemo } from 'react'
import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import type { City, Figure, Place, Ward } from './city.ts'
import { classesOf, classOfPlace, countClasses, isCounted, toneOf, type ClassCount } from './classes.ts'
import { messages } from './messages.ts'
import type { WardLooks } from './WardPicture.tsx'
import { useWords } from './words.ts'

export interface WardMapView {
  readonly figure: Figure
  /** Its place among the figures. */
  readonly at: number
  readonly counts: readonly ClassCount[]
  readonly looks: WardLooks
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
  const classes = useMemo(() => (figure === undefined ? new Map<string, null>() : classesOf(figure, at, city.wards.values())), [figure, at, city])
  const counts = useMemo(() => (figure === undefined ? [] : countClasses(figure, classes)), [figure, classes])
  const looks = useMemo((): WardLooks => {
    if (figure === undefined) return { toneOf: () => 'tone-none', valueOf: () => '' }
    return {
      toneOf: ({ id }) => toneOf(figure, classes.get(id) ?? null),
      valueOf: (ward) => {
        const ratio = ward.values[at] ?? null
        if (ratio === null || figure.kind === 'state' || (isCounted(figure) && ratio[0] === 0)) return ''
        return isCounted(figure) ? format.number(ratio[0]) : words.short(figure, ratio)
      },
    }
  }, [figure, at, classes, format, words])
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
  return figure === undefined ? null : { figure, at, counts, looks, toneOfPlace, quarterSums, streetWords, wardWords }
}
