import { setTimeout as delay } from 'node:timers/promises'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi, type Mock } from 'vitest'
import { z } from 'zod'
import { freshDatabase, type FreshDatabase } from '../../test/database.ts'
import { recordChange } from './audit.ts'
import { openCommands } from './commands.ts'
import { openDatabase, type Database, type Tx } from './database.ts'
import { openFiles } from './files.ts'
import { newId } from './ids.ts'
import { defineJob, enqueue, openJobs, type AnyJob, type JobLog, type Jobs } from './jobs.ts'
import { openLive, type Live } from './live.ts'
import type { Services } from './services.ts'
import { systemClock } from './time.ts'

let fresh: FreshDatabase
let owner: pg.Client
let directory: string
beforeAll(async () => {
  fresh = await freshDatabase()
  owner = new pg.Client(fresh.superuserUrl)
  await owner.connect()
  await owner.query('create table public.done (what text); grant select, insert on public.done to lifang_app')
  directory = await mkdtemp(join(tmpdir(), 'lifang-jobs-'))
})
afterAll(async () => {
  await owner.end()
  await fresh.drop()
  await rm(directory, { recursive: true })
})

interface Process {
  readonly database: Database
  readonly live: Live
  readonly jobs: Jobs
  readonly services: Services
  readonly log: { readonly warn: Mock<JobLog['warn']>; readonly error: Mock<JobLog['error']> }
}
const processes: Process[] = []

async function start(kinds: readonly AnyJob[], { working = true, pollEvery_s = 600 } = {}): Promise<Process> {
  const database = openDatabase({ url: fresh.url, connections: 6 })
  const live = openLive(fresh.url, () => {})
  const log = { warn: vi.fn<JobLog['warn']>(), error: vi.fn<JobLog['error']>() }
  const jobs = await openJobs({ database, live, jobs: kinds, log, pollEvery_s })
  const commands = openCommands({ database, live, outbox: jobs })
  const services = { database, live, commands, files: openFiles({ dataDirectory: directory, database, commands }), clock: systemClock, demo: null, dataDirectory: directory } as unknown as Services
  if (working) await jobs.work(services)
  const started = { database, live, jobs, services, log }
  processes.push(started)
  return started
}

beforeEach(() => owner.query('truncate public.done; truncate pgboss.job; truncate audit.entry'))
afterEach(async () => {
  for (const { jobs, live, database } of processes.splice(0)) {
    await jobs.stop()
    await live.close()
    await database.close()
  }
})

const done = async (): Promise<string[]> => (await owner.query<{ what: string }>('select what from public.done order by what')).rows.map((row) => row.what)
const command = <T>({ services }: Process, work: (tx: Tx) => Promise<T>): Promise<T> => services.commands.run({ name: 'test', actor: null, at: systemClock.now(), httpRequestId: null }, work)
const write = (tx: Tx, what: string) => (tx as unknown as { executeQuery: (query: unknown) => Promise<unknown> }).executeQuery({ sql: 'insert into public.done values ($1)', parameters: [what], query: { kind: 'RawNode' }, queryId: { queryId: what } })

const remind = defineJob({
  name: 'test/remind',
  data: z.strictObject({ about: z.string() }),
  command: async ({ tx, data }) => {
    recordChange(tx, { subjectKind: 'reminder', subjectId: newId(), before: null, after: { about: data.about } })
    await write(tx, data.about)
  },
})

test('a job is stored with its command and woken at its commit, long before the next poll', async () => {
  const process = await start([remind])
  const began = performance.now()
  await command(process, async (tx) => enqueue(tx, remind, { about: 'lift' }))
  await vi.waitUntil(async () => (await done()).length === 1, { timeout: 5_000 })
  expect(performance.now() - began).toBeLessThan(3_000)
})

test('a command that is undone leaves no job', async () => {
  const process = await start([remind])
  await expect(
    command(process, async (tx) => {
      enqueue(tx, remind, { about: 'never' })
      throw new Error('changed my mind')
    }),
  ).rejects.toThrow('changed my mind')
  expect((await owner.query('select from pgboss.job')).rowCount).toBe(0)
})

