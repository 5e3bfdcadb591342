/**
 * The database stopped under load, and Node and the postmaster killed with -9 under load, three times. Clients keep a journal of what they were acknowledged and ask again with the
 * same key until they are: afterwards every acknowledged report stands in the database, once, and so does nothing else.
 */
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openCityDatabase, type Resident } from './residents.ts'
import { freePort, loadDemo, newDataDirectory, removeDirectory, startServer, type RunningServer } from './server.ts'

const KILLS = 3
const AT_ONCE = 16
const LOAD_MS = 1_500
const TEXT = '楼道灯不亮'
const AGAIN_AFTER_MS = 50
const environment = { PORT: '', LIFANG_REQUESTS_PER_MINUTE: '1000000', LIFANG_LOG: 'silent' }

interface Acknowledged {
  readonly key: string
  readonly id: string
  readonly number: string
}

let data: string
let server: RunningServer
let residents: readonly Resident[]
beforeAll(async () => {
  data = await newDataDirectory()
  environment.PORT = String(await freePort())
  await loadDemo(data, 7)
  server = await startServer(data, environment)
  const city = await openCityDatabase(data)
  residents = await city.residents(AT_ONCE)
  await city.close()
}, 240_000)
afterAll(async () => {
  await server.stop()
  await removeDirectory(data)
}, 60_000)

/** Reports until told to stop; the last report is asked for again until it is acknowledged. */
async function report(resident: Resident, journal: Acknowledged[], isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const key = randomUUID()
    for (;;) {
      const answer = await ask(resident, key).catch(() => null)
      if (answer?.status === 201) {
        const { id, number } = (await answer.json()) as { id: string; number: string }
        journal.push({ key, id, number })
        break
      }
      // Down, starting, or its database away: nothing else may happen to a report that is in order.
      if (answer !== null && answer.status !== 503) throw new Error(`${answer.status} ${await answer.text()}`)
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS))
    }
  }
}

const ask = ({ cookie, communityId, unitId }: Resident, key: string): Promise<Response> =>
  fetch(`${server.url}/api/v1/communities/${communityId}/requests`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', 'x-lifang': '1', 'idempotency-key': key },
    body: JSON.stringify({ text: TEXT, category: 'L-LIGHT', place: { kind: 'unit', unitId } }),
    signal: AbortSignal.timeout(20_000),
  })

const postmasterPid = async (): Promise<number> => Number((await readFile(join(data, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0])

async function killEverything(): Promise<void> {
  const postmaster = await postmasterPid()
  process.kill(server.pid, 'SIGKILL')
  try {
    process.kill(postmaster, 'SIGKILL')
  } catch {
    // It died with Node already.
  }
}

/** Clients report for the time of `disturb` and a little after; answers with what they were acknowledged. */
async function underLoad(disturb: (acknowledged: () => number) => Promise<void>): Promise<readonly Acknowledged[]> {
  const journal: Acknowledged[] = []
  let over = false
  const clients = residents.map((resident) => report(resident, journal, () => over))
  // The first reports of a new server wait for what it makes once.
  while (journal.length === 0) await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS))
  await new Promise((resolve) => setTimeout(resolve, LOAD_MS))
  await disturb(() => journal.length)
  await new Promise((resolve) => setTimeout(resolve, LOAD_MS))
  over = true
  await Promise.all(clients)
  return journal
}

/** The database against the journal: every acknowledged report once, with its number and its audit row, and no other. */
async function expectBookedOnce(journal: readonly Acknowledged[]): Promise<void> {
  const city = await openCityDatabase(data)
  const client = new pg.Client({ connectionString: city.url })
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string; number: string }>('select id, number from requests.request where reporter_person_id = any($1) and text = $2', [residents.map(({ personId }) => personId), TEXT])
    const lines = (of: readonly { id: string; number: string }[]) => of.map(({ id, number }) => `${number} ${id}`).toSorted((a, b) => a.localeCompare(b))
    expect(lines(rows)).toEqual(lines(journal))
    expect(new Set(journal.map(({ number }) => number)).size).toBe(journal.length)
    const { rows: audited } = await client.query<{ count: number }>(`select count(distinct subject_id)::int as count from audit.entry where subject_kind = 'request' and subject_id = any($1)`, [rows.map(({ id }) => id)])
    expect(audited[0]?.count).toBe(journal.length)
  } finally {
    await client.end()
    await city.close()
  }
}

const acknowledged: Acknowledged[] = []

test('a database that stops and starts under load: the server waits for it and goes on by itself', { timeout: 120_000 }, async () => {
  acknowledged.push(
    ...(await underLoad(async (count) => {
      expect(count()).toBeGreaterThan(0)
      const before = await postmasterPid()
      process.kill(before, 'SIGINT')
      await vi.waitFor(async () => expect(await postmasterPid()).not.toBe(before), { timeout: 30_000, interval: 100 })
    })),
  )
  await expectBookedOnce(acknowledged)
  expect((await fetch(`${server.url}/health/ready`)).status).toBe(200)
})

test('kill -9 of Node and the postmaster, three times: nothing acknowledged is lost and nothing is booked twice', { timeout: 240_000 }, async () => {
  acknowledged.push(
    ...(await underLoad(async (count) => {
      for (let kill = 0; kill < KILLS; kill++) {
        expect(count()).toBeGreaterThan(0)
        await killEverything()
        server = await startServer(data, environment)
        await new Promise((resolve) => setTimeout(resolve, LOAD_MS))
      }
    })),
  )
  await expectBookedOnce(acknowledged)
  const verify = execFileSync(process.execPath, [join(import.meta.dirname, '../src/main.ts'), 'audit', 'verify'], { env: { ...process.env, LIFANG_DATA: data }, encoding: 'utf8' })
  expect(verify).not.toBe('')
})
