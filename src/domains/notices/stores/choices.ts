/** What people chose, and where they can be reached outside the app. Addresses are ciphertext under their person's key. */
import { sql, type RawBuilder } from 'kysely'
import { recordChange } from '../../../platform/audit.ts'
import { select, tables, type Read, type Tx } from '../../../platform/database.ts'
import type { Id, PersonId } from '../../../platform/ids.ts'
import { DEFAULT_CHOICES, type Choices } from '../rules/choices.ts'

const notices = tables('notices')

export async function findChoices(read: Read, personId: string): Promise<Choices> {
  const row = await notices(read).selectFrom('notices.choice').select('chosen').where('person_id', '=', personId).executeTakeFirst()
  return choicesFrom(row?.chosen)
}

/** What is stored may be older than a choice that was added since. */
const choicesFrom = (chosen: unknown): Choices => ({ ...DEFAULT_CHOICES, ...(chosen as Partial<Choices> | null | undefined) })

export async function saveChoices(tx: Tx, personId: PersonId, before: Choices, after: Choices, now: Temporal.Instant): Promise<void> {
  const chosen = JSON.stringify(after)
  await notices(tx)
    .insertInto('notices.choice')
    .values({ person_id: personId, chosen, changed_at: now })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ chosen, changed_at: now }))
    .execute()
  recordChange(tx, { subjectKind: 'notice-choices', subjectId: personId, before, after })
}

/** Somebody who can be told outside the app. */
export interface Reach {
  readonly personId: PersonId
  readonly choices: Choices
  readonly hasEmail: boolean
  readonly subscriptionIds: readonly string[]
}

interface ReachRow {
  readonly person_id: string
  readonly chosen: unknown
  readonly has_email: boolean
  readonly subscription_ids: readonly string[]
}

/** Continues a statement that has a table `told` of `person_id`s: of them those who can be told outside the app. */
export const REACH_OF_TOLD: RawBuilder<ReachRow> = sql<ReachRow>`
  select person.id as person_id, choice.chosen, address.person_id is not null as has_email, subscribed.ids as subscription_ids
    from (select distinct person_id as id from told) person
    left join notices.choice on choice.person_id = person.id
    left join notices.address on address.person_id = person.id
    cross join lateral (select coalesce(array_agg(id), '{}') as ids from notices.subscription where subscription.person_id = person.id) subscribed
   where address.person_id is not null or subscribed.ids <> '{}'`

export const reachFrom = (row: ReachRow): Reach => ({ personId: row.person_id as PersonId, choices: choicesFrom(row.chosen), hasEmail: row.has_email, subscriptionIds: row.subscription_ids })

export async function findAddress(read: Read, personId: string): Promise<Buffer | null> {
  return (await notices(read).selectFrom('notices.address').select('email').where('person_id', '=', personId).executeTakeFirst())?.email ?? null
}

/** The audit trail keeps the ciphertext: it goes with the person's key. */
export async function saveAddress(tx: Tx, personId: PersonId, email: Buffer, now: Temporal.Instant): Promise<void> {
  const before = await findAddress(tx, personId)
  await notices(tx)
    .insertInto('notices.address')
    .values({ person_id: personId, email, verified_at: now })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ email, verified_at: now }))
    .execute()
  recordChange(tx, { subjectKind: 'notice-address', subjectId: personId, before: before && { email: before.toString('base64') }, after: { email: email.toString('base64') } })
}

export async function deleteAddress(tx: Tx, personId: PersonId): Promise<void> {
  const before = await notices(tx).deleteFrom('notices.address').where('person_id', '=', personId).returning('email').executeTakeFirst()
  await notices(tx).deleteFrom('notices.address_code').where('person_id', '=', personId).execute()
  if (before) recordChange(tx, { subjectKind: 'notice-address', subjectId: personId, before: { email: before.email.toString('base64') }, after: null })
}

export type CodeId = Id<'address-code'>

/** An address whose code was asked for. */
export interface AddressCode {
  readonly personId: PersonId
  readonly email: Buffer
  readonly emailIndex: Buffer
  readonly codeId: CodeId
  readonly tries: number
  readonly expiresAt: Temporal.Instant
  /** Codes asked for by this person since `since`. */
  readonly sent: number
  readonly since: Temporal.Instant
}

/** Locked, so that of several tries at once each is counted. */
export async function lockAddressCode(tx: Tx, personId: string): Promise<AddressCode | null> {
  return codeFrom(await notices(tx).selectFrom('notices.address_code').selectAll().where('person_id', '=', personId).forUpdate().executeTakeFirst())
}

export async function findAddressCode(read: Read, personId: string): Promise<AddressCode | null> {
  return codeFrom(await notices(read).selectFrom('notices.address_code').selectAll().where('person_id', '=', personId).executeTakeFirst())
}

const codeFrom = (row: { person_id: string; email: Buffer; email_index: Buffer; code_id: string; tries: number; expires_at: Temporal.Instant; sent: number; since: Temporal.Instant } | undefined): AddressCode | null =>
  row
    ? { personId: row.person_id as PersonId, email: row.email, emailIndex: row.email_index, codeId: row.code_id as CodeId, tries: row.tries, expiresAt: row.expires_at, sent: row.sent, since: row.since }
    : null

/** How many people asked for a code to this address since then. */
export async function countAskers(read: Read, emailIndex: Buffer, since: Temporal.Instant): Promise<number> {
  const [row] = await select(read, sql<{ people: number }>`select count(*) as people from notices.address_code where email_index = ${emailIndex} and since > ${since.toString()}::timestamptz`)
  return row?.people ?? 0
}

/** Replaces whatever code this person had: that one is dead. */
export async function saveAddressCode(tx: Tx, code: AddressCode): Promise<void> {
  const row = { email: code.email, email_index: code.emailIndex, code_id: code.codeId, tries: code.tries, expires_at: code.expiresAt, sent: code.sent, since: code.since }
  await notices(tx)
    .insertInto('notices.address_code')
    .values({ person_id: code.personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute()
}

/** Spent by its use; how many were asked for is still counted. */
export async function spendAddressCode(tx: Tx, personId: string, now: Temporal.Instant): Promise<void> {
  await notices(tx).updateTable('notices.address_code').set({ expires_at: now }).where('person_id', '=', personId).execute()
}
