/** The table of contents: every domain, in the order in which they may build on each other (later on earlier, through public.ts). */
import type { FastifyInstance } from 'fastify'
import { registerRoutes } from './domains/register/routes.ts'
import { sessionResolver } from './domains/access/public.ts'
import { accessRoutes } from './domains/access/routes.ts'
import { createHttp, type HttpOptions } from './platform/http.ts'
import type { Bound } from './platform/routes.ts'
import type { Services } from './platform/services.ts'

interface Domain {
  readonly name: string
  readonly routes: (services: Services) => readonly Bound[]
}

export const domains: readonly Domain[] = [
  { name: 'register', routes: registerRoutes },
  { name: 'access', routes: accessRoutes },
]

export interface AppOptions {
  readonly services: Services
  readonly http: Pick<HttpOptions, 'logger' | 'trustProxy' | 'requestsPerMinute' | 'version'>
}

export async function createApp({ services, http }: AppOptions): Promise<FastifyInstance> {
  const { database, live, clock } = services
  const app = await createHttp({
    ...http,
    database,
    live,
    clock,
    routes: domains.flatMap((domain) => domain.routes(services)),
    resolveSession: sessionResolver(services),
  })
  await app.ready()
  return app
}

/** The OpenAPI 3.1 document of all endpoints. */
export const openapiDocument = (app: FastifyInstance): object => app.swagger()
