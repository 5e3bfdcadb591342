/** How much of the cores who uses: on a busy machine it says more than the time that passes. Linux only, from /proc. */
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'

/** What the kernel counts in: USER_HZ, 100 a second on every Linux that Node runs on. */
const TICK_ms = 10

interface Used {
  readonly parent: number
  /** Without children. */
  readonly own_ms: number
  /** Children that have ended. */
  readonly ended_ms: number
}

export const canMeasure = existsSync('/proc/self/stat')

async function used(pid: number | string): Promise<Used | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  if (stat === null) return null
  // The name, in parentheses, may hold anything; the third field follows it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const at = (field: number) => Number(fields[field - 3])
  return { parent: at(4), own_ms: (at(14) + at(15)) * TICK_ms, ended_ms: (at(16) + at(17)) * TICK_ms }
}

/** CPU time of a process with all its threads, so far. */
export async function processorTime_ms(pid: number): Promise<number> {
  return (await used(pid))?.own_ms ?? Number.NaN
}

/** The same with the children that it has and had: PostgreSQL with its backends. */
export async function processorTimeOfFamily_ms(pid: number): Promise<number> {
  const all = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/u.test(name)).map(used))
  const self = await used(pid)
  const children = all.reduce((sum, each) => (each?.parent === pid ? sum + each.own_ms : sum), 0)
  return self ? self.own_ms + self.ended_ms + children : Number.NaN
}
