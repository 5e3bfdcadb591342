import { tables, type Read } from '../../../platform/database.ts'

const register = tables('register')

/** A place of the tree, or with building, unit or home the finest part that is known of a community. */
export interface PlaceRef {
  readonly placeId: string
  readonly buildingId: string | null
  readonly unitId: string | null
  readonly homeId: string | null
}

export interface PlaceWords {
  readonly place: string
  /** 3栋2单元201; empty for a whole place. */
  readonly part: string
}

/** Words for many places, in the order asked. */
export async function describePlaces(read: Read, refs: readonly PlaceRef[]): Promise<PlaceWords[]> {
  const wanted = (key: 'placeId' | 'buildingId' | 'unitId' | 'homeId') => [...new Set(refs.flatMap((ref) => ref[key] ?? []))]
  const communities = [...new Set(refs.flatMap((ref) => (ref.buildingId ?? ref.unitId ?? ref.homeId) === null ? [] : [ref.placeId]))]
  const names = async (table: 'register.building' | 'register.unit' | 'register.home', ids: readonly string[]) =>
    ids.length === 0 ? [] : register(read).selectFrom(table).select(['id', 'name']).where('community_id', 'in', communities).where('id', 'in', ids).execute()
  const places = refs.length === 0 ? [] : await register(read).selectFrom('register.place').select(['id', 'name']).where('id', 'in', wanted('placeId')).execute()
  const parts = [...(await names('register.building', wanted('buildingId'))), ...(await names('register.unit', wanted('unitId'))), ...(await names('register.home', wanted('homeId')))]
  const word = new Map([...places, ...parts].map(({ id, name }) => [id, name]))
  const said = (id: string | null) => (id === null ? '' : (word.get(id) ?? ''))
  return refs.map((ref) => ({ place: said(ref.placeId), part: `${said(ref.buildingId)}${said(ref.unitId)}${said(ref.homeId)}` }))
}

/** Whether a building or unit belongs to the community (and the unit to the building); nothing named belongs everywhere. */
export async function hasPart(read: Read, communityId: string, { buildingId, unitId }: { readonly buildingId: string | null; readonly unitId: string | null }): Promise<boolean> {
  if (unitId !== null) {
    const unit = await register(read).selectFrom('register.unit').select('building_id').where('community_id', '=', communityId).where('id', '=', unitId).executeTakeFirst()
    return unit !== undefined && unit.building_id === buildingId
  }
  if (buildingId === null) return true
  return (await register(read).selectFrom('register.building').select('id').where('community_id', '=', communityId).where('id', '=', buildingId).executeTakeFirst()) !== undefined
}
