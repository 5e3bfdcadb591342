/** What somebody tries who does not use our pages: every endpoint, each field of it, generated from the contracts. */
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type * as Routes from '../src/platform/routes.ts'
import { newId } from '../src/platform/ids.ts'
import { openTestCity, type Caller, type TestCity } from './actors.ts'
import type { FixtureRole } from './fixture.ts'

/** Every route of the server as it was bound. */
const bound = vi.hoisted((): Routes.Bound[] => [])
vi.mock('../src/platform/routes.ts', async (original) => {
  const routes = await original<typeof Routes>()
  const bindRoutes: typeof routes.bindRoutes = (contract, bind) => {
    const made = routes.bindRoutes(contract, bind)
    bound.push(...made)
    return made
  }
  return { ...routes, bindRoutes }
})

let city: TestCity
const people = new Map<FixtureRole, Caller>()
beforeAll(async () => {
  city = await openTestCity()
  for (const role of ['owner', 'bureau_officer', 'office_worker', 'auditor', 'system_admin', 'security_admin'] as const) people.set(role, await city.signIn(role))
})
afterAll(() => city.close())

type Payload = object | string
interface Attempt {
  readonly params?: (name: string) => string
  readonly query?: Readonly<Record<string, string>>
  readonly payload?: Payload | undefined
  readonly headers?: Readonly<Record<string, string>>
  readonly as?: FixtureRole | null
}

