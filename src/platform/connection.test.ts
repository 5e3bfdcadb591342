import { CompiledQuery } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../test/database.ts'
import { UNAWAITED } from './connection.ts'
import { openDatabase, tables, type Database, type Tx } from './database.ts'

let fresh: FreshDatabase
let database: Database

beforeAll(async () => {
  fresh = await freshDatabase()
  // One connection: what a transaction leaves behind, the next one meets.
  database = openDatabase({ url: fresh.url, connections: 1 })
})
afterAll(async () => {
  await database.close()
  await fresh.drop()
})

const ask = async (tx: Tx, text: string, values: readonly unknown[] = []) => (await tables('platform')(tx).executeQuery<{ name: string }>(CompiledQuery.raw(text, [...values]))).rows.map(({ name }) => name)
const INSERT = `${UNAWAITED}insert into platform.secret (name, wrapped) values ($1, '')`
const names = () => database.transaction((tx) => ask(tx, `select name from platform.secret where name like 'test %' order by name`))

test('what nobody waited for is there before the next statement, and after the commit', async () => {
  await database.transaction(async (tx) => {
    await ask(tx, INSERT, ['test a'])
    expect(await ask(tx, `select name from platform.secret where name = 'test a'`)).toEqual(['test a'])
    await ask(tx, INSERT, ['test b'])
  })
  expect(await names()).toEqual(['test a', 'test b'])
})

test('if it fails, the commit fails with its reason, and nothing of the transaction stays', async () => {
  const twice = database.transaction(async (tx) => {
    await ask(tx, INSERT, ['test c'])
    await ask(tx, INSERT, ['test a'])
  })
  await expect(twice).rejects.toMatchObject({ code: '23505' })
  expect(await names()).toEqual(['test a', 'test b'])
})

test('a transaction that is given up takes along what was not yet sent', async () => {
  const refused = database.transaction(async (tx) => {
    await ask(tx, INSERT, ['test d'])
    throw new Error('refused')
  })
  await expect(refused).rejects.toThrow('refused')
  const afterAnswer = database.transaction(async (tx) => {
    await ask(tx, 'select 1')
    await ask(tx, INSERT, ['test e'])
    throw new Error('refused')
  })
  await expect(afterAnswer).rejects.toThrow('refused')
  await database.transaction(() => Promise.resolve())
  expect(await names()).toEqual(['test a', 'test b'])
})

test('what was first asked in a batch that failed can be asked again on that connection, once it was planned and once it was not', async () => {
  const insert = (columns: string) => `${UNAWAITED}insert into platform.secret (${columns}) values ($1, '')`
  const [planned, skipped] = [insert('name, wrapped'), insert('"name", wrapped')]
  const failed = database.transaction(async (tx) => {
    await ask(tx, planned, ['test a'])
    await ask(tx, skipped, ['test f'])
  })
  await expect(failed).rejects.toMatchObject({ code: '23505' })
  await database.transaction(async (tx) => {
    await ask(tx, planned, ['test g'])
    await ask(tx, skipped, ['test h'])
  })
  await database.transaction((tx) => ask(tx, planned, ['test i']))
  expect(await names()).toEqual(['test a', 'test b', 'test g', 'test h', 'test i'])
})
