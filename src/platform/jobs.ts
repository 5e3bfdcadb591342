/**
 * What happens later. A job is enqueued with the other changes of its command (none is lost, none runs for a command that was undone) and
 * runs as a command of its own, whose commit also marks it done: its effect in the database happens exactly once. Outside effects (sending
 * a message) are jobs with `effect`; they may run twice after a crash and must be harmless then.
 *
 * Workers sleep until live.ts wakes them; polling is only the backstop that finds delayed and retried jobs.
 */
import { CompiledQuery } from 'kysely'
import pg from 'pg'
import { PgBoss, type Db, type Job as BossJob, type JobResult } from 'pg-boss'
import type { z } from 'zod'
import { recordJob } from './audit.ts'
import type { Outbox } from './commands.ts'
import { tables, type Database, type Tx } from './database.ts'
import type { Live } from './live.ts'
import type { Services } from './services.ts'

export interface JobInput<D> {
  readonly data: D
  readonly now: Temporal.Instant
  readonly services: Services
  /** Fires when the time limit has passed or the program stops. */
  readonly signal: AbortSignal
}

interface Described<D> {
  /** `requests/remind`: the domain and what is done. Waiting jobs know their kind by it. */
  readonly name: `${string}/${string}`
  /** Ids and dates; personal data stays where it is stored. */
  readonly data: z.ZodType<D>
  /** The first included. */
  readonly attempts?: number
  /** The wait before the second attempt; doubled for each further one. */
  readonly retryAfter_s?: number
  readonly timeLimit_s?: number
  /** How many of them one process runs at a time: at least 2. */
  readonly atOnce?: number
}

export type Job<D> = Described<D> &
  ({ readonly command: (input: JobInput<D> & { readonly tx: Tx }) => Promise<void>; readonly effect?: never } | { readonly effect: (input: JobInput<D>) => Promise<void>; readonly command?: never })

/** A job as the workers see it: what its handler is given was checked against `data`. */
export type AnyJob = Described<object> &
  ({ readonly command: (input: JobInput<never> & { readonly tx: Tx }) => Promise<void>; readonly effect?: never } | { readonly effect: (input: JobInput<never>) => Promise<void>; readonly command?: never })

export const defineJob = <D extends object>(job: Job<D>): Job<D> => job

/** Stores a job together with what the command changes. */
export function enqueue<D extends object>(tx: Tx, job: Job<D>, data: D, { startAfter = null }: { readonly startAfter?: Temporal.Instant | null } = {}): void {
  recordJob(tx, { queue: queueOf(job), data: job.data.parse(data), startAfter })
}

export interface JobCounts {
  readonly name: string
  readonly waiting: number
  readonly running: number
  /** Given up after the last attempt; kept for a month for somebody to look at. */
  readonly dead: number
}

export interface Jobs extends Outbox {
  /** Begins to work, in this process. */
  work(services: Services): Promise<void>
  counts(): Promise<readonly JobCounts[]>
  /** Waits a while for the running jobs, then lets them go: they will be tried again. */
  stop(): Promise<void>
}

export interface JobsOptions {
  readonly database: Database
  readonly live: Live
  readonly jobs: readonly AnyJob[]
  readonly log: JobLog
  readonly pollEvery_s?: number
}

/** Never carries a job's data. */
export interface JobLog {
  warn(about: object, message: string): void
  error(about: object, message: string): void
}

const ATTEMPTS = 6
const RETRY_AFTER_s = 15
const RETRY_AFTER_AT_MOST_s = 3_600
const TIME_LIMIT_s = 60
const AT_ONCE = 4
const KEEP_DONE_s = 30 * 24 * 3_600
const POLL_EVERY_s = 30
/** How old the counts may be, and how long a job of a killed process waits beyond its time limit. */
const SUPERVISE_EVERY_s = 60
const STOP_PATIENCE_ms = 10_000

const queueOf = (job: { readonly name: string }): string => job.name.replace('/', '.')
const attemptsOf = (job: { readonly attempts?: number }): number => job.attempts ?? ATTEMPTS

