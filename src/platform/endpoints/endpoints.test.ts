import { request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caller, openTestCity, type Caller, type TestCity } from '../../../test/actors.ts'
import type { Touched } from '../audit.ts'
import { SESSION_COOKIE, type ResolveSession } from '../http-options.ts'
import { newId } from '../ids.ts'
import { openMetrics } from '../metrics.ts'
import { readiness } from '../readiness.ts'
import { Problem } from '../problem.ts'
import type { Reply } from '../routes.ts'
import { systemClock } from '../time.ts'
import { openEvents } from './events.ts'
import { operationRoutes } from './operation.ts'

let city: TestCity
let resident: Caller
let address: AddressInfo
beforeAll(async () => {
  city = await openTestCity()
  resident = await city.signIn('owner')
  await city.app.listen({ port: 0, host: '127.0.0.1' })
  address = city.app.server.address() as AddressInfo
})
afterAll(() => city.close())

const photo = (bytes: Buffer, type = 'image/jpeg', cookie = resident.cookie) =>
  city.app.inject({ method: 'POST', url: '/api/v1/photos', payload: bytes, headers: { 'x-lifang': '1', 'content-type': type, ...(cookie !== '' && { cookie }) } })
const jpeg = (width = 200) => sharp({ create: { width, height: 100, channels: 3, background: '#123456' } }).jpeg().toBuffer()

describe('POST /api/v1/photos', () => {
  test('answers with the id and size of the stored picture', async () => {
    const answer = await photo(await jpeg())
    expect([answer.statusCode, answer.json()]).toEqual([201, { id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string, width: 200, height: 100 }])
    const { rows } = await city.services.database.pool.query('select e.command, e.actor_person_id from audit.entry e where subject_id = $1', [answer.json<{ id: string }>().id])
    expect(rows).toEqual([{ command: 'POST /api/v1/photos', actor_person_id: city.city.a.people.owner.personId }])
  })

  test('looks at the content, whatever it is called', async () => {
    expect((await photo(await jpeg(), 'image/heic')).statusCode).toBe(201)
    expect((await photo(await jpeg(), 'application/octet-stream')).statusCode).toBe(201)
    const disguised = await photo(Buffer.from('GIF89a and so on'))
    expect([disguised.statusCode, disguised.json()]).toEqual([415, expect.objectContaining({ type: '/problems/files/kind-not-taken', values: { kind: 'gif' } })])
    expect((await photo(await jpeg(), 'text/plain')).statusCode).toBe(415)
  })

  test('20 MiB and one byte are too much; without a session nothing is read', async () => {
    expect((await photo(Buffer.alloc(20 * 1024 * 1024 + 1, 0xff))).statusCode).toBe(413)
    expect((await photo(Buffer.alloc(20 * 1024 * 1024, 0xff))).json()).toMatchObject({ type: '/problems/files/kind-not-taken' })
    expect((await photo(await jpeg(), 'image/jpeg', '')).statusCode).toBe(401)
  })

  test('nobody can fetch a file by its id', async () => {
    const { id } = (await photo(await jpeg())).json<{ id: string }>()
    for (const url of [`/api/v1/photos/${id}`, `/files/${id.slice(-2)}/${id}.webp`]) expect((await resident.get(url)).statusCode).toBe(404)
  })
})

/** Reads a stream of events until it ends. */
async function listen(cookie: string): Promise<{ readonly status: number; readonly text: () => string; readonly ended: Promise<void>; readonly drop: () => void }> {
  const asked = request({ host: '127.0.0.1', port: address.port, path: '/api/v1/events', headers: { cookie } })
  asked.on('error', () => {})
  asked.end()
  const response = await new Promise<IncomingMessage>((resolve) => asked.once('response', resolve))
  let text = ''
  response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  const ended = new Promise<void>((resolve) => response.once('close', () => resolve()))
  return { status: response.statusCode ?? 0, text: () => text, ended, drop: () => asked.destroy() }
}

const announce = (touched: Partial<Touched>) => city.services.live.announce([{ kind: 'requests.case', id: newId(), path: '/nowhere/', organisations: [], action: 'requests.read', persons: [], ...touched }])

