/** How somebody is told, as a reply. */
import type { Read } from '../../../platform/database.ts'
import { common } from '../../../platform/problem.ts'
import type { Services } from '../../../platform/services.ts'
import { findPersons } from '../../register/public.ts'
import { signingKeys } from '../push.ts'
import { findAddress, findAddressCode, findChoices } from '../stores/choices.ts'
import { findSubscriptions } from '../stores/subscriptions.ts'

export async function keyOf(read: Read, personId: string): Promise<Buffer> {
  const [person] = await findPersons(read, [personId])
  if (person?.wrappedKey == null) throw common('common/forbidden')
  return person.wrappedKey
}

/** Everything chosen, as its owner sees it. */
export async function shown(services: Services, read: Read, personId: string, now: Temporal.Instant) {
  const { keys, outside } = services
  const { language, email, push, quiet, digest } = await findChoices(read, personId)
  const [sealed, code, [person], browsers, { publicKey }] = await Promise.all([findAddress(read, personId), findAddressCode(read, personId), findPersons(read, [personId]), findSubscriptions(read, personId), signingKeys(services)])
  const open = (box: Buffer | null | undefined): string | null => (box == null || person?.wrappedKey == null ? null : keys.open(person.id, person.wrappedKey, 'email', box))
  const isWaiting = code !== null && Temporal.Instant.compare(code.expiresAt, now) > 0
  return {
    choices: { language, email: [...email], push: [...push], quiet, digest },
    email: { offered: outside.mail !== null, address: open(sealed), unproven: isWaiting ? { address: open(code.email) ?? '', until: code.expiresAt.toString() } : null },
    push: { publicKey, browsers: browsers.map(({ id, createdAt }) => ({ id: id as string, since: createdAt.toString() })) },
  }
}
