import { afterEach, describe, expect, expectTypeOf, it, vi } from 'vitest'
import type { ZodObject, ZodOptional, ZodString, ZodNumber } from 'zod'
import { client } from './client.ts'
import { isPassing, OfflineError, ProblemError } from './problem.ts'

interface Api {
  'GET /api/v1/homes': { query: ZodObject<{ search: ZodOptional<ZodString> }>; replies: { 200: ZodObject<{ count: ZodNumber }> } }
  'POST /api/v1/cases/:id/assign': { params: ZodObject<{ id: ZodString }>; body: ZodObject<{ assigneeId: ZodString }>; replies: { 201: ZodObject<{ id: ZodString }> } }
}
const call = client<Api>()

function answer(status: number, body: unknown): ReturnType<typeof vi.fn<typeof fetch>> {
  const fake = vi.fn<typeof fetch>(() => Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' } })))
  vi.stubGlobal('fetch', fake)
  return fake
}

afterEach(() => vi.unstubAllGlobals())

describe('the typed client', () => {
  it('takes its types from the contract', () => {
    expectTypeOf(call<'GET /api/v1/homes'>).returns.resolves.toEqualTypeOf<{ count: number }>()
    // @ts-expect-error -- the body is missing
    const withoutBody = (): unknown => call('POST /api/v1/cases/:id/assign', { params: { id: '1' } })
    // @ts-expect-error -- there is no such endpoint
    const unknown = (): unknown => call('GET /api/v1/nothing')
    expect([withoutBody, unknown]).toHaveLength(2)
  })

  it('fills the path, marks a change as ours and sends the key that makes it happen once', async () => {
    const fake = answer(201, { id: 'c1' })
    const reply = await call('POST /api/v1/cases/:id/assign', { params: { id: 'a/b' }, body: { assigneeId: 'p' }, idempotencyKey: 'k' })
    expect(reply).toEqual({ id: 'c1' })
    const [url, init] = fake.mock.calls[0] ?? []
    const headers = new Headers(init?.headers)
    expect(url).toBe('/api/v1/cases/a%2Fb/assign')
    expect([headers.get('x-lifang'), headers.get('idempotency-key'), headers.get('content-type')]).toEqual(['1', 'k', 'application/json'])
    expect(init?.body).toBe('{"assigneeId":"p"}')
  })

  it('leaves out what is not asked', async () => {
    const fake = answer(200, { count: 1 })
    await call('GET /api/v1/homes')
    await call('GET /api/v1/homes', { query: { search: '3栋 201' } })
    expect(fake.mock.calls.map(([url]) => url)).toEqual(['/api/v1/homes', '/api/v1/homes?search=3%E6%A0%8B+201'])
    expect(new Headers(fake.mock.calls[0]?.[1]?.headers).has('x-lifang')).toBe(false)
  })

  it('turns a refusal into a problem with its fields and reference', async () => {
    answer(422, { type: '/problems/common/invalid', title: 'invalid', status: 422, requestId: 'r1', errors: [{ pointer: '/body/text', code: 'too_big', values: { maximum: 500 } }] })
    const error = await call('GET /api/v1/homes').catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(ProblemError)
    expect((error as ProblemError).problem).toMatchObject({ type: '/problems/common/invalid', status: 422, requestId: 'r1', errors: [{ pointer: '/body/text' }] })
    expect(isPassing(error)).toBe(false)
  })

  it('tells no network from a refusal', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    const error = await call('GET /api/v1/homes').catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(OfflineError)
    expect(isPassing(error)).toBe(true)
  })
})
