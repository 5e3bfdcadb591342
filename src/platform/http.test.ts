import net from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance, InjectOptions } from 'fastify'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { freshDatabase, type FreshDatabase } from '../../test/database.ts'
import type { Actor } from './actor.ts'
import { recordChange } from './audit.ts'
import { openBudgets } from './budget.ts'
import { openCommands } from './commands.ts'
import { contract, text } from './contract.ts'
import { openDatabase, type Database, type Tx } from './database.ts'
import { createHttp } from './http.ts'
import { sweepReplies } from './idempotency.ts'
import { newId } from './ids.ts'
import { keysFrom, newMasterKey, newRootSecret } from './keys.ts'
import { openLive, type Live } from './live.ts'
import { openLog } from './log.ts'
import { anyone, anySession, denied, hidden } from './policy.ts'
import { Problem } from './problem.ts'
import { bindRoutes, Reply } from './routes.ts'
import { systemClock } from './time.ts'

/** What a door-keeper's little domain would look like. */
const doors = contract({
  'GET /api/v1/doors': { summary: 'Lists', public: true, query: z.strictObject({ limit: z.coerce.number().int().max(100).default(10) }), replies: { 200: z.object({ limit: z.number() }) } },
  'GET /api/v1/doors/:id': { summary: 'Reads', params: z.strictObject({ id: z.uuid() }), replies: { 200: z.object({ id: z.string() }) } },
  'POST /api/v1/doors': { summary: 'Adds', body: z.strictObject({ name: text(10), locks: z.array(z.strictObject({ turns: z.int().min(1).max(5) })).max(3).optional() }), replies: { 201: z.object({ id: z.uuid(), name: z.string() }) } },
  'PUT /api/v1/doors/:id': { summary: 'Opens', params: z.strictObject({ id: z.string() }), replies: { 200: z.object({}) } },
  'DELETE /api/v1/doors/:id': { summary: 'Removes', params: z.strictObject({ id: z.string() }), replies: { 200: z.object({}) } },
  'POST /api/v1/doors/photo': { summary: 'Takes bytes', bodyBytes: { types: ['image/*'], limit: 300_000 }, perMinute: 5, replies: { 200: z.object({ bytes: z.number() }) } },
  'POST /api/v1/doors/slow-photo': { summary: 'Takes bytes and its time', bodyBytes: { types: ['image/*'], limit: 300_000 }, replies: { 200: z.object({ atOnce: z.number() }) }, problems: ['doors/closed-to-you'] },
  'GET /api/v1/doors/broken': { summary: 'Fails', replies: { 200: z.object({}) } },
})

const SECRET = 'column phone of 15400000001'
let conflicts = 0
/** How many of each account are at it now. */
const slowPhotos = new Map<string, number>()

const routes = bindRoutes(doors, (on) => {
  on.query('GET /api/v1/doors', { may: anyone, handle: ({ query }) => Promise.resolve({ limit: query.limit }) })
  on.query('GET /api/v1/doors/:id', { may: (_actor, _subject, { params }) => (params.id.startsWith('0') ? hidden : denied('doors/closed-to-you', { from: '08:00' })), handle: ({ params }) => Promise.resolve({ id: params.id }) })
  on.command('POST /api/v1/doors', {
    may: anySession,
    handle: async ({ tx, body }) => {
      const id = newId<'door'>()
      recordChange(tx, { subjectKind: 'door', subjectId: id, before: null, after: { name: body.name } })
      if (body.name === 'slow') await delay(200)
      return new Reply({ id, name: body.name }, { status: 201 })
    },
  })
  on.command('PUT /api/v1/doors/:id', {
    may: anySession,
    handle: async ({ tx }) => {
      if (conflicts-- > 0) await statement(tx, `do $$ begin raise exception 'again' using errcode = '40001'; end $$`)
      return {}
    },
  })
  on.command('DELETE /api/v1/doors/:id', { load: () => Promise.resolve(null), may: anySession, handle: () => Promise.resolve({}) })
  on.effect('POST /api/v1/doors/photo', { may: anySession, handle: ({ body }) => Promise.resolve({ bytes: body.length }) })
  on.effect('POST /api/v1/doors/slow-photo', {
    may: anySession,
    handle: async ({ actor }) => {
      const atOnce = (slowPhotos.get(actor.accountId) ?? 0) + 1
      slowPhotos.set(actor.accountId, atOnce)
      await delay(100)
      slowPhotos.set(actor.accountId, (slowPhotos.get(actor.accountId) ?? 0) - 1)
      return { atOnce }
    },
  })
  on.query('GET /api/v1/doors/broken', { may: anySession, handle: () => Promise.reject(new Error(SECRET)) })
})

