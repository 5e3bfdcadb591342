/**
 * Pictures that people uploaded: bytes on disk, a row for each in platform.file. Who may read one is decided by the record that took it in;
 * until then only that record's maker knows its id, and what nobody takes in is deleted after a day.
 */
import { createHash } from 'node:crypto'
import { constants, createReadStream, type ReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { recordChange, type CommandOrigin } from './audit.ts'
import { claim } from './claim.ts'
import type { Commands } from './commands.ts'
import { tables, type Database, type Tx } from './database.ts'
import { newId, type AccountId, type FileId } from './ids.ts'
import type { Picture } from './pictures.ts'
import { problems } from './problem.ts'

const platform = tables('platform')

const fileProblem = problems({
  'files/no-space': 507,
  'files/not-yours': 403,
  'files/not-found': 404,
})

export type PictureSize = 'full' | 'thumb'

export interface StoredFile {
  readonly stream: ReadStream
  readonly bytes: number
  readonly mediaType: 'image/webp'
}

export interface Files {
  /** Writes bytes, then the row: a row never lacks its bytes. */
  store(picture: Picture, accountId: AccountId, origin: CommandOrigin): Promise<FileId>
  /** For routes that have just decided that the reader may see the record that holds it. */
  read(id: FileId, size: PictureSize): Promise<StoredFile>
  /** Deletes what no record took in within a day, and bytes whose row was never written. Answers with how many files went. */
  sweep(now: Temporal.Instant): Promise<number>
}

const KEPT_UNATTACHED_h = 24
const SWEPT_AT_ONCE = 500

export function openFiles({ dataDirectory, database, commands }: { readonly dataDirectory: string; readonly database: Database; readonly commands: Commands }): Files {
  const root = join(dataDirectory, 'files')
  // The end of a UUIDv7 is random, its beginning is the time.
  const pathOf = (id: string, size: PictureSize) => join(root, id.slice(-2), size === 'full' ? `${id}.webp` : `${id}.thumb.webp`)
  const remove = (id: string) => Promise.all([removeIfThere(pathOf(id, 'full')), removeIfThere(pathOf(id, 'thumb'))])
  return {
    async store(picture, accountId, origin) {
      const id = newId<'file'>()
      try {
        await writeDurably(pathOf(id, 'full'), picture.image)
        await writeDurably(pathOf(id, 'thumb'), picture.thumb)
        await commands.run(origin, (tx) => insertRow(tx, id, picture, accountId, origin.at))
      } catch (error) {
        // A commit may have succeeded although its confirmation was lost: then the row is there, and keeps its bytes.
        if (!(await rowMayExist(database, id))) await remove(id)
        throw isOutOfSpace(error) ? Object.assign(fileProblem('files/no-space'), { cause: error }) : error
      }
      return id
    },
    async read(id, size) {
      const path = pathOf(id, size)
      const found = await stat(path).catch((error: unknown) => {
        throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? fileProblem('files/not-found') : error
      })
      return { stream: createReadStream(path), bytes: found.size, mediaType: 'image/webp' }
    },
    async sweep(now) {
      const before = now.subtract({ hours: KEPT_UNATTACHED_h })
      const forgotten = await database.transaction((tx) => deleteUnattached(tx, before))
      for (const id of forgotten) await remove(id)
      return forgotten.length + (await sweepOrphans(root, database, before))
    },
  }
}

async function insertRow(tx: Tx, id: FileId, picture: Picture, accountId: AccountId, at: Temporal.Instant): Promise<void> {
  const { width, height, image } = picture
  const row = { media_type: 'image/webp', bytes: image.length, width, height }
  await platform(tx)
    .insertInto('platform.file')
    .values({ id, uploaded_by: accountId, ...row, sha256: createHash('sha256').update(image).digest(), uploaded_at: at })
    .execute()
  recordChange(tx, { subjectKind: 'file', subjectId: id, before: null, after: row })
}

/**
 * Takes uploaded files into a record: each must be the account's own and not yet taken.
 * @param target what holds them now, such as `requests/<id>`
 */
export async function attachFiles(tx: Tx, accountId: AccountId, ids: readonly FileId[], target: string): Promise<void> {
  if (ids.length === 0) return
  const { numUpdatedRows } = await platform(tx)
    .updateTable('platform.file')
    .set({ attached_to: target })
    .where('id', 'in', [...ids])
    .where('uploaded_by', '=', accountId)
    .where('attached_to', 'is', null)
    .executeTakeFirst()
  if (Number(numUpdatedRows) !== ids.length) throw fileProblem('files/not-yours')
}

async function deleteUnattached(tx: Tx, before: Temporal.Instant): Promise<string[]> {
  if (!(await claim(tx, 'platform/sweep-files'))) return []
  const due = platform(tx).selectFrom('platform.file').select('id').where('attached_to', 'is', null).where('uploaded_at', '<', before).limit(SWEPT_AT_ONCE).forUpdate().skipLocked()
  const rows = await platform(tx).deleteFrom('platform.file').where('id', 'in', due).returning('id').execute()
  return rows.map((row) => row.id)
}

/** Bytes without a row, left behind by a crash between the two. */
async function sweepOrphans(root: string, database: Database, before: Temporal.Instant): Promise<number> {
  let swept = 0
  for (const folder of await readdir(root).catch(() => [])) {
    const names = await readdir(join(root, folder))
    const ids = [...new Set(names.map((name) => name.slice(0, 36)))].filter((id) => UUID.test(id))
    const rows = ids.length === 0 ? [] : await platform(database.read).selectFrom('platform.file').select('id').where('id', 'in', ids).execute()
    const known = new Set(rows.map((row) => row.id))
    for (const name of names) {
      const path = join(root, folder, name)
      if (!name.endsWith('.new') && known.has(name.slice(0, 36))) continue
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }))
      if (mtimeMs >= before.epochMilliseconds) continue
      await removeIfThere(path)
      swept++
    }
  }
  return swept
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

async function rowMayExist(database: Database, id: FileId): Promise<boolean> {
  try {
    return (await platform(database.read).selectFrom('platform.file').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
  } catch {
    return true
  }
}

/** On return the bytes are on the disk under their name, whole; before that, no such name exists. */
async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const folder = dirname(path)
  const made = await mkdir(folder, { recursive: true })
  if (made !== undefined) await syncFolder(dirname(made))
  const fresh = `${path}.new`
  try {
    const file = await open(fresh, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(fresh, path)
  } catch (error) {
    await removeIfThere(fresh)
    throw error
  }
  await syncFolder(folder)
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const removeIfThere = (path: string): Promise<void> =>
  unlink(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  })

/** The disk, a quota or the limit of a file's size. */
const isOutOfSpace = (error: unknown): boolean => ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException).code ?? '')
