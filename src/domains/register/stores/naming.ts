/** What operators name on the command line, and bodies that are not of the city's own tree. */
import { recordChange } from '../../../platform/audit.ts'
import { tables, type Read, type Tx } from '../../../platform/database.ts'
import { newId, type CommunityId, type OrganisationId } from '../../../platform/ids.ts'

const register = tables('register')

export interface NamedCommunity {
  readonly id: CommunityId
  readonly shortCode: string
  readonly name: string
}

/** Enough to tell somebody that a name is not unique. */
const MOST = 10

/** The communities with that name, code or short code. */
export async function communitiesNamed(read: Read, word: string): Promise<readonly NamedCommunity[]> {
  const rows = await register(read)
    .selectFrom('register.community')
    .innerJoin('register.place', 'register.place.id', 'register.community.community_id')
    .select(['register.community.community_id', 'register.community.short_code', 'register.place.name'])
    .where((eb) => eb.or([eb('register.place.name', '=', word), eb('register.place.code', '=', word), eb('register.community.short_code', '=', word)]))
    .orderBy('register.community.short_code')
    .limit(MOST)
    .execute()
  return rows.map((row) => ({ id: row.community_id as CommunityId, shortCode: row.short_code, name: row.name }))
}

/** A body that governs no place. */
export async function recordOrganisation(tx: Tx, organisation: { readonly kind: 'company'; readonly name: string }, today: string): Promise<OrganisationId> {
  const id = newId<'organisation'>()
  await register(tx).insertInto('register.organisation').values({ id, ...organisation, valid_from: today }).execute()
  recordChange(tx, { subjectKind: 'organisation', subjectId: id, before: null, after: organisation })
  return id
}
