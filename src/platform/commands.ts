/** One command = one transaction = its audit rows and its jobs; what it touched is announced after commit. */
import { beginCommand, collected, writeChanges, type CommandOrigin, type QueuedJob, type Touched } from './audit.ts'
import type { Database, Tx } from './database.ts'
import type { Live } from './live.ts'

/** Where jobs wait that commands have enqueued. */
export interface Outbox {
  write(tx: Tx, jobs: readonly QueuedJob[]): Promise<void>
}

export interface Commands {
  /** `work` may be run again after a deadlock: it changes nothing but what its `tx` undoes. */
  run<T>(origin: CommandOrigin, work: (tx: Tx) => Promise<T>): Promise<T>
}

export function openCommands({ database, live, outbox }: { readonly database: Database; readonly live: Live; readonly outbox: Outbox }): Commands {
  return {
    async run(origin, work) {
      let touched: readonly Touched[] = []
      let jobs: readonly QueuedJob[] = []
      const result = await database.transaction(async (tx) => {
        beginCommand(tx, origin)
        const answer = await work(tx)
        await writeChanges(tx)
        ;({ touched, jobs } = collected(tx))
        if (jobs.length > 0) await outbox.write(tx, jobs)
        return answer
      })
      live.announce(touched)
      live.wake(jobs.map((job) => job.queue))
      return result
    },
  }
}
