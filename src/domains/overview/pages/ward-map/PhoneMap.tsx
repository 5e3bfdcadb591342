/** The ward map on a phone: 全市 › 区 › 街道. A district's streets as small blocks, below it the wards of one street at reading size. */
import { useMemo, useState } from 'react'
import { useText } from '../../../../web/i18n.ts'
import { useFormat } from '../../../../web/format.ts'
import { usePreferences } from '../../../../web/preferences.ts'
import type { City, Place, Ward } from './city.ts'
import { rankWards, type Ranked } from './classes.ts'
import { lookOf as lookFor } from './frames.ts'
import { arrange, type Geometry, type Size } from './geometry.ts'
import { Legend } from './Legend.tsx'
import { Marks } from './Marks.tsx'
import { messages } from './messages.ts'
import { useSize } from './use-size.ts'
import type { WardMapView } from './use-ward-map.ts'
import { WardCard } from './WardCard.tsx'
import { WardMap } from './WardMap.tsx'
import type { MapProps } from './WideMap.tsx'
import { useWords } from './words.ts'

/** px² a ward at reading size; a street's picture is as high as that asks for. */
const READING_px2 = 5_600
const LEAST_TAP_px = 24
const DISTRICT_SHAPE = 358 / 268

export function PhoneMap({ city, view, selection, choose, root, casesOf }: MapProps) {
  const { elder } = usePreferences()
  const [frame, size] = useSize()
  const worst = useMemo(() => rankWards(view.figure, view.at, city), [view.figure, view.at, city])
  const { district, street } = openedOf(city, worst, selection.place ?? root, selection.ward)
  const width = size?.width ?? 0
  const districtMap = useArranged(city, district, width === 0 ? null : { width, height: Math.round(width / DISTRICT_SHAPE) }, 'district')
  const wards = street === null ? [] : (city.wardsOf.get(street.id) ?? []).filter(({ households }) => households > 0)
  const streetMap = useArranged(city, street, width === 0 || wards.length === 0 ? null : { width, height: Math.round(Math.max(110, (wards.length * READING_px2 * (elder ? 1.6 : 1)) / width)) }, 'street')
  const ward = city.wards.get(selection.ward ?? '')
  const map = { city, ...view, chosen: selection.ward, pointed: null, onChoose: (id: string) => choose({ ward: id }) }
  return (
    <div className="ward-phone">
      <Crumbs district={district} street={street} />
      {city.districts.length < 2 ? null : <Districts city={city} view={view} current={district} onChoose={(id) => choose({ place: id, ward: null })} />}
      <div ref={frame} className="ward-phone-frame">
        {districtMap === null || (city.streets.length === 1) ? null : <WardMap {...map} geometry={districtMap} onStreet={(id) => choose({ place: id, ward: null })} openStreet={street?.id ?? null} />}
      </div>
      <Legend figure={view.figure} counts={view.counts} bars={false} />
      {street === null ? null : (
        <section className="ward-sheet" aria-labelledby="ward-sheet">
          <StreetHead street={street} view={view} />
          {streetMap === null ? null : <WardMap {...map} geometry={streetMap} />}
          {streetMap === null ? null : <Slivers city={city} geometry={streetMap} none={(city.wardsOf.get(street.id) ?? []).filter(({ households }) => households === 0)} chosen={selection.ward} onChoose={(id) => choose({ ward: id })} />}
          <Marks city={city} scale={null} />
        </section>
      )}
      {ward === undefined ? null : <WardBar key={ward.id} city={city} view={view} ward={ward} onUnpin={() => choose({ ward: null })} casesOf={casesOf} />}
    </div>
  )
}

/** What is open: as the address says, else the street of the first ward of the ranking. */
function openedOf(city: City, ranked: readonly Ranked[], placeId: string | null, wardId: string | null): { readonly district: Place | null; readonly street: Place | null } {
  const ward = city.wards.get(wardId ?? '')
  const asked = city.places.get(ward?.streetId ?? placeId ?? '')
  const isIn = (one: Ward): boolean => asked === undefined || asked.kind === 'city' || one.streetId === asked.id || city.places.get(one.streetId)?.parentId === asked.id
  const worst = ranked.find(({ ward: one }) => isIn(one))?.ward ?? [...city.wards.values()].find(isIn)
  const street = asked?.kind === 'street' ? asked : city.places.get(worst?.streetId ?? '') ?? null
  return { street, district: city.places.get(street?.parentId ?? '') ?? (asked?.kind === 'district' ? asked : null) }
}

