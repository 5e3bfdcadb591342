/** Numbers before this one belong to the city: offices, officers, people with homes in two communities. */
export const firstCommunityPhone = 200_000

/** The n-th demo phone number: 154, which no operator has, and eight digits. Each n has its own; the multiplier is odd and no multiple of 5. */
export function demoPhone(n: number): string {
  if (n < 0 || n >= 100_000_000) throw new RangeError('no such demo phone number')
  const digits = (BigInt(n) * 61_803_399n + 12_345_678n) % 100_000_000n
  return `154${digits.toString().padStart(8, '0')}`
}
