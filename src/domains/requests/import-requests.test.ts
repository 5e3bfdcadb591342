import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../../test/app.ts'
import { freshDatabase, type FreshDatabase } from '../../../test/database.ts'
import { loadFixture, type FixtureCity } from '../../../test/fixture.ts'

const ROOT = join(import.meta.dirname, '../../..')
const SAMPLE = join(ROOT, 'test/data/tickets_boston311_2015_sample.csv')
const BATCH = 200
const key = randomBytes(32).toString('base64')

let database: FreshDatabase
let opened: TestApp
let city: FixtureCity
let directory: string
beforeAll(async () => {
  database = await freshDatabase()
  opened = await openTestApp(database.url, {}, { key })
  city = await loadFixture(opened.services)
  directory = await mkdtemp(join(tmpdir(), 'lifang-import-'))
}, 60_000)
afterAll(async () => {
  await opened.close()
  await database.drop()
  await rm(directory, { recursive: true })
})

function start(...args: string[]) {
  const child = spawn(process.execPath, [join(ROOT, 'src/main.ts'), 'import', 'requests', ...args], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: database.url, LIFANG_KEY: key, LIFANG_DATA: directory },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [output, errors] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output, errors }))
  return { child, ended }
}

async function count(sql: string): Promise<number> {
  const { rows } = await opened.services.database.pool.query<{ count: number }>(`select count(*)::int as count from ${sql}`)
  return rows[0]?.count ?? -1
}

const sample = (...args: string[]) => start(SAMPLE, '--community', 'JX', '--source', 'boston311', '--zone', 'America/New_York', '--json', ...args)

test('killed in the middle it leaves whole batches, goes on, and takes nothing in twice; all verdicts are those of the file', { timeout: 240_000 }, async () => {
  const broken = sample()
  await once(broken.child.stderr, 'data')
  broken.child.kill('SIGKILL')
  await broken.ended
  const before = await count('requests.imported')
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThan(6_094)
  expect(before % BATCH).toBe(0)
  expect(await count('requests.request')).toBe(before)

  const { code, output, errors } = await sample().ended
  expect({ code, errors: errors.includes('Error') }).toEqual({ code: 0, errors: false })
  expect(JSON.parse(output)).toMatchObject({ records: 6_094, valid: 6_094, closed: 4_625, open: 1_469, imported: 6_094 - before, known: before, verdicts: { compared: 3_534, equal: 3_534, onTime: 2_825 }, findings: [] })
  expect(await count('requests.imported')).toBe(6_094)
  expect(await count('requests.request')).toBe(6_094)
  expect(await count(`(select distinct subject_id from audit.entry where subject_kind = 'request') audited`)).toBe(6_094)

  const judged = `requests.imported i join requests.request r on r.community_id = i.community_id and r.id = i.request_id where i.on_time is not null and r.due_at is not null and r.feedback_at is not null`
  expect(await count(judged)).toBe(3_534)
  expect(await count(`${judged} and i.on_time = (r.feedback_at <= r.due_at)`)).toBe(3_534)
  const { rows } = await opened.services.database.pool.query(
    `select sum(reported)::int as reported, sum(closed)::int as closed, sum(on_time)::int as "onTime", coalesce(sum(answered), 0)::int as answered
       from (select reported, closed, on_time, answered from requests.daily union all select reported, closed, on_time, answered from requests.figure_change) parts`,
  )
  // 11 more have been closed in time, but without a verdict over there. Nobody is counted as having answered.
  const withoutVerdict = await count(`requests.imported i join requests.request r on r.id = i.request_id where i.on_time is null and r.feedback_at <= r.due_at`)
  expect(rows).toEqual([{ reported: 6_094, closed: 4_625, onTime: 2_825 + withoutVerdict, answered: 0 }])
  expect(await count(`requests.request where state <> 'CLOSED' and (lead_organisation_id is null or stage_due_at is null or climb_at is null)`)).toBe(0)
  expect(await count('notices.notice')).toBe(0)
})

test('once more imports nothing; another zone is refused', { timeout: 60_000 }, async () => {
  expect(JSON.parse((await sample().ended).output)).toMatchObject({ imported: 0, known: 6_094 })
  const { code, errors } = await start(SAMPLE, '--community', 'JX', '--source', 'boston311').ended
  expect(code).toBe(1)
  expect(errors).toContain('America/New_York')
})

test('wrong rows are named and left out, the others land; a mapped category is looked up, an unknown one refused', { timeout: 60_000 }, async () => {
  const [file, mapping] = [join(directory, 'old.csv'), join(directory, 'map.csv')]
  await writeFile(file, 'case_id,opened_at,target_at,closed_at,on_time,status,category,type\nA-1,2025-03-03T09:00:00,2025-03-04T09:00:00,2025-03-04T09:00:00,ONTIME,Closed,路灯,不亮\nA-2,2025-03-03,,,,Open,路灯,不亮\n')
  await writeFile(mapping, 'category,type,code\n路灯,,L-NONE\n')
  const refused = await start(file, '--community', '乙小区', '--categories', mapping).ended
  expect(refused.code).toBe(1)
  expect(refused.errors).toContain('L-NONE')
  await writeFile(mapping, 'category,type,code\n路灯,,L-LIGHT\n')
  const { code, output } = await start(file, '--community', '乙小区', '--categories', mapping).ended
  expect(code).toBe(1)
  expect(output).toContain('3 · opened_at · not-a-time')
  const { rows } = await opened.services.database.pool.query<Record<string, unknown>>(
    `select r.category, r.state, r.number, r.lead_organisation_id as lead, i.original_id as original, s.name as source from requests.imported i
       join requests.request r on r.community_id = i.community_id and r.id = i.request_id join requests.import_source s on s.community_id = i.community_id and s.id = i.source_id where i.community_id = $1`,
    [city.b.community],
  )
  expect(rows).toEqual([{ category: 'L-LIGHT', state: 'CLOSED', number: 'YX-250303-01', lead: city.b.organisations.office, original: 'A-1', source: 'old' }])
})

test('a dry run needs no database, and a community that nobody knows is refused', { timeout: 60_000 }, async () => {
  expect(JSON.parse((await start(SAMPLE, '--dry-run', '--json', '--zone', 'America/New_York').ended).output)).toMatchObject({ imported: null, verdicts: { compared: 3_534, equal: 3_534 } })
  const { code, errors } = await start(SAMPLE, '--community', '没有小区', '--zone', 'America/New_York').ended
  expect(code).toBe(1)
  expect(errors).toContain('No community')
})
