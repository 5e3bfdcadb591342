import type { CaseClock } from './me.ts'

/**
 * How much of a clock's time is used: 0.5 at its amber mark, 0.8 at its red one, 1 at its end. Nights and days off, which do not count for many
 * clocks, are the server's to know: the marks come from there. Null while no clock runs: closed, or pending the calendar.
 */
export function shareOf({ from, amberAt, redAt, due }: CaseClock, now_ms: number): number | null {
  if (due === null) return null
  const marks = [[from, 0], [amberAt, 0.5], [redAt, 0.8], [due, 1]].flatMap(([at, share]) => (typeof at === 'string' ? [{ at: Date.parse(at), share: Number(share) }] : []))
  const next = marks.findIndex(({ at }) => at > now_ms)
  const [before, after] = next === -1 ? [marks.at(0), marks.at(-1)] : [marks[Math.max(0, next - 1)], marks[Math.max(1, next)]]
  if (before === undefined || after === undefined || after.at === before.at) return 1
  return before.share + ((now_ms - before.at) / (after.at - before.at)) * (after.share - before.share)
}
