import { type ChildProcess, spawn } from 'node:child_process'
import { lchownSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { OperatorError } from './operator-error.ts'

/** The account a child runs as. */
export interface Identity {
  readonly uid: number
  readonly gid: number
}

/**
 * PostgreSQL refuses to run as root, so root lends the work to somebody else: to whoever owns the directory already, else to `nobody`.
 * Null when we are not root: the child then runs as ourselves.
 */
export function identityFor(directory: string): Identity | null {
  if (process.getuid?.() !== 0) return null
  const owner = statSync(directory, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'))
  for (const name of ['nobody', 'postgres']) {
    const [, , uid, gid] = accounts.find((fields) => fields[0] === name) ?? []
    if (Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new OperatorError(
    'PostgreSQL 不能以 root 运行，而系统中没有 nobody 用户。请用普通用户启动。',
    'PostgreSQL does not run as root and there is no account "nobody". Start as an ordinary user.',
  )
}

/** Hands a directory and all in it to the identity. */
export function giveTo(identity: Identity, directory: string): void {
  lchownSync(directory, identity.uid, identity.gid)
  for (const entry of readdirSync(directory, { recursive: true })) lchownSync(join(directory, entry.toString()), identity.uid, identity.gid)
}

/**
 * Starts a program that dies with us even when we are killed with -9, and that a Ctrl-C in our terminal does not reach (its own process group).
 * `reads` are the files and directories that it must be able to reach. Its stderr is a pipe.
 */
export function spawnGuarded(program: string, args: readonly string[], identity: Identity | null, reads: readonly string[]): ChildProcess {
  const options = { cwd: '/', detached: true, env: { PATH: process.env.PATH, LC_ALL: LOCALE }, stdio: ['pipe', 'ignore', 'pipe'] as ['pipe', 'ignore', 'pipe'] }
  if (process.platform === 'linux') {
    return spawn('setpriv', [...(identity ? lessThanRoot(identity, reads) : []), '--pdeathsig', 'INT', '--', program, ...args], options)
  }
  // No parent-death signal here: a shell waits for our end of the pipe to close. (A background job's own input would be empty at once.)
  const watch = 'trap "" INT; exec 3<&0; "$@" 3<&- & child=$!; (cat <&3 >/dev/null; kill -INT $child) 2>/dev/null & exec 3<&-; wait $child'
  return spawn('/bin/sh', ['-c', watch, 'sh', program, ...args], { ...options, ...identity })
}

/** PostgreSQL's character rules: every script is letters to it, unlike in plain C. */
export const LOCALE = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'

/** Bits of Linux capabilities (capability.h), the milder first: each lets its holder walk through directories that are closed to others. */
const WALKING = [
  ['dac_read_search', 2],
  ['dac_override', 1],
] as const

function lessThanRoot({ uid, gid }: Identity, reads: readonly string[]): string[] {
  const plain = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--no-new-privs']
  const closed = reads.find((path) => !isOpenTo(uid, gid, path))
  if (closed === undefined) return plain
  // A checkout below root's own 0700 folder: keep exactly one capability across the change of user.
  const held = BigInt(`0x${/^CapEff:\s*(\w+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'}`)
  const walking = WALKING.find(([, bit]) => (held >> BigInt(bit)) & 1n)?.[0]
  if (!walking) {
    throw new OperatorError(
      `数据库以普通用户（uid ${uid}）运行，但无法进入 ${closed}。请把程序和 LIFANG_DATA 放到其他用户可进入的目录，或用普通用户启动。`,
      `The database runs as an ordinary user (uid ${uid}), who cannot enter ${closed}. Put the program and LIFANG_DATA where others may enter, or start as an ordinary user.`,
    )
  }
  // no_setuid_fixup: access(2), with which PostgreSQL looks for its own files, otherwise ignores capabilities.
  return [...plain, '--securebits=+no_setuid_fixup', ...['inh', 'ambient'].map((set) => `--${set}-caps=-all,+${walking}`), `--bounding-set=-all,+${walking}`]
}

/** Whether the mode bits let the user read the path and enter every directory above it. */
function isOpenTo(uid: number, gid: number, path: string): boolean {
  for (let at = path, need = 0o5; ; at = dirname(at), need = 0o1) {
    const { uid: owner, gid: group, mode } = statSync(at)
    const bits = owner === uid ? mode >> 6 : group === gid ? mode >> 3 : mode
    if ((bits & need) !== need) return false
    if (at === dirname(at)) return true
  }
}