export async function openJobs({ database, live, jobs, log, pollEvery_s = POLL_EVERY_s }: JobsOptions): Promise<Jobs> {
  const boss = new PgBoss({
    schema: 'pgboss',
    db: { executeSql: (text, values) => database.pool.query({ text, types: WITH_DATES, ...(values ? { values } : {}) }) },
    // migrate.ts makes the schema; the server's role may not.
    migrate: false,
    createSchema: false,
    reindex: false,
    schedule: false,
    useListenNotify: false,
    registerInstance: false,
    superviseIntervalSeconds: Math.min(pollEvery_s, SUPERVISE_EVERY_s),
    monitorIntervalSeconds: Math.min(pollEvery_s, SUPERVISE_EVERY_s),
  })
  boss.on('error', (error) => log.error({ error: { name: error.name, message: error.message } }, 'jobs'))
  boss.on('warning', ({ message }) => log.warn({ warning: message }, 'jobs'))
  await boss.start()
  for (const job of jobs) await prepareQueue(boss, job)

  let stopListening = () => {}
  return {
    async write(tx, queued) {
      const db = within(tx)
      for (const [queue, of] of Map.groupBy(queued, (each) => each.queue)) {
        await boss.insert(queue, of.map(({ data, startAfter }) => ({ data, ...(startAfter ? { startAfter: startAfter.toString() } : {}) })), { db })
      }
    },
    async work(services) {
      const workers = new Map<string, string>()
      for (const job of jobs) workers.set(queueOf(job), await startWorker({ boss, job, services, log, pollEvery_s }))
      stopListening = live.onWake((queue) => {
        for (const worker of queue === null ? workers.values() : [workers.get(queue)]) if (worker !== undefined) boss.notifyWorker(worker)
      })
    },
    async counts() {
      const queues = await boss.getQueues(jobs.map(queueOf))
      return queues.map(({ name, queuedCount, activeCount, failedCount }) => ({ name: name.replace('.', '/'), waiting: queuedCount, running: activeCount, dead: failedCount }))
    },
    async stop() {
      stopListening()
      await boss.stop({ graceful: true, timeout: STOP_PATIENCE_ms, close: false })
    },
  }
}

async function prepareQueue(boss: PgBoss, job: AnyJob): Promise<void> {
  const options = {
    retryLimit: attemptsOf(job) - 1,
    retryDelay: job.retryAfter_s ?? RETRY_AFTER_s,
    retryBackoff: true,
    retryDelayMax: RETRY_AFTER_AT_MOST_s,
    expireInSeconds: job.timeLimit_s ?? TIME_LIMIT_s,
    deleteAfterSeconds: KEEP_DONE_s,
  }
  await boss.createQueue(queueOf(job), options)
  await boss.updateQueue(queueOf(job), options)
}

interface WorkerOptions {
  readonly boss: PgBoss
  readonly job: AnyJob
  readonly services: Services
  readonly log: JobLog
  readonly pollEvery_s: number
}

/** Answers with the worker's id, to wake it by. */
function startWorker({ boss, job, services, log, pollEvery_s }: WorkerOptions): Promise<string> {
  const attempt = async (claimed: BossJob): Promise<JobResult> => {
    try {
      await runJob(boss, job, claimed, services)
      return { id: claimed.id, status: 'completed' }
    } catch (error) {
      const { name, message, stack } = error as Error
      const last = claimed.retryCount + 1 >= attemptsOf(job)
      log[last ? 'error' : 'warn']({ job: job.name, jobId: claimed.id, attempt: claimed.retryCount + 1, error: { name, message, stack } }, last ? 'job given up' : 'job failed, will be tried again')
      return { id: claimed.id, status: 'failed', output: { name, message } }
    }
  }
  // A full batch is followed by the next at once: without it each would wait for the next poll.
  return boss.work(queueOf(job), { batchSize: job.atOnce ?? AT_ONCE, burstWhenBatchFull: true, perJobResults: true, pollingIntervalSeconds: pollEvery_s }, (batch: BossJob[]) => Promise.all(batch.map(attempt)))
}

async function runJob(boss: PgBoss, job: AnyJob, claimed: BossJob, services: Services): Promise<void> {
  const now = services.clock.now()
  // Checked again: a job may have waited since before an update of the program.
  const input = { data: job.data.parse(claimed.data) as never, now, services, signal: claimed.signal }
  if (job.effect) {
    await job.effect(input)
    return
  }
  await services.commands.run({ name: job.name, actor: null, at: now, httpRequestId: null }, async (tx) => {
    await job.command({ ...input, tx })
    claimed.signal.throwIfAborted()
    const done = await boss.complete(queueOf(job), { id: claimed.id, retryCount: claimed.retryCount }, null, { db: within(tx) })
    if ((done as { affected?: number }).affected !== 1) throw new Error('the job was taken over by another worker after its time limit')
  })
}

const platform = tables('platform')

/** pg-boss, speaking within our transaction. */
const within = (tx: Tx): Db => ({
  async executeSql(text, values = []) {
    const { rows } = await platform(tx).executeQuery(CompiledQuery.raw(text, [...values]))
    return { rows: [...rows] }
  },
})

/** pg-boss reckons with the driver's own dates, where the rest of the house has Temporal. */
const WITH_DATES = new pg.TypeOverrides()
// oxlint-disable-next-line no-restricted-globals -- what pg-boss expects of the driver
WITH_DATES.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (value) => new Date(value))
