import pg from 'pg'
import { expect, test } from 'vitest'
import { migrate } from '../src/platform/migrate.ts'
import { emptyDatabase, freshDatabase } from './database.ts'

test('the owner of an empty database needs no superuser to migrate it', async () => {
  const database = await emptyDatabase()
  expect(await migrate(database.url)).not.toEqual([])
  expect(await migrate(database.url)).toEqual([])
  await database.drop()
})

test('a clone of the template has nothing left to migrate', async () => {
  const database = await freshDatabase()
  expect(await migrate(database.url)).toEqual([])
  await database.drop()
})

test('the server works as lifang_app, which a connection of the owner may become', async () => {
  const database = await freshDatabase()
  const client = new pg.Client({ connectionString: database.url, options: '-c role=lifang_app' })
  await client.connect()
  const { rows } = await client.query('select current_user as worker, session_user as login, rolsuper as super from pg_roles where rolname = session_user')
  expect(rows).toEqual([{ worker: 'lifang_app', login: 'lifang', super: false }])
  await client.end()
  await database.drop()
})
