/** Names, phones, mail and push addresses at rest: the whole data directory and the server’s log are searched for what people gave. */
import { createReadStream } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { open, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openCityDatabase } from './residents.ts'
import { openSmtpServer } from './smtp-server.ts'
import { loadDemo, newDataDirectory, removeDirectory, startServer } from './server.ts'

const PHONE_LENGTH = 11
const PHONE = /154\d{8}/gu

let data: string
let phones: ReadonlySet<string>
beforeAll(async () => {
  data = await newDataDirectory()
  await loadDemo(data, 7)
  const city = await openCityDatabase(data)
  phones = new Set(await city.phones())
  await city.close()
}, 240_000)
afterAll(() => removeDirectory(data))

const EMAIL = 'grandma.liu@mail.example.org'
const ENDPOINT = 'https://push.example.org/wpush/v2/abcdefghijklmnopqrstuvwxyz0123456789'
const KEPT_SECRET = [EMAIL, ENDPOINT]

/** Which of the secrets stand in a file, as they are or as PostgreSQL writes bytes. */
async function secretsIn(path: string): Promise<string[]> {
  const text = await readFile(path, 'latin1')
  return KEPT_SECRET.filter((secret) => text.includes(secret) || text.includes(Buffer.from(secret).toString('hex')))
}

/** Every phone number of the set that stands in a file, read in pieces that overlap by one number less a digit. */
async function phonesIn(path: string): Promise<string[]> {
  const found: string[] = []
  let tail = ''
  for await (const chunk of createReadStream(path, { encoding: 'latin1', highWaterMark: 1 << 20 })) {
    const piece = tail + (chunk as string)
    found.push(...(piece.match(PHONE) ?? []).filter((phone) => phones.has(phone)))
    tail = piece.slice(1 - PHONE_LENGTH)
  }
  return found
}

async function findBelow(directory: string, find: (path: string) => Promise<string[]>): Promise<Record<string, string[]>> {
  const files = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const found: Record<string, string[]> = {}
  for (const file of files) {
    const path = join(file.parentPath, file.name)
    const here = await find(path)
    if (here.length > 0) found[path.slice(directory.length)] = here
  }
  return found
}

test('no phone number of anybody lies in the data directory or the log', { timeout: 240_000 }, async () => {
  expect(phones.size).toBeGreaterThan(1_000)
  const [phone = ''] = phones
  const log = join(data, 'server.log')
  const file = await open(log, 'w')
  const server = await startServer(data, { LIFANG_LOG: 'trace' }, file.fd)
  const post = (path: string, body: object) => fetch(server.url + path, { method: 'POST', headers: { 'content-type': 'application/json', 'x-lifang': '1' }, body: JSON.stringify(body) })
  // What could write numbers down: logging in with them, in the right way and the wrong one, and searching.
  const sent = await post('/api/v1/access/code', { phone })
  expect(sent.status).toBe(200)
  expect((await post('/api/v1/access/login/phone', { phone, code: '000000' })).status).toBeGreaterThanOrEqual(400)
  await post('/api/v1/access/code', { phone: 'x' })
  await fetch(`${server.url}/api/v1/register/search?q=${phone}`)
  await fetch(`${server.url}/${phone}`)
  await server.stop()
  await file.close()
  expect(await findBelow(data, phonesIn)).toEqual({})
})

test('no mail address and no push address that somebody gave lies there either', { timeout: 240_000 }, async () => {
  const smtp = await openSmtpServer()
  const log = join(data, 'server-2.log')
  const file = await open(log, 'w')
  const server = await startServer(data, { LIFANG_LOG: 'trace', LIFANG_SMTP_URL: smtp.url, LIFANG_MAIL_FROM: 'Lifang <noreply@lifang.example>', LIFANG_PUSH_SERVICES: 'push.example.org' }, file.fd)
  const post = async (path: string, body: object, cookie = '') => fetch(server.url + path, { method: 'POST', headers: { 'content-type': 'application/json', 'x-lifang': '1', cookie, 'idempotency-key': randomUUID() }, body: JSON.stringify(body) })
  const cookie = (await post('/api/v1/access/demo-login', { role: 'owner' })).headers.getSetCookie()[0]?.split(';')[0] ?? ''
  expect((await post('/api/v1/notices/address', { email: EMAIL }, cookie)).status).toBe(200)
  await vi.waitUntil(() => smtp.mails.length > 0, { timeout: 30_000 })
  expect(smtp.mails[0]?.to).toEqual([EMAIL])
  const code = /\d{6}/u.exec(smtp.mails[0]?.header('subject') ?? '')?.[0]
  expect((await post('/api/v1/notices/address/verify', { code }, cookie)).status).toBe(200)
  expect((await post('/api/v1/notices/browsers', { endpoint: ENDPOINT, p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) }, cookie)).status).toBe(200)
  await server.stop()
  await file.close()
  await smtp.down()
  expect(await findBelow(data, secretsIn)).toEqual({})
})

test('the search finds a number that is there, also across the border of two pieces', async () => {
  const [phone = ''] = phones
  const path = join(data, 'planted')
  await writeFile(path, `${'x'.repeat((1 << 20) - 5)}${phone}\n`)
  expect(await phonesIn(path)).toEqual([phone])
  await writeFile(path, `{"to":"${EMAIL}"} \\x${Buffer.from(ENDPOINT).toString('hex')}`)
  expect(await secretsIn(path)).toEqual(KEPT_SECRET)
})