describe('GET /api/v1/events', () => {
  test('staff hear of what lies in their scope, residents of what names them, nobody of the rest', async () => {
    const office = await city.signIn('office_worker')
    const elsewhere = await city.signIn(city.city.b.people.office_worker)
    const [staff, others, owner] = await Promise.all([office, elsewhere, resident].map(({ cookie }) => listen(cookie)))
    const [inScope, named, foreign] = [newId(), newId(), newId()]
    announce({ id: inScope, path: city.city.a.path })
    announce({ id: named, path: city.city.a.path, persons: [city.city.a.people.owner.personId] })
    announce({ id: foreign, path: '/999/' })
    await expect.poll(() => owner!.text()).toContain(`data: {"kind":"requests.case","id":"${named}"}\n\n`)
    await expect.poll(() => staff!.text()).toContain(named)
    expect(staff!.text()).toContain(inScope)
    expect(owner!.text()).not.toContain(inScope)
    expect(others!.text()).toBe(': hello\n\n')
    expect(staff!.text() + owner!.text()).not.toContain(foreign)
    for (const stream of [staff, others, owner]) stream!.drop()
  })

  test('of what only some may read others do not even hear: a company of complaints about it, an administrator of any', async () => {
    const { path, organisations } = city.city.a
    const [manager, admin, grid] = await Promise.all((['property_manager', 'system_admin', 'grid_worker'] as const).map(async (role) => listen((await city.signIn(role)).cookie)))
    const [ours, theirs] = [newId(), newId()]
    announce({ id: theirs, path, organisations: [organisations.office] })
    announce({ id: ours, path, organisations: [organisations.company ?? ''] })
    await expect.poll(() => manager!.text()).toContain(ours)
    await expect.poll(() => grid!.text()).toContain(ours)
    expect(grid!.text()).toContain(theirs)
    expect(manager!.text()).not.toContain(theirs)
    expect(admin!.text()).toBe(': hello\n\n')
    for (const stream of [manager, admin, grid]) stream!.drop()
  })

  test('a stream is not opened by asking for its head', async () => {
    const { cookie } = await city.signIn('family')
    for (const _ of Array(9)) expect((await city.app.inject({ method: 'HEAD', url: '/api/v1/events', headers: { cookie } })).statusCode).toBe(404)
    const open = await listen(cookie)
    expect(open.status).toBe(200)
    open.drop()
  })

  test('eight at once for a session, the ninth is refused, and a closed one makes room', async () => {
    const { cookie } = await city.signIn('tenant')
    const open = await Promise.all(Array.from({ length: 8 }, () => listen(cookie)))
    expect(open.map((stream) => stream.status)).toEqual(Array(8).fill(200))
    expect((await listen(cookie)).status).toBe(429)
    open[0]!.drop()
    await expect.poll(async () => (await listen(cookie)).status).toBe(200)
    for (const stream of open) stream.drop()
  })

  test('needs a session', async () => {
    expect((await caller(city.app).get('/api/v1/events')).statusCode).toBe(401)
  })

  test('a revoked session, or one whose rights have ended, hears no more after the next heartbeat, nor anybody after the server closes', async () => {
    const actor = { sessionId: newId<'session'>(), personId: newId<'person'>(), face: 'resident' }
    let revoked = false
    let barred = false
    const resolveSession: ResolveSession = async () => {
      if (barred) throw new Problem('access/no-role', 403)
      return revoked ? null : (actor as never)
    }
    const events = openEvents({ live: city.services.live, clock: systemClock, resolveSession, heartbeat_ms: 30 })
    const [bound] = events.routes
    const open = async () => ((await bound!.route.handle({ actor, http: { cookies: { [SESSION_COOKIE]: 'x' } } } as never)) as Reply<NodeJS.ReadableStream>).body
    const chunks: string[] = []
    const first = await open()
    first.on('data', (chunk: Buffer) => void chunks.push(chunk.toString()))
    const ended = new Promise((resolve) => first.once('end', resolve))
    await expect.poll(() => chunks.join('')).toContain(': still here')
    revoked = true
    await ended
    const heard = chunks.length
    city.services.live.announce([{ kind: 'x', id: newId(), path: '/', organisations: [], action: '', persons: [actor.personId] }])
    await delay(50)
    expect(chunks).toHaveLength(heard)

    revoked = false
    barred = true
    const ofNobody = await open()
    await new Promise((resolve) => ofNobody.resume().once('end', resolve))

    barred = false
    const second = await open()
    const closed = new Promise((resolve) => second.resume().once('end', resolve))
    events.close()
    await closed
    await expect(open()).rejects.toMatchObject({ type: 'common/unavailable' })
  })
})

