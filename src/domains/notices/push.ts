/** The way out by web push (RFC 8030): encrypted for one browser (RFC 8291), signed by our key (VAPID, RFC 8292). */
import webPush from 'web-push'
import { claim } from '../../platform/claim.ts'
import type { Services } from '../../platform/services.ts'
import { readSetting, saveSetting } from '../../platform/settings.ts'
import { forGood, temporarily, unwanted, type Attempt } from './rules/attempt.ts'

const SETTING = 'notices-push'
const KEPT_BY_SERVICE_s = 24 * 3_600
const SEND_WITHIN_ms = 30_000

/** As a browser gives it out. */
export interface Subscription {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

export interface Payload {
  readonly title: string
  readonly body: string
  /** Within our own address. */
  readonly path: string
  readonly tag: string
}

interface SigningKeys {
  readonly publicKey: string
  readonly privateKey: string
}

/** The house's signing keys: made once, since every subscription is bound to the public one. The private one is sealed. */
export async function signingKeys({ database, keys }: Pick<Services, 'database' | 'keys'>): Promise<SigningKeys> {
  const box = keys.box(SETTING)
  const read = async () => (await readSetting(database.read, SETTING)) as { publicKey: string; sealed: string } | null
  const opened = (known: { publicKey: string; sealed: string }): SigningKeys => ({ publicKey: known.publicKey, privateKey: box.open(Buffer.from(known.sealed, 'base64'), 'private') })
  for (;;) {
    const known = await read()
    if (known) return opened(known)
    await database.transaction(async (tx) => {
      // Of several processes that begin at once, one makes them.
      if (!(await claim(tx, SETTING)) || (await readSetting(tx, SETTING)) !== null) return
      const made = webPush.generateVAPIDKeys()
      await saveSetting(tx, SETTING, { publicKey: made.publicKey, sealed: box.seal(made.privateKey, 'private').toString('base64') })
    })
  }
}

/** Whether an address belongs to a push service that the operator allows: we call no other, whatever a browser claims. */
export function isPushService(endpoint: string, allowed: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false
  const { protocol, host, hostname, username, password } = new URL(endpoint)
  const isSafe = protocol === 'https:' || (protocol === 'http:' && hostname.startsWith('127.'))
  return isSafe && username === '' && password === '' && allowed.some((known) => host === known || (known.startsWith('*.') && host.endsWith(known.slice(1))))
}

interface PushOptions {
  readonly keys: SigningKeys
  /** Whom the push service may write to about us. */
  readonly contact: string
  readonly allowed: readonly string[]
  readonly urgent: boolean
}

export async function sendPush({ endpoint, p256dh, auth }: Subscription, payload: Payload, { keys, contact, allowed, urgent }: PushOptions): Promise<Attempt> {
  if (!isPushService(endpoint, allowed)) return forGood('push-service-unknown')
  const request = encrypted({ endpoint, keys: { p256dh, auth } }, payload, keys, contact, urgent)
  if (request === null) return forGood('push-keys')
  try {
    const reply = await fetch(endpoint, { method: 'POST', headers: request.headers, body: request.body, redirect: 'manual', signal: AbortSignal.timeout(SEND_WITHIN_ms) })
    await reply.body?.cancel()
    return outcomeOf(reply.status)
  } catch (error) {
    return temporarily((error as Error).name === 'TimeoutError' ? 'timeout' : 'push-unreachable')
  }
}

/** Null when the browser's keys are none. */
function encrypted(subscription: webPush.PushSubscription, payload: Payload, keys: SigningKeys, contact: string, urgent: boolean) {
  try {
    const { headers, body } = webPush.generateRequestDetails(subscription, JSON.stringify(payload), {
      vapidDetails: { subject: contact, ...keys },
      TTL: KEPT_BY_SERVICE_s,
      urgency: urgent ? 'high' : 'normal',
      // A repeated attempt replaces the one before, where that still waits for the browser.
      topic: payload.tag.replaceAll('-', ''),
      contentEncoding: 'aes128gcm',
    })
    const sent = Object.entries(headers).filter(([name]) => name !== 'Content-Length')
    return { headers: Object.fromEntries(sent.map(([name, value]) => [name, String(value)])), body: new Uint8Array(body) }
  } catch {
    return null
  }
}

function outcomeOf(status: number): Attempt {
  if (status >= 200 && status < 300) return { state: 'sent' }
  if (status === 404 || status === 410) return unwanted('address-gone')
  return status === 429 || status >= 500 ? temporarily(`push-${status}`) : forGood(`push-${status}`)
}
