/** Where a page of a list ended: opaque to callers, and checked when it comes back, since it goes into a query. */
import { common } from './problem.ts'

const SEPARATOR = '\n'

/** Of the last row shown. */
export const cursorOf = (...parts: readonly (string | number)[]): string => Buffer.from(parts.join(SEPARATOR)).toString('base64url')

type Check = (part: string) => boolean

/** Null without a cursor. @throws Problem for one that no page of ours gave out. */
export function cursorParts<const C extends readonly Check[]>(cursor: string | undefined, checks: C): { [K in keyof C]: string } | null {
  if (cursor === undefined) return null
  const parts = Buffer.from(cursor, 'base64url').toString().split(SEPARATOR)
  if (parts.length !== checks.length || !parts.every((part, index) => checks[index]?.(part))) throw common('common/invalid', { errors: [{ pointer: '/query/cursor', code: 'invalid_format' }] })
  return parts as { [K in keyof C]: string }
}

export const isUuid: Check = (part) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(part)
export const isNumber: Check = (part) => /^\d{1,15}$/.test(part)
/** Also a real one: the 99th of a month has the right shape. */
export const isInstant: Check = (part) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(part) && isReal(part)

function isReal(instant: string): boolean {
  try {
    Temporal.Instant.from(instant)
    return true
  } catch {
    return false
  }
}