describe('for operators', () => {
  const nobody = () => caller(city.app)
  test('health', async () => {
    expect((await nobody().get('/health/live')).json()).toEqual({ status: 'live' })
    expect((await nobody().get('/health/ready')).json()).toEqual({ status: 'ready' })
  })

  test('not ready while a migration is missing or the demo city is half-way in', async () => {
    const { database } = city.services
    const waitingFor = await readiness(database)
    const owner = await connectOwner()
    await owner.query(`update public.migration set name = 'x' where name = '0001_platform.sql'`)
    expect(await waitingFor()).toBe('migration')
    expect((await nobody().get('/health/ready')).json()).toMatchObject({ status: 503, values: { reason: 'migration' } })
    await owner.query(`update public.migration set name = '0001_platform.sql' where name = 'x'`)
    const { rows: before } = await owner.query<{ value: object }>(`select value from platform.setting where name = 'demo'`)
    await owner.query(`insert into platform.setting values ('demo', '{"completedAt": null}') on conflict (name) do update set value = excluded.value`)
    expect(await waitingFor()).toBe('demo')
    await owner.query(`update platform.setting set value = '{"completedAt": "2026-11-22T00:00:00Z"}' where name = 'demo'`)
    expect(await waitingFor()).toBeNull()
    await owner.query(`update platform.setting set value = $1 where name = 'demo'`, [before[0]?.value ?? {}])
    await owner.end()
  })

  test('metrics by route pattern, for this machine only', async () => {
    await resident.get('/api/v1/register/places')
    await resident.get('/api/v1/register/places?phone=15400000009')
    const metrics = await nobody().get('/metrics')
    expect(metrics.headers['content-type']).toContain('text/plain')
    for (const name of ['http_request_duration_seconds_count{method="GET",route="/api/v1/register/places",status="', 'process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds', 'database_connections']) expect(metrics.body).toContain(name)
    expect(metrics.body).not.toContain('15400000009')
    const from = (headers: Record<string, string>, remoteAddress = '127.0.0.1') => city.app.inject({ url: '/metrics', headers, remoteAddress })
    expect((await from({}, '10.0.0.7')).statusCode).toBe(404)
    expect((await from({ 'x-forwarded-for': '203.0.113.9' })).statusCode).toBe(404)
  })

  test('metrics behind a token', async () => {
    const routes = operationRoutes({ waitingFor: () => Promise.resolve(null), metrics: openMetrics({ services: city.services, jobs: { counts: () => Promise.resolve([]) }, gauges: [] }), metricsToken: 'a long enough token', document: () => ({}) })
    const may = routes.find(({ key }) => key === 'GET /metrics')!.route.may
    const asks = (authorization?: string) => may(null, undefined, { http: { ip: '127.0.0.1', headers: { authorization } } } as never)
    expect([asks('Bearer a long enough token'), asks('Bearer another'), asks()]).toMatchObject([true, { hidden: true }, { hidden: true }])
  })

  test('the API describes itself, public operations marked as such', async () => {
    const document = (await nobody().get('/api/openapi.json')).json<{ openapi: string; paths: Record<string, Record<string, { security?: unknown[] }>> }>()
    expect(document.openapi).toBe('3.1.0')
    expect(document.paths['/health/live']?.['get']?.security).toEqual([])
    expect(document.paths['/api/v1/photos']?.['post']?.security).toBeUndefined()
    expect(document.paths['/api/v1/photos']?.['options']).toBeUndefined()
  })
})

describe('the shells', () => {
  const get = (url: string) => city.app.inject({ url, headers: { accept: 'text/html' } })
  test('say clearly when they are not built', async () => {
    const answer = await get('/')
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([503, 'no-store'])
    expect(answer.body).toContain('npm run build')
  })

  test('every address of a shell shows the shell; assets are kept for ever, pages never', async () => {
    for (const shell of ['resident', 'desk', 'city']) {
      const folder = join(city.services.dataDirectory, 'dist', shell)
      await mkdir(join(folder, 'assets', shell), { recursive: true })
      await writeFile(join(folder, 'index.html'), `<title>${shell}</title>`)
      await writeFile(join(folder, 'assets', shell, 'main-abc.js'), 'export {}')
    }
    await writeFile(join(city.services.dataDirectory, 'dist', 'secret.txt'), 'x')
    for (const [url, shell] of [['/', 'resident'], ['/requests/7?from=home', 'resident'], ['/desk', 'desk'], ['/desk/', 'desk'], ['/desk/queue/7', 'desk'], ['/city', 'city'], ['/city/430502', 'city']] as const) {
      const answer = await get(url)
      expect([url, answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([url, 200, `<title>${shell}</title>`, 'no-store'])
    }
    await writeFile(join(city.services.dataDirectory, 'dist', 'city', 'index.html'), '<html lang="zh-CN">')
    expect((await get('/city')).body).toBe('<html lang="zh-CN">')
    const asset = await get('/assets/desk/main-abc.js')
    expect([asset.statusCode, asset.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable'])
    for (const url of ['/assets/desk/main-old.js', '/secret.txt', '/..%2fsecret.txt', '/assets/desk/..%2f..%2f..%2fsecret.txt', '/assets/desk/%2e%2e/%2e%2e/%2e%2e/secret.txt', '/assets/desk/main-abc.js%00.txt', '/assets/other/x.js', '/favicon.ico', '/api', '/api/v1/nothing', '/health/nothing']) {
      const answer = await get(url)
      expect([url, answer.statusCode, answer.headers['content-type']]).toEqual([url, 404, 'application/problem+json'])
    }
  })
})

async function connectOwner(): Promise<pg.Client> {
  const client = new pg.Client(city.url)
  await client.connect()
  return client
}
