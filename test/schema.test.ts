import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { domains } from '../src/app.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { findSchemaViolations } from './schema-rules.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

async function connected<T>(url: string, options: string | undefined, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, ...(options !== undefined && { options }) })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const names = ['calendar', 'register', 'access', 'notices', 'requests', 'overview']

test('the order of the schemas is that of src/app.ts', () => {
  const listed: readonly string[] = domains.map((domain) => domain.name)
  expect(listed).toEqual(names.filter((name) => listed.includes(name)))
})

test('the schema keeps every rule', async () => {
  expect(await connected(database.url, undefined, (client) => findSchemaViolations(client, names))).toEqual([])
})

test('each seeded violation is caught', async () => {
  const seeded = await freshDatabase()
  await connected(seeded.superuserUrl, undefined, async (client) => {
    await client.query(`
      create schema early; create schema late; create schema stray;
      create table late.city (id uuid primary key);
      create table early.forward (id uuid primary key, city_id uuid references late.city);
      create table late.good (community_id uuid, id uuid, city_id uuid references late.city, primary key (community_id, id));
      create table late.bad_key (id uuid primary key, community_id uuid);
      create table late.bad_index (community_id uuid, id uuid, primary key (community_id, id));
      create unique index bad on late.bad_index (id);
      create table late.no_key (community_id uuid);
      create table late.bad_reference (community_id uuid, id uuid, good_id uuid, primary key (community_id, id), foreign key (good_id, community_id) references late.good);
      create table late.inward (id uuid primary key, community_id_of_good uuid, good_id uuid, foreign key (community_id_of_good, good_id) references late.good);
      create function late.nothing() returns trigger language plpgsql as 'begin return new; end';
      create trigger hidden before insert on late.good for each row execute function late.nothing();
      create table late.theirs (id uuid primary key);
      alter table late.theirs owner to lifang_app;
      grant delete on audit.entry to lifang_app;
      grant update (reason) on audit.entry to lifang_app;
      grant create on schema late to lifang_app`)
    const found = await findSchemaViolations(client, [...names, 'early', 'late'])
    expect(found.map((line) => line.replace(/^(lifang_app owns it:) .*/, '$1'))).toEqual([
      'city-level table references a community: late.inward → late.good',
      'foreign key leads to a later domain: early.forward → late.city',
      'foreign key must carry community_id to community_id first: late.bad_reference → late.good',
      'has no primary key: late.no_key',
      'key must lead with community_id: late.bad_index late.bad',
      'key must lead with community_id: late.bad_key late.bad_key_pkey',
      'lifang_app is more than a worker: creates in schema late',
      'lifang_app may change the audit trail: delete audit.entry',
      'lifang_app may change the audit trail: update audit.entry',
      'lifang_app owns it:',
      'schema is in no list of domains: stray',
      'trigger: hidden on late.good',
    ])
  })
  await seeded.drop()
})

test.each(['update audit.entry set reason = null', 'delete from audit.entry', 'truncate audit.entry', 'drop table audit.entry', 'create table audit.other ()', 'update audit.link set digest = null'])(
  'the server may not: %s',
  async (statement) => {
    await connected(database.url, '-c role=lifang_app', async (client) => {
      await expect(client.query(statement)).rejects.toThrow(/permission denied|must be owner/)
    })
  },
)
