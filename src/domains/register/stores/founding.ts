import { tables, type Read, type Tx } from '../../../platform/database.ts'
import type { OrganisationId, PlaceId } from '../../../platform/ids.ts'

const register = tables('register')

export interface FoundedPlace {
  readonly id: PlaceId
  readonly kind: 'city' | 'district' | 'street' | 'office'
  readonly parentId: PlaceId | null
  readonly no: number
  readonly path: string
  readonly code: string
  readonly name: string
  readonly initials: string
}

export interface FoundedOrganisation {
  readonly id: OrganisationId
  readonly kind: 'bureau' | 'district' | 'street' | 'community_office'
  readonly name: string
  readonly placeId: PlaceId
}

export async function hasPlaces(read: Read): Promise<boolean> {
  return (await register(read).selectFrom('register.place').select('id').limit(1).executeTakeFirst()) !== undefined
}

export async function findCity(read: Read): Promise<{ readonly id: PlaceId; readonly name: string } | null> {
  const row = await register(read).selectFrom('register.place').select(['id', 'name']).where('kind', '=', 'city').executeTakeFirst()
  return row ? { id: row.id as PlaceId, name: row.name } : null
}

/** A statement takes 65,535 values at most. */
const AT_ONCE = 1_000

export async function insertFounding(tx: Tx, places: readonly FoundedPlace[], organisations: readonly FoundedOrganisation[], validFrom: string): Promise<void> {
  for (let from = 0; from < places.length; from += AT_ONCE) {
    const rows = places.slice(from, from + AT_ONCE)
    await register(tx)
      .insertInto('register.place')
      .values(rows.map(({ parentId, ...place }) => ({ ...place, parent_id: parentId, valid_from: validFrom })))
      .execute()
  }
  for (let from = 0; from < organisations.length; from += AT_ONCE) {
    const rows = organisations.slice(from, from + AT_ONCE)
    await register(tx)
      .insertInto('register.organisation')
      .values(rows.map(({ placeId, ...organisation }) => ({ ...organisation, place_id: placeId, valid_from: validFrom })))
      .execute()
  }
}
