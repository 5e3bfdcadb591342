import type { Ratio } from './city.ts'
import { tenth } from './WardPicture.tsx'

const WIDTH = 112
const HEIGHT = 24
const EDGE = 3

interface SparklineProps {
  readonly months: readonly Ratio[]
  readonly city: readonly Ratio[]
  readonly words: string
}

const shareOf = (ratio: Ratio): number | null => (ratio === null ? null : ratio[0] / ratio[1])

/** Twelve months of one place, and the city's own line behind it. A month without data interrupts the line. */
export function Sparkline({ months, city, words }: SparklineProps) {
  const own = months.map(shareOf)
  const whole = city.map(shareOf)
  const known = [...own, ...whole].filter((value) => value !== null)
  if (own.every((value) => value === null)) return null
  const least = Math.min(...known)
  const most = Math.max(...known)
  const x = (at: number): number => tenth(2 + (at * (WIDTH - 6)) / Math.max(1, own.length - 1))
  const y = (value: number): number => tenth(HEIGHT - EDGE - ((value - least) / (most - least || 1)) * (HEIGHT - 2 * EDGE))
  const line = (values: readonly (number | null)[]): string => values.map((value, at) => (value === null ? '' : `${at === 0 || values[at - 1] == null ? 'M' : 'L'}${x(at)} ${y(value)}`)).join('')
  const last = own.findLastIndex((value) => value !== null)
  return (
    <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words}>
      <path className="spark-city" d={line(whole)} />
      <path className="spark-own" d={line(own)} />
      <circle cx={x(last)} cy={y(own[last] ?? 0)} r={2.6} />
    </svg>
  )
}