const statement = (tx: Tx, sql: string) => (tx as unknown as { executeQuery: (query: object) => Promise<unknown> }).executeQuery({ sql, parameters: [], query: { kind: 'RawNode' }, queryId: { queryId: sql } })

const keeper = { sessionId: newId<'session'>(), accountId: newId<'account'>(), personId: newId<'person'>(), role: 'yard_head', place: { id: newId(), path: '/1/' } } as unknown as Actor
let resolved = 0
const resolveSession = (cookie: string): Promise<Actor | null> => {
  resolved++
  if (cookie === 'barred') return Promise.reject(new Problem('access/no-role', 403))
  return Promise.resolve(cookie === 'keeper' ? keeper : cookie === 'other' ? { ...keeper, accountId: newId<'account'>(), sessionId: newId<'session'>() } : null)
}

interface Answered {
  readonly type: string
  readonly errors: readonly object[]
}

interface Server {
  readonly http: FastifyInstance
  readonly database: Database
  readonly live: Live
  readonly logged: string[]
  close(): Promise<void>
}

const replies = keysFrom(newMasterKey(), newRootSecret()).box('reply')

async function serve(url: string, requestsPerMinute = 10_000): Promise<Server> {
  const logged: string[] = []
  const database = openDatabase({ url, connections: 4 })
  const live = openLive(url, () => {})
  const commands = openCommands({ database, live, outbox: { write: () => Promise.reject(new Error('no jobs here')) } })
  const log = openLog('info', { write: (line: string) => void logged.push(line) })
  const http = await createHttp({ database, commands, clock: systemClock, replies, demo: true, routes, resolveSession, log, trustProxy: false, requestsPerMinute, version: '1' })
  await http.ready()
  const close = async () => {
    await http.close()
    await live.close()
    await database.close()
  }
  return { http, database, live, logged, close }
}

let fresh: FreshDatabase
let server: Server
let owner: pg.Client
beforeAll(async () => {
  fresh = await freshDatabase()
  server = await serve(fresh.url)
  owner = new pg.Client(fresh.superuserUrl)
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await server.close()
  await fresh.drop()
})

const ask = (options: InjectOptions & { as?: string }, on: FastifyInstance = server.http) => {
  const { as, ...rest } = options
  const headers = { 'x-lifang': '1', ...(as !== undefined && { cookie: `lifang_session=${as}` }), ...rest.headers }
  return on.inject({ ...rest, headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)) })
}
const post = (payload: object, headers: Record<string, string> = {}, as = 'keeper') => ask({ method: 'POST', url: '/api/v1/doors', as, payload, headers })
const written = async (name: string) => (await owner.query(`select from audit.entry where after ->> 'name' = $1`, [name])).rowCount

