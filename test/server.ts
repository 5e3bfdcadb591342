/** A real server as users run it, `serve` in a process of its own on a data directory of its own, for the time of a measurement or a fault test. */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const ROOT = join(import.meta.dirname, '..')
const READY_WITHIN_MS = 300_000

export interface RunningServer {
  readonly url: string
  readonly pid: number
  readonly dataDirectory: string
  /** From start to the first 200 of /health/ready. */
  readonly readyAfter_ms: number
  stop(signal?: NodeJS.Signals): Promise<void>
}

export const newDataDirectory = (): Promise<string> => mkdtemp(join(tmpdir(), 'lifang-city-'))

/** A resolved port of the loopback interface that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const { createServer } = await import('node:net')
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

/** Loads a smaller demo city than `serve` would by itself. */
export async function loadDemo(dataDirectory: string, communities: number): Promise<void> {
  await promisify(execFile)(process.execPath, [join(ROOT, 'src/main.ts'), 'demo', '--communities', String(communities)], { cwd: ROOT, env: { ...process.env, LIFANG_DATA: dataDirectory } })
}

export async function startServer(dataDirectory: string, environment: NodeJS.ProcessEnv = {}, log: 'inherit' | number = 'inherit'): Promise<RunningServer> {
  const port = Number(environment['PORT'] ?? (await freePort()))
  const began = performance.now()
  const child = spawn(process.execPath, [join(ROOT, 'src/main.ts'), 'serve'], {
    cwd: ROOT,
    env: { ...process.env, ...environment, PORT: String(port), LIFANG_DATA: dataDirectory },
    stdio: ['ignore', log === 'inherit' ? 'ignore' : log, log],
  })
  const url = `http://127.0.0.1:${port}`
  await ready(url, child, READY_WITHIN_MS)
  return {
    url,
    pid: child.pid ?? 0,
    dataDirectory,
    readyAfter_ms: performance.now() - began,
    stop: (signal = 'SIGTERM') =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill(signal)
      }),
  }
}

export async function ready(url: string, child: ChildProcess, within_ms: number): Promise<void> {
  const deadline = performance.now() + within_ms
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode} before it was ready`)
    const answer = await fetch(`${url}/health/ready`).catch(() => null)
    if (answer?.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`not ready within ${within_ms} ms`)
}

/** Resident memory of a process in MB, as the kernel counts it. */
export async function residentMemory_MB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/u.exec(status)?.[1] ?? Number.NaN) / 1024
}

export const removeDirectory = (path: string): Promise<void> => rm(path, { recursive: true, force: true })
