/** Sends what is due. Any number of workers may do it at once: each delivery is claimed by one, and an attempt counts before it is made. */
import type { Services } from '../../platform/services.ts'
import { findOrganisations, findPersons, type SealedPerson } from '../register/public.ts'
import { openMailer, type Mailer } from './mail.ts'
import { sendPush, signingKeys, type Subscription } from './push.ts'
import { temporarily, unwanted, type Attempt } from './rules/attempt.ts'
import { nextAttempt, type Choices } from './rules/choices.ts'
import { groupOf } from './rules/kinds.ts'
import { codeLetter, deadlineIn, hrefOf, letterOf, type Carried } from './rules/letter.ts'
import { letters } from './rules/letters.ts'
import { sentenceOf } from './rules/sentence.ts'
import { findAddress, findAddressCode, findChoices } from './stores/choices.ts'
import { claimDue, findCarried, settle, type Claimed } from './stores/deliveries.ts'
import type { OwnNotice } from './stores/notices.ts'
import { findSubscriptions, forgetSubscription } from './stores/subscriptions.ts'
import { noticeTokens } from './tokens.ts'

/** Sent side by side: as many as are claimed at once, so that none waits out its lease. */
const AT_ONCE = 5
/** Longer than any attempt takes. */
const LEASE = { minutes: 3 }

/** @returns how many were tried */
export async function deliverDue(services: Services, signal: AbortSignal): Promise<number> {
  const { database, clock, outside } = services
  const mailer = outside.mail && openMailer(outside.mail)
  let tried = 0
  while (!signal.aborted) {
    const claimed = await database.transaction((tx) => claimDue(tx, clock.now(), LEASE, AT_ONCE))
    await Promise.all(claimed.map((one) => deliver(one, services, mailer)))
    tried += claimed.length
    if (claimed.length < AT_ONCE) break
  }
  return tried
}

async function deliver(claimed: Claimed, services: Services, mailer: Mailer | null): Promise<void> {
  const { database, clock } = services
  const ended = await attempt(claimed, services, mailer)
  const now = clock.now()
  const nextAt = ended.state === 'failed' && !ended.forGood ? nextAttempt(claimed.attempts, now) : null
  const state = ended.state === 'failed' ? (nextAt === null ? 'given-up' : 'failed') : ended.state
  await database.transaction((tx) => settle(tx, claimed, { state, error: ended.state === 'sent' ? null : ended.error, nextAt }, now))
}

async function attempt(claimed: Claimed, services: Services, mailer: Mailer | null): Promise<Attempt> {
  const { read } = services.database
  const notices = await findCarried(read, claimed.id)
  const choices = await findChoices(read, claimed.personId)
  const wanted = notices.filter(({ kind }) => choices[claimed.channel].includes(groupOf(kind)))
  if (wanted.length === 0) return unwanted('switched-off')
  // What waited for the morning may have been read meanwhile.
  const unread = wanted.filter(({ read: isRead }) => !isRead)
  if (unread.length === 0) return unwanted('read')
  const [person] = await findPersons(read, [claimed.personId])
  if (person?.wrappedKey == null) return unwanted('address-gone')
  const message = { claimed, notices: unread, choices, person }
  return claimed.channel === 'email' ? sendMail(message, services, mailer) : push(message, services)
}

interface Message {
  readonly claimed: Claimed
  readonly notices: readonly OwnNotice[]
  readonly choices: Choices
  readonly person: SealedPerson
}

async function sendMail({ claimed, notices, choices, person }: Message, { database, keys, outside, demo }: Services, mailer: Mailer | null): Promise<Attempt> {
  const sealed = await findAddress(database.read, claimed.personId)
  if (sealed === null || person.wrappedKey === null) return unwanted('address-gone')
  if (mailer === null) return temporarily('no-mail-server')
  const to = keys.open(person.id, person.wrappedKey, 'email', sealed)
  const { publicUrl } = outside
  const [first] = notices
  const stop = `${publicUrl}/api/v1/notices/unsubscribe/${noticeTokens(keys).unsubscribe(person.id, claimed.digest || !first ? 'all' : groupOf(first.kind))}`
  const carried = await carriedBy(notices, { database, outside })
  const written = letterOf(carried, { language: choices.language, digest: claimed.digest, demo: demo !== null, choicesHref: `${publicUrl}/notices/choices`, stopHref: stop })
  return mailer.send(to, claimed.id, written, stop)
}

async function push({ claimed, notices: [notice], choices, person }: Message, services: Services): Promise<Attempt> {
  const { database, keys, outside, demo } = services
  const sealed = (await findSubscriptions(database.read, claimed.personId)).find(({ id }) => id === claimed.subscriptionId)
  if (!notice || !sealed || person.wrappedKey === null) return unwanted('address-gone')
  const subscription = JSON.parse(keys.open(person.id, person.wrappedKey, 'push', sealed.sealed)) as Subscription
  const [carried] = await carriedBy([notice], { database, outside })
  if (!carried) return unwanted('read')
  const { title, text } = sentenceOf(choices.language, carried.kind, carried.said, { organisation: carried.organisation, deadline: deadlineIn(choices.language) })
  const payload = { title: demo === null ? title : `${letters[choices.language].demoShort} ${title}`, body: text, path: carried.href.slice(outside.publicUrl.length), tag: claimed.id }
  const contact = outside.publicUrl.startsWith('https:') ? outside.publicUrl : 'mailto:postmaster@localhost'
  const ended = await sendPush(subscription, payload, { keys: await signingKeys(services), contact, allowed: outside.pushServices, urgent: notice.urgent })
  if (ended.state === 'suppressed') await database.transaction((tx) => forgetSubscription(tx, sealed.id))
  return ended
}

async function carriedBy(notices: readonly OwnNotice[], { database, outside }: Pick<Services, 'database' | 'outside'>): Promise<readonly Carried[]> {
  const organisations = await findOrganisations(database.read, notices.flatMap(({ said }) => said.organisationId ?? []))
  return notices.map(({ kind, said, subject }) => ({ kind, said, organisation: organisations.get(said.organisationId ?? '')?.name ?? null, href: hrefOf(outside.publicUrl, groupOf(kind), subject) }))
}

/** The code that proves an address; nothing when another was asked for since. @throws so that it is tried again. */
export async function sendCode(services: Services, { personId, codeId }: { readonly personId: string; readonly codeId: string }): Promise<void> {
  const { database, keys, clock, outside, demo } = services
  const code = await findAddressCode(database.read, personId)
  const now = clock.now()
  if (!code || (code.codeId as string) !== codeId || Temporal.Instant.compare(code.expiresAt, now) <= 0) return
  const [person] = await findPersons(database.read, [personId])
  if (person?.wrappedKey == null || outside.mail === null) return
  const { language } = await findChoices(database.read, personId)
  const minutes = Math.max(1, Math.round(now.until(code.expiresAt).total('minutes')))
  const written = codeLetter(noticeTokens(keys).code(personId, codeId), minutes, { language, demo: demo !== null })
  const ended = await openMailer(outside.mail).send(keys.open(person.id, person.wrappedKey, 'email', code.email), codeId, written, null)
  if (ended.state === 'failed' && !ended.forGood) throw new Error(`the code was not sent: ${ended.error}`)
}
