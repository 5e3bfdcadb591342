/** Rights in words. */
import type { Read } from '../../platform/database.ts'
import { describePlaces } from '../register/public.ts'
import type { Standing } from './rules.ts'

/** By the standing's id: 观音新村 3栋2单元201, 桂花社区. */
export async function placeWords(read: Read, standings: readonly Pick<Standing, 'id' | 'place' | 'buildingId' | 'unitId' | 'homeId'>[]): Promise<ReadonlyMap<string, string>> {
  const words = await describePlaces(read, standings.map(({ place, buildingId, unitId, homeId }) => ({ placeId: place.id, buildingId, unitId, homeId })))
  return new Map(standings.map(({ id }, index) => [id, [words[index]?.place, words[index]?.part].filter(Boolean).join(' ')]))
}
