import { recordChange } from '../../../platform/audit.ts'
import { tables, type Read, type Tx } from '../../../platform/database.ts'
import type { PersonId } from '../../../platform/ids.ts'

const register = tables('register')

/** Ciphertext as stored; opened only where it is shown. */
export interface SealedPerson {
  readonly id: PersonId
  /** Null: the person was erased. */
  readonly wrappedKey: Buffer | null
  readonly name: Buffer
  readonly phone: Buffer | null
  readonly birthYear: number | null
}

export async function findPeople(read: Read, ids: readonly string[]): Promise<SealedPerson[]> {
  if (ids.length === 0) return []
  const rows = await register(read).selectFrom('register.person').select(['id', 'wrapped_key', 'name', 'phone', 'birth_year']).where('id', '=', (eb) => eb.fn.any(eb.val([...new Set(ids)]))).execute()
  return rows.map((row) => ({ id: row.id as PersonId, wrappedKey: row.wrapped_key, name: row.name, phone: row.phone, birthYear: row.birth_year }))
}

export async function findByPhone(read: Read, phoneIndex: Uint8Array): Promise<SealedPerson[]> {
  const rows = await register(read).selectFrom('register.person').select(['id', 'wrapped_key', 'name', 'phone', 'birth_year']).where('phone_index', '=', Buffer.from(phoneIndex)).orderBy('id').limit(20).execute()
  return rows.map((row) => ({ id: row.id as PersonId, wrappedKey: row.wrapped_key, name: row.name, phone: row.phone, birthYear: row.birth_year }))
}

export async function insertPerson(tx: Tx, person: Pick<SealedPerson, 'id' | 'name' | 'phone'> & { readonly wrappedKey: Buffer }, phoneIndex: Buffer | null, at: Temporal.Instant): Promise<void> {
  await register(tx).insertInto('register.person').values({ id: person.id, wrapped_key: person.wrappedKey, name: person.name, phone: person.phone, phone_index: phoneIndex, recorded_at: at }).execute()
  recordChange(tx, { subjectKind: 'person', subjectId: person.id, before: null, after: { name: person.name.toString('base64'), phone: person.phone?.toString('base64') ?? null } })
}

/** People of several communities at once by the communities' own tokens. */
export async function findByTokens(read: Read, tokens: readonly { readonly communityId: string; readonly token: Buffer }[], limit: number): Promise<{ communityId: string; personId: string }[]> {
  if (tokens.length === 0) return []
  const rows = await register(read)
    .selectFrom('register.person_token')
    .select(['community_id', 'person_id'])
    .where((eb) => eb(eb.refTuple('community_id', 'token'), 'in', tokens.map(({ communityId, token }) => eb.tuple(communityId, token))))
    .limit(limit)
    .execute()
  return rows.map((row) => ({ communityId: row.community_id, personId: row.person_id }))
}