test('a job in one process wakes the worker of another', async () => {
  await start([remind])
  const other = await start([remind], { working: false })
  await delay(300)
  await command(other, async (tx) => enqueue(tx, remind, { about: 'gate' }))
  await expect.poll(done, { timeout: 5_000 }).toEqual(['gate'])
})

test('a job runs as a command of nobody, with its audit rows', async () => {
  const process = await start([remind])
  await command(process, async (tx) => enqueue(tx, remind, { about: 'pipe' }))
  await vi.waitUntil(async () => (await done()).length === 1)
  const { rows } = await owner.query('select command, actor_person_id, subject_kind from audit.entry')
  expect(rows).toEqual([{ command: 'test/remind', actor_person_id: null, subject_kind: 'reminder' }])
})

test('its effect and its end are one commit: what fails half-way leaves nothing and is tried again, up to its limit', async () => {
  let tries = 0
  const failing = defineJob({
    name: 'test/failing',
    data: z.strictObject({}),
    attempts: 2,
    retryAfter_s: 1,
    command: async ({ tx }) => {
      tries++
      await write(tx, `try ${tries}`)
      throw new Error('the printer is on fire')
    },
  })
  const process = await start([failing], { pollEvery_s: 1 })
  await command(process, async (tx) => enqueue(tx, failing, {}))
  await vi.waitUntil(() => process.log.error.mock.calls.length > 0, { timeout: 15_000 })
  expect(tries).toBe(2)
  expect(await done()).toEqual([])
  expect(process.log.warn).toHaveBeenCalledTimes(1)
  expect(process.log.error.mock.calls[0]?.[0]).toMatchObject({ job: 'test/failing', attempt: 2, error: { message: 'the printer is on fire' } })
  await vi.waitUntil(async () => (await owner.query(`select from pgboss.job where state = 'failed'`)).rowCount === 1)
  await expect.poll(() => process.jobs.counts(), { timeout: 10_000 }).toEqual([{ name: 'test/failing', waiting: 0, running: 0, dead: 1 }])
})

test('a job that takes too long is told to stop, and its work is undone', async () => {
  const slow = defineJob({
    name: 'test/slow',
    data: z.strictObject({}),
    attempts: 1,
    timeLimit_s: 1,
    command: async ({ tx, signal }) => {
      await write(tx, 'slow')
      await vi.waitUntil(() => signal.aborted, { timeout: 5_000 })
    },
  })
  const process = await start([slow])
  await command(process, async (tx) => enqueue(tx, slow, {}))
  await vi.waitUntil(async () => (await owner.query(`select from pgboss.job where state = 'failed'`)).rowCount === 1, { timeout: 10_000 })
  await delay(200)
  expect(await done()).toEqual([])
})

test('a thousand jobs are done in a burst by two processes, each once', async () => {
  const a = await start([remind])
  await start([remind])
  await command(a, async (tx) => {
    for (let n = 0; n < 1_000; n++) enqueue(tx, remind, { about: `${n}` })
  })
  await vi.waitUntil(async () => (await owner.query(`select from pgboss.job where state = 'completed'`)).rowCount === 1_000, { timeout: 20_000, interval: 200 })
  expect(new Set(await done()).size).toBe(1_000)
  expect(await done()).toHaveLength(1_000)
})

test('an effect runs outside a transaction; data that does not fit never gets in', async () => {
  const seen: string[] = []
  const send = defineJob({
    name: 'test/send',
    data: z.strictObject({ to: z.string().max(5) }),
    effect: async ({ data }) => {
      seen.push(data.to)
    },
  })
  const process = await start([send])
  await expect(command(process, async (tx) => enqueue(tx, send, { to: 'far too long' }))).rejects.toThrow('too_big')
  await command(process, async (tx) => enqueue(tx, send, { to: 'Chen' }))
  await vi.waitUntil(() => seen.length > 0)
  expect(seen).toEqual(['Chen'])
})

test('stopping waits for what runs', async () => {
  const steady = defineJob({
    name: 'test/steady',
    data: z.strictObject({}),
    command: async ({ tx }) => {
      await delay(800)
      await write(tx, 'steady')
    },
  })
  const process = await start([steady])
  await command(process, async (tx) => enqueue(tx, steady, {}))
  await delay(300)
  await process.jobs.stop()
  expect(await done()).toEqual(['steady'])
})
