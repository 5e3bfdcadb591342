/** What goes out of the house, with its state. A worker owns a delivery by having counted its attempt. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { select, tables, type Read, type Tx } from '../../../platform/database.ts'
import { newId, type Id, type PersonId } from '../../../platform/ids.ts'
import { groupOf } from '../rules/kinds.ts'
import { planFor, type Channel } from '../rules/choices.ts'
import type { Reach } from './choices.ts'
import { NO_COMMUNITY, noticeFrom, type OwnNotice } from './notices.ts'

const notices = tables('notices')

export type DeliveryId = Id<'delivery'>
export type DeliveryState = 'waiting' | 'failed' | 'sent' | 'given-up' | 'suppressed'

interface NewDelivery {
  readonly id: string
  readonly person_id: string
  readonly channel: Channel
  readonly subscription_id: string | null
  readonly digest: boolean
  readonly due_at: string
}

/** The same for everything that a person's digest of a day carries (UUID version 8, RFC 9562). */
function digestId(personId: string, day: string): string {
  const hash = createHash('sha256').update(`digest ${personId} ${day}`).digest()
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5')
}

/** The deliveries that some notices need. The answer says when the first is due; null when there is none. */
export async function insertDeliveries(tx: Tx, told: readonly OwnNotice[], reaches: readonly Reach[], now: Temporal.Instant): Promise<Temporal.Instant | null> {
  const reachOf = new Map(reaches.map((reach) => [reach.personId as string, reach]))
  const deliveries = new Map<string, NewDelivery>()
  const carried: { community_id: string; notice_id: string; delivery_id: string }[] = []
  let first: Temporal.Instant | null = null
  for (const notice of told) {
    const reach = reachOf.get(notice.personId)
    if (!reach) continue
    const wanted: readonly (readonly [Channel, string | null])[] = [...(reach.hasEmail ? [['email', null] as const] : []), ...reach.subscriptionIds.map((id) => ['push', id] as const)]
    for (const [channel, subscriptionId] of wanted) {
      const plan = planFor(channel, groupOf(notice.kind), notice.urgent, reach.choices, now)
      if (!plan) continue
      const id = plan.digestOf === null ? newId<'delivery'>() : digestId(notice.personId, plan.digestOf)
      deliveries.set(id, { id, person_id: notice.personId, channel, subscription_id: subscriptionId, digest: plan.digestOf !== null, due_at: plan.dueAt.toString() })
      carried.push({ community_id: notice.subject.communityId ?? NO_COMMUNITY, notice_id: notice.id, delivery_id: id })
      if (first === null || Temporal.Instant.compare(plan.dueAt, first) < 0) first = plan.dueAt
    }
  }
  if (carried.length === 0) return null
  await sql`
    with made as (
      insert into notices.delivery (id, person_id, channel, subscription_id, digest, state, due_at, created_at)
      select id, person_id, channel, subscription_id, digest, 'waiting', due_at, ${now.toString()}::timestamptz
        from jsonb_to_recordset(${JSON.stringify([...deliveries.values()])}::jsonb) as given (id uuid, person_id uuid, channel text, subscription_id uuid, digest boolean, due_at timestamptz)
      on conflict (id) do nothing)
    insert into notices.carried (community_id, notice_id, delivery_id)
    select * from jsonb_to_recordset(${JSON.stringify(carried)}::jsonb) as given (community_id uuid, notice_id uuid, delivery_id uuid)`.execute(notices(tx))
  return first
}

/** One that a worker has in hand. */
export interface Claimed {
  readonly id: DeliveryId
  readonly personId: PersonId
  readonly channel: Channel
  readonly subscriptionId: string | null
  readonly digest: boolean
  /** With this one. */
  readonly attempts: number
}

