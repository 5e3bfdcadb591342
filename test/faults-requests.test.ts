/**
 * Requests through what goes wrong: Node and the postmaster killed with -9 while residents report and add, the office accepts and clocks run out; a full disk for photos. Clients keep a
 * journal of what they were acknowledged and ask again with the same key until they are. `LIFANG_FAULT_ROUNDS=20` kills twenty times.
 */
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openCityDatabase, type Resident } from './residents.ts'
import { freePort, loadDemo, newDataDirectory, removeDirectory, startServer, type RunningServer } from './server.ts'

const ROUNDS = Number(process.env['LIFANG_FAULT_ROUNDS'] ?? 2)
const REPORTERS = 8
const DUE_AT_ONCE = 60
/** How long clocks run out before the kill: never the same, so that it meets another moment each time. */
const KILL_AFTER_MS = [300, 900, 1_800, 2_600]
const LOAD_MS = 800
const AGAIN_AFTER_MS = 50
const TEXT = '楼道灯不亮'
const LEVELS = ['community', 'office', 'street', 'district', 'city']
const environment = { PORT: '', LIFANG_REQUESTS_PER_MINUTE: '1000000', LIFANG_LOG: 'silent' }

let data: string
let server: RunningServer
let residents: readonly Resident[]
let manager: string
beforeAll(async () => {
  data = await newDataDirectory()
  environment.PORT = String(await freePort())
  await loadDemo(data, 7)
  server = await startServer(data, environment)
  const city = await openCityDatabase(data)
  residents = await city.residents(REPORTERS)
  await city.close()
  const login = await fetch(`${server.url}/api/v1/access/demo-login`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-lifang': '1' }, body: JSON.stringify({ role: 'property_manager' }) })
  manager = login.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ')
  if (manager === '') throw new Error(`the manager cannot log in: ${login.status}`)
}, 240_000)
afterAll(async () => {
  await server.stop()
  await removeDirectory(data)
}, 60_000)

async function query<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  const postgres = (await readFile(join(data, 'postgres/postmaster.pid'), 'utf8')).split('\n')
  const client = new pg.Client({ host: (postgres[4] ?? '').trim(), port: Number(postgres[3]), user: 'postgres', database: 'lifang' })
  await client.connect()
  try {
    return (await client.query<Row>(sql, [...values])).rows
  } finally {
    await client.end()
  }
}

const post = (cookie: string, path: string, body: object, key: string): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', 'x-lifang': '1', 'idempotency-key': key },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  })

/** Asks with one key until there is an answer; null where the case is not this asker's. */
async function acknowledged(cookie: string, path: string, body: object): Promise<Record<string, string> | null> {
  const key = randomUUID()
  for (;;) {
    const answer = await post(cookie, path, body, key).catch(() => null)
    if (answer?.ok) {
      const said = (await answer.json().catch(() => null)) as Record<string, string> | null
      if (said !== null) return said
    } else if (answer?.status === 404) return null
    // Down, starting, or its database away: nothing else may happen to what is in order.
    else if (answer !== null && answer.status !== 503) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS))
  }
}

interface Journal {
  readonly reported: string[]
  /** What was said, in words that nobody else says. */
  readonly added: string[]
  readonly accepted: string[]
}

async function work({ cookie, communityId, unitId }: Resident, journal: Journal, isOver: () => boolean): Promise<void> {
  const at = `/api/v1/communities/${communityId}/requests`
  while (!isOver()) {
    const made = await acknowledged(cookie, at, { text: TEXT, category: 'L-LIGHT', place: { kind: 'unit', unitId } })
    const id = made?.['id'] ?? ''
    journal.reported.push(id)
    const text = `补充 ${randomUUID()}`
    if (await acknowledged(cookie, `${at}/${id}/add`, { text, photoIds: [] })) journal.added.push(text)
    if (await acknowledged(manager, `${at}/${id}/accept`, { version: 1 })) journal.accepted.push(id)
  }
}

