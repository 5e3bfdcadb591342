/** Quarters, walls and wards as lines: an SVG for as many wards as one can read the names of. Positions depend on no figure and never move. */
import { memo } from 'react'
import type { Rectangle } from '../../rules/ward-map/layout.ts'
import type { Place, Ward } from './city.ts'
import type { Look } from './frames.ts'
import type { Geometry } from './geometry.ts'
import { textWidth, type Label } from './labels.ts'

/** To a tenth of a px: what is drawn is what is counted. */
export const tenth = (px: number): number => Math.round(px * 10) / 10
const box = ({ x, y, width, height }: Rectangle) => ({ x: tenth(x), y: tenth(y), width: tenth(x + width) - tenth(x), height: tenth(y + height) - tenth(y) })

/** How a figure shows in a ward. */
export interface WardLooks {
  /** Class name of its colour. */
  readonly toneOf: (ward: Ward) => string
  /** Empty where there is nothing to be read. */
  readonly valueOf: (ward: Ward) => string
}

export interface WardsProps {
  readonly geometry: Geometry
  readonly wards: ReadonlyMap<string, Ward>
  readonly looks: WardLooks
  /** In print: how far apart the lines are that stand for its colour; null leaves it white. */
  readonly hatchOf?: ((ward: Ward) => number | null) | undefined
}

export const Wards = memo(function Wards({ geometry, wards, looks, hatchOf }: WardsProps) {
  return geometry.picture.wards.map((rectangle) => {
    const ward = wards.get(rectangle.id)
    const label = geometry.labels.get(rectangle.id)
    return ward === undefined ? null : <WardBlock key={rectangle.id} rectangle={rectangle} label={label} isYard={ward.courtyard} hasCommittee={hasCommittee(ward)} tone={looks.toneOf(ward)} value={label?.value == null ? '' : looks.valueOf(ward)} hatch={hatchOf?.(ward) ?? null} />
  })
})

export const hasCommittee = ({ committee }: Ward): boolean => committee === 'in-office' || committee === 'expiring'

interface WardBlockProps {
  readonly rectangle: Rectangle
  readonly label: Label | undefined
  readonly tone: string
  readonly value: string
  readonly hatch: number | null
  readonly isYard: boolean
  readonly hasCommittee: boolean
}

const WardBlock = memo(function WardBlock({ rectangle, label, isYard, hasCommittee: isFilled, tone, value, hatch }: WardBlockProps) {
  return (
    <g className={`ward ${tone}${isYard ? ' ward-yard' : ''}`}>
      <rect className="ward-ground" {...box(rectangle)} rx={1.5} />
      {hatch === null ? null : <path className="ward-hatch" d={hatchPath(rectangle, hatch)} />}
      {label?.lines.map((line) => <text key={line.y} className="ward-name" x={tenth(line.x)} y={tenth(line.y)} fontSize={label.size}>{line.text}</text>)}
      {label?.value === null || label === undefined || value === '' ? null : <ValueText label={label} value={value} />}
      {label?.mark === null || label === undefined || isYard ? null : (
        <rect className={isFilled ? 'ward-mark' : 'ward-mark-none'} x={tenth(label.mark.x) + (isFilled ? 0 : 0.5)} y={tenth(label.mark.y) + (isFilled ? 0 : 0.5)} width={label.mark.size - (isFilled ? 0 : 1)} height={label.mark.size - (isFilled ? 0 : 1)} />
      )}
    </g>
  )
})

/** Lines at 45°, aligned across the whole sheet: lines of their own, where a pattern would make a heavy file and a slow printer. */
export function hatchPath({ x, y, width, height }: Omit<Rectangle, 'id'>, apart_px: number): string {
  const step = apart_px * Math.SQRT2
  const parts: string[] = []
  for (let sum = Math.ceil((x + y) / step) * step; sum < x + y + width + height; sum += step) {
    const fromX = Math.max(x, sum - y - height)
    const toX = Math.min(x + width, sum - y)
    parts.push(`M${tenth(fromX)} ${tenth(sum - fromX)}L${tenth(toX)} ${tenth(sum - toX)}`)
  }
  return parts.join('')
}

function ValueText({ label, value }: { readonly label: Label; readonly value: string }) {
  const { value: at, size } = label
  if (at === null || textWidth(value, size) > at.room) return null
  return <text className="ward-value" x={tenth(at.x)} y={tenth(at.y)} fontSize={size}>{value}</text>
}

interface GroundProps {
  readonly geometry: Geometry
  readonly language: 'zh' | 'en'
  readonly quarterHead: (code: string) => { readonly name: string; /** The first that there is room for. */ readonly sums: readonly string[] }
}

const NUMBERS = /([\d.,]+%?)/u

/** Rivers and the names of quarters. */
export const Ground = memo(function Ground({ geometry, language, quarterHead }: GroundProps) {
  const { picture, look } = geometry
  return (
    <>
      <Rivers geometry={geometry} language={language} />
      {look.measures.head === 0 ? null : picture.quarters.map((quarter) => {
        const { name, sums } = quarterHead(quarter.id)
        const left = quarter.x + 2 + textWidth(name, look.quarter) + 9
        const shown = sums.find((words) => left + textWidth(words, look.sums) <= quarter.x + quarter.width) ?? ''
        const baseline = quarter.y + look.measures.head - Math.round(look.quarter / 2) + 1
        return (
          <g key={quarter.id} aria-hidden="true">
            <text className="quarter-name" x={tenth(quarter.x + 2)} y={tenth(baseline)} fontSize={look.quarter}>{name}</text>
            <text className="quarter-sums" x={tenth(left)} y={tenth(baseline)} fontSize={look.sums}>{shown.split(NUMBERS).map((part, at) => (at % 2 === 1 ? <tspan key={at}>{part}</tspan> : part))}</text>
          </g>
        )
      })}
    </>
  )
})

