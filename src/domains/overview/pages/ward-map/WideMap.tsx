/** The ward map on a wide screen: the whole picture, beside it what is pointed at and the ranking. */
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useText } from '../../../../web/i18n.ts'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { usePreferences } from '../../../../web/preferences.ts'
import type { City, Ward } from './city.ts'
import { placesAbove } from './city.ts'
import { lookOf } from './frames.ts'
import { arrange } from './geometry.ts'
import { Marks } from './Marks.tsx'
import { messages } from './messages.ts'
import { Ranking } from './Ranking.tsx'
import type { Choose, Selection } from './selection.ts'
import { useSize } from './use-size.ts'
import type { WardMapView } from './use-ward-map.ts'
import { WardCard } from './WardCard.tsx'
import { WardMap } from './WardMap.tsx'

interface WideMapProps extends MapProps {
  /** Above the picture: figures and their legend. */
  readonly head: ReactNode
  /** Beside the marks below it. */
  readonly tools: ReactNode
}

export interface MapProps {
  readonly city: City
  readonly view: WardMapView
  readonly selection: Selection
  readonly choose: Choose
  /** What the picture is of, where that is less than the city: the desk's own scope. */
  readonly root: string | null
  readonly casesOf?: ((ward: Ward, isLate: boolean) => string) | undefined
}

export function WideMap({ city, view, selection, choose, root, casesOf, head, tools }: WideMapProps) {
  const { elder } = usePreferences()
  const [pointed, setPointed] = useState<string | null>(null)
  const [place, size] = useSize()
  const opened = city.places.get(selection.place ?? root ?? '') ?? null
  const look = lookOf('wide', elder)
  const geometry = useMemo(() => (size === null || size.height < 1 ? null : arrange(city, opened, size, look)), [city, opened, size, look])
  const subject = pointed ?? selection.ward ?? opened?.id ?? city.whole?.id ?? ''
  return (
    <div className="ward-wide">
      <div className="ward-wide-map">
        {head}
        {opened === null || opened.id === root ? null : <Above city={city} id={opened.id} root={root} choose={choose} />}
        <div className="ward-place" ref={place}>
          {geometry === null ? (size === null ? null : <NoRoom city={city} />) : (
            <WardMap
              city={city}
              geometry={geometry}
              {...view}
              chosen={selection.ward}
              pointed={pointed}
              onPoint={setPointed}
              onChoose={(ward) => choose({ ward: ward === selection.ward ? null : ward })}
              onStreet={geometry.streetsOnly ? (id) => choose({ place: city.places.get(id)?.parentId === opened?.id ? id : city.places.get(id)?.parentId ?? id, ward: null }) : undefined}
            />
          )}
        </div>
        <div className="ward-foot">
          <Marks city={city} scale={geometry?.picture.scale ?? null} />
          {tools}
        </div>
      </div>
      <aside className="ward-side">
        <WardCard city={city} figure={view.figure} id={subject} isPinned={pointed === null && selection.ward !== null} onUnpin={() => choose({ ward: null })} casesOf={casesOf} />
        <Ranking city={city} figure={view.figure} current={city.wards.has(subject) ? subject : null} onChoose={(ward) => choose({ ward })} onList={() => choose({ view: 'list' })} />
      </aside>
    </div>
  )
}

function NoRoom({ city }: { readonly city: City }) {
  const t = useText(messages)
  const isEmpty = [...city.wards.values()].every(({ households }) => households === 0)
  return isEmpty ? <Empty title={t.nobody}>{t.nobodyHelp}</Empty> : <p className="quiet">{t.noRoom}</p>
}

/** 全市 › 大祥区 › 学院路街道 */
function Above({ city, id, root, choose }: { readonly city: City; readonly id: string; readonly root: string | null; readonly choose: Choose }) {
  const t = useText(messages)
  const places = placesAbove(city, id)
  const from = Math.max(0, places.findIndex((one) => one.id === root))
  return (
    <nav className="ward-above" aria-label={t.whole}>
      {places.slice(from).map((one) => (one.id === id ? <b key={one.id} aria-current="page">{one.name}</b> : <span key={one.id}><button type="button" className="text-link" onClick={() => choose({ place: one.kind === 'city' || one.id === root ? null : one.id, ward: null })}>{one.kind === 'city' ? t.whole : one.name}</button></span>))}
    </nav>
  )
}
