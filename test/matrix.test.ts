/** The server answers every endpoint to every role as matrix.ts says, and the matrix notices each policy that is missing. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type * as Routes from '../src/platform/routes.ts'
import { caller, openTestCity, type TestCity } from './actors.ts'
import type { FixtureRole, Member } from './fixture.ts'
import { answerOf, matrix, NEVER_REFUSES, type Answer, type Row, type RowKey } from './matrix.ts'
import { questions, type Asker, type World } from './matrix-questions.ts'

/** Every route of the server as it was bound. */
const bound = vi.hoisted(() => new Map<string, Routes.Bound>())
vi.mock('../src/platform/routes.ts', async (original) => {
  const routes = await original<typeof Routes>()
  const bindRoutes: typeof routes.bindRoutes = (contract, bind) => {
    const made = routes.bindRoutes(contract, bind)
    for (const each of made) bound.set(each.key, each)
    return made
  }
  return { ...routes, bindRoutes }
})

const NOW = Temporal.Instant.from('2026-03-16T01:00:00Z')
const DAYS_BEFORE = NOW.subtract({ hours: 5 * 24 })
let now = NOW

type Scope = 'own' | 'other'
interface Cell {
  readonly role: FixtureRole | 'nobody'
  readonly scope: Scope
  readonly who: Asker
  readonly expected: Answer | 'not signed in'
}

let city: TestCity
let world: World
let others: Readonly<Partial<Record<FixtureRole, Asker>>>
const nobody = (): Asker => ({ caller: caller(city.app), member: null })

beforeAll(async () => {
  city = await openTestCity({ clock: { now: () => now } })
  const { a, b, people } = city.city
  const signedIn = async <R extends FixtureRole>(members: Readonly<Record<R, Member>>) => {
    const entries: [string, Asker][] = []
    for (const [role, member] of Object.entries<Member>(members)) entries.push([role, { member, caller: await city.signIn(member) }])
    return Object.fromEntries(entries) as Record<R, Asker & { readonly member: Member }>
  }
  const own = await signedIn({ ...a.people, ...people })
  others = await signedIn(b.people)
  world = {
    test: city,
    own,
    async longAgo(work) {
      now = DAYS_BEFORE
      try {
        return await work()
      } finally {
        now = NOW
      }
    },
  }
})
afterAll(() => city.close())

const endpointOf = (key: string): string => key.split(' # ')[0] ?? key
const rowKeys = Object.keys(matrix) as RowKey[]

function cellsOf(row: Row): readonly Cell[] {
  const { other } = row
  return [
    { role: 'nobody', scope: 'own', who: nobody(), expected: row.public ? answerOf(row.own, 'owner') : 'not signed in' },
    ...Object.entries(world.own).map(([role, who]) => ({ role: role as FixtureRole, scope: 'own' as const, who, expected: answerOf(row.own, role as FixtureRole) })),
    ...(other === undefined ? [] : Object.entries(others).map(([role, who]) => ({ role: role as FixtureRole, scope: 'other' as const, who, expected: answerOf(other, role as FixtureRole) }))),
  ]
}

async function ask(key: RowKey, subject: Readonly<Record<string, string>>, cell: Cell): Promise<{ readonly status: number; readonly answer: string }> {
  const { ask: asking, beyond = [], ownSession } = questions[key]
  const { member } = cell.who
  const who = ownSession && member ? { member, caller: await city.signIn(member) } : cell.who
  const { params = {}, query = {}, body, headers, remoteAddress } = (await asking?.(world, subject, who)) ?? {}
  const [method, path = ''] = endpointOf(key).split(' ')
  const url = `${path.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? '')}?${new URLSearchParams(query).toString()}`
  const { cookie } = who.caller
  const reply = await city.app.inject({
    method: method as 'GET',
    url,
    headers: { 'x-lifang': '1', ...(cookie !== '' && { cookie }), ...headers },
    ...(body && { payload: body }),
    ...(remoteAddress !== undefined && { remoteAddress }),
    payloadAsStream: true,
  })
  const { statusCode: status } = reply
  if (status < 300) {
    reply.stream().destroy()
    return { status, answer: 'allowed' }
  }
  const { type } = (await new Response(reply.stream() as unknown as ReadableStream).json()) as { type: string }
  if (beyond.includes(type.replace('/problems/', ''))) return { status, answer: 'allowed' }
  return { status, answer: ({ 401: 'not signed in', 403: 'forbidden', 404: 'hidden' } as Record<number, string>)[status] ?? `${status} ${type}` }
}

/** One line for each cell that the server answers otherwise; those who are refused ask first and at once, since they change nothing. */
async function differencesOf(key: RowKey, cells: readonly Cell[] = cellsOf(matrix[key])): Promise<readonly string[]> {
  const { subject: make } = questions[key]
  let subject = (await make?.(world)) ?? {}
  const differences: string[] = []
  const compare = async (cell: Cell) => {
    const { status, answer } = await ask(key, subject, cell)
    if (answer !== cell.expected) differences.push(`${key} | ${cell.scope} | ${cell.role} | expected ${cell.expected}, got ${answer}`)
    return status
  }
  await Promise.all(cells.filter(({ expected }) => expected !== 'allowed').map(compare))
  let changed = false
  for (const cell of cells.filter(({ expected }) => expected === 'allowed')) {
    if (changed && make) subject = await make(world)
    changed = (await compare(cell)) < 300 && !key.startsWith('GET ')
  }
  return differences
}

test('every endpoint has a row, and every row an endpoint', () => {
  expect([...new Set(rowKeys.map(endpointOf))].toSorted()).toEqual([...bound.keys()].toSorted())
})

test('every endpoint answers every role as the matrix says', { timeout: 300_000 }, async () => {
  const differences: string[] = []
  for (const key of rowKeys) differences.push(...(await differencesOf(key)))
  expect(differences.join('\n')).toBe('')
})

/** Whoever is logged in may, so there is nothing that a policy could let through. */
const isOpen = (row: Row): boolean => row.own === 'allowed'
const judged = [...Map.groupBy(rowKeys, endpointOf)].filter(([endpoint, rows]) => !Object.hasOwn(NEVER_REFUSES, endpoint) && !rows.every((key) => isOpen(matrix[key])))

test.for(judged)('without its policy %s is noticed', async ([endpoint, rows]) => {
  const route = bound.get(endpoint)?.route
  if (!route) throw new Error(`${endpoint} is not bound`)
  const { may } = route
  Object.assign(route, { may: () => true })
  try {
    const refused = rows.flatMap((key) => cellsOf(matrix[key]).filter(({ expected }) => expected !== 'allowed' && expected !== 'not signed in').map((cell) => ({ key, cell })))
    let found: readonly string[] = []
    for (const { key, cell } of refused) {
      found = await differencesOf(key, [cell])
      if (found.length > 0) break
    }
    expect(found).toHaveLength(1)
  } finally {
    Object.assign(route, { may })
  }
})
