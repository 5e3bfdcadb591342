import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { qrCode, reedSolomon, remainder } from './qr.ts'

type Grid = readonly (readonly boolean[])[]

/** Reads a code by the standard's own rules, without the encoder: format, mask, order of modules, blocks. Only for one error-correction level a size. */
function read(grid: Grid, blocks: readonly number[], ecc: number): { readonly level: number; readonly text: string; readonly isSound: boolean } {
  const size = grid.length
  const version = (size - 17) / 4
  const at = (x: number, y: number): boolean => grid[y]?.[x] === true
  const places: [number, number][] = [[8, 0], [8, 1], [8, 2], [8, 3], [8, 4], [8, 5], [8, 7], [8, 8], [7, 8], [5, 8], [4, 8], [3, 8], [2, 8], [1, 8], [0, 8]]
  const format = places.reduce((sum, [x, y], bit) => sum | (at(x, y) ? 1 << bit : 0), 0) ^ 0x5412
  const mask = (format >> 10) & 7
  const centres = version === 1 ? [] : version < 7 ? [6, size - 7] : [6, version === 7 ? 22 : version === 8 ? 24 : version === 9 ? 26 : 28, size - 7]
  const isFree = (x: number, y: number): boolean => {
    if (x === 6 || y === 6 || (x < 9 && y < 9) || (x > size - 9 && y < 9) || (x < 9 && y > size - 9)) return false
    if (version >= 7 && ((x < 6 && y > size - 12) || (y < 6 && x > size - 12))) return false
    return !centres.some((cy) => centres.some((cx) => Math.abs(x - cx) < 3 && Math.abs(y - cy) < 3 && !((cx === 6 && cy === 6) || (cx === 6 && cy === size - 7) || (cx === size - 7 && cy === 6))))
  }
  const flips = [(x: number, y: number) => (x + y) % 2 === 0, (_: number, y: number) => y % 2 === 0, (x: number) => x % 3 === 0, (x: number, y: number) => (x + y) % 3 === 0, (x: number, y: number) => ((y >> 1) + Math.floor(x / 3)) % 2 === 0, (x: number, y: number) => ((x * y) % 2) + ((x * y) % 3) === 0, (x: number, y: number) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0, (x: number, y: number) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0]
  const bits: number[] = []
  let upward = true
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5
    for (let step = 0; step < size; step++) for (const x of [right, right - 1]) {
      const y = upward ? size - 1 - step : step
      if (isFree(x, y)) bits.push(Number(at(x, y) !== flips[mask]?.(x, y)))
    }
    upward = !upward
  }
  const words = Array.from({ length: bits.length >> 3 }, (_, word) => bits.slice(word * 8, word * 8 + 8).reduce((sum, bit) => sum * 2 + bit, 0))
  const data = blocks.map((): number[] => [])
  const correction = blocks.map((): number[] => [])
  let next = 0
  for (let round = 0; round < Math.max(...blocks); round++) for (const [block, length] of blocks.entries()) if (round < length) data[block]?.push(words[next++] ?? 0)
  for (let round = 0; round < ecc; round++) for (const block of correction) block.push(words[next++] ?? 0)
  const stream = data.flat().map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const lengthBits = version < 10 ? 8 : 16
  const length = Number.parseInt(stream.slice(4, 4 + lengthBits), 2)
  const bytes = Array.from({ length }, (_, byte) => Number.parseInt(stream.slice(4 + lengthBits + byte * 8, 12 + lengthBits + byte * 8), 2))
  return {
    level: format >> 13,
    text: new TextDecoder().decode(new Uint8Array(bytes)),
    isSound: stream.startsWith('0100') && data.every((block, index) => reedSolomon(block, ecc).join() === correction[index]?.join()),
  }
}

describe('examples of the standard', () => {
  test('error correction of HELLO WORLD, 1-M', () => {
    expect(reedSolomon([32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17], 10)).toEqual([196, 35, 39, 119, 235, 215, 231, 226, 93, 23])
  })
  test('format and version information', () => {
    expect(((5 << 10) | remainder(5, 0x537, 10)) ^ 0x5412).toBe(0b100000011001110)
    expect((7 << 12) | remainder(7, 0x1f25, 12)).toBe(0b000111110010010100)
  })
})

const BLOCKS_M: Readonly<Record<number, readonly [readonly number[], number]>> = {
  1: [[16], 10], 2: [[28], 16], 3: [[44], 26], 4: [[32, 32], 18], 5: [[43, 43], 24], 6: [[27, 27, 27, 27], 16], 7: [[31, 31, 31, 31], 18], 8: [[38, 38, 39, 39], 22], 9: [[36, 36, 36, 37, 37], 22], 10: [[43, 43, 43, 43, 44], 26],
}

test.each([[1, 'city'], [2, 'http://127.0.0.1/city'], [4, 'https://lifang.example.gov.cn/city?figure=late'], [5, 'x'.repeat(80)], [7, '里坊图'.repeat(13)], [9, 'y'.repeat(170)], [10, 'z'.repeat(210)]])('version %i can be read again', (version, text) => {
  const grid = qrCode(text)
  expect(grid).toHaveLength(17 + 4 * version)
  const [blocks, ecc] = BLOCKS_M[version] ?? [[], 0]
  expect(read(grid ?? [], blocks, ecc)).toEqual({ level: 0, text, isSound: true })
})

test('the same modules as another encoder made of the same address', () => {
  const rows = qrCode('https://lifang.example/city/ward-map?fig=late')?.map((row) => row.map(Number).join(''))
  expect(createHash('sha256').update(rows?.join('\n') ?? '').digest('hex')).toBe('522726f8bef211b33219b1020883a9c71b387c52c7cef8da575e8528c5b78749')
})

test('what is too long for a wall has no code', () => {
  expect(qrCode('a'.repeat(214))).toBeNull()
})
