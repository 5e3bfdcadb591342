/** Accounts, sessions and credentials keep the shape of better-auth's models, so that its plugins can be added over them (docs/adr/0003-login.md). */
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../test/database.ts'

let database: FreshDatabase
let pool: pg.Pool
beforeAll(async () => {
  database = await freshDatabase()
  pool = new pg.Pool({ connectionString: database.url, options: '-c search_path=access', max: 2 })
  // Dropping the database may end a connection that is just being closed.
  pool.on('connect', (client) => client.on('error', () => {}))
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

const stamps = { createdAt: 'created_at', updatedAt: 'updated_at' }
const options = () => ({
  database: pool,
  secret: 'x'.repeat(32),
  baseURL: 'http://localhost',
  // It would warn that e-mail addresses, which we have none of, may be missing.
  logger: { disabled: true },
  advanced: { database: { generateId: 'uuid' as const } },
  user: { modelName: 'account', fields: { emailVerified: 'email_verified', ...stamps } },
  session: { modelName: 'session', fields: { userId: 'account_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...stamps } },
  account: {
    modelName: 'credential',
    fields: {
      userId: 'account_id',
      accountId: 'provider_account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      ...stamps,
    },
  },
  verification: { modelName: 'verification', fields: { expiresAt: 'expires_at', ...stamps } },
})

test('better-auth finds nothing to add to our tables', async () => {
  const { toBeCreated, toBeAdded } = await getMigrations(betterAuth(options()).options)
  expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] })
})

test('and would find a missing column', async () => {
  const client = await pool.connect()
  await client.query('alter table access.session drop column user_agent')
  client.release()
  const { toBeAdded } = await getMigrations(betterAuth(options()).options)
  expect(toBeAdded.map(({ table, fields }) => [table, Object.keys(fields)])).toEqual([['session', ['user_agent']]])
})
