/** Work that is due again and again, without a row for each time. Every process takes its turns: what only one may do at a time begins with `claim`. */
import type { JobLog } from './jobs.ts'
import type { Services } from './services.ts'

export interface Periodic {
  /** `platform/sweep-files`. */
  readonly name: `${string}/${string}`
  readonly every_s: number
  readonly run: (services: Services) => Promise<void>
}

export interface Periodically {
  stop(): Promise<void>
}

export function startPeriodic(tasks: readonly Periodic[], services: Services, log: JobLog): Periodically {
  let stopped = false
  const timers = new Map<Periodic, NodeJS.Timeout>()
  const running = new Set<Promise<void>>()
  const turn = async (task: Periodic): Promise<void> => {
    try {
      await task.run(services)
    } catch (error) {
      const { name, message, stack } = error as Error
      log.error({ task: task.name, error: { name, message, stack } }, 'periodic work failed')
    }
  }
  const plan = (task: Periodic, delay_ms: number): void => {
    if (stopped) return
    const timer = setTimeout(() => {
      const done = turn(task).finally(() => {
        running.delete(done)
        plan(task, task.every_s * 1_000)
      })
      running.add(done)
    }, delay_ms)
    timers.set(task, timer)
  }
  // Spread over the first seconds, so that a start is not everything at once.
  tasks.forEach((task, index) => plan(task, 1_000 + index * 500))
  return {
    async stop() {
      stopped = true
      for (const timer of timers.values()) clearTimeout(timer)
      await Promise.all(running)
    },
  }
}
