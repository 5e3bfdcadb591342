/** One server for all journeys: the whole demo city in a data directory of its own, loaded once, gone at the end. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { loadDemo, newDataDirectory, removeDirectory, startServer } from '../server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the demo city answers, without a slash at the end. */
    readonly city: string
  }
}

const ROOT = join(import.meta.dirname, '../..')
/** The communities with a property company that make the city whole. */
const WHOLE = 231

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  execFileSync(process.execPath, [join(ROOT, 'scripts/prepare.mjs'), '--quiet'], { stdio: 'inherit' })
  const dataDirectory = await newDataDirectory()
  try {
    await loadDemo(dataDirectory, WHOLE)
    // All visitors of the journeys share one address.
    const server = await startServer(dataDirectory, { LIFANG_REQUESTS_PER_MINUTE: '100000' })
    project.provide('city', server.url)
    return async () => {
      await server.stop()
      await removeDirectory(dataDirectory)
    }
  } catch (error) {
    await removeDirectory(dataDirectory)
    throw error
  }
}
