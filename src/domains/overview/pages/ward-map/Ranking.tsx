import { memo, useDeferredValue, useMemo } from 'react'
import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import type { City, Figure } from './city.ts'
import { classOf, isCounted, rankWards, toneOf } from './classes.ts'
import { messages } from './messages.ts'
import { useWords } from './words.ts'

interface RankingProps {
  readonly city: City
  readonly figure: Figure
  readonly current: string | null
  readonly onChoose: (id: string) => void
  readonly onList: () => void
}

const SHOWN = 12
const LEAST_BAR = 2

/** The first dozen, and the ward that is looked at with its own place. */
export const Ranking = memo(function Ranking({ city, figure: asked, current, onChoose, onList }: RankingProps) {
  const t = useText(messages)
  const format = useFormat()
  const words = useWords()
  // The picture comes first; who leads may follow a moment later.
  const figure = useDeferredValue(asked)
  const at = city.reply.figures.indexOf(figure)
  const ranked = useMemo(() => rankWards(figure, at, city), [figure, at, city])
  const place = ranked.findIndex(({ ward }) => ward.id === current)
  const shown = ranked.slice(0, SHOWN).map((one, index) => ({ ...one, index }))
  const own = ranked[place]
  if (place >= SHOWN && own !== undefined) shown.push({ ...own, index: place })
  const whole = isCounted(figure) || figure.kind === 'state' ? null : figure.unit === 100 ? 100 : null
  const most = whole ?? Math.max(1e-9, ...shown.map(({ value }) => value))
  const name = words.name(figure)
  return (
    <section className="ranking">
      <h2>{t.ranking.title} <span>{isCounted(figure) ? t.ranking.counted({ figure: name }) : figure.kind === 'state' ? t.ranking.without : t.ranking.lowest({ figure: name })}</span></h2>
      {shown.length === 0 ? <p className="quiet">{t.ranking.nothing}</p> : (
        <ol>
          {shown.map(({ ward, value, index }) => (
            <li key={ward.id} value={index + 1}>
              <button type="button" aria-current={ward.id === current || undefined} onClick={() => onChoose(ward.id)}>
                <span className="ranking-place">{index + 1}</span>
                <span className="ranking-name">{ward.name}</span>
                <span className="ranking-street">{city.places.get(ward.streetId)?.name}</span>
                <span className="ranking-bar" aria-hidden="true"><i className={`swatch ${toneOf(figure, classOf(figure, at, ward))}`} style={{ width: `${Math.max(LEAST_BAR, (value / most) * 100)}%` }} /></span>
                <b>{isCounted(figure) || figure.kind === 'state' ? format.number(value) : format.number(value, 1)}</b>
              </button>
            </li>
          ))}
        </ol>
      )}
      <button type="button" className="text-link" onClick={onList}>{t.ranking.all({ count: format.number(city.wards.size) })}</button>
    </section>
  )
})
