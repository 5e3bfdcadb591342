/**
 * Seeded randomness of the demo city. Every part of the city draws from a stream of its own, named by what it is for,
 * so that one community can be made without the others and a new part does not shift what older parts drew.
 */
export class Random {
  #a: number
  #b: number
  #c: number
  #count = 1

  constructor(name: string) {
    const [a, b, c] = hash128(name)
    this.#a = a
    this.#b = b
    this.#c = c
    for (let i = 0; i < 12; i++) this.uint32()
  }

  /** The next 32 bits (sfc32, by Chris Doty-Humphrey). */
  uint32(): number {
    const t = (this.#a + this.#b + this.#count) | 0
    this.#count = (this.#count + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + t | 0
    return t >>> 0
  }

  /** 0 ≤ x < 1 */
  float(): number {
    return this.uint32() / 0x1_0000_0000
  }

  chance(probability: number): boolean {
    return this.float() < probability
  }

  /** A whole number from low to high, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.float() * (high - low + 1))
  }

  between(low: number, high: number): number {
    return low + this.float() * (high - low)
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.float() * items.length)]
    if (item === undefined) throw new Error('pick from an empty list')
    return item
  }

  /** Index of a weight, drawn in proportion to the weights. */
  weighted(weights: readonly number[]): number {
    let rest = this.float() * weights.reduce((sum, w) => sum + w, 0)
    for (let i = 0; i < weights.length; i++) {
      rest -= weights[i] ?? 0
      if (rest < 0) return i
    }
    return weights.length - 1
  }

  /** Mean 0, standard deviation 1. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.float())) * Math.cos(2 * Math.PI * this.float())
  }

  /** Waiting times: never negative, `mean` on average. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.float())
  }

  /** How often something happens that happens `mean` times on average (Knuth; fit for small means). */
  poisson(mean: number): number {
    const limit = Math.exp(-mean)
    let count = 0
    for (let p = this.float(); p > limit; p *= this.float()) count++
    return count
  }

  shuffled<T>(items: readonly T[]): T[] {
    const result = [...items]
    for (let i = result.length - 1; i > 0; i--) {
      const j = this.int(0, i)
      const [a, b] = [result[i], result[j]]
      if (a === undefined || b === undefined) throw new Error('holes cannot be shuffled')
      result[i] = b
      result[j] = a
    }
    return result
  }

  /** A version 7 UUID with the given time, the same in every run. */
  uuid(at_ms: number): string {
    const time = at_ms.toString(16).padStart(12, '0')
    const a = (0x7000 | (this.uint32() & 0x0fff)).toString(16)
    const b = (0x8000 | (this.uint32() & 0x3fff)).toString(16)
    const c = this.uint32().toString(16).padStart(8, '0') + (this.uint32() & 0xffff).toString(16).padStart(4, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-${a}-${b}-${c}`
  }
}

/** Three words of state from a name (after cyrb128 by bryc, public domain). */
function hash128(name: string): [number, number, number] {
  let h1 = 1779033703
  let h2 = 3144134277
  let h3 = 1013904242
  let h4 = 2773480762
  for (let i = 0; i < name.length; i++) {
    const k = name.charCodeAt(i)
    h1 = h2 ^ Math.imul(h1 ^ k, 597399067)
    h2 = h3 ^ Math.imul(h2 ^ k, 2869860233)
    h3 = h4 ^ Math.imul(h3 ^ k, 951274213)
    h4 = h1 ^ Math.imul(h4 ^ k, 2716044179)
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067)
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233)
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213)
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179)
  return [h1 ^ h2 ^ h3 ^ h4, h2 ^ h1, h3 ^ h1]
}
