import { execFileSync } from 'node:child_process'
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { giveTo, type Identity, identityFor, LOCALE, spawnGuarded } from './guarded-child.ts'
import { OperatorError } from './operator-error.ts'

/**
 * Makes sure that `directory` holds a database of these binaries, creating it when it is missing or empty. Returns who must run the server
 * (null: ourselves). Being killed at any point leaves either no database or a whole one.
 */
export async function prepareDataDirectory(binDirectory: string, directory: string, onCreate: () => void): Promise<Identity | null> {
  const entries = read(directory)
  if (entries.length === 0) {
    onCreate()
    await create(binDirectory, directory)
  } else if (entries.includes('PG_VERSION')) {
    refuseOtherVersion(binDirectory, directory)
  } else {
    throw new OperatorError(
      `${directory} 里有别的文件，不是数据库目录。请检查 LIFANG_DATA。`,
      `${directory} holds other files and is no database directory. Check LIFANG_DATA.`,
    )
  }
  const identity = identityFor(directory)
  // A restored or copied directory comes as root's.
  if (identity && statSync(directory).uid !== identity.uid) giveTo(identity, directory)
  return identity
}

function read(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') return []
    if (code === 'EACCES') {
      throw new OperatorError(
        `无权读取 ${directory}：它属于另一个用户（是否曾用 root 启动？）。`,
        `${directory} cannot be read: it belongs to another user (was it started as root before?).`,
        { cause },
      )
    }
    throw cause
  }
}

function refuseOtherVersion(binDirectory: string, directory: string): void {
  const found = readFileSync(join(directory, 'PG_VERSION'), 'utf8').trim()
  const printed = execFileSync(join(binDirectory, 'postgres'), ['--version'], { encoding: 'utf8' })
  const ours = /\) (\d+)/.exec(printed)?.[1]
  if (found === ours) return
  throw new OperatorError(
    `${directory} 由 PostgreSQL ${found} 建立，而当前程序是 PostgreSQL ${ours}。请用原来的版本备份，再恢复到新目录。`,
    `${directory} was made by PostgreSQL ${found}, this program runs ${ours}. Back up with the old version and restore into a new directory.`,
  )
}

/** Builds the database beside its place and moves it there whole; of two that do so at once, the first wins and the other uses its work. */
async function create(binDirectory: string, directory: string): Promise<void> {
  const parent = dirname(directory)
  const unfinished = `${basename(directory)}.unfinished-`
  for (const name of readdirSync(parent)) {
    if (name.startsWith(unfinished) && !isAlive(Number(name.slice(unfinished.length)))) rmSync(join(parent, name), { recursive: true })
  }
  const place = join(parent, `${unfinished}${process.pid}`)
  mkdirSync(place, { mode: 0o700 })
  try {
    const identity = identityFor(place)
    if (identity) giveTo(identity, place)
    await initialise(binDirectory, place, identity)
    renameSync(place, directory)
    const handle = openSync(parent, 'r')
    fsyncSync(handle)
    closeSync(handle)
  } catch (error) {
    rmSync(place, { recursive: true, force: true })
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error
  }
}

function initialise(binDirectory: string, place: string, identity: Identity | null): Promise<void> {
  const locale = [`--locale=${LOCALE}`, '--locale-provider=icu', '--icu-locale=zh-CN', '--encoding=UTF8']
  const child = spawnGuarded(join(binDirectory, 'initdb'), ['-D', place, '-U', 'postgres', '--auth=trust', ...locale], identity, [binDirectory, place])
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(new OperatorError(`无法建立数据库：\n${said}`, `The database cannot be created:\n${said}`))
    })
  })
}

/** Whether any process has this id now; it may be a stranger's. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
