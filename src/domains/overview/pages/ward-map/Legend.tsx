import { useLanguage, useText } from '../../../../web/i18n.ts'
import type { ClassCount } from './classes.ts'
import { toneOf } from './classes.ts'
import type { Figure } from './city.ts'
import { messages } from './messages.ts'

interface LegendProps {
  readonly figure: Figure
  readonly counts: readonly ClassCount[]
  /** Above the colours, how many communities each has. */
  readonly bars?: boolean
}

const BAR_rem = 1.375

/** The classes of a figure in their colours, and how many wards each holds as bars of one scale. */
export function Legend({ figure, counts, bars = true }: LegendProps) {
  const t = useText(messages)
  const language = useLanguage()
  const words = figure.texts[language]
  const most = Math.max(1, ...counts.map(({ wards }) => wards))
  return (
    <div className="legend">
      {bars ? (
        <p className="legend-words">
          <b>{words.name}</b> {words.unit}
          <span>{words.help}</span>
        </p>
      ) : <p className="legend-words">{words.unit}</p>}
      <ul className="legend-classes" aria-label={t.legend}>
        {counts.map(({ classAt, wards }) => {
          const name = classAt === null ? t.noData : words.classes[classAt] ?? ''
          return (
            <li key={name} title={classAt === null ? t.noDataWhy : undefined}>
              {bars ? <span className="legend-count" aria-hidden="true">{wards}</span> : null}
              {bars ? <span className="legend-bar" aria-hidden="true" style={{ height: `${(wards / most) * BAR_rem}rem` }} /> : null}
              <i className={`swatch ${toneOf(figure, classAt)}`} aria-hidden="true" />
              <span className="legend-name" aria-hidden="true">{name}</span>
              <span className="visually-hidden">{t.legendCount({ words: name, count: wards })}</span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
