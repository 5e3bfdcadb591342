/**
 * A QR code of an address: ISO/IEC 18004, byte mode, error correction M, versions 1 to 10, the mask of least penalty. For what hangs on a wall;
 * an address that is too long has none.
 */

/** By version: error-correction bytes a block, and data bytes of each block. */
const BLOCKS: readonly (readonly [ecc: number, blocks: readonly number[]])[] = [
  [10, [16]], [16, [28]], [26, [44]], [18, [32, 32]], [24, [43, 43]], [16, [27, 27, 27, 27]], [18, [31, 31, 31, 31]], [22, [38, 38, 39, 39]], [22, [36, 36, 36, 37, 37]], [26, [43, 43, 43, 43, 44]],
]
const ALIGNMENT: readonly (readonly number[])[] = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]]

const EXP = new Uint8Array(512)
const LOG = new Uint8Array(256)
for (let power = 0, value = 1; power < 255; power++) {
  EXP[power] = EXP[power + 255] = value
  LOG[value] = power
  value = value < 128 ? value << 1 : (value << 1) ^ 0x11d
}
const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : EXP[(LOG[a] ?? 0) + (LOG[b] ?? 0)] ?? 0)

/** Remainder of the data by the generator whose roots are the first `length` powers of 2. */
export function reedSolomon(data: readonly number[], length: number): number[] {
  let generator = [1]
  for (let power = 0; power < length; power++) {
    const next = [...generator, 0]
    for (const [at, term] of generator.entries()) next[at + 1] = (next[at + 1] ?? 0) ^ times(term, EXP[power] ?? 0)
    generator = next
  }
  const rest = [...data, ...Array<number>(length).fill(0)]
  for (let at = 0; at < data.length; at++) {
    const factor = rest[at] ?? 0
    for (const [place, term] of generator.entries()) rest[at + place] = (rest[at + place] ?? 0) ^ times(term, factor)
  }
  return rest.slice(data.length)
}

function codewords(bytes: Uint8Array, version: number): number[] | null {
  const [ecc, blocks] = BLOCKS[version - 1] ?? [0, []]
  const room = blocks.reduce((sum, size) => sum + size, 0)
  const lengthBits = version < 10 ? 8 : 16
  if (4 + lengthBits + 8 * bytes.length > 8 * room) return null
  const bits = `0100${bytes.length.toString(2).padStart(lengthBits, '0')}${Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')}`
  const padded = bits.padEnd(Math.min(8 * room, bits.length + 4), '0')
  const whole = padded.padEnd(Math.ceil(padded.length / 8) * 8, '0')
  const data = Array.from({ length: room }, (_, at) => (at * 8 < whole.length ? Number.parseInt(whole.slice(at * 8, at * 8 + 8), 2) : (at - whole.length / 8) % 2 === 0 ? 0xec : 0x11))
  let from = 0
  const cut = blocks.map((size) => data.slice(from, (from += size)))
  const corrections = cut.map((block) => reedSolomon(block, ecc))
  const interleave = (lists: readonly (readonly number[])[]): number[] => Array.from({ length: Math.max(...lists.map(({ length }) => length)) }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat()
  return [...interleave(cut), ...interleave(corrections)]
}

type Grid = (boolean | null)[][]

/** Remainder of a binary polynomial: of format and version information. */
export function remainder(value: number, generator: number, bits: number): number {
  let rest = value << bits
  for (let at = 31 - Math.clz32(rest); at >= bits; at = rest === 0 ? -1 : 31 - Math.clz32(rest)) rest ^= generator << (at - bits)
  return rest
}

function frameOf(version: number): Grid {
  const size = 17 + 4 * version
  const grid: Grid = Array.from({ length: size }, () => Array<boolean | null>(size).fill(null))
  const set = (x: number, y: number, dark: boolean): void => {
    const row = grid[y]
    if (row !== undefined && x >= 0 && x < size) row[x] = dark
  }
  for (let at = 0; at < size; at++) {
    set(at, 6, at % 2 === 0)
    set(6, at, at % 2 === 0)
  }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]] as const)
    for (let dy = -4; dy <= 4; dy++) for (let dx = -4; dx <= 4; dx++) set(x + dx, y + dy, [0, 1, 3].includes(Math.max(Math.abs(dx), Math.abs(dy))))
  const centres = ALIGNMENT[version - 1] ?? []
  const last = centres.at(-1)
  for (const y of centres) for (const x of centres) {
    if ((x === 6 && (y === 6 || y === last)) || (y === 6 && x === last)) continue
    for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) set(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1)
  }
  if (version >= 7) {
    const information = (version << 12) | remainder(version, 0x1f25, 12)
    for (let at = 0; at < 18; at++) {
      const [along, across] = [Math.floor(at / 3), size - 11 + (at % 3)]
      set(along, across, ((information >> at) & 1) === 1)
      set(across, along, ((information >> at) & 1) === 1)
    }
  }
  writeFormat(grid, 0)
  return grid
}