function useArranged(city: City, place: Place | null, size: Size | null, kind: 'district' | 'street'): Geometry | null {
  const { elder } = usePreferences()
  const width = size?.width
  const height = size?.height
  return useMemo(() => (place === null || width === undefined || height === undefined ? null : arrange(city, place, { width, height }, lookFor(kind, elder))), [city, place, width, height, kind, elder])
}

function Crumbs({ district, street }: { readonly district: Place | null; readonly street: Place | null }) {
  const t = useText(messages)
  return (
    <nav className="ward-above" aria-label={t.whole}>
      <span><a className="text-link" href="#districts">{t.whole}</a></span>
      {district === null ? null : <span>{district.name}</span>}
      {street === null ? null : <span><a className="text-link" href="#ward-sheet">{street.name}</a></span>}
    </nav>
  )
}

interface DistrictsProps {
  readonly city: City
  readonly view: WardMapView
  readonly current: Place | null
  readonly onChoose: (id: string) => void
}

function Districts({ city, view, current, onChoose }: DistrictsProps) {
  const t = useText(messages)
  const format = useFormat()
  const words = useWords()
  return (
    <div className="ward-districts">
      {city.districts.map((district) => (
        <button key={district.id} type="button" aria-pressed={district.id === current?.id} onClick={() => onChoose(district.id)}>
          <b>{district.name}</b>
          <small>{t.phone.chip({ wards: format.number(district.wards), value: words.sum(view.figure, district.values[view.at] ?? null) })}</small>
        </button>
      ))}
    </div>
  )
}

function StreetHead({ street, view }: { readonly street: Place; readonly view: WardMapView }) {
  const t = useText(messages)
  const format = useFormat()
  const words = useWords()
  return (
    <h2 id="ward-sheet">
      <b>{street.name}</b>
      <span>{t.phone.sheet({ wards: format.number(street.wards), committees: format.number(street.committees), value: words.sum(view.figure, street.values[view.at] ?? null) })}</span>
    </h2>
  )
}

interface SliversProps {
  readonly city: City
  readonly geometry: Geometry
  readonly none: readonly Ward[]
  readonly chosen: string | null
  readonly onChoose: (id: string) => void
}

/** Wards too small for a finger stand once more as buttons. */
function Slivers({ city, geometry, none, chosen, onChoose }: SliversProps) {
  const t = useText(messages)
  const small = geometry.picture.wards.filter(({ width, height }) => Math.min(width, height) < LEAST_TAP_px).flatMap(({ id }) => city.wards.get(id) ?? [])
  const listed = [...small, ...none]
  if (listed.length === 0) return null
  return (
    <p className="ward-slivers">
      <span>{t.phone.small}</span>
      {listed.map(({ id, name }) => <button key={id} type="button" className="tool" aria-pressed={id === chosen} onClick={() => onChoose(id)}>{name}</button>)}
    </p>
  )
}

interface WardBarProps extends Pick<MapProps, 'city' | 'view' | 'casesOf'> {
  readonly ward: Ward
  readonly onUnpin: () => void
}

/** Stays at the foot of the screen while a ward is chosen; opens what else is known of it. */
function WardBar({ city, view, ward, onUnpin, casesOf }: WardBarProps) {
  const t = useText(messages)
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  return (
    <section className="ward-bar" aria-label={ward.name}>
      {isOpen ? <WardCard city={city} figure={view.figure} id={ward.id} isPinned onUnpin={onUnpin} casesOf={casesOf} /> : null}
      <div className="ward-bar-row">
        <p>
          <b>{ward.name}</b> <small>{ward.office}</small>
          <br />
          <small>{t.phone.row({ buildings: format.number(ward.buildings), households: format.number(ward.households), committee: ward.courtyard ? t.card.yard : t.card.committeeStates[ward.committee] })}</small>
        </p>
        <button type="button" className="button button-main" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{isOpen ? t.phone.close : t.phone.more}</button>
      </div>
    </section>
  )
}
