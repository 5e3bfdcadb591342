import { tables, type Read, type Tx } from '../../../platform/database.ts'
import { newId } from '../../../platform/ids.ts'
import type { Role } from '../roles.ts'

const access = tables('access')

type Row = { code: string; face: string; place_kinds: string[]; second_factor: boolean; disjoint_group: string | null; actions: string[] }
const columns = ['code', 'face', 'place_kinds', 'second_factor', 'disjoint_group', 'actions'] as const

const roleFrom = (row: Row): Role => ({
  code: row.code,
  face: row.face as Role['face'],
  placeKinds: row.place_kinds as unknown as Role['placeKinds'],
  secondFactor: row.second_factor,
  disjointGroup: row.disjoint_group,
  actions: row.actions as unknown as Role['actions'],
})

export async function findRoles(read: Read): Promise<Role[]> {
  return (await access(read).selectFrom('access.role').select(columns).orderBy('code').execute()).map(roleFrom)
}

export async function lockRole(tx: Tx, code: string): Promise<(Role & { readonly id: string }) | null> {
  const row = await access(tx).selectFrom('access.role').select([...columns, 'id']).where('code', '=', code).forUpdate().executeTakeFirst()
  return row ? { ...roleFrom(row), id: row.id } : null
}

export async function saveRole(tx: Tx, role: Role): Promise<void> {
  await access(tx).updateTable('access.role').set({ actions: [...role.actions], second_factor: role.secondFactor }).where('code', '=', role.code).execute()
}

/** Fills an empty table; where it has rows, they decide. Safe to call from several processes at once. */
export async function seedRoles(tx: Tx, roles: readonly Role[]): Promise<void> {
  if (await access(tx).selectFrom('access.role').select('code').limit(1).executeTakeFirst()) return
  await access(tx)
    .insertInto('access.role')
    .values(roles.map((role) => ({ id: newId<'role'>(), code: role.code, face: role.face, place_kinds: [...role.placeKinds], second_factor: role.secondFactor, disjoint_group: role.disjointGroup, actions: [...role.actions] })))
    .onConflict((conflict) => conflict.column('code').doNothing())
    .execute()
}