/** Error correction M is 00. */
function writeFormat(grid: Grid, mask: number): void {
  const size = grid.length
  const information = ((mask << 10) | remainder(mask, 0x537, 10)) ^ 0x5412
  for (let at = 0; at < 15; at++) {
    const dark = ((information >> at) & 1) === 1
    const beside = at < 6 ? at : at < 8 ? at + 1 : size - 15 + at
    const above = at < 8 ? size - 1 - at : at < 9 ? 15 - at : 14 - at
    for (const [x, y] of [[8, beside], [above, 8]] as const) (grid[y] ?? [])[x] = dark
  }
  ;(grid[size - 8] ?? [])[8] = true
}

const MASKS: readonly ((x: number, y: number) => number)[] = [
  (x, y) => (x + y) % 2, (_x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2, (x, y) => ((x * y) % 2) + ((x * y) % 3), (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
]

/** Rows of modules, true is dark; null where the text is too long for version 10. */
export function qrCode(text: string): readonly (readonly boolean[])[] | null {
  const bytes = new TextEncoder().encode(text)
  const version = BLOCKS.findIndex((_, at) => codewords(bytes, at + 1) !== null) + 1
  const words = version === 0 ? null : codewords(bytes, version)
  if (words === null) return null
  const empty = frameOf(version)
  const drawn = MASKS.map((mask, number) => {
    const grid = empty.map((row) => [...row])
    let bit = 0
    for (const [x, y] of path(empty)) {
      const dark = (((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1
      bit++
      ;(grid[y] ?? [])[x] = dark !== (mask(x, y) === 0)
    }
    writeFormat(grid, number)
    return grid.map((row) => row.map((dark) => dark === true))
  })
  return drawn.reduce((best, grid) => (penalty(grid) < penalty(best) ? grid : best))
}

/** Free modules in the order of the data: in pairs of columns from the right, up and down by turns, past the timing column. */
function* path(grid: Grid): Generator<readonly [number, number]> {
  const size = grid.length
  for (let right = size - 1, upward = true; right > 0; right -= right === 8 ? 3 : 2, upward = !upward)
    for (let step = 0; step < size; step++) for (const x of [right, right - 1]) {
      const y = upward ? size - 1 - step : step
      if (grid[y]?.[x] === null) yield [x, y]
    }
}

function penalty(grid: readonly (readonly boolean[])[]): number {
  const size = grid.length
  const lines = [...grid, ...grid.map((_, x) => grid.map((row) => row[x] === true))].map((row) => row.map((dark) => (dark ? '1' : '0')).join(''))
  let sum = 0
  for (const line of lines) {
    for (const run of line.match(/0{5,}|1{5,}/gu) ?? []) sum += run.length - 2
    sum += 40 * [...line.matchAll(/(?=10111010000|00001011101)/gu)].length
  }
  for (let y = 1; y < size; y++) for (let x = 1; x < size; x++) if (grid[y]?.[x] === grid[y - 1]?.[x] && grid[y]?.[x] === grid[y]?.[x - 1] && grid[y]?.[x] === grid[y - 1]?.[x - 1]) sum += 3
  const dark = grid.flat().filter(Boolean).length / size / size
  return sum + 10 * Math.floor(Math.abs(dark - 0.5) * 20)
}
