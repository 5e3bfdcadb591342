/** The table of contents: every domain, in the order in which they may build on each other (later on earlier, through public.ts). */
import type { FastifyInstance } from 'fastify'
import { calendarRoutes } from './domains/calendar/routes.ts'
import { renewDailyStandings } from './domains/register/jobs.ts'
import { registerRoutes } from './domains/register/routes.ts'
import { sweepAccess } from './domains/access/jobs.ts'
import { sessionResolver } from './domains/access/public.ts'
import { accessRoutes } from './domains/access/routes.ts'
import { deliverDueNotices, deliverNotices, sendAddressCode, sweepNotices } from './domains/notices/jobs.ts'
import { noticeRoutes } from './domains/notices/routes.ts'
import { recordMonthEnd } from './domains/overview/jobs.ts'
import { overviewRoutes } from './domains/overview/routes.ts'
import { foldRequestFigures, learnFromCases, tellDueToday } from './domains/requests/jobs.ts'
import { climbOverdue, pendingCalendar, resumeSuspended, settlePending } from './domains/requests/jobs/clocks.ts'
import { requestRoutes } from './domains/requests/routes.ts'
import { openEvents } from './platform/endpoints/events.ts'
import { operationRoutes } from './platform/endpoints/operation.ts'
import { photoRoutes } from './platform/endpoints/photos.ts'
import { createHttp } from './platform/http.ts'
import type { HttpOptions } from './platform/http-options.ts'
import type { AnyJob } from './platform/jobs.ts'
import { openMetrics, type Gauge } from './platform/metrics.ts'
import type { Platform } from './platform/open.ts'
import type { Periodic } from './platform/periodic.ts'
import { openPictures } from './platform/pictures.ts'
import { readiness } from './platform/readiness.ts'
import type { Bound } from './platform/routes.ts'
import type { Services } from './platform/services.ts'
import { addShells } from './platform/shells.ts'

interface Domain {
  readonly name: string
  readonly routes: (services: Services) => readonly Bound[]
  readonly jobs?: readonly AnyJob[]
  readonly periodic?: readonly Periodic[]
  readonly gauges?: readonly Gauge[]
}

export const domains: readonly Domain[] = [
  { name: 'calendar', routes: calendarRoutes },
  { name: 'register', routes: registerRoutes, periodic: [renewDailyStandings] },
  { name: 'access', routes: accessRoutes, periodic: [sweepAccess] },
  { name: 'notices', routes: noticeRoutes, jobs: [deliverNotices, sendAddressCode], periodic: [deliverDueNotices, sweepNotices] },
  { name: 'requests', routes: requestRoutes, periodic: [foldRequestFigures, learnFromCases, settlePending, climbOverdue, resumeSuspended, tellDueToday], gauges: [pendingCalendar] },
  { name: 'overview', routes: overviewRoutes, periodic: [recordMonthEnd] },
]

/** For openPlatform and its `work`. */
export const jobs = domains.flatMap((domain) => domain.jobs ?? [])
export const periodic = domains.flatMap((domain) => domain.periodic ?? [])

export interface AppOptions {
  readonly platform: Platform
  readonly http: Pick<HttpOptions, 'log' | 'trustProxy' | 'requestsPerMinute' | 'version'>
  /** `dist`, with a folder for each shell. */
  readonly webDirectory: string
  readonly metricsToken: string | undefined
}

export async function createApp({ platform, http, webDirectory, metricsToken }: AppOptions): Promise<FastifyInstance> {
  const { services } = platform
  const { database, commands, live, clock, keys } = services
  const resolveSession = sessionResolver(services)
  const pictures = openPictures()
  const events = openEvents({ live, clock, resolveSession })
  const metrics = openMetrics({ services, jobs: platform.jobs, gauges: domains.flatMap((domain) => domain.gauges ?? []) })
  const waitingFor = await readiness(database)
  const app = await createHttp({
    ...http,
    database,
    commands,
    clock,
    replies: keys.box('reply'),
    demo: services.demo !== null,
    resolveSession,
    observe: (request) => metrics.observe(request),
    routes: [
      ...domains.flatMap((domain) => domain.routes(services)),
      ...photoRoutes(services, pictures),
      ...events.routes,
      ...operationRoutes({ waitingFor, metrics, metricsToken, document: () => openapiDocument(app) }),
    ],
  })
  await addShells(app, webDirectory, services.demo !== null)
  app.addHook('preClose', async () => {
    events.close()
    pictures.stop()
  })
  await app.ready()
  return app
}

/** The OpenAPI 3.1 document of all endpoints. */
export const openapiDocument = (app: FastifyInstance): object => app.swagger()