describe('before anything else', () => {
  test.for([
    ['without a session', undefined],
    ['with a session that was revoked or made up', 'guessed'],
  ] as const)('%s: 401, whatever else is wrong with the request', async ([, as]) => {
    const given = as === undefined ? {} : { as }
    const requests: InjectOptions[] = [
      { method: 'GET', url: '/api/v1/doors/not-an-id' },
      { method: 'POST', url: '/api/v1/doors', payload: { nonsense: true } },
      { method: 'POST', url: '/api/v1/doors', payload: 'not json {', headers: { 'content-type': 'application/json' } },
      { method: 'POST', url: '/api/v1/doors', payload: '<xml/>', headers: { 'content-type': 'text/xml' } },
      { method: 'POST', url: '/api/v1/doors', payload: 'x'.repeat(400_000), headers: { 'content-type': 'application/json' } },
      { method: 'POST', url: '/api/v1/doors', payload: {}, headers: { 'sec-fetch-site': 'cross-site' } },
      { method: 'POST', url: '/api/v1/doors/photo', payload: 'x'.repeat(400_000), headers: { 'content-type': 'text/plain' } },
    ]
    for (const request of requests) {
      const { statusCode, json } = await ask({ ...request, ...given })
      expect([request.url, statusCode, json<Answered>().type]).toEqual([request.url, 401, '/problems/common/not-signed-in'])
    }
  })

  test('somebody who may be nothing now is told so, and can still do what everybody can', async () => {
    expect((await ask({ method: 'POST', url: '/api/v1/doors', as: 'barred', payload: {} })).json()).toMatchObject({ type: '/problems/access/no-role', status: 403 })
    expect((await ask({ method: 'GET', url: '/api/v1/doors', as: 'barred' })).statusCode).toBe(200)
  })

  test('a change must come from a page of ours', async () => {
    for (const headers of [{ 'x-lifang': undefined }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
      const answer = await ask({ method: 'POST', url: '/api/v1/doors', as: 'keeper', payload: { name: 'gate' }, headers })
      expect([answer.statusCode, answer.json<Answered>().type]).toEqual([403, '/problems/common/cross-site'])
    }
    expect((await post({ name: 'gate' }, { 'sec-fetch-site': 'same-origin' })).statusCode).toBe(201)
  })

  test('too many requests from one session or, without one, from one address', async () => {
    const own = await serve(fresh.url, 3)
    for (let n = 0; n < 3; n++) expect((await ask({ method: 'GET', url: '/api/v1/doors', as: 'keeper' }, own.http)).statusCode).toBe(200)
    const answer = await ask({ method: 'GET', url: '/api/v1/doors', as: 'keeper' }, own.http)
    expect([answer.statusCode, answer.headers['content-type'], answer.json<Answered>().type]).toEqual([429, 'application/problem+json', '/problems/common/too-many'])
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    for (let n = 0; n < 3; n++) expect((await ask({ method: 'POST', url: '/api/v1/doors', as: `guess ${n}` }, own.http)).statusCode).toBe(401)
    expect((await ask({ method: 'POST', url: '/api/v1/doors', as: 'guess 4' }, own.http)).statusCode).toBe(429)
    expect((await ask({ method: 'GET', url: '/api/v1/nothing' }, own.http)).statusCode).toBe(429)
    await own.close()
  })

  test('an endpoint with a narrower limit of its own', async () => {
    const answers = []
    for (let n = 0; n < 6; n++) answers.push((await ask({ method: 'POST', url: '/api/v1/doors/photo', as: 'keeper', payload: 'x', headers: { 'content-type': 'image/png' } })).statusCode)
    expect(answers).toEqual([200, 200, 200, 200, 200, 429])
  })
})

describe('bodies', () => {
  test('errors point to the field by JSON pointer and name its limit', async () => {
    const { statusCode, json } = await post({ name: 'far too long a name', locks: [{ turns: 1 }, { turns: 9, extra: 1 }], colour: 'red' })
    expect(statusCode).toBe(422)
    expect(json<Answered>().type).toBe('/problems/common/invalid')
    expect(json<Answered>().errors).toEqual(
      expect.arrayContaining([
        { pointer: '/body/name', code: 'too_big', values: { maximum: 10 } },
        { pointer: '/body/locks/1/turns', code: 'too_big', values: { maximum: 5 } },
        { pointer: '/body/locks/1/extra', code: 'unrecognized_keys' },
        { pointer: '/body/colour', code: 'unrecognized_keys' },
      ]),
    )
    expect((await ask({ method: 'GET', url: '/api/v1/doors?limit=many' })).json<Answered>().errors).toEqual([{ pointer: '/query/limit', code: 'invalid_type' }])
    expect((await ask({ method: 'GET', url: '/api/v1/doors/7', as: 'keeper' })).json<Answered>().errors[0]).toMatchObject({ pointer: '/params/id', code: 'invalid_format' })
  })

  test('what an endpoint does not ask for is refused', async () => {
    const answer = await ask({ method: 'PUT', url: '/api/v1/doors/1', as: 'keeper', payload: { force: true } })
    expect([answer.statusCode, answer.json<Answered>().errors]).toEqual([422, [{ pointer: '/body', code: 'unrecognized_keys' }]])
    expect((await ask({ method: 'PUT', url: '/api/v1/doors/1', as: 'keeper', payload: {} })).statusCode).toBe(200)
  })

  test.for([
    ['broken JSON', 'application/json', '{"name":', 400, 'malformed'],
    ['JSON that would poison a prototype', 'application/json', '{"__proto__":{"admin":true},"name":"x"}', 400, 'malformed'],
    ['another media type', 'text/plain', 'name=x', 415, 'unsupported-media'],
    ['a form', 'application/x-www-form-urlencoded', 'name=x', 415, 'unsupported-media'],
    ['bytes', 'image/png', 'x', 415, 'unsupported-media'],
    ['too much', 'application/json', JSON.stringify({ name: 'x'.repeat(300_000) }), 413, 'too-large'],
  ] as const)('%s', async ([, type, payload, status, problem]) => {
    const answer = await ask({ method: 'POST', url: '/api/v1/doors', as: 'keeper', payload, headers: { 'content-type': type } })
    expect([answer.statusCode, answer.json<Answered>().type]).toEqual([status, `/problems/common/${problem}`])
  })

  test('bytes only where they are asked for, and not too many', async () => {
    const send = (type: string, bytes: number) => ask({ method: 'POST', url: '/api/v1/doors/photo', as: 'other', payload: Buffer.alloc(bytes, 1), headers: { 'content-type': type } })
    expect((await send('image/jpeg', 290_000)).json()).toEqual({ bytes: 290_000 })
    expect((await send('application/json', 10)).statusCode).toBe(415)
    expect((await send('image/jpeg', 300_001)).statusCode).toBe(413)
  })
})

describe('uploads', () => {
  test('two of one account at once, the others wait their turn; nobody waits for somebody else', async () => {
    const send = async (as: string) => (await ask({ method: 'POST', url: '/api/v1/doors/slow-photo', as, payload: Buffer.alloc(10, 1), headers: { 'content-type': 'image/png' } })).json<{ atOnce: number }>().atOnce
    const others = Promise.all([send('other'), send('other'), send('other')])
    expect(Math.max(...(await Promise.all(Array.from({ length: 6 }, () => send('keeper')))))).toBe(2)
    expect(await others).toEqual([1, 1, 1])
  })

  test('who has waited too long for their own turn is told to slow down, and is forgotten', async () => {
    const turns = openBudgets(1, 20, 'common/too-many')
    const end = await turns.take('keeper', 1)
    await expect(turns.take('keeper', 1)).rejects.toMatchObject({ type: 'common/too-many', status: 429 })
    end()
    end()
    const [again, another] = [await turns.take('keeper', 1), await turns.take('other', 1)]
    for (const release of [again, another]) release()
  })
})

describe('the document', () => {
  test('says of each endpoint which refusals of its own it has', () => {
    const { paths } = server.http.swagger() as unknown as { paths: Record<string, Record<string, { 'x-problems'?: string[] }>> }
    expect(paths['/api/v1/doors/slow-photo']?.['post']?.['x-problems']).toEqual(['doors/closed-to-you'])
  })
})

describe('refusals', () => {
  test('hidden is not found, forbidden says why', async () => {
    expect((await ask({ method: 'GET', url: '/api/v1/doors/0191d2a0-0000-7000-8000-000000000000', as: 'keeper' })).json()).toMatchObject({ type: '/problems/common/not-found', status: 404 })
    expect((await ask({ method: 'GET', url: '/api/v1/doors/1191d2a0-0000-7000-8000-000000000000', as: 'keeper' })).json()).toMatchObject({ type: '/problems/doors/closed-to-you', status: 403, values: { from: '08:00' } })
    expect((await ask({ method: 'DELETE', url: '/api/v1/doors/1', as: 'keeper' })).statusCode).toBe(404)
  })

  test('an address that does not exist is 404, the same for everybody and without asking who it is', async () => {
    const before = resolved
    for (const as of [undefined, 'keeper', 'guessed']) {
      for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS'] as const) {
        const answer = await ask({ method, url: '/api/v1/windows', ...(as !== undefined && { as }) })
        expect([answer.statusCode, answer.headers['content-type'], answer.json<Answered>().type]).toEqual([404, 'application/problem+json', '/problems/common/not-found'])
      }
    }
    expect(resolved).toBe(before)
  })

  test('a known address asked in another way is 405 and says what it can do', async () => {
    for (const method of ['DELETE', 'PUT', 'PATCH', 'OPTIONS'] as const) {
      const answer = await ask({ method, url: '/api/v1/doors', payload: 'x', headers: { 'content-type': 'text/x' } })
      expect([answer.statusCode, answer.headers.allow, answer.json<Answered>().type]).toEqual([405, 'GET, POST, HEAD', '/problems/common/method-not-allowed'])
    }
    expect((await ask({ method: 'POST', url: '/api/v1/doors/1', as: 'keeper' })).headers.allow).toBe('GET, PUT, DELETE, HEAD')
  })

  test('HEAD answers as GET does, without a body', async () => {
    const answer = await ask({ method: 'HEAD', url: '/api/v1/doors' })
    expect([answer.statusCode, answer.body]).toEqual([200, ''])
    expect((await ask({ method: 'HEAD', url: '/api/v1/doors/broken' })).statusCode).toBe(401)
  })

  test('the unexpected is 500 with the id of the request, and no detail but in the log', async () => {
    const answer = await ask({ method: 'GET', url: '/api/v1/doors/broken?phone=15400000002', as: 'keeper' })
    expect(answer.json()).toEqual({ type: '/problems/common/internal', title: 'internal', status: 500, requestId: answer.headers['x-request-id'] })
    const line = server.logged.find((each) => each.includes('unexpected'))
    expect(JSON.parse(line ?? '{}')).toMatchObject({ requestId: answer.headers['x-request-id'], route: '/api/v1/doors/broken', error: { message: SECRET } })
    expect(server.logged.join('')).not.toContain('15400000002')
  })
})

