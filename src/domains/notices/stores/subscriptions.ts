/** Browsers that take pushes. Their addresses and keys are ciphertext under their person's key. */
import { recordChange } from '../../../platform/audit.ts'
import { tables, type Read, type Tx } from '../../../platform/database.ts'
import { newId, type Id, type PersonId } from '../../../platform/ids.ts'

const notices = tables('notices')

export type SubscriptionId = Id<'subscription'>

export interface SealedSubscription {
  readonly id: SubscriptionId
  readonly personId: PersonId
  readonly sealed: Buffer
  readonly createdAt: Temporal.Instant
}

export async function findSubscriptions(read: Read, personId: string): Promise<readonly SealedSubscription[]> {
  const rows = await notices(read).selectFrom('notices.subscription').selectAll().where('person_id', '=', personId).orderBy('created_at').orderBy('id').execute()
  return rows.map((row) => ({ id: row.id as SubscriptionId, personId: row.person_id as PersonId, sealed: row.sealed, createdAt: row.created_at }))
}

/** A browser belongs to whoever subscribed with it last: on a shared phone the person before is told nothing more there. */
export async function saveSubscription(tx: Tx, personId: PersonId, sealed: Buffer, endpointIndex: Buffer, now: Temporal.Instant): Promise<void> {
  const id = newId<'subscription'>()
  const former = await notices(tx).deleteFrom('notices.subscription').where('endpoint_index', '=', endpointIndex).returning(['id', 'person_id']).executeTakeFirst()
  await notices(tx).insertInto('notices.subscription').values({ id, person_id: personId, sealed, endpoint_index: endpointIndex, created_at: now }).onConflict((conflict) => conflict.column('endpoint_index').doNothing()).execute()
  recordChange(tx, { subjectKind: 'notice-address', subjectId: personId, before: former ? { browser: former.id, personId: former.person_id } : null, after: { browser: id } })
}

/** False when this person has no such browser. */
export async function deleteSubscription(tx: Tx, personId: PersonId, id: string): Promise<boolean> {
  const gone = await notices(tx).deleteFrom('notices.subscription').where('person_id', '=', personId).where('id', '=', id).returning('id').executeTakeFirst()
  if (gone) recordChange(tx, { subjectKind: 'notice-address', subjectId: personId, before: { browser: id }, after: null })
  return gone !== undefined
}

/** The push service knows it no more. */
export async function forgetSubscription(tx: Tx, id: string): Promise<void> {
  await notices(tx).deleteFrom('notices.subscription').where('id', '=', id).execute()
}
