import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { OperatorError } from '../platform/operator-error.ts'

/** Answers on the platform's port while it is being made ready. */
export interface LoadingServer {
  /** What is being done, in both languages, and how much of it (0–100). */
  show(chinese: string, english: string, percent?: number): void
  close(): Promise<void>
}

export async function openLoadingServer(port: number, host: string): Promise<LoadingServer> {
  let step = { chinese: '正在启动', english: 'Starting', percent: 0 }
  const server = createServer((request, response) => answer(request, response, step))
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw portProblem(error, port, host)
  }
  return {
    show: (chinese, english, percent = 0) => (step = { chinese, english, percent }),
    close: () => closeServer(server),
  }
}

export function portProblem(error: unknown, port: number, host: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') {
    return new OperatorError(`端口 ${port} 已被占用（里坊是否已在运行？）。请换一个：PORT=${port + 1} npm start`, `Port ${port} is taken (does Lifang run already?). Choose another: PORT=${port + 1} npm start`, { cause: error })
  }
  if (code === 'EACCES') return new OperatorError(`无权使用端口 ${port}。`, `Port ${port} may not be used by this user.`, { cause: error })
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new OperatorError(`HOST=${host} 不是本机的地址。`, `HOST=${host} is no address of this machine.`, { cause: error })
  return error
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

function answer(request: IncomingMessage, response: ServerResponse, step: { chinese: string; english: string; percent: number }): void {
  const path = request.url?.split('?')[0]
  response.setHeader('cache-control', 'no-store')
  if (path === '/health/live') {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"live"}')
    return
  }
  response.setHeader('retry-after', '2')
  if (path === '/health/ready') {
    response.writeHead(503, { 'content-type': 'application/json' }).end(JSON.stringify({ status: 'loading', percent: step.percent }))
    return
  }
  const wantsPage = request.method === 'GET' && request.headers.accept?.includes('text/html') === true
  if (!wantsPage) {
    response.writeHead(503, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ type: '/problems/common/unavailable', title: step.english, status: 503 }))
    return
  }
  response.writeHead(503, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'` }).end(page(step))
}

const page = ({ chinese, english, percent }: { chinese: string; english: string; percent: number }): string => `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="2"><meta name="viewport" content="width=device-width"><title>里坊 Lifang</title>
<style>body{font:1.25rem/1.6 system-ui,sans-serif;display:grid;place-content:center;min-height:90vh;margin:1rem;text-align:center}progress{width:min(24rem,80vw)}</style>
<main><h1>里坊 Lifang</h1><p>${chinese}<br><span lang="en">${english}</span></p><p><progress max="100" value="${percent}"></progress> ${percent}%</p></main></html>`
