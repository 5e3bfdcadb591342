import { appendFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../test/database.ts'
import { recordChange } from './audit.ts'
import { entryDigest, type Entry } from './audit-chain.ts'
import { lastPublished } from './audit-heads.ts'
import { openSealer, type Sealer } from './audit-sealer.ts'
import { verifyAudit, type AuditReport } from './audit-verify.ts'
import { openCommands, type Commands } from './commands.ts'
import { openDatabase, type Database } from './database.ts'
import { newId } from './ids.ts'
import { openLive, type Live } from './live.ts'
import { systemClock } from './time.ts'

let fresh: FreshDatabase
let database: Database
let live: Live
let commands: Commands
let directory: string
let sealer: Sealer
/** Somebody with superuser rights, who can do everything to the database. */
let intruder: pg.Client

beforeEach(async () => {
  fresh = await freshDatabase()
  directory = await mkdtemp(join(tmpdir(), 'lifang-audit-'))
  database = openDatabase({ url: fresh.url, connections: 6 })
  live = openLive(fresh.url, () => {})
  commands = openCommands({ database, live, outbox: { write: () => Promise.reject(new Error('no jobs here')) } })
  sealer = openSealer({ database, dataDirectory: directory, clock: systemClock })
  intruder = new pg.Client(fresh.superuserUrl)
  await intruder.connect()
})
afterEach(async () => {
  await intruder.end()
  await live.close()
  await database.close()
  await fresh.drop()
  await rm(directory, { recursive: true })
})

const at = systemClock.now()
const change = (count: number) =>
  commands.run({ name: 'requests/assign', actor: null, at, httpRequestId: null }, async (tx) => {
    for (let n = 0; n < count; n++) recordChange(tx, { subjectKind: 'request', subjectId: newId(), before: { state: 'REPORTED', tags: ['水', { b: 1, a: null }] }, after: { state: 'ACCEPTED' }, reason: `n ${n}` })
  })
/** Seals all there is: transactions of other tests on the same server, too, must have ended before. */
async function seal(by: Sealer = sealer): Promise<void> {
  await expect.poll(async () => (await intruder.query('select from audit.entry where transaction between pg_snapshot_xmin(pg_current_snapshot()) and pg_current_xact_id()')).rowCount, { timeout: 15_000 }).toBe(0)
  await by.seal()
}
/** Ten rows in two batches, sealed and published. */
async function city(): Promise<void> {
  await change(6)
  await seal()
  await change(4)
  await seal()
}
const verify = (): Promise<AuditReport> => verifyAudit(database, directory, systemClock.now())
const findings = async () => (await verify()).findings
const freely = async (...statements: string[]) => {
  await intruder.query('alter table audit.entry alter column seq drop identity if exists')
  for (const statement of statements) await intruder.query(statement)
}

describe('sealing', () => {
  test('puts every committed row into the chain, once, and publishes the head', async () => {
    await city()
    expect(await verify()).toEqual({ entries: 10, links: 10, published: 2, findings: [], more: 0 })
    await seal()
    expect((await verify()).published).toBe(2)
  })

  test('waits for a transaction that began earlier and still runs', async () => {
    const early = new pg.Client(fresh.superuserUrl)
    await early.connect()
    await early.query('begin')
    await early.query('select pg_current_xact_id()')
    await change(2)
    await sealer.seal()
    expect((await verify()).links).toBe(0)
    await early.query(`insert into audit.entry (command_id, at, command, subject_kind, subject_id) values (gen_random_uuid(), now(), 'late', 'x', gen_random_uuid())`)
    await early.query('commit')
    await early.end()
    await seal()
    expect(await verify()).toMatchObject({ links: 3, findings: [] })
  })

  test('by several processes at once: one chain without gap or fork', async () => {
    const others = await Promise.all([1, 2, 3].map(async () => openSealer({ database, dataDirectory: await mkdtemp(join(directory, 'other-')), clock: systemClock })))
    for (let round = 0; round < 5; round++) {
      await Promise.all([change(7), ...others.map((other) => other.seal()), sealer.seal()])
    }
    await seal()
    expect(await verify()).toMatchObject({ links: 35, findings: [] })
  })

  test('more than a batch, in batches', async () => {
    await change(2_300)
    await seal()
    expect(await verify()).toMatchObject({ links: 2_300, findings: [] })
  })

  test('after a crash between commit and publication the head is published at the next turn', async () => {
    await city()
    const log = join(directory, 'audit-heads.log')
    const [first = ''] = (await readFile(log, 'utf8')).split('\n')
    await writeFile(log, `${first}\n{"no":10,"head":"ab`)
    expect(await lastPublished(directory)).toBe(6)
    await seal()
    expect(await lastPublished(directory)).toBe(10)
    expect(await verify()).toMatchObject({ published: 2, findings: [] })
  })

  test('goes on in a new file after the log was rotated, and what was rotated still counts', async () => {
    await city()
    await rename(join(directory, 'audit-heads.log'), join(directory, 'audit-heads.log.1'))
    await change(1)
    await seal()
    expect((await readFile(join(directory, 'audit-heads.log'), 'utf8')).trim().split('\n')).toHaveLength(1)
    expect(await verify()).toMatchObject({ links: 11, published: 3, findings: [] })
  })

  test('goes on after a restore into a cluster whose transactions have smaller numbers', async () => {
    await city()
    await freely(`update audit.entry set transaction = '9000000000'`, `update audit.link set entry_transaction = '9000000000'`, 'delete from audit.link')
    await rm(join(directory, 'audit-heads.log'))
    await seal()
    expect((await verify()).links).toBe(10)
    await intruder.query(`insert into audit.entry (seq, command_id, at, command, subject_kind, subject_id) values (11, gen_random_uuid(), now(), 'new', 'x', gen_random_uuid())`)
    await seal()
    expect(await verify()).toMatchObject({ links: 11, findings: [] })
  })

  test('the server itself may neither change nor delete', async () => {
    await city()
    for (const statement of [`update audit.entry set reason = 'x'`, 'delete from audit.entry', 'truncate audit.entry', `update audit.link set no = 1`, 'delete from audit.link', 'alter table audit.entry disable trigger all']) {
      await expect(database.pool.query(statement)).rejects.toThrow(/permission denied|must be owner/)
    }
  })
})

describe('with superuser rights', () => {
  beforeEach(city)

  test('a row was changed', async () => {
    const { rows } = await intruder.query<{ subject_id: string }>(`update audit.entry set after = '{"state": "CLOSED"}' where seq = 4 returning subject_id`)
    expect(await findings()).toEqual([{ kind: 'row-changed', no: 4, seq: 4, subjectKind: 'request', subjectId: rows[0]?.subject_id }])
  })

  test('rows were reordered', async () => {
    await freely('update audit.entry set seq = -3 where seq = 3', 'update audit.entry set seq = 3 where seq = 5', 'update audit.entry set seq = 5 where seq = -3')
    expect(await findings()).toEqual([
      { kind: 'row-reordered', no: 3, seq: 3, now: 5 },
      { kind: 'row-reordered', no: 5, seq: 5, now: 3 },
    ])
  })

  test('a row was deleted in the middle', async () => {
    await intruder.query('delete from audit.entry where seq = 7')
    expect(await findings()).toEqual([{ kind: 'row-deleted', no: 7, seq: 7 }])
  })

  test('a row was deleted in the middle, with its link', async () => {
    await intruder.query('delete from audit.entry where seq in (7, 8)')
    await intruder.query('delete from audit.link where entry_seq in (7, 8)')
    expect(await findings()).toEqual([{ kind: 'links-missing', from: 7, to: 8 }])
  })

  test('the end was cut off, links and all', async () => {
    await intruder.query('delete from audit.entry where seq > 8')
    await intruder.query('delete from audit.link where entry_seq > 8')
    expect(await findings()).toEqual([{ kind: 'cut-off', from: 9, to: 10, publishedAt: expect.any(String) as string }])
  })

  test('all of it was cut off', async () => {
    await intruder.query('truncate audit.entry, audit.link')
    expect(await findings()).toEqual([{ kind: 'cut-off', from: 1, to: 10, publishedAt: expect.any(String) as string }])
  })

  test.for(['head', 'digest'])('the %s of a link was changed', async (column) => {
    await intruder.query(`update audit.link set ${column} = sha256('x') where no = 5`)
    expect(await findings()).toEqual([{ kind: 'link-changed', no: 5, seq: 5 }])
  })

  test('a row was changed, and its link with it', async () => {
    await intruder.query(`update audit.entry set reason = 'never happened' where seq = 8`)
    const { rows } = await intruder.query<Entry>('select * from audit.entry where seq = 8')
    await intruder.query('update audit.link set digest = $1 where no = 8', [entryDigest(rows[0]!)])
    expect(await findings()).toEqual([{ kind: 'link-changed', no: 8, seq: 8 }])
  })

  test('a row was changed and the chain written anew to fit', async () => {
    await intruder.query(`update audit.entry set reason = 'never happened' where seq = 8`)
    await intruder.query('delete from audit.link where no >= 8')
    const elsewhere = openSealer({ database, dataDirectory: await mkdtemp(join(directory, 'forger-')), clock: systemClock })
    await seal(elsewhere)
    expect(await findings()).toEqual([{ kind: 'rewritten', no: 10, publishedAt: expect.any(String) as string }])
  })

  test('rows wait for a sealer that does not run', async () => {
    const since = at.subtract({ minutes: 5 })
    await intruder.query(`insert into audit.entry (command_id, at, command, subject_kind, subject_id) values (gen_random_uuid(), $1, 'x', 'x', gen_random_uuid())`, [since.toString()])
    expect(await findings()).toEqual([{ kind: 'unsealed', rows: 1, since: since.round('microsecond').toString() }])
    await change(1)
    await seal()
    expect(await findings()).toEqual([])
  })

  test('a foreign line in the log of heads changes nothing', async () => {
    await appendFile(join(directory, 'audit-heads.log'), 'hello\n\n{"no":"1"}\n')
    expect(await findings()).toEqual([])
  })
})
