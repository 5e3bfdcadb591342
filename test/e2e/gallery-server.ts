/** Builds the gallery and serves it on a free port; `onApi` answers what it posts below /api. */
import { execFileSync } from 'node:child_process'
import { createReadStream, existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const built = join(root, '.cache/gallery')
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' }

export async function serveGallery(onApi?: (request: IncomingMessage, response: ServerResponse) => void): Promise<{ readonly url: string; readonly close: () => void }> {
  execFileSync(process.execPath, [join(root, 'src/web/build.ts'), 'gallery'], { stdio: 'inherit' })
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '/').split('?')[0] ?? '/'
    if (path.startsWith('/api/') && onApi !== undefined) return onApi(request, response)
    const asked = join(built, path)
    const file = extname(asked) !== '' && existsSync(asked) ? asked : join(built, 'index.html')
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the gallery has no address')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