describe('commands', () => {
  test('the same key: one effect, the same reply, also for twins at once', async () => {
    const key = { 'idempotency-key': newId() }
    const answers = await Promise.all([post({ name: 'slow' }, key), post({ name: 'slow' }, key), post({ name: 'slow' }, key)])
    expect(answers.map((answer) => answer.statusCode)).toEqual([201, 201, 201])
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1)
    expect((await post({ name: 'slow' }, key)).body).toBe(answers[0]?.body)
    expect(await written('slow')).toBe(1)
  })

  test('a key belongs to its account and to what was asked with it', async () => {
    const key = { 'idempotency-key': newId() }
    expect((await post({ name: 'first' }, key)).statusCode).toBe(201)
    expect((await post({ name: 'second' }, key)).json()).toMatchObject({ type: '/problems/common/key-reused', status: 409 })
    expect((await post({ name: 'second' }, key, 'other')).statusCode).toBe(201)
    expect((await post({ name: 'x' }, { 'idempotency-key': 'short' })).json<Answered>().errors).toEqual([{ pointer: '/header/idempotency-key', code: 'invalid_format' }])
  })

  test('a kept reply says nothing to who reads the table', async () => {
    const key = { 'idempotency-key': newId() }
    await post({ name: '李奶奶' }, key)
    const { rows } = await owner.query<{ reply: Buffer }>('select reply from platform.idempotency where key = $1', [key['idempotency-key']])
    expect(rows.map(({ reply }) => reply.includes('李奶奶'))).toEqual([false])
    expect((await post({ name: '李奶奶' }, key)).json()).toMatchObject({ name: '李奶奶' })
  })

  test('replies are kept for a month', async () => {
    const key = { 'idempotency-key': newId() }
    await post({ name: 'kept' }, key)
    const kept = async () => (await owner.query('select from platform.idempotency where key = $1', [key['idempotency-key']])).rowCount
    await sweepReplies(server.database, systemClock.now().add({ hours: 29 * 24 }))
    expect(await kept()).toBe(1)
    await sweepReplies(server.database, systemClock.now().add({ hours: 31 * 24 }))
    expect(await kept()).toBe(0)
  })

  test('what the database asks to be tried again is tried again, a few times', async () => {
    conflicts = 3
    expect((await ask({ method: 'PUT', url: '/api/v1/doors/1', as: 'keeper' })).statusCode).toBe(200)
    conflicts = 99
    expect((await ask({ method: 'PUT', url: '/api/v1/doors/1', as: 'keeper' })).statusCode).toBe(500)
    conflicts = 0
  })

  test('while the database is away: 503 with a time to come back, and recovery by itself', async () => {
    const door = await openDoor(fresh.url)
    const own = await serve(door.url)
    const add = () => ask({ method: 'POST', url: '/api/v1/doors', as: 'keeper', payload: { name: 'gate' } }, own.http)
    expect((await add()).statusCode).toBe(201)
    await door.shut()
    const answer = await add()
    expect([answer.statusCode, answer.json<Answered>().type, answer.headers['retry-after']]).toEqual([503, '/problems/common/unavailable', '1'])
    expect((await ask({ method: 'GET', url: '/api/v1/doors' }, own.http)).statusCode).toBe(200)
    await door.reopen()
    await expect.poll(async () => (await add()).statusCode, { timeout: 10_000 }).toBe(201)
    await own.close()
    await door.shut()
  })
})

