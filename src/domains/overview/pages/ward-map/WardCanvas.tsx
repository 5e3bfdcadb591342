/** Wards on a canvas, for cities in which there are too many of them for elements of their own. The list tells the same to who cannot see it. */
import { useLayoutEffect, useMemo, useRef } from 'react'
import type { Rectangle } from '../../rules/ward-map/layout.ts'
import type { Ward } from './city.ts'
import type { Geometry } from './geometry.ts'
import { textWidth } from './labels.ts'
import { hasCommittee, tenth, type WardsProps } from './WardPicture.tsx'

export function WardCanvas({ geometry, wards, looks }: WardsProps) {
  const place = useRef<HTMLCanvasElement>(null)
  const { width, height } = geometry.picture
  const outlines = useMemo(() => outlinesOf(geometry, wards), [geometry, wards])
  useLayoutEffect(() => {
    const canvas = place.current
    const pen = canvas?.getContext('2d')
    if (canvas === null || !pen) return
    // A screen beyond 1920 px shows the whole picture larger.
    const density = Math.min(MOST_DENSE, Math.max(1, (devicePixelRatio * canvas.clientWidth) / width))
    canvas.width = Math.round(width * density)
    canvas.height = Math.round(height * density)
    pen.scale(density, density)
    paint(pen, canvas, outlines, { geometry, wards, looks })
  }, [geometry, wards, looks, width, height, outlines])
  return <canvas ref={place} className="ward-canvas" aria-hidden="true" />
}

const MOST_DENSE = 3

interface Ink {
  readonly fill: string | CanvasPattern
  readonly text: string
}

/** Colours as the style sheet mixes them, one probe a tone. */
function inkOf(canvas: HTMLCanvasElement, pen: CanvasRenderingContext2D, tone: string): Ink {
  const probe = document.createElement('i')
  probe.className = `ward-probe ${tone}`
  canvas.parentElement?.append(probe)
  const { backgroundColor, color, borderTopColor } = getComputedStyle(probe)
  probe.remove()
  return { fill: tone === 'tone-none' ? hatch(pen, backgroundColor, borderTopColor) : backgroundColor, text: color }
}

function hatch(pen: CanvasRenderingContext2D, ground: string, line: string): string | CanvasPattern {
  const tile = new OffscreenCanvas(5, 5)
  const own = tile.getContext('2d')
  if (own === null) return ground
  own.fillStyle = ground
  own.fillRect(0, 0, 5, 5)
  own.strokeStyle = line
  own.lineWidth = 0.7
  own.stroke(new Path2D('M-1 6L6 -1M-3.500 3.500L3.500 -3.500M1.500 8.500L8.500 1.500'))
  return pen.createPattern(tile, 'repeat') ?? ground
}

interface Outlines {
  readonly plain: Path2D
  readonly yard: Path2D
}

const corners = ({ x, y, width, height }: Rectangle): readonly [number, number, number, number] => [tenth(x), tenth(y), tenth(x + width) - tenth(x), tenth(y + height) - tenth(y)]

/** They stay as they are when the figure changes. */
function outlinesOf({ picture }: Geometry, wards: ReadonlyMap<string, Ward>): Outlines {
  const outlines = { plain: new Path2D(), yard: new Path2D() }
  for (const rectangle of picture.wards) outlines[wards.get(rectangle.id)?.courtyard ? 'yard' : 'plain'].rect(...corners(rectangle))
  return outlines
}

function paint(pen: CanvasRenderingContext2D, canvas: HTMLCanvasElement, outlines: Outlines, { geometry, wards, looks }: WardsProps): void {
  const byTone = new Map<string, { readonly grounds: Rectangle[]; readonly texts: (() => void)[] }>()
  for (const rectangle of geometry.picture.wards) {
    const ward = wards.get(rectangle.id)
    if (ward === undefined) continue
    const tone = looks.toneOf(ward)
    const layer = byTone.get(tone) ?? { grounds: [], texts: [] }
    byTone.set(tone, layer)
    layer.grounds.push(rectangle)
    const label = geometry.labels.get(rectangle.id)
    if (label === undefined) continue
    const { mark } = label
    if (mark !== null && !ward.courtyard) layer.texts.push(() => (hasCommittee(ward) ? pen.fillRect(mark.x, mark.y, mark.size, mark.size) : pen.strokeRect(mark.x + 0.5, mark.y + 0.5, mark.size - 1, mark.size - 1)))
    if (label.lines.length > 0) layer.texts.push(() => write(pen, label.lines, label.size))
    const { value: at } = label
    const value = at === null ? '' : looks.valueOf(ward)
    if (at !== null && value !== '' && textWidth(value, label.size) <= at.room) layer.texts.push(() => write(pen, [{ text: value, x: at.x, y: at.y }], label.size, 700))
  }
  const font = getComputedStyle(canvas).fontFamily
  pen.clearRect(0, 0, canvas.width, canvas.height)
  pen.lineWidth = 0.8
  const inks = new Map([...byTone.keys()].map((tone) => [tone, inkOf(canvas, pen, tone)]))
  for (const [tone, { grounds }] of byTone) {
    pen.fillStyle = inks.get(tone)?.fill ?? ''
    for (const rectangle of grounds) pen.fillRect(...corners(rectangle))
  }
  const { color, borderTopColor } = getComputedStyle(canvas)
  pen.strokeStyle = borderTopColor
  pen.stroke(outlines.plain)
  pen.strokeStyle = color
  pen.setLineDash([2.5, 2])
  pen.stroke(outlines.yard)
  pen.setLineDash([])
  for (const [tone, { texts }] of byTone) {
    const text = inks.get(tone)?.text ?? color
    pen.fillStyle = text
    pen.strokeStyle = text
    pen.font = `12px ${font}`
    for (const draw of texts) draw()
  }

  function write(to: CanvasRenderingContext2D, lines: readonly { readonly text: string; readonly x: number; readonly y: number }[], size: number, weight = 400): void {
    to.font = `${weight} ${size}px ${font}`
    for (const { text, x, y } of lines) to.fillText(text, x, y)
  }
}
