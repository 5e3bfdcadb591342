/** People at work in a test: the tiny city behind a whole server, and callers who are logged in to it. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { accountOf, attempt, beginSession, loginOf } from '../src/domains/access/sign-in.ts'
import type { Services } from '../src/platform/services.ts'
import { type TestApp, openTestApp } from './app.ts'
import { freshDatabase } from './database.ts'
import { type FixtureCity, type FixtureRole, loadFixture, type Member } from './fixture.ts'

export interface Caller {
  /** `Cookie` header; empty for somebody who is not logged in. */
  readonly cookie: string
  get(url: string): Promise<LightMyRequestResponse>
  post(url: string, body?: object, headers?: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>
  put(url: string, body: object): Promise<LightMyRequestResponse>
  delete(url: string): Promise<LightMyRequestResponse>
}

export interface TestCity extends TestApp {
  readonly city: FixtureCity
  readonly url: string
  /** As that role's person: at the city, or else at community 甲. Give the person (`city.b.people.owner`) for the other side. */
  signIn(who: FixtureRole | Pick<Member, 'personId' | 'standingId'>): Promise<Caller>
}

/** A database and server of one's own with the city of fixture.ts. */
export async function openTestCity(given: Partial<Services> = {}, options: Parameters<typeof openTestApp>[2] = {}): Promise<TestCity> {
  const fresh = await freshDatabase()
  const server = await openTestApp(fresh.url, given, options)
  const city = await loadFixture(server.services)
  const members: Readonly<Record<FixtureRole, Member>> = { ...city.a.people, ...city.people }
  return {
    ...server,
    city,
    url: fresh.url,
    signIn: (who) => signIn(server, typeof who === 'string' ? members[who] : who),
    async close() {
      await server.close()
      await fresh.drop()
    },
  }
}

/** Logged in with password and second factor, wearing the role given. */
export async function signIn({ app, services }: Pick<TestApp, 'app' | 'services'>, { personId, standingId }: Pick<Member, 'personId' | 'standingId'>): Promise<Caller> {
  const now = services.clock.now()
  const asked = { now, http: { requestId: 'test', ip: '127.0.0.1', secure: false, headers: {}, cookies: {} } }
  const { setCookie } = await attempt(services, 'test', asked, async (tx) => {
    const account = await accountOf(tx, personId, now)
    return beginSession(tx, loginOf(services), asked, { ...account, lastStandingId: standingId }, { passwordAt: now, secondFactorAt: now })
  })
  return caller(app, setCookie.split(';')[0])
}

/** Somebody's browser, with a cookie or without. */
export function caller(app: FastifyInstance, cookie = ''): Caller {
  const ask = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object, headers: Readonly<Record<string, string>> = {}) =>
    app.inject({ method, url, ...(body && { payload: body }), headers: { 'x-lifang': '1', ...(cookie !== '' && { cookie }), ...headers } })
  return {
    cookie,
    get: (url) => ask('GET', url),
    post: (url, body = {}, headers = {}) => ask('POST', url, body, headers),
    put: (url, body) => ask('PUT', url, body),
    delete: (url) => ask('DELETE', url),
  }
}
