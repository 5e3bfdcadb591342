/** The three shells that the browser loads: / for residents, /desk for staff, /city for everybody. */
import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { common } from './problem.ts'

const SHELLS = ['resident', 'desk', 'city'] as const
type Shell = (typeof SHELLS)[number]

const YEAR_ms = 365 * 24 * 3_600_000

/**
 * @param root `dist`, with a folder for each shell
 * @param demo whether every page must say that it shows demo data
 */
export async function addShells(http: FastifyInstance, root: string, demo: boolean): Promise<void> {
  await http.register(fastifyStatic, { root, serve: false, preCompressed: true, globIgnore: ['**'] })
  const isShell = (name: string): name is Shell => (SHELLS as readonly string[]).includes(name)

  http.get<{ Params: { shell: string; '*': string } }>('/assets/:shell/*', { schema: { hide: true }, config: { rateLimit: false } }, async (request, reply) => {
    const { shell, '*': file } = request.params
    if (!isShell(shell)) throw common('common/not-found')
    // Their names change with their content.
    return send(reply, `${shell}/assets/${shell}/${file}`, root, { maxAge: YEAR_ms, immutable: true })
  })
  http.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/'
    const [first = ''] = path.slice(1).split('/')
    if (['api', 'health', 'metrics', 'assets'].includes(first)) throw common('common/not-found')
    const shell: Shell = first === 'desk' || first === 'city' ? first : 'resident'
    const file = path.slice(path.lastIndexOf('/') + 1)
    if (/\.\w+$/.test(file)) return send(reply, `${shell}/${file}`, root, { maxAge: 3_600_000 })
    return page(request, reply, join(root, shell, 'index.html'), demo)
  })
}

/** Every address of a shell shows the shell; which page, its own router decides. */
async function page(request: FastifyRequest, reply: FastifyReply, path: string, demo: boolean): Promise<FastifyReply> {
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store')
  try {
    const html = await readFile(path, 'utf8')
    return await reply.send(demo ? html.replace('<html ', '<html data-demo ') : html)
  } catch {
    request.log.warn({ path: request.routeOptions.url }, 'the web is not built: npm run build')
    return reply.status(503).send(NOT_BUILT)
  }
}

async function send(reply: FastifyReply, path: string, root: string, options: { maxAge: number; immutable?: boolean }): Promise<FastifyReply> {
  if (!/^[\w./-]+$/.test(path) || path.split('/').includes('..')) throw common('common/not-found')
  try {
    await access(join(root, path))
  } catch {
    throw common('common/not-found')
  }
  return reply.sendFile(path, root, options)
}

const NOT_BUILT = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>里坊 Lifang</title>
<body style="font:1.125rem/1.6 system-ui;margin:3rem auto;max-width:36rem;padding:0 1rem"><h1>网页尚未构建</h1><p>服务已启动，但网页文件还没有生成。请在项目目录运行 <code>npm run build</code>，然后刷新本页。</p>
<p lang="en">The server runs, but its web pages have not been built yet. Run <code>npm run build</code> in the project’s folder and load this page again.</p></body></html>`
