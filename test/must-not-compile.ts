/** What the types forbid. Never run: the compiler is the test, and says so when one of these lines begins to compile. */
import { sql } from 'kysely'
import { z } from 'zod'
import { contract } from '../src/platform/contract.ts'
import { tables, type Read, type Tx } from '../src/platform/database.ts'
import { newId, type HomeId, type PersonId } from '../src/platform/ids.ts'
import { anySession } from '../src/platform/policy.ts'
import { common } from '../src/platform/problem.ts'
import { bindRoutes } from '../src/platform/routes.ts'

const requests = tables('requests')
// @ts-expect-error -- nobody's schema
export const nowhere = tables('nowhere')

export async function lawful(read: Read, tx: Tx): Promise<void> {
  await requests(read).selectFrom('requests.request').select('id').execute()
  await requests(tx).deleteFrom('requests.request').execute()
}

export function writeOutsideTransaction(read: Read): void {
  // @ts-expect-error -- what can only read has no insert
  requests(read).insertInto('requests.request').defaultValues()
  // @ts-expect-error -- no update
  requests(read).updateTable('requests.request').set({})
  // @ts-expect-error -- no delete
  requests(read).deleteFrom('requests.request').execute()
  // @ts-expect-error -- no statement of one's own either
  sql`delete from requests.request`.execute(requests(read))
  // @ts-expect-error -- a Read is no Tx
  takesTx(read)
}
const takesTx = (_: Tx): void => {}

export function anotherDomainsTable(read: Read, tx: Tx): void {
  // @ts-expect-error -- the register's table through the requests' door, to read
  requests(read).selectFrom('register.home')
  // @ts-expect-error -- and to write
  requests(tx).deleteFrom('register.home')
}

export function queryFromHandler(read: Read, tx: Tx): void {
  // @ts-expect-error -- the handle is opaque
  read.selectFrom('requests.request')
  // @ts-expect-error -- in a transaction too
  tx.selectFrom('requests.request')
}

const example = contract({
  'GET /api/v1/example': { summary: 'Reads', replies: { 200: z.object({ count: z.number() }) } },
  'POST /api/v1/example': { summary: 'Writes', body: z.strictObject({ text: z.string() }), replies: { 200: z.object({ count: z.number() }) } },
})

export const routes = bindRoutes(example, (on) => {
  on.query('GET /api/v1/example', { may: anySession, handle: () => Promise.resolve({ count: 1 }) })
  on.command('POST /api/v1/example', { may: anySession, handle: ({ body }) => Promise.resolve({ count: body.text.length }) })
  // @ts-expect-error -- a route without a policy
  on.query('GET /api/v1/example', { handle: () => Promise.resolve({ count: 1 }) })
  // @ts-expect-error -- a path that no contract names
  on.query('GET /api/v1/other', { may: anySession, handle: () => Promise.resolve({ count: 1 }) })
  // @ts-expect-error -- a command on a path that only reads
  on.command('GET /api/v1/example', { may: anySession, handle: () => Promise.resolve({ count: 1 }) })
  // @ts-expect-error -- a reply that the contract does not promise
  on.query('GET /api/v1/example', { may: anySession, handle: () => Promise.resolve({ count: 'one' }) })
  // @ts-expect-error -- a query is given nothing that writes
  on.query('GET /api/v1/example', { may: anySession, handle: ({ tx }) => Promise.resolve({ count: tx }) })
  // @ts-expect-error -- a field that the body does not have
  on.command('POST /api/v1/example', { may: anySession, handle: ({ body }) => Promise.resolve({ count: body.length }) })
})

export const person = newId<'person'>() satisfies PersonId
// @ts-expect-error -- a person's id where a home's is asked for
export const homeOf = (): HomeId => person
// @ts-expect-error -- an untested string where an id is asked for
export const anyText: HomeId = '0191d2a0-0000-7000-8000-000000000000'

// @ts-expect-error -- a problem that no catalogue lists
export const unlisted = common('common/unheard-of')
