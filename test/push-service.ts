/** A push service on loopback (RFC 8030) with browsers behind it, which decrypt what they get (RFC 8291) and check who signed it (RFC 8292). */
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface TestBrowser {
  readonly subscription: { readonly endpoint: string; readonly p256dh: string; readonly auth: string }
  readonly received: readonly { readonly payload: unknown; readonly urgency: string | undefined; readonly topic: string | undefined; readonly ttl: string | undefined }[]
  /** What the service answers to messages for it; 201 as a rule. */
  status: number
}

export interface PushService {
  /** As the operator would list it. */
  readonly host: string
  newBrowser(): TestBrowser
  close(): Promise<void>
}

export async function openPushService(serverKey: () => Promise<string>): Promise<PushService> {
  const inboxes = new Map<string, (request: IncomingMessage, body: Buffer) => Promise<number>>()
  const server = createServer((request, reply) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const take = inboxes.get(request.url ?? '')
      void (take ? take(request, Buffer.concat(chunks)) : Promise.resolve(404)).catch(() => 400).then((status) => reply.writeHead(status).end())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    newBrowser() {
      const own = createECDH('prime256v1')
      own.generateKeys()
      const auth = randomBytes(16)
      const path = `/push/${randomBytes(12).toString('hex')}`
      const received: TestBrowser['received'][number][] = []
      const browser: TestBrowser = { subscription: { endpoint: `http://${host}${path}`, p256dh: own.getPublicKey().toString('base64url'), auth: auth.toString('base64url') }, received, status: 201 }
      inboxes.set(path, async (request, body) => {
        checkSignature(request.headers.authorization ?? '', `http://${host}`, await serverKey())
        if (browser.status !== 201) return browser.status
        if (request.headers['content-encoding'] !== 'aes128gcm') throw new Error('not encrypted')
        const { urgency, topic, ttl } = request.headers as Record<string, string | undefined>
        received.push({ payload: JSON.parse(decrypt(body, own, auth).toString()) as unknown, urgency, topic, ttl })
        return 201
      })
      return browser
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const derive = (key: Buffer, salt: Buffer, info: Buffer, length: number): Buffer => Buffer.from(hkdfSync('sha256', key, salt, info, length))

/** RFC 8291 section 3.4 over RFC 8188: one record. */
function decrypt(body: Buffer, own: ReturnType<typeof createECDH>, auth: Buffer): Buffer {
  const salt = body.subarray(0, 16)
  const keyLength = body[20] ?? 0
  const sender = body.subarray(21, 21 + keyLength)
  const secret = own.computeSecret(sender)
  const ikm = derive(secret, auth, Buffer.concat([Buffer.from('WebPush: info\0'), own.getPublicKey(), sender]), 32)
  const key = derive(ikm, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(ikm, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const record = body.subarray(21 + keyLength)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(record.subarray(-16))
  const plain = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
  return plain.subarray(0, plain.lastIndexOf(2))
}

/** `vapid t=JWT, k=key`: signed for us, not long valid, and by the key that the browser was subscribed with. */
function checkSignature(header: string, audience: string, serverKey: string): void {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/u.exec(header) ?? []
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') } })
  const isSigned = verify('sha256', Buffer.from(`${head}.${claims}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string; exp: number; sub: string }
  const left_s = exp - Temporal.Now.instant().epochMilliseconds / 1_000
  if (!isSigned || key !== serverKey || aud !== audience || left_s < 0 || left_s > 24 * 3_600 || !/^(mailto|https):/u.test(sub)) throw new Error('wrongly signed')
}