test('security headers stand on every answer, and nothing is kept', async () => {
  for (const url of ['/api/v1/doors', '/api/v1/nothing', '/api/v1/doors/broken']) {
    const { headers } = await ask({ method: 'GET', url })
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN', 'referrer-policy': 'same-origin', 'cache-control': 'no-store' })
    expect(headers['content-security-policy']).toContain("default-src 'self'")
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers['x-powered-by']).toBeUndefined()
  }
})

test('every reply tells the time and, of a demo database, that it is one', async () => {
  const { headers } = await ask({ method: 'GET', url: '/api/v1/doors' })
  expect(headers['x-lifang-demo']).toBe('true')
  expect(Math.abs(Date.now() - Date.parse(String(headers['x-lifang-now'])))).toBeLessThan(60_000)
})

test('a log line names route and time, not who or where from', async () => {
  server.logged.length = 0
  await ask({ method: 'GET', url: '/api/v1/doors?limit=7', as: 'keeper' })
  expect(server.logged).toHaveLength(1)
  expect(Object.keys(JSON.parse(server.logged[0] ?? '{}') as object).toSorted()).toEqual(['elapsed_ms', 'level', 'method', 'msg', 'requestId', 'route', 'status', 'time'])
})

/** A way to the database that can be shut. */
async function openDoor(url: string): Promise<{ url: string; shut(): Promise<void>; reopen(): Promise<void> }> {
  const behind = new URL(url)
  const directory = behind.searchParams.get('host') ?? decodeURIComponent(behind.hostname)
  const path = directory.startsWith('/') ? { path: `${directory}/.s.PGSQL.${behind.port || behind.searchParams.get('port') || '5432'}` } : { host: directory, port: Number(behind.port || 5432) }
  const sockets = new Set<net.Socket>()
  const proxy = net.createServer((inside) => {
    const outside = net.connect(path)
    for (const socket of [inside, outside]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        inside.destroy()
        outside.destroy()
      })
    }
    inside.pipe(outside).pipe(inside)
  })
  const listen = (port: number) => new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = proxy.address() as net.AddressInfo
  return {
    url: `postgresql://${behind.username}@127.0.0.1:${port}${behind.pathname}`,
    shut: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
    reopen: () => listen(port),
  }
}