const SAMPLES: Readonly<Record<string, string>> = { code: 'cashier', year: '2101', month: '2026-03', number: 'JX-260316-01' }
const anId = (name: string): string => SAMPLES[name] ?? newId()
const OUR_PAGE = { 'x-lifang': '1' }
/** Stack traces, paths of modules, statements and messages of the database. */
const LEAKS = /node_modules|node:internal|\.ts:\d|\bat \w+ \(|kysely|syntax error|invalid byte|violates|select .+ from|insert into|"stack"|postgres/iu

/** Sends it, and expects what no answer may ever be. */
async function attempt({ key }: Routes.Bound, { params = anId, query = {}, payload, headers = OUR_PAGE, as = 'owner' }: Attempt): Promise<LightMyRequestResponse> {
  const [method, path = ''] = key.split(' ')
  const cookie = as === null ? undefined : people.get(as)?.cookie
  const reply = await city.app.inject({
    method: method as 'GET',
    url: `${path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params(name)))}?${new URLSearchParams(query).toString()}`,
    headers: { ...(cookie !== undefined && { cookie }), ...(typeof payload === 'string' && { 'content-type': 'application/json' }), ...headers },
    ...(payload !== undefined && { payload }),
  })
  expect([key, query, payload, reply.statusCode, fault(reply)]).toEqual([key, query, payload, reply.statusCode, null])
  return reply
}

/** What no answer may ever be. */
function fault({ statusCode, headers, body }: LightMyRequestResponse): string | null {
  if (statusCode >= 500) return 'an error of ours'
  if (statusCode < 400) return null
  if (headers['content-type'] !== 'application/problem+json') return 'not problem details'
  return LEAKS.exec(body)?.[0] ?? null
}

const typeOf = (reply: LightMyRequestResponse) => [reply.statusCode, reply.json<{ type: string }>().type]
const pointersOf = (reply: LightMyRequestResponse) => reply.json<{ errors?: { pointer: string }[] }>().errors?.map(({ pointer }) => pointer) ?? []

type Schema = Readonly<Record<string, unknown>> & {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly items?: Schema
}
interface Field {
  /** `/body/place/detail` */
  readonly pointer: string
  readonly schema: Schema
  /** The smallest body with this value there; what else is due may be missing. */
  readonly with: (value: unknown) => unknown
}

/** Every leaf of a body: alternatives are told apart by their constants, lists by their first item. */
function fieldsOf(schema: Schema, pointer: string, wrap: Field['with']): readonly Field[] {
  if (schema.oneOf) return schema.oneOf.flatMap((each) => fieldsOf(each, pointer, wrap))
  if (schema.properties) {
    const { properties } = schema
    const constants = Object.fromEntries(Object.entries(properties).flatMap(([name, { const: value }]) => (value === undefined ? [] : [[name, value]])))
    return Object.entries(properties).flatMap(([name, each]) => fieldsOf(each, `${pointer}/${name}`, (value) => wrap({ ...constants, [name]: value })))
  }
  const self = { pointer, schema, with: wrap }
  return schema.items ? [self, ...fieldsOf(schema.items, `${pointer}/0`, (value) => wrap([value]))] : [self]
}

const NEVER_STORED = new Set(['/body/password'])

/** What each field must refuse, by what its schema says of it. */
function wrongValues({ pointer, schema }: Field): readonly unknown[] {
  const { type, maxLength, minLength, minimum, maximum, maxItems, items } = (schema.anyOf?.find((each) => each['maxLength'] !== undefined) ?? schema) as Readonly<Record<string, number | string | undefined>>
  if (type === 'boolean') return ['yes', 1, null]
  if (type === 'integer') return [1.5, '1', ...(typeof minimum === 'number' ? [minimum - 1] : []), ...(typeof maximum === 'number' ? [maximum + 1] : [])]
  if (items !== undefined) return ['x', {}, ...(typeof maxItems === 'number' ? [Array.from({ length: maxItems + 1 }, () => newId())] : [])]
  if (schema['const'] !== undefined || schema['enum'] !== undefined) return ['nonsense', '', 1, null]
  return [
    1,
    null,
    {},
    ...(typeof minLength === 'number' && minLength > 0 && !schema.anyOf ? [''] : []),
    ...(typeof maxLength === 'number' ? ['字'.repeat(maxLength + 1)] : ['字'.repeat(300)]),
    ...(NEVER_STORED.has(pointer) ? [] : ['a\u0000b', 'a\u001bb']),
  ]
}

const changes = ({ key }: Routes.Bound) => !key.startsWith('GET ')
const isPublic = ({ endpoint }: Routes.Bound) => endpoint.public === true

describe('before anything else', () => {
  test('without a session 401, however wrong the rest may be', async () => {
    const guarded = bound.filter((route) => !isPublic(route))
    expect(guarded.length).toBeGreaterThan(30)
    const wrong: Attempt[] = [{}, { params: () => 'x' }, { query: { bogus: '1', limit: 'x' } }, { headers: {} }]
    const wrongBodies: Attempt[] = [{ payload: '{' }, { payload: { bogus: 1 } }, { payload: 'x'.repeat(300_000) }, { payload: '<a/>', headers: { 'content-type': 'text/xml' } }]
    const wrongCookies: Attempt[] = ['x', `${newId()}.x`, 'x'.repeat(4000)].map((value) => ({ headers: { ...OUR_PAGE, cookie: `lifang_session=${value}` } }))
    for (const route of guarded) {
      for (const given of [...wrong, ...wrongCookies, ...(changes(route) ? wrongBodies : [])]) {
        expect([route.key, ...typeOf(await attempt(route, { ...given, as: null }))]).toEqual([route.key, 401, '/problems/common/not-signed-in'])
      }
    }
  })
  test('a change that does not come from a page of ours is refused, public or not', async () => {
    const foreign = [{}, { ...OUR_PAGE, 'sec-fetch-site': 'cross-site' }, { ...OUR_PAGE, 'sec-fetch-site': 'same-site' }]
    for (const route of bound.filter((each) => changes(each) && !each.endpoint.fromAnywhere)) {
      for (const headers of foreign) expect([route.key, ...typeOf(await attempt(route, { headers, payload: { bogus: 1 } }))]).toEqual([route.key, 403, '/problems/common/cross-site'])
    }
  })
})

describe('fields', () => {
  test('that nobody knows are refused by name', async () => {
    for (const route of bound.filter(({ endpoint }) => endpoint.query)) {
      expect([route.key, pointersOf(await attempt(route, { query: { bogus: '1' } }))]).toEqual([route.key, expect.arrayContaining(['/query/bogus'])])
    }
    for (const route of bound.filter((each) => changes(each) && !each.endpoint.bodyBytes)) {
      const reply = await attempt(route, { payload: { bogus: 1 } })
      expect([route.key, reply.statusCode, pointersOf(reply)]).toEqual([route.key, 422, expect.arrayContaining([route.endpoint.body ? '/body/bogus' : '/body'])])
    }
  })
  test('beyond their limits are refused by name', async () => {
    for (const route of bound) {
      const fields = route.endpoint.body ? fieldsOf(z.toJSONSchema(route.endpoint.body, { io: 'input' }) as Schema, '/body', (value) => value) : []
      for (const field of fields.filter(({ pointer }) => pointer !== '/body')) {
        for (const value of wrongValues(field)) {
          const reply = await attempt(route, { payload: field.with(value) as object })
          // Of alternatives, and of a list that is refused as a whole, what lies above is named.
          const isNamed = pointersOf(reply).some((pointer) => pointer !== '/body' && field.pointer.startsWith(pointer))
          expect([route.key, field.pointer, value, reply.statusCode, isNamed]).toEqual([route.key, field.pointer, value, 422, true])
        }
      }
    }
  })
  test('of an address that are no ids are refused by name', async () => {
    for (const route of bound) {
      for (const name of Object.keys(route.endpoint.params?.shape ?? {})) {
        for (const value of ['X', '\u0000', "' or 1=1 --", '../../etc', '%2e%2e']) {
          const reply = await attempt(route, { params: (each) => (each === name ? value : anId(each)), payload: changes(route) && !route.endpoint.bodyBytes ? {} : undefined })
          expect([route.key, reply.statusCode, pointersOf(reply)]).toEqual([route.key, 422, expect.arrayContaining([`/params/${name}`])])
        }
      }
    }
  })
})

const cursor = (...parts: readonly string[]) => Buffer.from(parts.join('\n')).toString('base64url')
const CURSORS = [cursor('x'), cursor('2026-99-99T99:99:99Z', newId()), cursor('1', '2026-02-31T00:00:00Z', newId()), cursor('1', 'infinity', 'x'), cursor('999999999999999999999'), cursor('\u0000')]
const HOSTILE = [
  ...CURSORS,
  '\u0000', 'a\u0000b', "' or 1=1 --", '%', '_', '\\', '\ud800', '🏠'.repeat(20), '‮物业', 'x'.repeat(5000), '-1', '1e99', 'NaN', '[]', '{"a":1}',
]

/** What must stand in a query for the rest of it to be looked at. */
const dueIn = ({ key }: Routes.Bound): Readonly<Record<string, string>> => {
  if (key === 'GET /api/v1/register/search') return { q: '小区' }
  if (key === 'GET /api/v1/requests/assignees' || key === 'GET /api/v1/requests/units') return { communityId: city.city.a.community }
  if (key === 'GET /api/v1/requests/duty') return { month: '2026-03' }
  if (key === 'GET /api/v1/access/organisations') return { placeId: city.city.a.community }
  return key.startsWith('GET /api/v1/requests/queue') ? { list: 'scope' } : {}
}

describe('never an error of ours', () => {
  test('whatever stands in a query, whoever asks', { timeout: 180_000 }, async () => {
    for (const route of bound) {
      const names = Object.keys(route.endpoint.query?.shape ?? {})
      for (const as of names.length > 0 ? people.keys() : []) {
        const { statusCode } = await attempt(route, { query: dueIn(route), as })
        // So that what follows is about the one field only.
        expect([route.key, [200, 403, 404].includes(statusCode)]).toEqual([route.key, true])
        for (const name of names) for (const value of HOSTILE) await attempt(route, { query: { ...dueIn(route), [name]: value }, as })
      }
    }
  })
  test('whatever body comes', async () => {
    for (const route of bound.filter(changes)) {
      for (const payload of ['', '{', 'null', '[]', '"x"', '5', '{"__proto__":{"a":1}}', '{"constructor":{"prototype":{}}}', '['.repeat(50_000)]) {
        // Nothing is what some ask for.
        if (!route.endpoint.body && ['null', '[]'].includes(payload)) continue
        const { statusCode } = await attempt(route, { payload })
        expect([route.key, payload.slice(0, 40), statusCode >= 400]).toEqual([route.key, payload.slice(0, 40), true])
      }
    }
  })
  test('words that mean something to a database or a browser are words', async () => {
    const at = `/api/v1/communities/${city.city.a.community}/requests`
    const caller = people.get('owner')
    for (const text of ["'; drop table requests.request; --", '<script>alert(1)</script>', '{{7*7}}', '‮物业', '\ud800', '🏠']) {
      const made = await caller?.post(at, { text, category: 'L-PMFEE', place: { kind: 'community' } }, { 'idempotency-key': newId() })
      expect([text, made?.statusCode]).toEqual([text, 201])
    }
  })
})
