/** Who was told what of a case, and whether it arrived. */
import type { Actor } from '../../platform/actor.ts'
import type { Read } from '../../platform/database.ts'
import type { Keys } from '../../platform/keys.ts'
import { findToldAbout, titleOf } from '../notices/public.ts'
import { personNames } from '../register/public.ts'
import * as policy from './policy.ts'
import type { Subject } from './policy.ts'

const MOST = 100

/** Those at work on the case see everything that went out about it, never to which address; the reporter what was for them. */
export async function toldOf(read: Read, keys: Keys, actor: Actor, subject: Subject) {
  const { communityId, id, reporterPersonId } = subject.case
  const told = await findToldAbout(read, communityId, id, policy.seesInternal(actor, subject) ? null : actor.personId, MOST)
  const isReporter = (personId: string): boolean => personId === reporterPersonId
  const names = await personNames(read, keys, told.map(({ notice }) => notice.personId).filter((personId) => !isReporter(personId)))
  return {
    items: told.map(({ notice, deliveries }) => ({
      at: notice.at.toString(),
      title: { zh: titleOf(notice, 'zh'), en: titleOf(notice, 'en') },
      to: isReporter(notice.personId) ? ('reporter' as const) : ('work' as const),
      name: names.get(notice.personId) ?? null,
      deliveries: deliveries.map(({ channel, state, at, attempts, error }) => ({ channel, state, at: at.toString(), attempts, error })),
    })),
  }
}
