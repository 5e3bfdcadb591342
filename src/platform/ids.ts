import { randomUUIDv7 } from 'node:crypto'

import type { Id } from './id-kinds.ts'

export type * from './id-kinds.ts'

/** UUIDv7 (RFC 9562): ordered by creation, so that indexes grow at one end. */
export const newId = <K extends string>(): Id<K> => randomUUIDv7() as Id<K>