/** Of an avenue's breadth. */
const WATER = 0.46
const BEND = 10
const NAME_PLACES = [0.2, 0.8]

function Rivers({ geometry: { picture, look }, language }: Pick<GroundProps, 'geometry' | 'language'>) {
  const across = picture.strips.filter(({ direction, river }) => direction === 'east' && river !== null)
  return (
    <g aria-hidden="true">
      {picture.strips.map((strip) => {
        if (strip.river === null) return null
        const along = strip.direction === 'east'
        const breadth = (along ? strip.height : strip.width) * WATER
        const x = along ? strip.x : strip.x + (strip.width - breadth) / 2
        const y = along ? strip.y + (strip.height - breadth) / 2 - 2 : strip.y
        // It flows into the river that it meets.
        const meets = along ? undefined : across.find((other) => Math.abs(other.y + other.height - strip.y) < 1)
        const top = meets === undefined ? y : meets.y + (meets.height + meets.height * WATER) / 2 - 2
        const name = strip.river[language]
        const size = look.street
        return (
          <g key={`${strip.direction} ${strip.x} ${strip.y}`}>
            {along ? <rect className="river" x={tenth(x)} y={tenth(y)} width={tenth(strip.width)} height={tenth(breadth)} /> : <path className="river" d={mouth(x, top, breadth, strip.y + strip.height)} />}
            {along
              ? NAME_PLACES.map((share) => <text key={share} className="river-name" x={tenth(strip.x + strip.width * share)} y={tenth(y + breadth / 2 + size * 0.35)} textAnchor="middle" fontSize={size} letterSpacing={language === 'zh' ? size * 2 : 2}>{name}</text>)
              : Array.from(language === 'zh' ? name : '').map((letter, at) => <text key={letter} className="river-name" x={tenth(x + breadth / 2)} y={tenth(strip.y + strip.height * 0.36 + at * size * 2)} textAnchor="middle" fontSize={size}>{letter}</text>)}
          </g>
        )
      })}
    </g>
  )
}

const mouth = (x: number, top: number, breadth: number, bottom: number): string =>
  `M${tenth(x - BEND)} ${tenth(top)}Q${tenth(x)} ${tenth(top)} ${tenth(x)} ${tenth(top + BEND)}V${tenth(bottom)}H${tenth(x + breadth)}V${tenth(top + BEND)}Q${tenth(x + breadth)} ${tenth(top)} ${tenth(x + breadth + BEND)} ${tenth(top)}Z`

interface WallsProps {
  readonly geometry: Geometry
  readonly streets: ReadonlyMap<string, Place>
  /** Its colour, where only streets are drawn. */
  readonly toneOf?: ((street: Place) => string) | undefined
}

/** Walls, and the street's name set vertically in the lane to the left of each. */
export const Walls = memo(function Walls({ geometry, streets, toneOf }: WallsProps) {
  const { look } = geometry
  return geometry.picture.streets.map((wall) => {
    const street = streets.get(wall.id)
    if (street === undefined) return null
    return (
      <g key={wall.id} aria-hidden="true" className={toneOf?.(street)}>
        {look.measures.lane === 0 ? null : <rect className={toneOf === undefined ? 'wall' : 'wall ward-ground'} {...box(wall)} rx={2} />}
        {look.street === 0 ? null : <LaneName wall={wall} name={look.shortStreets ? shortName(street.name) : street.name} wards={street.wards + street.courtyards} look={look} />}
      </g>
    )
  })
})

export const shortName = (name: string): string => (name.length > 2 ? name.replace(/街道$/u, '') : name)

const LINE_em = 1.06
const TIGHT_em = 1.02

/** Whole if it fits, else without 街道 or 镇, else not: it is named when it is pointed at, and in the list. */
function LaneName({ wall, name, wards, look }: { readonly wall: Rectangle; readonly name: string; readonly wards: number; readonly look: Look }) {
  const x = tenth(wall.x - look.measures.lane / 2 + 1)
  const sizeOf = (text: string): number => Math.min(look.street, wall.height / (Array.from(text).length * TIGHT_em))
  const shown = [name, shortName(name), name.replace(/(?<=..)[镇乡]$/u, '')].find((text) => sizeOf(text) >= look.leastText)
  if (shown === undefined) return null
  const size = sizeOf(shown)
  const letters = Array.from(shown)
  const line = Math.min(LINE_em * size, wall.height / letters.length)
  const end = wall.y + size * 0.95 + letters.length * line
  return (
    <>
      {letters.map((letter, at) => <text key={at} className="street-name" x={x} y={tenth(wall.y + size * 0.9 + at * line)} fontSize={tenth(size)} textAnchor="middle">{letter}</text>)}
      {look.count === 0 || end + look.count > wall.y + wall.height ? null : <text className="street-count" x={x} y={tenth(end + look.count * 0.3)} fontSize={look.count} textAnchor="middle">{wards}</text>}
    </>
  )
}

interface OutlineProps {
  readonly rectangle: Rectangle | undefined
  readonly kind: 'chosen' | 'pointed' | 'street'
}

export function Outline({ rectangle, kind }: OutlineProps) {
  return rectangle === undefined ? null : <rect className={`outline outline-${kind}`} {...box(rectangle)} rx={1.5} aria-hidden="true" />
}
