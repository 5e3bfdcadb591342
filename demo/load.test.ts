import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../src/platform/database.ts'
import { openKeys } from '../src/platform/keyring.ts'
import { type FreshDatabase, freshDatabase } from '../test/database.ts'
import { demoCity } from './facts/city.ts'
import { type DemoLoad, loadDemo } from './load.ts'

const until = Temporal.Instant.from('2026-11-18T10:00:00+08:00')
const key = Buffer.alloc(32, 7).toString('base64')
const city = demoCity({ seed: '5', asOf: '2026-11-18', communities: 4, until_ms: until.epochMilliseconds })
const all = city.plan.communities.map((c) => city.community(c.ordinal))
const cases = all.flatMap((facts) => [...city.requests(facts)])

let dataDirectory: string
let loaded: FreshDatabase
let client: pg.Client
const percents: number[] = []

const loadInto = (database: FreshDatabase, more: Partial<DemoLoad> = {}) =>
  loadDemo({ url: database.url, dataDirectory, key, seed: 5, asOf: '2026-11-18', communities: 4, until, onProgress: () => {}, ...more })

async function rows<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  return (await client.query<Row>(sql, [...values])).rows
}
const count = async (table: string): Promise<number> => (await rows<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n ?? 0

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'lifang-demo-'))
  loaded = await freshDatabase()
  client = new pg.Client(loaded.url)
  await client.connect()
  // What a load leaves that was killed in the middle.
  await client.query(`insert into platform.setting (name, value) values ('demo', '{"seed": 5, "asOf": "2026-11-18", "communities": 4, "completedAt": null}')`)
  await client.query(`insert into register.place (id, kind, no, path, code, name, valid_from) values ('00000000-0000-7000-8000-000000000001', 'city', 1, '/1/', '430500', 'half', '2000-01-01')`)
  // The owner of a test database is no superuser, so that every foreign key is asked.
  await loadInto(loaded, { onProgress: (percent) => percents.push(percent) })
})
afterAll(async () => {
  await client.end()
  await loaded.drop()
  await rm(dataDirectory, { recursive: true })
})

describe('a loaded city', () => {
  test('holds every fact once, and nothing of the load that was interrupted', async () => {
    const sum = (of: (facts: (typeof all)[number]) => readonly unknown[]) => all.reduce((n, facts) => n + of(facts).length, 0)
    expect(await count('register.place')).toBe(city.plan.divisions.length + city.plan.grids.length + city.plan.communities.length)
    expect(await count('register.person')).toBe(city.persons.length + sum((f) => f.persons))
    expect(await count('register.home')).toBe(sum((f) => f.homes))
    expect(await count('register.ownership')).toBe(sum((f) => f.ownerships))
    expect(await count('register.residence')).toBe(sum((f) => f.residences))
    expect(await count('access.appointment')).toBe(city.posts.length + sum((f) => f.posts))
    expect(await count('requests.request')).toBe(cases.length)
    expect(await count('requests.event')).toBe(cases.reduce((n, c) => n + c.events.length, 0))
    expect(percents.at(-1)).toBe(100)
    expect(percents).toEqual(percents.toSorted((a, b) => a - b))
  })

  test('adds up in its roll-ups', async () => {
    const [standing] = await rows('select sum(homes)::int as homes, sum(area_centi_m2)::bigint as area, count(*) filter (where committee)::int as committees from register.standing')
    expect(standing).toEqual({
      homes: city.plan.communities.reduce((n, c) => n + c.homes, 0),
      area: city.plan.communities.reduce((n, c) => n + c.wholeArea_centi_m2, 0),
      committees: city.plan.communities.filter((c) => c.committeeFrom).length,
    })
    const [daily] = await rows('select sum(reported)::int as reported, sum(closed)::int as closed, sum(answered)::int as answered from requests.daily')
    expect(daily).toEqual({
      reported: cases.length,
      closed: cases.filter((c) => c.case.closedAt).length,
      answered: cases.filter((c) => c.case.answeredAt).length,
    })
  })

  test('says that it is a demo, in one audit entry and a setting', async () => {
    expect(await rows(`select name, value ->> 'seed' as seed, value ->> 'asOf' as as_of, value ->> 'completedAt' is not null as complete from platform.setting where name = 'demo'`)).toEqual([
      { name: 'demo', seed: '5', as_of: '2026-11-18', complete: true },
    ])
    expect(await rows(`select after from audit.entry where command = 'demo.load' and subject_kind = 'demo'`)).toEqual([{ after: { seed: 5, asOf: '2026-11-18', communities: 4 } }])
  })

  test('has an account for every role, each with a right that holds', async () => {
    const [setting] = await rows<{ value: Record<string, { personId: string; standingId: string }> }>(`select value from platform.setting where name = 'demo-accounts'`)
    const accounts = Object.entries(setting?.value ?? {})
    expect(accounts.map(([role]) => role).toSorted()).toEqual((await rows<{ code: string }>('select code from access.role')).map((r) => r.code).toSorted())
    for (const [role, { personId, standingId }] of accounts) {
      expect(await rows('select person_id, role from access.standing where id = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2)', [standingId, '2026-11-18'])).toEqual([{ person_id: personId, role }])
    }
  })

  test('keeps names and phones encrypted, and finds people by their number', async () => {
    const person = all[0]?.persons[0]
    if (!person?.phone) throw new Error('the first person has no phone')
    const database = openDatabase({ url: loaded.url, connections: 1 })
    const keys = await openKeys(database, dataDirectory, key)
    await database.close()
    const [row] = await rows<{ id: string; wrapped_key: Buffer; name: Buffer; phone: Buffer }>('select id, wrapped_key, name, phone from register.person where phone_index = $1', [keys.phoneIndex(person.phone)])
    expect(row?.id).toBe(person.id)
    expect(row && keys.open(row.id, row.wrapped_key, 'name', row.name)).toBe(person.name)
    expect(row && keys.open(row.id, row.wrapped_key, 'phone', row.phone)).toBe(person.phone)
    expect(await count(`register.person where position('154'::bytea in phone) > 0 and position('${person.phone}'::bytea in phone) > 0`)).toBe(0)
  })

  test('shows drawings with a handful of cases', async () => {
    const photos = await rows<{ attached_to: string; request_id: string; kind: string }>(
      `select f.attached_to, p.request_id, e.kind from requests.photo p join platform.file f on f.id = p.file_id join requests.event e on e.request_id = p.request_id and e.no = p.event_no`,
    )
    expect(photos.length).toBeGreaterThanOrEqual(8)
    expect(photos.filter((p) => p.attached_to !== `requests/${p.request_id}`)).toEqual([])
    expect(new Set(photos.map((p) => p.kind))).toEqual(new Set(['reported', 'feedback']))
    const files = (await readdir(join(dataDirectory, 'files'), { recursive: true })).filter((name) => name.endsWith('.webp'))
    expect(files).toHaveLength(photos.length * 2)
  })

  test('is not loaded over', async () => {
    await expect(loadInto(loaded)).rejects.toThrow('already holds a demo city')
  })
})

test('a database in which somebody has worked is refused', async () => {
  const worked = await freshDatabase()
  const owner = new pg.Client(worked.url)
  await owner.connect()
  await owner.query(`insert into audit.entry (command_id, at, command, subject_kind, subject_id) values (gen_random_uuid(), now(), 'register.import', 'home', gen_random_uuid())`)
  await expect(loadInto(worked)).rejects.toThrow('holds real work')
  expect((await owner.query('select 1 from register.place')).rowCount).toBe(0)
  await owner.end()
  await worked.drop()
})
