/**
 * Splits a whole number in proportion to weights so that the parts add up exactly (largest remainder; ties go to the
 * earlier part). Each part stays within [min, max] where given.
 */
export function apportion(total: number, weights: readonly number[], min = 0, max: number | readonly number[] = Infinity): number[] {
  const n = weights.length
  const ceiling = (i: number): number => (typeof max === 'number' ? max : (max[i] ?? 0))
  let capacity = 0
  for (let i = 0; i < n; i++) capacity += ceiling(i)
  if (total < min * n || total > capacity) throw new RangeError(`${total} does not fit into ${n} parts from ${min} to ${capacity} together`)
  if (n === 0) return []

  // The scale at which the clamped shares add up to the total: their sum never falls as the scale grows.
  const share = (i: number, scale: number): number => Math.min(ceiling(i), Math.max(min, scale * (weights[i] ?? 0)))
  const sum = (scale: number): number => weights.reduce((s, _, i) => s + share(i, scale), 0)
  let low = 0
  let high = 1
  while (sum(high) < total && high < 1e15) high *= 2
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2
    if (sum(middle) < total) low = middle
    else high = middle
  }

  const parts = weights.map((_, i) => Math.floor(share(i, low) + 1e-9))
  let rest = total - parts.reduce((s, p) => s + p, 0)
  const byRemainder = weights.map((_, i) => ({ i, remainder: share(i, low) - (parts[i] ?? 0) })).toSorted((a, b) => b.remainder - a.remainder || a.i - b.i)
  for (let round = 0; rest !== 0; round++) {
    if (round > 1000) throw new Error('apportion does not settle')
    for (const { i } of byRemainder) {
      const part = parts[i] ?? 0
      if (rest > 0 && part < ceiling(i)) {
        parts[i] = part + 1
        rest--
      } else if (rest < 0 && part > min) {
        parts[i] = part - 1
        rest++
      }
      if (rest === 0) break
    }
  }
  return parts
}
