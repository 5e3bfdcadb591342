/* oxlint-disable jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the picture is pointed at as a whole; its keys are with the streets in it */
/** The picture itself: pointing, tapping and walking it by keys. What it shows stands as a table in the list. */
import { useCallback, useMemo, useState } from 'react'
import type { KeyboardEvent, MouseEvent } from 'react'
import { useLanguage, useText } from '../../../../web/i18n.ts'
import type { City, Place, Ward } from './city.ts'
import { MOST_IN_SVG } from './frames.ts'
import type { Geometry } from './geometry.ts'
import { messages } from './messages.ts'
import { stepFrom, streetAt, wardAt, type Direction } from './walk.ts'
import { WardCanvas } from './WardCanvas.tsx'
import { Ground, Outline, Walls, Wards, type WardLooks } from './WardPicture.tsx'

interface WardMapProps {
  readonly city: City
  readonly geometry: Geometry
  readonly looks: WardLooks
  readonly toneOfPlace: (place: Place) => string
  readonly quarterSums: (district: Place) => readonly string[]
  /** What a street says of itself to who cannot see it. */
  readonly streetWords: (street: Place) => string
  readonly wardWords: (ward: Ward) => string
  readonly chosen: string | null
  readonly pointed: string | null
  readonly onPoint?: ((id: string | null) => void) | undefined
  readonly onChoose: (id: string) => void
  /** A tap means a street and not a ward: on a phone, or where wards are too small. */
  readonly onStreet?: ((id: string) => void) | undefined
  /** The street that is open below. */
  readonly openStreet?: string | null
}

const directions: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }

export function WardMap({ city, geometry, looks, toneOfPlace, quarterSums, streetWords, wardWords, chosen, pointed, onPoint, onChoose, onStreet, openStreet = null }: WardMapProps) {
  const t = useText(messages)
  const language = useLanguage()
  const { picture, streetsOnly } = geometry
  const byCode = useMemo(() => new Map([...city.places.values()].map((place) => [place.code, place])), [city])
  const rectangles = useMemo(() => new Map([...picture.wards, ...picture.streets].map((one) => [one.id, one])), [picture])
  const quarterHead = useCallback((code: string) => {
    const place = byCode.get(code)
    return { name: place?.name ?? '', sums: place === undefined ? [] : quarterSums(place) }
  }, [byCode, quarterSums])
  const [focused, setFocused] = useState<string | null>(null)
  const means = onStreet !== undefined
  const at = useCallback(
    (event: MouseEvent<SVGSVGElement>): string | null => {
      const box = event.currentTarget.getBoundingClientRect()
      const x = ((event.clientX - box.left) * picture.width) / box.width
      const y = ((event.clientY - box.top) * picture.height) / box.height
      return means ? byCode.get(streetAt(picture, x, y) ?? '')?.id ?? null : wardAt(picture, x, y)
    },
    [picture, means, byCode],
  )
  const code = (id: string | null): string => city.places.get(id ?? '')?.code ?? ''
  const usesCanvas = !streetsOnly && picture.wards.length > MOST_IN_SVG
  const pointedWard = focused === null ? undefined : city.wards.get(pointed ?? '')
  return (
    <div className="ward-map-picture">
      {usesCanvas ? <WardCanvas geometry={geometry} wards={city.wards} looks={looks} /> : null}
      <svg
        className={usesCanvas ? 'ward-map ward-map-over' : 'ward-map'}
        viewBox={`0 0 ${picture.width} ${picture.height}`}
        role="group"
        aria-label={t.mapLabel({ districts: picture.quarters.length, streets: picture.streets.length, wards: picture.wards.length })}
        onPointerMove={(event) => event.pointerType === 'mouse' && onPoint?.(at(event))}
        onPointerLeave={() => onPoint?.(null)}
        onClick={(event) => {
          const id = at(event)
          if (id !== null) (onStreet ?? onChoose)(id)
        }}
      >
        <Hatch />
        <Ground geometry={geometry} language={language} quarterHead={quarterHead} />
        {usesCanvas ? <Lanes geometry={geometry} byCode={byCode} /> : <Walls geometry={geometry} streets={byCode} toneOf={streetsOnly ? toneOfPlace : undefined} />}
        {usesCanvas || streetsOnly ? null : <g aria-hidden="true"><Wards geometry={geometry} wards={city.wards} looks={looks} /></g>}
        <Streets {...{ geometry, byCode, streetWords, focused, setFocused, pointed, onPoint, onChoose, onStreet }} />
        <Outline kind="street" rectangle={openStreet === null ? undefined : rectangles.get(code(openStreet))} />
        <Outline kind="pointed" rectangle={pointed === null ? undefined : rectangles.get(city.wards.has(pointed) ? pointed : code(pointed))} />
        <Outline kind="chosen" rectangle={chosen === null ? undefined : rectangles.get(chosen)} />
      </svg>
      <p className="visually-hidden" aria-live="polite">{pointedWard === undefined ? '' : wardWords(pointedWard)}</p>
    </div>
  )
}

/** The canvas lies below: walls must not cover it. */
function Lanes({ geometry, byCode }: { readonly geometry: Geometry; readonly byCode: ReadonlyMap<string, Place> }) {
  return <g className="ward-map-lanes"><Walls geometry={geometry} streets={byCode} /></g>
}

/** No data: never white, which would read as none. */
function Hatch() {
  return (
    <defs>
      <pattern id="ward-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="5" height="5" className="hatch-ground" />
        <path d="M0 0V5" className="hatch-line" />
      </pattern>
    </defs>
  )
}

interface StreetsProps extends Pick<WardMapProps, 'geometry' | 'streetWords' | 'pointed' | 'onPoint' | 'onChoose' | 'onStreet'> {
  readonly byCode: ReadonlyMap<string, Place>
  readonly focused: string | null
  readonly setFocused: (code: string | null) => void
}

/** One stop of the Tab key a street; the arrows walk its wards, Enter holds one fast. */
function Streets({ geometry, byCode, streetWords, focused, setFocused, pointed, onPoint, onChoose, onStreet }: StreetsProps) {
  const keyDown = (event: KeyboardEvent, streetCode: string, id: string): void => {
    const wards = geometry.wardsOf.get(streetCode) ?? []
    const direction = directions[event.key]
    const own = wards.some((ward) => ward.id === pointed)
    if (direction !== undefined && onStreet === undefined) {
      event.preventDefault()
      const next = own && pointed !== null ? stepFrom(wards, pointed, direction) : wards[0]?.id
      if (next !== null && next !== undefined) onPoint?.(next)
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      if (onStreet !== undefined) onStreet(id)
      else if (own && pointed !== null) onChoose(pointed)
    }
    if (event.key === 'Escape') onPoint?.(null)
  }
  return geometry.picture.streets.map((wall) => {
    const street = byCode.get(wall.id)
    if (street === undefined) return null
    return (
      <g
        key={wall.id}
        role="button"
        tabIndex={0}
        className="street-stop"
        aria-label={streetWords(street)}
        onFocus={() => {
          setFocused(wall.id)
          if (onStreet === undefined) onPoint?.(geometry.wardsOf.get(wall.id)?.[0]?.id ?? null)
        }}
        onBlur={() => setFocused(null)}
        onKeyDown={(event) => keyDown(event, wall.id, street.id)}
      >
        <rect className={focused === wall.id ? 'street-focus street-focused' : 'street-focus'} x={wall.x - geometry.look.measures.lane} y={wall.y} width={wall.width + geometry.look.measures.lane} height={wall.height} rx={2} />
      </g>
    )
  })
}
