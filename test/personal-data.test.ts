/** Names and phones at rest: the whole data directory and the server's log are searched for every phone number of the demo city. */
import { createReadStream } from 'node:fs'
import { open, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCityDatabase } from './residents.ts'
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

async function phonesBelow(directory: string): Promise<Record<string, string[]>> {
  const files = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const found: Record<string, string[]> = {}
  for (const file of files) {
    const path = join(file.parentPath, file.name)
    const here = await phonesIn(path)
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
  expect(await phonesBelow(data)).toEqual({})
})

test('the search finds a number that is there, also across the border of two pieces', async () => {
  const [phone = ''] = phones
  const path = join(data, 'planted')
  await writeFile(path, `${'x'.repeat((1 << 20) - 5)}${phone}\n`)
  expect(await phonesIn(path)).toEqual([phone])
})
