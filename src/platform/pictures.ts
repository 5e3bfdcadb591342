/** Re-encodes uploaded pictures in a process of its own, which lives only while there is work. */
import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { problems, type Problem } from './problem.ts'

export interface Picture {
  /** WebP, at most 2,048 px a side, turned upright, without metadata. */
  readonly image: Buffer
  /** WebP, at most 320 px a side. */
  readonly thumb: Buffer
  readonly width: number
  readonly height: number
}

export type PictureAnswer = Picture | { readonly refusal: 'kind-not-taken' | 'unreadable' | 'too-many-pixels' }

const pictureProblem = problems({
  'files/kind-not-taken': 415,
  'files/unreadable': 422,
  'files/too-many-pixels': 422,
  'files/busy': 503,
  'files/encoder-failed': 500,
})

export interface Pictures {
  /** @throws {Problem} when the bytes are no picture that we take, or nobody can look at them now. */
  reencode(bytes: Buffer): Promise<Picture>
  /** The worker's process, while it lives. */
  readonly pid: number | undefined
  stop(): void
}

export interface PicturesOptions {
  readonly timeLimit_ms?: number
  readonly idle_ms?: number
  /** How many may wait behind the one that is worked on. */
  readonly mostWaiting?: number
}

interface Task {
  readonly bytes: Buffer
  readonly resolve: (picture: Picture) => void
  readonly reject: (problem: Problem) => void
}

const WORKER = join(import.meta.dirname, 'picture-worker.ts')
const MOST_MEGAPIXELS = 50

export function openPictures({ timeLimit_ms = 20_000, idle_ms = 60_000, mostWaiting = 12 }: PicturesOptions = {}): Pictures {
  const waiting: Task[] = []
  let current: Task | undefined
  let worker: ChildProcess | undefined
  let timer: NodeJS.Timeout | undefined

  const end = (): void => {
    clearTimeout(timer)
    worker?.removeAllListeners()
    // A killed worker that still has something to say is not our worker any more.
    worker?.on('error', () => {})
    worker?.kill('SIGKILL')
    worker = undefined
  }
  const settle = (how: (task: Task) => void): void => {
    const task = current
    current = undefined
    if (task) how(task)
    next()
  }
  const failed = (): void => {
    end()
    settle((task) => task.reject(pictureProblem('files/encoder-failed')))
  }
  const start = (): ChildProcess => {
    // Without the server's environment: neither key nor database address reaches it.
    const child = fork(WORKER, { serialization: 'advanced', execArgv: [], env: { PATH: process.env['PATH'] }, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    child.on('error', failed)
    child.on('exit', failed)
    child.on('message', (answer: PictureAnswer) => settle((task) => ('refusal' in answer ? task.reject(refused(answer.refusal)) : task.resolve(answer))))
    return child
  }
  const next = (): void => {
    clearTimeout(timer)
    current = waiting.shift()
    if (!current) {
      timer = setTimeout(end, idle_ms)
      return
    }
    worker ??= start()
    timer = setTimeout(failed, timeLimit_ms)
    worker.send(current.bytes)
  }
  return {
    reencode(bytes) {
      const kind = kindOf(bytes)
      if (!TAKEN.has(kind)) return Promise.reject(pictureProblem('files/kind-not-taken', { values: { kind } }))
      if (waiting.length >= mostWaiting) return Promise.reject(pictureProblem('files/busy'))
      return new Promise((resolve, reject) => {
        waiting.push({ bytes, resolve, reject })
        if (!current) next()
      })
    },
    get pid() {
      return worker?.pid
    },
    stop() {
      waiting.push(...(current ? [current] : []))
      current = undefined
      for (const task of waiting.splice(0)) task.reject(pictureProblem('files/busy'))
      end()
    },
  }
}

const refused = (refusal: 'kind-not-taken' | 'unreadable' | 'too-many-pixels'): Problem =>
  pictureProblem(`files/${refusal}`, refusal === 'too-many-pixels' ? { values: { maximumMegapixels: MOST_MEGAPIXELS } } : refusal === 'kind-not-taken' ? { values: { kind: 'unknown' } } : {})

const TAKEN = new Set(['jpeg', 'png', 'webp'])

/** By the first bytes, whatever the sender calls it. HEIC is known by name so that its refusal can say what to do instead: our decoder has no HEVC. */
function kindOf(bytes: Buffer): 'jpeg' | 'png' | 'webp' | 'gif' | 'heic' | 'unknown' {
  const text = (from: number, to: number) => bytes.toString('latin1', from, to)
  if (text(0, 3) === '\xff\xd8\xff') return 'jpeg'
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp'
  if (text(0, 4) === 'GIF8') return 'gif'
  if (text(4, 8) === 'ftyp' && /^(heic|heix|hevc|heim|heis|mif1|msf1)/.test(text(8, 12))) return 'heic'
  return 'unknown'
}
