import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { isAlive } from './data-directory.ts'

/** Where a server listens, `busy` while one holds the directory without answering yet (or any more), null when there is none. */
export type Running = { readonly socketDirectory: string; readonly pid: number } | 'busy' | null

/**
 * Looks for the server that runs on a data directory. The lock file alone proves nothing: after a crash its process id may belong to a stranger,
 * and a copied directory carries the original's. So we connect and ask; a lock file shown to be a stranger's is removed.
 */
export async function findRunning(directory: string): Promise<Running> {
  const lockFile = join(directory, 'postmaster.pid')
  let lines: string[]
  try {
    lines = readFileSync(lockFile, 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  const pid = Number(lines[0])
  const port = Number(lines[3])
  const socketDirectory = lines[4] ?? ''
  if (socketDirectory && (await answers(socketDirectory, port, directory))) return { socketDirectory, pid }
  // PostgreSQL itself clears the lock file of a dead process.
  if (!isAlive(pid)) return null
  if (pid !== process.pid && runsOn(pid, directory)) return 'busy'
  // Even if this were wrong, PostgreSQL's shared memory still refuses a second server on a directory in use.
  rmSync(lockFile, { force: true })
  return null
}

async function answers(host: string, port: number, directory: string): Promise<boolean> {
  const client = new pg.Client({ host, port, user: 'postgres', database: 'postgres', connectionTimeoutMillis: 2000, ssl: false })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ directory: string }>(`select current_setting('data_directory') as directory`)
    return rows[0]?.directory === directory
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** Whether this process is a server that was started on the directory. */
function runsOn(pid: number, directory: string): boolean {
  try {
    const words =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return words.includes('postgres') && words.includes(` ${directory} `)
  } catch {
    return false
  }
}
