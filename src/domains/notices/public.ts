/** All that other domains may know of notices. */
import type { Tx } from '../../platform/database.ts'
import { insertNotices, type Notice } from './stores/notices.ts'

export type { Notice } from './stores/notices.ts'
export type { NoticeKind, Said } from './rules/kinds.ts'

/**
 * Tells people, within the command that gives the reason: undone with it, and never a network call. Costs nothing when there is nobody to tell.
 * Not for what a work queue shows anyway: a normal arrival is told to nobody.
 */
export async function tell(tx: Tx, notices: readonly Notice[], now: Temporal.Instant): Promise<void> {
  await insertNotices(tx, notices, now)
}
