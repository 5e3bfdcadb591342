/**
 * Builds the three shells, each by itself: two HTML entries in one build would share a chunk, and each would load the other's weight.
 *
 *   npx node src/web/build.ts                 all shells into dist/<shell>, with sizes
 *   npx node src/web/build.ts dev resident    one shell with live reload, /api passed on to PORT (3000)
 *   npx node src/web/build.ts gallery         every component in every state, into .cache/gallery; never shipped
 */
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { build, createServer } from 'vite'
import type { InlineConfig } from 'vite'

const shells = ['resident', 'desk', 'city'] as const
type Shell = (typeof shells)[number] | 'gallery'

/** Gzip kB of JavaScript before the first page of the resident face can show. */
const residentLimit_kB = 150

const root = join(import.meta.dirname, '../..')

interface OutputFile {
  readonly type: 'chunk' | 'asset'
  readonly fileName: string
  readonly code?: string
  readonly source?: string | Uint8Array
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
}

function config(shell: Shell): InlineConfig {
  return { configFile: false, root: join(import.meta.dirname, shell), plugins: [react()], logLevel: 'warn', publicDir: false }
}

async function buildShell(shell: Shell, outDir: string): Promise<readonly OutputFile[]> {
  // A test's NODE_ENV would bundle React's slow development build.
  process.env['NODE_ENV'] = 'production'
  const result = await build({
    ...config(shell),
    base: '/',
    build: { outDir, emptyOutDir: true, assetsDir: `assets/${shell}`, target: 'es2023', assetsInlineLimit: 0, reportCompressedSize: false, modulePreload: { polyfill: false } },
  })
  const [output] = Array.isArray(result) ? result : [result]
  if (output === undefined || !('output' in output)) throw new Error(`the build of ${shell} gave no output`)
  return output.output
}

const size_kB = (content: string | Uint8Array): number => gzipSync(content).length / 1000

/** The entry and everything it imports statically: what must arrive before the first page. */
function firstLoad(files: readonly OutputFile[]): readonly OutputFile[] {
  const wanted = new Set(files.filter((file) => file.isEntry).map((file) => file.fileName))
  for (const name of wanted) {
    for (const imported of files.find((file) => file.fileName === name)?.imports ?? []) wanted.add(imported)
  }
  return files.filter((file) => wanted.has(file.fileName))
}

function sum(files: readonly OutputFile[], ending: string): number {
  return files.filter((file) => file.fileName.endsWith(ending)).reduce((total, file) => total + size_kB(file.code ?? file.source ?? ''), 0)
}

async function buildAll(): Promise<void> {
  for (const shell of shells) {
    const files = await buildShell(shell, join(root, 'dist', shell))
    // As it is, and at the root: a worker reaches no further than its own address.
    if (shell === 'resident') await copyFile(join(import.meta.dirname, shell, 'push-worker.js'), join(root, 'dist', shell, 'push-worker.js'))
    const first_kB = sum(firstLoad(files), '.js')
    console.log(`${shell}: first load ${first_kB.toFixed(1)} kB JavaScript; all ${sum(files, '.js').toFixed(1)} kB JavaScript, ${sum(files, '.css').toFixed(1)} kB CSS (gzip)`)
    if (shell === 'resident' && first_kB > residentLimit_kB) throw new Error(`the resident face loads ${first_kB.toFixed(1)} kB, the limit is ${residentLimit_kB} kB`)
  }
}

async function develop(shell: Shell): Promise<void> {
  const server = await createServer({
    ...config(shell),
    base: shell === 'resident' ? '/' : `/${shell}/`,
    server: { port: 5173, proxy: { '/api': `http://127.0.0.1:${process.env['PORT'] ?? '3000'}` } },
  })
  await server.listen()
  server.printUrls()
}

const [command, argument = 'resident'] = process.argv.slice(2)
const asked = [...shells, 'gallery' as const].find((shell) => shell === argument)
if (command === 'gallery') await buildShell('gallery', join(root, '.cache/gallery'))
else if (command === 'dev' && asked !== undefined) await develop(asked)
else await buildAll()
