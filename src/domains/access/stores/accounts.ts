import { tables, type Read, type Tx } from '../../../platform/database.ts'
import { newId, type AccountId, type PersonId } from '../../../platform/ids.ts'

const access = tables('access')

export interface Account {
  readonly id: AccountId
  readonly personId: PersonId
  readonly lastStandingId: string | null
}

/** The person's account, made at their first login; `made` says whether it was now. */
export async function ensureAccount(tx: Tx, personId: string, now: Temporal.Instant): Promise<Account & { readonly made: boolean }> {
  const made = await access(tx)
    .insertInto('access.account')
    .values({ id: newId<'account'>(), person_id: personId, created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.column('person_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  const row = await access(tx).selectFrom('access.account').select(['id', 'person_id', 'last_standing_id']).where('person_id', '=', personId).executeTakeFirstOrThrow()
  return { id: row.id as AccountId, personId: row.person_id as PersonId, lastStandingId: row.last_standing_id, made: made !== undefined }
}

const PASSWORD = 'credential'

export interface KnownPassword extends Account {
  readonly hash: string
}

/** Of some people, those who have set a password. */
export async function findPasswords(read: Read, personIds: readonly string[]): Promise<KnownPassword[]> {
  if (personIds.length === 0) return []
  const rows = await access(read)
    .selectFrom('access.account as account')
    .innerJoin('access.credential as credential', 'credential.account_id', 'account.id')
    .select(['account.id', 'account.person_id', 'account.last_standing_id', 'credential.password'])
    .where('account.person_id', 'in', personIds)
    .where('credential.provider_id', '=', PASSWORD)
    .orderBy('account.id')
    .execute()
  return rows.flatMap((row) => (row.password === null ? [] : [{ id: row.id as AccountId, personId: row.person_id as PersonId, lastStandingId: row.last_standing_id, hash: row.password }]))
}

export async function savePassword(tx: Tx, accountId: string, hash: string, now: Temporal.Instant): Promise<void> {
  await access(tx)
    .insertInto('access.credential')
    .values({ id: newId<'credential'>(), account_id: accountId, provider_id: PASSWORD, provider_account_id: accountId, password: hash, created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.columns(['provider_id', 'provider_account_id']).doUpdateSet({ password: hash, updated_at: now }))
    .execute()
}

export interface SecondFactor {
  /** Encrypted, and proven by a code; null before the first one is. */
  readonly secret: string | null
  /** Encrypted; takes the place of the secret with its first code. */
  readonly pendingSecret: string | null
  readonly lastStep: number
  readonly recoveryCodes: readonly string[]
}

export async function findSecondFactor(read: Read, accountId: string): Promise<SecondFactor | null> {
  return secondFactorFrom(await access(read).selectFrom('access.second_factor').selectAll().where('account_id', '=', accountId).executeTakeFirst())
}

export async function lockSecondFactor(tx: Tx, accountId: string): Promise<SecondFactor | null> {
  return secondFactorFrom(await access(tx).selectFrom('access.second_factor').selectAll().where('account_id', '=', accountId).forUpdate().executeTakeFirst())
}

const secondFactorFrom = (row: { secret: string | null; pending_secret: string | null; last_step: number; recovery_codes: string[] } | undefined): SecondFactor | null =>
  row ? { secret: row.secret, pendingSecret: row.pending_secret, lastStep: row.last_step, recoveryCodes: row.recovery_codes } : null

/** What counts until now goes on counting. */
export async function savePendingSecret(tx: Tx, accountId: string, pendingSecret: string): Promise<void> {
  await access(tx)
    .insertInto('access.second_factor')
    .values({ account_id: accountId, pending_secret: pendingSecret })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ pending_secret: pendingSecret }))
    .execute()
}

export async function confirmSecondFactor(tx: Tx, accountId: string, confirmed: { readonly secret: string; readonly lastStep: number; readonly recoveryCodes: readonly string[] }, now: Temporal.Instant): Promise<void> {
  await access(tx)
    .updateTable('access.second_factor')
    .set({ secret: confirmed.secret, pending_secret: null, confirmed_at: now, last_step: confirmed.lastStep, recovery_codes: [...confirmed.recoveryCodes] })
    .where('account_id', '=', accountId)
    .execute()
}

export async function spend(tx: Tx, accountId: string, left: { readonly lastStep: number; readonly recoveryCodes: readonly string[] }): Promise<void> {
  await access(tx).updateTable('access.second_factor').set({ last_step: left.lastStep, recovery_codes: [...left.recoveryCodes] }).where('account_id', '=', accountId).execute()
}

/** What counted counts no longer; the next login enrols another. */
export async function forgetSecondFactor(tx: Tx, accountId: string): Promise<void> {
  await access(tx).updateTable('access.second_factor').set({ secret: null, pending_secret: null, confirmed_at: null, last_step: 0, recovery_codes: [] }).where('account_id', '=', accountId).execute()
}

export async function findAccountOf(read: Read, personId: string): Promise<AccountId | null> {
  const row = await access(read).selectFrom('access.account').select('id').where('person_id', '=', personId).executeTakeFirst()
  return (row?.id ?? null) as AccountId | null
}