/** Takes what is due: of two workers only one gets each, and if it dies, another gets it after `lease`. */
export async function claimDue(tx: Tx, now: Temporal.Instant, lease: Temporal.DurationLike, limit: number): Promise<readonly Claimed[]> {
  const { rows } = await sql<{ id: string; person_id: string; channel: Channel; subscription_id: string | null; digest: boolean; attempts: number }>`
    update notices.delivery set attempts = attempts + 1, due_at = ${now.add(lease).toString()}::timestamptz
     where id in (select id from notices.delivery where state in ('waiting', 'failed') and due_at <= ${now.toString()}::timestamptz order by due_at limit ${limit} for update skip locked)
    returning id, person_id, channel, subscription_id, digest, attempts`.execute(notices(tx))
  return rows.map((row) => ({ id: row.id as DeliveryId, personId: row.person_id as PersonId, channel: row.channel, subscriptionId: row.subscription_id, digest: row.digest, attempts: row.attempts }))
}

/** How an attempt ended; nothing, when another worker has taken the delivery over meanwhile. */
export async function settle(tx: Tx, { id, attempts }: Claimed, end: { readonly state: Exclude<DeliveryState, 'waiting'>; readonly error: string | null; readonly nextAt: Temporal.Instant | null }, now: Temporal.Instant): Promise<void> {
  await notices(tx)
    .updateTable('notices.delivery')
    .set({ state: end.state, last_error: end.error, ...(end.nextAt === null ? { done_at: now } : { due_at: end.nextAt }) })
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('state', 'in', ['waiting', 'failed'])
    .execute()
}

/** What a delivery carries, oldest first. */
export async function findCarried(read: Read, deliveryId: string): Promise<readonly OwnNotice[]> {
  const rows = await notices(read)
    .selectFrom('notices.carried as carried')
    .innerJoin('notices.notice as notice', (join) => join.onRef('notice.community_id', '=', 'carried.community_id').onRef('notice.id', '=', 'carried.notice_id'))
    .selectAll('notice')
    .where('carried.delivery_id', '=', deliveryId)
    .orderBy('notice.at')
    .orderBy('notice.id')
    .execute()
  return rows.map(noticeFrom)
}

/** Of a notice as it stands: in the app it has arrived by being there. */
export interface Delivered {
  readonly channel: Channel | 'app'
  readonly state: DeliveryState
  readonly attempts: number
  readonly error: string | null
  readonly at: Temporal.Instant
}

/** Everything told about a subject, newest first, and how each message fares; of one person, or of all. */
export async function findToldAbout(read: Read, communityId: string, subjectId: string, personId: string | null, limit: number): Promise<readonly { readonly notice: OwnNotice; readonly deliveries: readonly Delivered[] }[]> {
  let query = notices(read).selectFrom('notices.notice').selectAll().where('community_id', '=', communityId).where('subject_id', '=', subjectId)
  if (personId !== null) query = query.where('person_id', '=', personId)
  const told = (await query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()).map(noticeFrom)
  if (told.length === 0) return []
  const sent = await select(
    read,
    sql<{ notice_id: string; channel: Channel; state: DeliveryState; attempts: number; last_error: string | null; at: Temporal.Instant }>`
    select c.notice_id, d.channel, d.state, d.attempts, d.last_error, coalesce(d.done_at, d.due_at) as at
      from notices.carried c join notices.delivery d on d.id = c.delivery_id
     where c.community_id = ${communityId}::uuid and c.notice_id = any(${told.map(({ id }) => id as string)}::uuid[]) order by d.channel, d.id`,
  )
  return told.map((notice) => ({
    notice,
    deliveries: [
      { channel: 'app' as const, state: 'sent' as const, attempts: 1, error: null, at: notice.at },
      ...sent.filter((row) => row.notice_id === notice.id).map((row) => ({ channel: row.channel, state: row.state, attempts: row.attempts, error: row.last_error, at: row.at })),
    ],
  }))
}

/** What was told and sent before a day is forgotten: the case keeps its own history. */
export async function sweep(tx: Tx, before: Temporal.Instant): Promise<void> {
  await notices(tx).deleteFrom('notices.notice').where('id', 'in', (eb) => eb.selectFrom('notices.notice').select('id').where('at', '<', before).limit(10_000)).execute()
  await notices(tx).deleteFrom('notices.delivery').where('created_at', '<', before).where('state', 'not in', ['waiting', 'failed']).execute()
  await notices(tx).deleteFrom('notices.address_code').where('since', '<', before).execute()
}
