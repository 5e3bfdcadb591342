export type Falling = (x: number) => { readonly value: number; readonly slope: number }

interface Root {
  readonly x: number
  /** Of the function there. */
  readonly slope: number
}

const MOST_STEPS = 200
const EXACT = 1e-10

/**
 * Where a falling, convex function reaches a target. Newton's steps from the left of the root stay left of it and arrive; one from the right lands
 * left of it, and where it would fall over the pole, half the way there is taken instead.
 *
 * @param pole below which the function has no value, and to which it rises beyond all bounds
 * @param start any guess; a good one saves steps
 */
export function rootOfFalling(of: Falling, target: number, pole: number, start: number): Root {
  let x = start > pole ? start : pole + 1
  for (let step = 0; ; step++) {
    const { value, slope } = of(x)
    const away = value - target
    if (Math.abs(away) <= EXACT * Math.max(1, Math.abs(target)) || step === MOST_STEPS) return { x, slope }
    const next = x - away / slope
    x = next > pole ? next : (pole + x) / 2
  }
}