/** Lets clocks run out that would have run for another hour at least; answers with whose. */
const letClocksRunOut = () =>
  query<{ id: string; level: string; climbed: number }>(
    `update requests.request r set climb_at = now() where id in (
       select id from requests.request where climb_at > now() + interval '1 hour' and level <> 'city' and state <> 'SUSPENDED' and waiting_until is null and text <> $1 order by random() limit ${DUE_AT_ONCE})
     returning id, level, (select count(*)::int from requests.event e where e.community_id = r.community_id and e.request_id = r.id and e.kind = 'climbed') as climbed`,
    [TEXT],
  )

async function killEverything(): Promise<void> {
  const postmaster = Number((await readFile(join(data, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0])
  process.kill(server.pid, 'SIGKILL')
  try {
    process.kill(postmaster, 'SIGKILL')
  } catch {
    // It died with Node already.
  }
}

const climbsWaiting = async (): Promise<number> => (await query<{ count: number }>(`select count(*)::int as count from requests.request where climb_at <= now()`))[0]?.count ?? -1
const sorted = (words: readonly string[]) => words.toSorted((a, b) => a.localeCompare(b))

test(`kill -9 of Node and the postmaster, ${ROUNDS} times, while people work and clocks run out: nothing is lost, nothing doubled, each climb once`, { timeout: 120_000 + ROUNDS * 40_000 }, async () => {
  await vi.waitFor(async () => expect(await climbsWaiting()).toBe(0), { timeout: 60_000, interval: 500 })
  const journal: Journal = { reported: [], added: [], accepted: [] }
  const ranOut = new Map<string, { readonly level: string; readonly climbed: number; times: number }>()
  let over = false
  const clients = residents.map((resident) => work(resident, journal, () => over))
  for (let round = 0; round < ROUNDS; round++) {
    await new Promise((resolve) => setTimeout(resolve, LOAD_MS))
    for (const { id, level, climbed } of await letClocksRunOut()) {
      const known = ranOut.get(id)
      if (known) known.times += 1
      else ranOut.set(id, { level, climbed, times: 1 })
    }
    await new Promise((resolve) => setTimeout(resolve, KILL_AFTER_MS[round % KILL_AFTER_MS.length]))
    await killEverything()
    server = await startServer(data, environment)
    await vi.waitFor(async () => expect(await climbsWaiting()).toBe(0), { timeout: 30_000, interval: 200 })
  }
  over = true
  await Promise.all(clients)
  expect(ranOut.size).toBeGreaterThan(0)
  for (const part of [journal.reported, journal.added, journal.accepted]) expect(part.length).toBeGreaterThan(0)

  const mine = await query<{ id: string; accepted: number; added: number; events: number; last: number }>(
    `select r.id, r.events, max(e.no)::int as last, count(*) filter (where e.kind = 'accepted')::int as accepted, count(*) filter (where e.kind = 'added')::int as added
       from requests.request r join requests.event e on e.community_id = r.community_id and e.request_id = r.id where r.reporter_person_id = any ($1) and r.text = $2 group by r.community_id, r.id`,
    [residents.map(({ personId }) => personId), TEXT],
  )
  expect(sorted(mine.map(({ id }) => id))).toEqual(sorted(journal.reported))
  expect(sorted(mine.filter(({ accepted }) => accepted > 0).map(({ id }) => id))).toEqual(sorted(journal.accepted))
  expect(mine.filter(({ accepted, added, events, last }) => accepted > 1 || added > 1 || events !== last)).toEqual([])
  const added = await query<{ text: string }>(`select text from requests.event where kind = 'added' and text like '补充 %-%-%-%-%'`)
  expect(sorted(added.map(({ text }) => text))).toEqual(sorted(journal.added))

  const climbed = await query<{ id: string; level: string; climbed: number; steps: number }>(
    `select r.id, r.level, count(e.no)::int as climbed, count(distinct e.data ->> 'level')::int as steps
       from requests.request r join requests.event e on e.community_id = r.community_id and e.request_id = r.id and e.kind = 'climbed' where r.id = any ($1) group by r.community_id, r.id`,
    [[...ranOut.keys()]],
  )
  const wanted = [...ranOut].map(([id, { level, climbed: before, times }]) => ({ id, level: LEVELS[LEVELS.indexOf(level) + times], climbed: before + times, steps: before + times }))
  const byId = (a: { readonly id: string }, b: { readonly id: string }) => a.id.localeCompare(b.id)
  expect(climbed.toSorted(byId)).toEqual(wanted.toSorted(byId))

  const audited = await query<{ count: number }>(`select count(distinct subject_id)::int as count from audit.entry where subject_kind = 'request' and subject_id = any ($1)`, [[...journal.reported, ...ranOut.keys()]])
  expect(audited[0]?.count).toBe(journal.reported.length + ranOut.size)
  // Ends with another code than 0, and so throws, when anything is wrong with the chain.
  expect(execFileSync(process.execPath, [join(import.meta.dirname, '../src/main.ts'), 'audit', 'verify'], { env: { ...process.env, LIFANG_DATA: data }, encoding: 'utf8' })).not.toBe('')
})

/** A disk for photos that holds two of them; where nothing may be mounted, the kernel's limit of a file's size says that there is no room. Answers with how to make room. */
async function fillDisk(files: string): Promise<() => void> {
  await mkdir(files, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=700k', 'tmpfs', files], { stdio: 'ignore' })
    return () => void execFileSync('umount', [files])
  } catch {
    execFileSync('prlimit', ['--pid', String(server.pid), '--fsize=4096:unlimited'])
    return () => void execFileSync('prlimit', ['--pid', String(server.pid), '--fsize=unlimited:unlimited'])
  }
}

test('a full disk for photos: a clear problem, nothing half-written, and the report goes without the photo', { timeout: 60_000 }, async () => {
  const [resident] = residents
  if (!resident) throw new Error('nobody lives here')
  const { cookie, communityId, unitId } = resident
  const noise = { width: 700, height: 700, channels: 3 as const, noise: { type: 'gaussian' as const, mean: 128, sigma: 60 } }
  const picture = await sharp({ create: { ...noise, background: '#888' } }).jpeg({ quality: 90 }).toBuffer()
  const upload = () => fetch(`${server.url}/api/v1/photos`, { method: 'POST', headers: { cookie, 'content-type': 'image/jpeg', 'x-lifang': '1', 'idempotency-key': randomUUID() }, body: new Uint8Array(picture) })
  const report = (photoIds: readonly string[]) => post(cookie, `/api/v1/communities/${communityId}/requests`, { text: '墙上有裂缝', category: 'L-LIGHT', place: { kind: 'unit', unitId }, photoIds }, randomUUID())
  const rows = async () => (await query<{ count: number }>('select count(*)::int as count from platform.file'))[0]?.count ?? -1
  const before = await rows()
  const files = join(data, 'files')
  const makeRoom = await fillDisk(files)
  const kept: string[] = []
  try {
    let refused: Response | null = null
    for (let tries = 0; refused === null && tries < 12; tries++) {
      const answer = await upload()
      if (answer.status === 201) kept.push(((await answer.json()) as { id: string }).id)
      else refused = answer
    }
    expect(refused?.status).toBe(507)
    expect(await refused?.json()).toMatchObject({ type: '/problems/files/no-space', status: 507 })
    expect(await rows()).toBe(before + kept.length)
    const names = await readdir(files, { recursive: true })
    expect(names.filter((name) => name.endsWith('.new'))).toEqual([])

    expect((await report([])).status).toBe(201)
    const withPhotos = await report(kept)
    expect(withPhotos.status).toBe(201)
    const { id } = (await withPhotos.json()) as { id: string }
    for (const photo of kept) {
      const seen = await fetch(`${server.url}/api/v1/communities/${communityId}/requests/${id}/photos/${photo}`, { headers: { cookie } })
      expect(seen.status).toBe(200)
      expect((await sharp(Buffer.from(await seen.arrayBuffer())).metadata()).format).toBe('webp')
    }
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200)
  } finally {
    makeRoom()
  }
  expect((await upload()).status).toBe(201)
})
