import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../test/database.ts'
import { personKeys } from '../domains/register/public.ts'
import { openDatabase, type Database } from './database.ts'
import { newId } from './ids.ts'
import { fits, rotateKeys, type PersonKeys } from './key-rotation.ts'
import { findMasterKeys, openKeys, promoteNextKey, wrappedRoot, writeNextKey, type MasterKeys } from './keyring.ts'
import { rewrapPersonKey } from './keys.ts'
import { openLive } from './live.ts'
import { OperatorError } from './operator-error.ts'
import { systemClock } from './time.ts'

let fresh: FreshDatabase
let database: Database
let directory: string
beforeEach(async () => {
  fresh = await freshDatabase()
  database = openDatabase({ url: fresh.url, connections: 3 })
  directory = await mkdtemp(join(tmpdir(), 'lifang-keys-'))
})
afterEach(async () => {
  await database.close()
  await fresh.drop()
  await rm(directory, { recursive: true })
})

const now = systemClock.now()
const open = (environmentKey?: string, newKey?: string) => openKeys(database, directory, environmentKey, newKey)

async function addPeople(count: number): Promise<string[]> {
  const keys = await open()
  const ids: string[] = []
  for (let n = 0; n < count; n++) {
    const id = newId<'person'>()
    const key = keys.newPersonKey(id)
    await database.pool.query('insert into register.person (id, wrapped_key, name, recorded_at) values ($1, $2, $3, now())', [id, key.wrapped, key.seal('name', `人${n}`)])
    ids.push(id)
  }
  return ids
}

/** Opens everybody's name; undefined where the keys do not fit. */
async function names(environmentKey?: string, newKey?: string): Promise<(string | undefined)[]> {
  const keys = await open(environmentKey, newKey)
  const { rows } = await database.pool.query<{ id: string; wrapped_key: Buffer; name: Buffer }>('select id, wrapped_key, name from register.person')
  const found = rows.map((row) => {
    try {
      return keys.open(row.id, row.wrapped_key, 'name', row.name)
    } catch {
      return undefined
    }
  })
  // Ids of one millisecond have no order among themselves.
  return found.toSorted((a, b) => (a ?? '').localeCompare(b ?? ''))
}

const masters = async (): Promise<MasterKeys> => (await findMasterKeys(directory, { key: undefined }))!
const begin = async (): Promise<MasterKeys> => {
  const { current } = await masters()
  return { source: 'file', current: await writeNextKey(directory), former: [current], rotating: true }
}
const rotate = async (using: MasterKeys, persons: PersonKeys = personKeys) => rotateKeys({ database, masters: using, persons, now })

test('the start refuses a wrong key, a missing one and a damaged one, and makes one only for a new database', async () => {
  await addPeople(1)
  expect((await stat(join(directory, 'master.key'))).mode & 0o777).toBe(0o600)
  await expect(open(randomBytes(32).toString('base64'))).rejects.toThrow(/does not fit this database/)
  await rename(join(directory, 'master.key'), join(directory, 'elsewhere'))
  await expect(open()).rejects.toThrow(/master key is missing/)
  await writeFile(join(directory, 'master.key'), 'rubbish\n')
  await expect(open()).rejects.toThrow(OperatorError)
})

test('two servers that start on a new database at once agree on one key', async () => {
  await Promise.all([open(), open(), open()])
  expect(await readdir(directory)).toEqual(['master.key'])
  await expect(open()).resolves.toBeDefined()
})

test('rotation moves everybody and the root to the new key; the old one opens nothing any more, and indexes stay', async () => {
  await addPeople(3)
  const before = await open()
  const index = before.phoneIndex('15400000000')
  const old = await readFile(join(directory, 'master.key'), 'utf8')
  expect(await rotate(await begin())).toBe(3)
  const kept = await promoteNextKey(directory, now)
  expect((await readdir(directory)).toSorted()).toEqual(['master.key', kept].toSorted())
  expect(await readFile(join(directory, kept), 'utf8')).toBe(old)
  expect(await names()).toEqual(['人0', '人1', '人2'])
  expect((await open()).phoneIndex('15400000000')).toEqual(index)
  await expect(open(old.trim())).rejects.toThrow(/does not fit/)
  const { rows } = await database.pool.query(`select command, subject_kind from audit.entry`)
  expect(rows).toEqual([{ command: 'keys/rotate', subject_kind: 'master-key' }])
})

test('interrupted half-way both keys are valid, people can be added, and it is resumed', async () => {
  await addPeople(4)
  const using = await begin()
  let replaced = 0
  const dying: PersonKeys = {
    after: async (read, personId) => personKeys.after(read, personId, 2),
    replace: async (tx, ...change) => {
      if (++replaced > 1) throw new Error('killed')
      await personKeys.replace(tx, ...change)
    },
  }
  await expect(rotate(using, dying)).rejects.toThrow('killed')
  // One person was moved by hand, as an earlier committed batch would have.
  const [first] = await personKeys.after(database.read, null, 1)
  await database.transaction(async (tx) => {
    await personKeys.replace(tx, first!.personId, first!.wrapped, rewrapPersonKey(using.former, using.current, first!.personId, first!.wrapped)!)
  })
  expect(await names()).toEqual(['人0', '人1', '人2', '人3'])
  await addPeople(1)
  expect(await names()).toHaveLength(5)

  const found = await masters()
  expect(found).toMatchObject({ rotating: true })
  expect(await rotate(found)).toBe(3)
  await promoteNextKey(directory, now)
  expect(await names()).not.toContain(undefined)
  expect(await rotate({ ...(await masters()), former: [] })).toBe(0)
})

test('interrupted while the files changed places, the start still finds the key', async () => {
  await addPeople(1)
  await rotate(await begin())
  await rename(join(directory, 'master.key'), join(directory, 'master.key.until-then'))
  expect(await names()).toEqual(['人0'])
  expect(await rotate(await masters())).toBe(0)
  await promoteNextKey(directory, now)
  expect(await names()).toEqual(['人0'])
})

test('keys from the environment: both are set until it is done', async () => {
  const [one, two] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')]
  const keys = await open(one)
  const id = newId<'person'>()
  const key = keys.newPersonKey(id)
  await database.pool.query('insert into register.person (id, wrapped_key, name, recorded_at) values ($1, $2, $3, now())', [id, key.wrapped, key.seal('name', '陈甲')])
  expect(await names(one, two)).toEqual(['陈甲'])
  await rotate((await findMasterKeys(directory, { key: one, newKey: two }))!)
  expect(await names(one, two)).toEqual(['陈甲'])
  expect(await names(two)).toEqual(['陈甲'])
  expect(fits(Buffer.from(one, 'base64'), (await wrappedRoot(database.read))!)).toBe(false)
  expect(await readdir(directory)).toEqual([])
})

test('not while a server runs, which knows only the old key', async () => {
  await addPeople(1)
  const live = openLive(fresh.url, () => {})
  await expect.poll(async () => (await database.pool.query(`select from pg_stat_activity where application_name = 'lifang live' and datname = current_database()`)).rowCount).toBe(1)
  await expect(rotate(await begin())).rejects.toThrow(/Stop Lifang/)
  await live.close()
})
