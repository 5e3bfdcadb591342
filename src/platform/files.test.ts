import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../test/database.ts'
import { openCommands, type Commands } from './commands.ts'
import { openDatabase, type Database } from './database.ts'
import { attachFiles, openFiles, type Files } from './files.ts'
import { newId, type AccountId, type FileId } from './ids.ts'
import { openLive, type Live } from './live.ts'
import { openPictures, type Pictures } from './pictures.ts'
import { systemClock } from './time.ts'

let fresh: FreshDatabase
let database: Database
let live: Live
let commands: Commands
let directory: string
let files: Files
let pictures: Pictures

beforeAll(async () => {
  fresh = await freshDatabase()
  database = openDatabase({ url: fresh.url, connections: 4 })
  live = openLive(fresh.url, () => {})
  commands = openCommands({ database, live, outbox: { write: () => Promise.reject(new Error('no jobs here')) } })
  pictures = openPictures()
})
afterAll(async () => {
  pictures.stop()
  await live.close()
  await database.close()
  await fresh.drop()
})
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lifang-files-'))
  files = openFiles({ dataDirectory: directory, database, commands })
  return () => rm(directory, { recursive: true })
})

const WHERE_IT_WAS = { IFD0: { Make: 'Camera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '27/1 14/1 0/1' } }
const photo = (width = 400, height = 300) => sharp({ create: { width, height, channels: 3, background: '#884422' } })
const picture = async () => pictures.reencode(await photo().jpeg().toBuffer())
const account = newId<'account'>()
const origin = () => ({ name: 'test', actor: null, at: systemClock.now(), httpRequestId: null })
const store = async (owner: AccountId = account): Promise<FileId> => files.store(await picture(), owner, origin())
const onDisk = async (): Promise<string[]> => (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => entry.name)
const attach = (ids: readonly FileId[], owner: AccountId = account) => commands.run(origin(), (tx) => attachFiles(tx, owner, ids, 'requests/1'))

describe('pictures', () => {
  test.for(['jpeg', 'png', 'webp'] as const)('%s becomes WebP, upright, without metadata', async (format) => {
    const original = await photo().withExif(WHERE_IT_WAS).withMetadata({ orientation: 6 }).toFormat(format).toBuffer()
    expect((await sharp(original).metadata()).exif).toBeDefined()
    const { image, thumb, width, height } = await pictures.reencode(original)
    const found = await sharp(image).metadata()
    expect(found).toMatchObject({ format: 'webp', width, height })
    expect([width, height]).toEqual([300, 400])
    expect([found.exif, found.xmp, found.iptc, found.icc, found.orientation]).toEqual([undefined, undefined, undefined, undefined, undefined])
    expect(image.includes('Camera')).toBe(false)
    expect(await sharp(thumb).metadata()).toMatchObject({ format: 'webp', width: 240, height: 320 })
  })

  test('big ones shrink to 2,048 px, small ones stay', async () => {
    expect(await pictures.reencode(await photo(5_000, 2_500).jpeg().toBuffer())).toMatchObject({ width: 2_048, height: 1_024 })
    expect(await pictures.reencode(await photo(10, 20).png().toBuffer())).toMatchObject({ width: 10, height: 20 })
  })

  test.for([
    ['gif', async () => photo().gif().toBuffer(), { type: 'files/kind-not-taken', status: 415, details: { values: { kind: 'gif' } } }],
    ['heic', async () => Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), randomBytes(500)]), { type: 'files/kind-not-taken', status: 415, details: { values: { kind: 'heic' } } }],
    ['a script in disguise', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), { type: 'files/kind-not-taken', details: { values: { kind: 'unknown' } } }],
    ['nothing', async () => Buffer.alloc(0), { type: 'files/kind-not-taken' }],
    ['half a photo', async () => (await photo().jpeg().toBuffer()).subarray(0, 700), { type: 'files/unreadable', status: 422 }],
    ['noise that begins like a photo', async () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), randomBytes(2_000)]), { type: 'files/unreadable' }],
    ['a bomb: 20 kB that unfold to 64 megapixels', async () => photo(8_000, 8_000).png({ compressionLevel: 9 }).toBuffer(), { type: 'files/too-many-pixels', status: 422, details: { values: { maximumMegapixels: 50 } } }],
  ] as const)('%s is refused', async ([, make, refusal]) => {
    await expect(pictures.reencode(await make())).rejects.toMatchObject(refusal)
  })

  test('a worker that dies is an error for its picture, not for the server, and is replaced', async () => {
    const own = openPictures()
    const bytes = await photo(4_000, 4_000).png().toBuffer()
    const lost = own.reencode(bytes)
    const next = own.reencode(bytes)
    process.kill(own.pid!, 'SIGKILL')
    await expect(lost).rejects.toMatchObject({ type: 'files/encoder-failed', status: 500 })
    await expect(next).resolves.toMatchObject({ width: 2_048 })
    own.stop()
  })

  test('one that takes too long is killed', async () => {
    const own = openPictures({ timeLimit_ms: 5 })
    const pid = () => own.pid
    const slow = own.reencode(await photo().jpeg().toBuffer())
    expect(pid()).toBeDefined()
    await expect(slow).rejects.toMatchObject({ type: 'files/encoder-failed' })
    expect(pid()).toBeUndefined()
    own.stop()
  })

  test('the queue has an end, and the worker goes when there is no work', async () => {
    const own = openPictures({ mostWaiting: 1, idle_ms: 50 })
    const bytes = await photo().jpeg().toBuffer()
    const answers = await Promise.allSettled([own.reencode(bytes), own.reencode(bytes), own.reencode(bytes)])
    expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
    expect(answers[2]).toMatchObject({ reason: { type: 'files/busy', status: 503 } })
    await expect.poll(() => own.pid).toBeUndefined()
  })
})

