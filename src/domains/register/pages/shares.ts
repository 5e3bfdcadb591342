/** Shares of a home are exact fractions, added as such. */
type Share = readonly [numerator: number, denominator: number]

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b))

/** '1/2', and '1' for a whole. */
export function shareWords([numerator, denominator]: Share): string {
  return numerator === denominator ? '1' : `${numerator}/${denominator}`
}

export function sumOfShares(shares: readonly Share[]): Share {
  return shares.reduce<Share>(([n, d], [m, e]) => {
    const over = n * e + m * d
    const under = d * e
    const divisor = greatestDivisor(over, under)
    return [over / divisor, under / divisor]
  }, [0, 1])
}
