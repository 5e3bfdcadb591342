/** What operators and their tools ask: is it up, how is it doing, what can it do. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import { z } from 'zod'
import { contract } from '../contract.ts'
import type { Metrics } from '../metrics.ts'
import { anyone, hidden, type Verdict } from '../policy.ts'
import { common } from '../problem.ts'
import { bindRoutes, Reply, type AnyInput, type Bound } from '../routes.ts'

const operationContract = contract({
  'GET /health/live': { summary: 'The program runs', public: true, replies: { 200: z.object({ status: z.literal('live') }) } },
  'GET /health/ready': { summary: 'The database is reached and migrated, and a demo city that is due is complete; 503 until then', public: true, replies: { 200: z.object({ status: z.literal('ready') }) } },
  'GET /metrics': { summary: 'Measurements for Prometheus; for this machine only, unless LIFANG_METRICS_TOKEN is set and sent as bearer token', public: true, produces: 'text/plain', replies: { 200: z.string() } },
  'GET /api/openapi.json': { summary: 'This document', public: true, replies: { 200: z.record(z.string(), z.unknown()) } },
})

export interface OperationOptions {
  /** Null when ready, else what is waited for. */
  readonly waitingFor: () => Promise<string | null>
  readonly metrics: Metrics
  readonly metricsToken: string | undefined
  readonly document: () => object
}

export const operationRoutes = ({ waitingFor, metrics, metricsToken, document }: OperationOptions): readonly Bound[] =>
  bindRoutes(operationContract, (on) => {
    on.effect('GET /health/live', { may: anyone, handle: async () => ({ status: 'live' as const }) })
    on.effect('GET /health/ready', {
      may: anyone,
      handle: async () => {
        const reason = await waitingFor()
        if (reason !== null) throw common('common/unavailable', { values: { reason } })
        return { status: 'ready' as const }
      },
    })
    on.effect('GET /metrics', {
      may: (_actor, _subject, input) => mayMeasure(input, metricsToken),
      handle: async () => new Reply(await metrics.text(), { headers: { 'content-type': metrics.contentType } }),
    })
    on.effect('GET /api/openapi.json', { may: anyone, handle: async () => ({ ...document() }) })
  })

const PROXY_HEADERS = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']

/** Others are told that there is nothing. What a proxy on this machine passes on comes from elsewhere. */
function mayMeasure({ http }: Pick<AnyInput, 'http'>, token: string | undefined): Verdict {
  const { authorization } = http.headers
  if (token !== undefined) return (typeof authorization === 'string' && same(authorization, `Bearer ${token}`)) || hidden
  return (isLoopback(http.ip) && PROXY_HEADERS.every((name) => http.headers[name] === undefined)) || hidden
}

const digest = (text: string) => createHash('sha256').update(text).digest()
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))

const isLoopback = (ip: string): boolean => {
  const address = ip.replace(/^::ffff:/, '')
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))
}