describe('files', () => {
  test('lie on disk in both sizes and in a row, with an audit row', async () => {
    const id = await store()
    expect((await onDisk()).toSorted()).toEqual([`${id}.thumb.webp`, `${id}.webp`].toSorted())
    const { stream, bytes } = await files.read(id, 'full')
    expect((await stream.toArray()).reduce((sum: number, chunk: Buffer) => sum + chunk.length, 0)).toBe(bytes)
    const client = new pg.Client(fresh.url)
    await client.connect()
    const { rows } = await client.query('select f.bytes, f.attached_to, e.subject_kind from platform.file f join audit.entry e on e.subject_id = f.id where f.id = $1', [id])
    expect(rows).toEqual([{ bytes, attached_to: null, subject_kind: 'file' }])
    await client.end()
    await expect(files.read(newId<'file'>(), 'thumb')).rejects.toMatchObject({ type: 'files/not-found' })
  })

  test('are attached once, and only by whoever uploaded them; a refusal attaches none', async () => {
    const mine = await store()
    const theirs = await store(newId<'account'>())
    const refusal = { type: 'files/not-yours', status: 403 }
    await expect(attach([mine, theirs])).rejects.toMatchObject(refusal)
    await expect(attach([mine, newId<'file'>()])).rejects.toMatchObject(refusal)
    await expect(attach([mine, mine])).rejects.toMatchObject(refusal)
    await attach([mine])
    await expect(attach([mine])).rejects.toMatchObject(refusal)
  })

  test('of two records that take the same photo at once, one gets it', async () => {
    const id = await store()
    const answers = await Promise.allSettled([attach([id]), attach([id])])
    expect(answers.map((answer) => answer.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('a full disk is said, and nothing half-written stays', async () => {
    const outOfSpace = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
    const broken = openFiles({ dataDirectory: directory, database, commands: { run: () => Promise.reject(outOfSpace) } })
    await expect(broken.store(await picture(), account, origin())).rejects.toMatchObject({ type: 'files/no-space', status: 507 })
    expect(await onDisk()).toEqual([])
  })

  test('a sweep after a day takes what nobody took in and bytes without a row, and leaves the rest', async () => {
    const [forgotten, kept] = [await store(), await store()]
    await attach([kept])
    const orphan = join(directory, 'files', kept.slice(-2), `${newId<'file'>()}.webp`)
    const torn = `${orphan}.new`
    const young = join(directory, 'files', kept.slice(-2), `${newId<'file'>()}.webp`)
    for (const path of [orphan, torn, young]) await writeFile(path, 'bytes')
    const old = new Date(Date.now() - 3 * 24 * 3_600_000)
    for (const path of [orphan, torn]) await utimes(path, old, old)

    expect(await files.sweep(systemClock.now())).toBe(2)
    expect(await onDisk()).toHaveLength(5)
    // What other tests left lies in the same table.
    expect(await files.sweep(systemClock.now().add({ hours: 25 }))).toBeGreaterThanOrEqual(2)
    const left = await onDisk()
    expect(left).toContain(`${kept}.webp`)
    expect(left).not.toContain(`${forgotten}.webp`)
    expect((await readFile(join(directory, 'files', kept.slice(-2), `${kept}.webp`))).length).toBeGreaterThan(0)
  })
})
