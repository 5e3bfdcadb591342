/** Rights in words. */
import type { Read } from '../../platform/database.ts'
import { common } from '../../platform/problem.ts'
import { describePlaces } from '../register/public.ts'
import type { Standing } from './rules.ts'

/** By the standing's id: 观音新村 3栋2单元201, 桂花社区. */
export async function placeWords(read: Read, standings: readonly Pick<Standing, 'id' | 'place' | 'buildingId' | 'unitId' | 'homeId'>[]): Promise<ReadonlyMap<string, string>> {
  const words = await describePlaces(read, standings.map(({ place, buildingId, unitId, homeId }) => ({ placeId: place.id, buildingId, unitId, homeId })))
  return new Map(standings.map(({ id }, index) => [id, [words[index]?.place, words[index]?.part].filter(Boolean).join(' ')]))
}

const SEPARATOR = '\n'

/** Of the last row shown. */
export const cursorOf = (parts: readonly string[]): string => Buffer.from(parts.join(SEPARATOR)).toString('base64url')

/** @throws Problem for one that no page of ours gave out. */
export function cursorParts(cursor: string | undefined, patterns: readonly RegExp[]): string[] | null {
  if (cursor === undefined) return null
  const parts = Buffer.from(cursor, 'base64url').toString().split(SEPARATOR)
  if (parts.length !== patterns.length || !parts.every((part, index) => patterns[index]?.test(part))) throw common('common/invalid', { errors: [{ pointer: '/query/cursor', code: 'invalid_format' }] })
  return parts
}

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
export const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/
export const NUMBER = /^\d{1,15}$/
