/** The server's resident memory with the full city: after start, and after people have used it for a while. */
import { printFigure } from './figure.ts'
import { newDataDirectory, removeDirectory, residentMemory_MB, startServer } from '../test/server.ts'

const ROUNDS = 200
const TARGET_MB = 300

export async function run(): Promise<void> {
  const data = await newDataDirectory()
  const server = await startServer(data)
  try {
    printFigure('memory', 'server RSS after start', await residentMemory_MB(server.pid), 'MB', { target: TARGET_MB })
    let most = 0
    for (let round = 0; round < ROUNDS; round++) {
      await Promise.all(['/api/v1/city/overview', '/', '/city', '/api/openapi.json'].map(async (path) => (await fetch(server.url + path)).arrayBuffer()))
      most = Math.max(most, await residentMemory_MB(server.pid))
    }
    printFigure('memory', 'server RSS in use, highest', most, 'MB', { target: TARGET_MB })
  } finally {
    await server.stop()
    await removeDirectory(data)
  }
}
