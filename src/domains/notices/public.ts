/** All that other domains may know of notices. */
import type { Tx } from '../../platform/database.ts'
import { enqueue } from '../../platform/jobs.ts'
import { deliverNotices } from './jobs.ts'
import type { Language } from './rules/kinds.ts'
import { deadlineIn } from './rules/letter.ts'
import { sentenceOf } from './rules/sentence.ts'
import { insertDeliveries } from './stores/deliveries.ts'
import { insertNotices, type Notice, type OwnNotice } from './stores/notices.ts'

export type { Notice, OwnNotice } from './stores/notices.ts'
export { findToldAbout } from './stores/deliveries.ts'
export type { NoticeKind, Said } from './rules/kinds.ts'

/**
 * Tells people, within the command that gives the reason: undone with it, and never a network call. Costs nothing when there is nobody to tell.
 * Not for what a work queue shows anyway: a normal arrival is told to nobody.
 */
export async function tell(tx: Tx, notices: readonly Notice[], now: Temporal.Instant): Promise<void> {
  const { notices: told, reaches } = await insertNotices(tx, notices, now)
  if (reaches.length === 0) return
  const due = await insertDeliveries(tx, told, reaches, now)
  if (due !== null && Temporal.Instant.compare(due, now) <= 0) enqueue(tx, deliverNotices, {})
}

/** The line that a notice has in a list. */
export const titleOf = ({ kind, said }: OwnNotice, language: Language): string => sentenceOf(language, kind, said, { organisation: null, deadline: deadlineIn(language) }).title
