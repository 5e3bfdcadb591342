/** Who hears of a case beside its reporter. */
import { tables, type Read, type Tx } from '../../../platform/database.ts'
import type { PersonId } from '../../../platform/ids.ts'
import type { Case } from '../rules/case.ts'

const requests = tables('requests')

export async function findFollowers(read: Read, { communityId, id }: Pick<Case, 'communityId' | 'id'>): Promise<PersonId[]> {
  const rows = await requests(read).selectFrom('requests.follower').select('person_id').where('community_id', '=', communityId).where('request_id', '=', id).orderBy('at').execute()
  return rows.map((row) => row.person_id as PersonId)
}

/** The case is locked, and its count of followers saved with it. */
export async function addFollowers(tx: Tx, { communityId, id }: Pick<Case, 'communityId' | 'id'>, personIds: readonly PersonId[], how: 'merged' | 'joined' | 'follows', at: Temporal.Instant): Promise<void> {
  if (personIds.length === 0) return
  await requests(tx)
    .insertInto('requests.follower')
    .values(personIds.map((person_id) => ({ community_id: communityId, request_id: id, person_id, at, how })))
    .execute()
}
