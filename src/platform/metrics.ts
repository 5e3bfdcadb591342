/** Measurements for Prometheus: counts and times by route pattern, never anything about a person. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import process from 'node:process'
import { Gauge as PrometheusGauge, Histogram, Registry } from 'prom-client'
import type { Observed } from './http-options.ts'
import type { Jobs } from './jobs.ts'
import type { Services } from './services.ts'

export interface Metrics {
  observe(request: Observed): void
  /** Prometheus text format. */
  text(): Promise<string>
  readonly contentType: string
}

const BUCKETS_s = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
const NS_A_SECOND = 1e9

/** A figure that a domain watches. */
export interface Gauge {
  /** `requests_pending_calendar`: the domain and what is counted. */
  readonly name: string
  readonly help: string
  readonly value: (services: Services) => Promise<number>
}

interface MetricsOptions {
  readonly services: Services
  readonly jobs: Pick<Jobs, 'counts'>
  readonly gauges: readonly Gauge[]
}

export function openMetrics({ services, jobs, gauges }: MetricsOptions): Metrics {
  const { database } = services
  const register = new Registry()
  const registers = [register]
  const requests = new Histogram({ name: 'http_request_duration_seconds', help: 'Time to answer, by route pattern', labelNames: ['method', 'route', 'status'], buckets: BUCKETS_s, registers })
  const lag = monitorEventLoopDelay({ resolution: 50 })
  lag.enable()
  const gauge = (name: string, help: string, value: () => number) =>
    new PrometheusGauge({
      name,
      help,
      registers,
      collect() {
        this.set(value())
      },
    })
  gauge('process_resident_memory_bytes', 'Memory of this process', () => process.memoryUsage.rss())
  gauge('process_uptime_seconds', 'Since the process began', () => process.uptime())
  gauge('nodejs_eventloop_lag_p99_seconds', 'How late timers were, since the last look', () => {
    const seconds = lag.percentile(99) / NS_A_SECOND
    lag.reset()
    return seconds
  })
  gauge('database_connections', 'Open connections to the database', () => database.pool.totalCount)
  gauge('database_connections_idle', 'Of them unused', () => database.pool.idleCount)
  gauge('database_waiting', 'Requests that wait for a connection', () => database.pool.waitingCount)
  for (const { name, help, value } of gauges) {
    new PrometheusGauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await value(services))
      },
    })
  }
  const jobsBy = new PrometheusGauge({
    name: 'jobs',
    help: 'Jobs by kind and state; dead: given up after the last attempt',
    labelNames: ['job', 'state'],
    registers,
    async collect() {
      for (const { name, waiting, running, dead } of await jobs.counts()) {
        this.set({ job: name, state: 'waiting' }, waiting)
        this.set({ job: name, state: 'running' }, running)
        this.set({ job: name, state: 'dead' }, dead)
      }
    },
  })
  jobsBy.reset()
  return {
    observe: ({ method, route, status, seconds }) => requests.observe({ method, route, status }, seconds),
    text: () => register.metrics(),
    contentType: register.contentType,
  }
}
