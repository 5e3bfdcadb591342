/** How a figure's values are said. */
import { useMemo } from 'react'
import { useFormat } from '../../../../web/format.ts'
import { useLanguage, useText } from '../../../../web/i18n.ts'
import type { Figure, Ratio } from './city.ts'
import { isCounted, valueOf } from './classes.ts'
import { messages } from './messages.ts'

export interface Words {
  /** '2.2', '92.7' */
  readonly short: (figure: Figure, ratio: Ratio, unit?: number) => string
  /** '92.7%', '2.2 件／千户' */
  readonly withUnit: (figure: Figure, ratio: Ratio, unit?: number) => string
  /** '38／41', '2 件' */
  readonly counts: (figure: Figure, ratio: Ratio) => string
  /** The sum of a street or district: cases by number, shares in per cent. */
  readonly sum: (figure: Figure, ratio: Ratio) => string
  readonly name: (figure: Figure) => string
}

export function useWords(): Words {
  const t = useText(messages)
  const language = useLanguage()
  const format = useFormat()
  return useMemo(() => {
    const short: Words['short'] = (figure, ratio, unit = figure.unit) => {
      const value = valueOf({ unit }, ratio)
      return value === null ? t.noData : figure.kind === 'count' ? format.number(value) : format.number(value, 1)
    }
    const withUnit: Words['withUnit'] = (figure, ratio, unit) => {
      if (ratio === null) return t.noData
      const { unit: words } = figure.texts[language]
      const value = short(figure, ratio, unit)
      return words === '%' ? t.percent({ value }) : t.withUnit({ value, unit: words })
    }
    return {
      short,
      withUnit,
      counts: (figure, ratio) => (ratio === null ? '' : figure.kind === 'per-1000-households' ? t.caseCount({ count: format.number(ratio[0]) }) : t.counts({ part: format.number(ratio[0]), whole: format.number(ratio[1]) })),
      sum: (figure, ratio) => (ratio !== null && isCounted(figure) ? t.cases({ count: format.number(ratio[0]) }) : withUnit(figure, ratio)),
      name: (figure) => figure.texts[language].name,
    }
  }, [t, language, format])
}
