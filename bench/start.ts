/** How long until people can use it: from a fresh clone with nothing installed, and again with a loaded city. */
import { execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'
import { printFigure } from './figure.ts'
import { freePort, newDataDirectory, ready, removeDirectory, startServer } from '../test/server.ts'

const ROOT = join(import.meta.dirname, '..')
const FRESH_WITHIN_MS = 600_000
const WARM_RUNS = 3

export async function run(options: readonly string[]): Promise<void> {
  const directory = await newDataDirectory()
  try {
    const clone = join(directory, 'lifang')
    const data = join(clone, 'data')
    if (!options.includes('--warm-only')) await fresh(clone)
    else await (await startServer(data)).stop()
    const warm: number[] = []
    for (let time = 0; time < WARM_RUNS; time++) {
      const server = await startServer(data)
      warm.push(server.readyAfter_ms)
      await server.stop()
    }
    printFigure('start', 'warm start to ready, loaded city', Math.max(...warm), 'ms', { runs: warm.map(Math.round), target: 5_000 })
  } finally {
    await removeDirectory(directory)
  }
}

/** Clone, install, build, load the demo city, ready: one `npm start` as a newcomer types it. */
async function fresh(clone: string): Promise<void> {
  execFileSync('git', ['clone', '--quiet', ROOT, clone])
  const port = await freePort()
  const began = performance.now()
  const child = spawn('npm', ['start'], { cwd: clone, env: { ...process.env, PORT: String(port), LIFANG_DATA: join(clone, 'data') }, stdio: ['ignore', 'ignore', 'inherit'], detached: true })
  try {
    await ready(`http://127.0.0.1:${port}`, child, FRESH_WITHIN_MS)
    printFigure('start', 'fresh clone to ready, with install', performance.now() - began, 'ms', { target: 150_000 })
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT')
    await ended
  }
}
