/** Where a ward's name, value and mark stand: the name first, then the mark, and the value only where it touches neither. */
import type { Rectangle } from '../../rules/ward-map/layout.ts'

export interface LabelSizes {
  readonly name: number
  /** Where the name does not fit otherwise. */
  readonly smallName: number
  readonly mark: number
}

export interface Label {
  /** Lines, each with its baseline; empty where no line fits. */
  readonly lines: readonly { readonly text: string; readonly x: number; readonly y: number }[]
  readonly size: number
  readonly mark: { readonly x: number; readonly y: number; readonly size: number } | null
  /** Baseline of the value at lower left, and the room for it. */
  readonly value: { readonly x: number; readonly y: number; readonly room: number } | null
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const PAD = 4
const LEADING = 1.15
/** Of Latin letters and figures, in em; Chinese characters have 1. */
const LATIN_em = 0.58
const ASCENT_em = 0.86
const LEAST_VALUE_em = 0.6

export const textWidth = (text: string, size: number): number => Array.from(text).reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) < 0x2e80 ? LATIN_em : 1), 0) * size

const touch = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

export function placeLabel(name: string, rectangle: Rectangle, sizes: LabelSizes): Label {
  const { x, y, width, height } = rectangle
  const mark = placeMark(rectangle, sizes)
  if (Math.min(width, height) < sizes.smallName + PAD) return { lines: [], size: sizes.name, mark, value: null }
  const markBox: Box | null = mark && { left: mark.x - 1, top: mark.y - 1, right: x + width, bottom: y + height }
  const boxes = (lines: readonly string[], size: number): Box[] =>
    lines.map((line, at) => ({ left: x + PAD, top: y + 2 + at * LEADING * size, right: x + PAD + textWidth(line, size), bottom: y + 2 + (at * LEADING + 1) * size }))
  const fits = (lines: readonly string[], size: number): boolean =>
    boxes(lines, size).every((box) => box.right <= x + width - 2 && box.bottom <= y + height - 2 && (markBox === null || !touch(box, markBox)))
  const found = shapesOf(name, sizes).find(({ lines, size }) => fits(lines, size))
  const taken = found === undefined ? [] : boxes(found.lines, found.size)
  return {
    lines: found === undefined ? [] : found.lines.map((text, at) => ({ text, x: x + PAD, y: y + 2 + (at * LEADING + ASCENT_em + 0.1) * found.size })),
    size: found?.size ?? sizes.name,
    mark,
    value: placeValue(rectangle, sizes.name, taken, markBox),
  }
}

/** In the order in which they are tried: one line, one smaller line, two lines, letter below letter. */
function shapesOf(name: string, { name: size, smallName }: LabelSizes): readonly { readonly lines: readonly string[]; readonly size: number }[] {
  const letters = Array.from(name)
  const half = Math.ceil(letters.length / 2)
  const halves = [letters.slice(0, half).join(''), letters.slice(half).join('')].filter((line) => line !== '')
  return [
    { lines: [name], size },
    { lines: [name], size: smallName },
    { lines: halves, size },
    { lines: halves, size: smallName },
    { lines: letters, size: smallName },
  ]
}

const LEAST_MARKED = 12

function placeMark({ x, y, width, height }: Rectangle, sizes: LabelSizes): Label['mark'] {
  if (Math.min(width, height) < LEAST_MARKED) return null
  const size = Math.min(width, height) < 2 * LEAST_MARKED + PAD ? sizes.mark - 1 : sizes.mark
  return { x: x + width - PAD - size, y: y + height - PAD - size, size }
}

function placeValue({ x, y, width, height }: Rectangle, size: number, taken: readonly Box[], mark: Box | null): Label['value'] {
  const bottom = y + height - PAD
  const top = bottom - size * 0.85
  const right = mark === null ? x + width - 2 : mark.left - 1
  const box = { left: x + PAD, top, right, bottom }
  const above = taken.filter((name) => touch(box, name))
  if (top < y + 1 || above.length > 0) return null
  const room = right - box.left
  return room < LEAST_VALUE_em * size ? null : { x: box.left, y: bottom - 1, room }
}
