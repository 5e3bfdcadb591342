/**
 * A load generator that costs little: the server, the database and it share the same cores, so a generic client would measure itself. One
 * keep-alive socket a worker, one request at a time on each, HTTP/1.1 with Content-Length answers only.
 */
import { connect, type Socket } from 'node:net'

export interface Answer {
  readonly status: number
  readonly body: string
  readonly elapsed_ms: number
}

export interface Connection {
  send(request: string): Promise<Answer>
  close(): void
}

const HEAD_END = '\r\n\r\n'

export function openConnection(port: number): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    let pending: { resolve: (answer: Answer) => void; reject: (error: Error) => void; began: number } | undefined
    let received: Buffer = Buffer.alloc(0)
    const fail = (error: Error) => {
      pending?.reject(error)
      pending = undefined
      reject(error)
    }
    socket.on('error', fail)
    socket.on('close', () => fail(new Error('the server closed the connection')))
    socket.on('data', (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
      const headEnd = received.indexOf(HEAD_END)
      if (headEnd < 0 || !pending) return
      const head = received.toString('latin1', 0, headEnd)
      const length = Number(/content-length: (\d+)/iu.exec(head)?.[1] ?? 0)
      const end = headEnd + HEAD_END.length + length
      if (received.length < end) return
      const { resolve: answered, began } = pending
      pending = undefined
      const body = received.toString('utf8', headEnd + HEAD_END.length, end)
      received = received.subarray(end)
      answered({ status: Number(head.slice(9, 12)), body, elapsed_ms: performance.now() - began })
    })
    socket.on('connect', () =>
      resolve({
        send: (request) =>
          new Promise((answered, refused) => {
            pending = { resolve: answered, reject: refused, began: performance.now() }
            socket.write(request)
          }),
        close: () => socket.destroy(),
      }),
    )
  })
}

/** A request as bytes on the wire. */
export function requestText(method: string, path: string, headers: Readonly<Record<string, string>>, body: object): string {
  const json = JSON.stringify(body)
  const lines = Object.entries({ host: '127.0.0.1', 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(json)), 'x-lifang': '1', ...headers })
  return `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${json}`
}
