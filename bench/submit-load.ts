import { createHash, randomUUID, randomUUIDv7 } from 'node:crypto'
import pg from 'pg'
import type { Resident } from '../test/residents.ts'
import { openConnection, requestText } from './http-load.ts'
import { canMeasure, processorTime_ms, processorTimeOfFamily_ms } from './processor-time.ts'

export interface LoadTask {
  readonly kind: 'http' | 'bare'
  readonly url: string
  readonly databaseUrl: string
  readonly serverPid: number
  readonly postgresPid: number
  readonly residents: readonly Resident[]
  readonly warmUp: number
  readonly measured: number
}

export interface LoadResult {
  readonly perSecond: number
  /** CPU time of each party over the measured part, by name. */
  readonly processor_ms: Readonly<Record<string, number>>
  readonly elapsed_ms: readonly number[]
}

const TEXT = '二楼到三楼的楼道灯不亮，晚上看不清台阶，老人不敢下楼。'

process.once('message', (task: LoadTask) => {
  measure(task).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ error: String(error instanceof Error ? (error.stack ?? error.message) : error) }),
  )
})

type Act = () => Promise<void>

async function measure(task: LoadTask): Promise<LoadResult> {
  const acts = await Promise.all(task.residents.map((resident) => (task.kind === 'http' ? throughHttp(task, resident) : bare(task, resident))))
  await share(acts, task.warmUp)
  const elapsed_ms: number[] = []
  const before = await processorTimes(task)
  const began = performance.now()
  await share(acts, task.measured, elapsed_ms)
  const took_ms = performance.now() - began
  const after = await processorTimes(task)
  const processor_ms = Object.fromEntries(Object.entries(after).map(([party, ms]) => [party, ms - (before[party] ?? 0)]))
  return { perSecond: task.measured / (took_ms / 1_000), processor_ms, elapsed_ms }
}

async function processorTimes({ serverPid, postgresPid }: LoadTask): Promise<Readonly<Record<string, number>>> {
  if (!canMeasure) return {}
  return { server: await processorTime_ms(serverPid), postgres: await processorTimeOfFamily_ms(postgresPid), load: await processorTime_ms(process.pid) }
}

/** Every worker takes the next one as soon as it is done with the last. */
async function share(acts: readonly Act[], count: number, elapsed_ms: number[] = []): Promise<void> {
  let left = count
  await Promise.all(
    acts.map(async (act) => {
      while (left-- > 0) {
        const began = performance.now()
        await act()
        elapsed_ms.push(performance.now() - began)
      }
    }),
  )
}

async function throughHttp({ url }: LoadTask, { cookie, communityId, unitId }: Resident): Promise<Act> {
  const connection = await openConnection(Number(new URL(url).port))
  const body = { text: TEXT, category: 'L-LIGHT', place: { kind: 'unit', unitId } }
  return async () => {
    const answer = await connection.send(requestText('POST', `/api/v1/communities/${communityId}/requests`, { cookie, 'idempotency-key': randomUUID() }, body))
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`)
  }
}

/** The same rows as a submit writes, by hand: no HTTP, no session, no checks, no reading; each statement planned once a connection. */
async function bare({ databaseUrl }: LoadTask, { communityId, unitId, personId }: Resident): Promise<Act> {
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c role=lifang_app' })
  await client.connect()
  const { rows } = await client.query<{ lead: string; version: number; building: string }>(
    `select (select lead_organisation_id from requests.request where community_id = $1 limit 1) as lead, (select max(version) from requests.rule_set) as version,
            (select building_id from register.unit where community_id = $1 and id = $2) as building`,
    [communityId, unitId],
  )
  const [{ lead, version, building } = { lead: '', version: 1, building: '' }] = rows
  const account = randomUUID()
  const day = new Date().toISOString().slice(0, 10)
  const words = JSON.stringify({ characters: TEXT.length, sha256: createHash('sha256').update(TEXT).digest('hex'), state: 'REPORTED', communityId, unitId, building, personId, lead, padding: 'x'.repeat(700) })
  return async () => {
    const id = randomUUIDv7()
    const now = new Date().toISOString()
    await client.query('begin')
    await client.query({ name: 'case', text: INSERT_CASE, values: [communityId, day, id, version, TEXT, building, unitId, personId, lead, now, randomUUIDv7()] })
    await client.query({
      name: 'audit',
      text: `insert into audit.entry (command_id, at, actor_account_id, actor_person_id, actor_role, command, subject_kind, subject_id, community_id, after, http_request_id)
             values ($1, $2, $3, $4, 'owner', 'bench', 'request', $5, $6, $7, $8)`,
      values: [randomUUIDv7(), now, account, personId, id, communityId, words, randomUUIDv7()],
    })
    await client.query({
      name: 'reply',
      text: `insert into platform.idempotency (account_id, key, digest, status, reply, at) values ($1, $2, $3, 201, $4, $5)`,
      values: [account, randomUUID(), createHash('sha256').update(id).digest(), Buffer.from(JSON.stringify({ id, communityId, number: 'XX-000000-00', state: 'REPORTED', lead, version: 1 })), now],
    })
    await client.query('commit')
  }
}

const INSERT_CASE = `
  with numbered as (
    insert into requests.day_number (community_id, day, last) values ($1, $2, 1) on conflict (community_id, day) do update set last = day_number.last + 1 returning last),
  made as (
    insert into requests.request (community_id, id, number, rule_version, category, deadline_class, text, place_kind, building_id, unit_id, reporter_person_id, reporter_role,
      anonymous, state, lead_organisation_id, level, lead_level, reported_at, stage_from, stage_due_at, climb_at)
    values ($1, $3, (select 'BENCH-' || $2::text || '-' || last from numbered), $4, 'L-LIGHT', 'NORMAL', $5, 'unit', $6, $7, $8, 'owner', false, 'REPORTED', $9, 'community', 'community', $10, $10, $10, $10)
    returning number),
  happened as (
    insert into requests.event (community_id, request_id, no, at, kind, to_state, actor_person_id, actor_role, visibility, text) values ($1, $3, 1, $10, 'reported', 'REPORTED', $8, 'owner', 'resident', $5)),
  counted as (
    insert into requests.figure_change (community_id, id, day, reported) values ($1, $11, $2, 1))
  select number from made`
