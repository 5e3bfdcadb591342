import { tables } from '../../../platform/database.ts'
import type { PersonKeys } from '../../../platform/key-rotation.ts'

const register = tables('register')

/** For the rotation of the master key. */
export const personKeys: PersonKeys = {
  async after(read, personId, limit) {
    const all = register(read).selectFrom('register.person').select(['id', 'wrapped_key']).where('wrapped_key', 'is not', null).orderBy('id').limit(limit)
    const rows = await (personId === null ? all : all.where('id', '>', personId)).execute()
    return rows.flatMap(({ id, wrapped_key }) => (wrapped_key === null ? [] : [{ personId: id, wrapped: wrapped_key }]))
  },
  async replace(tx, personId, before, after) {
    await register(tx).updateTable('register.person').set({ wrapped_key: after }).where('id', '=', personId).where('wrapped_key', '=', before).execute()
  },
}
