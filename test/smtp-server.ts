/** A small mail server on loopback that speaks SMTP (RFC 5321) over real sockets and can be told how to misbehave. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

export interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  /** As it came over the line, dots unstuffed. */
  readonly raw: string
  /** Of a header, unfolded; its first. */
  header(name: string): string | undefined
  /** Of the part with that type, decoded. */
  body(type: 'text/plain' | 'text/html'): string
}

type Step = 'greeting' | 'MAIL' | 'RCPT' | 'DATA' | 'message'

export interface SmtpServer {
  readonly url: string
  readonly mails: readonly ReceivedMail[]
  /** What to answer at a step instead of the usual; null: as usual. */
  answer: Partial<Record<Step, string>>
  /** Waits before the answer to the whole message. */
  wait_ms: number
  /** Takes the message, and hangs up before saying so. */
  hangsUp: boolean
  /** Closes the door: connections are refused. `up` opens it again at the same address. */
  down(): Promise<void>
  up(): Promise<void>
}

export async function openSmtpServer(): Promise<SmtpServer> {
  const mails: ReceivedMail[] = []
  const sockets = new Set<Socket>()
  const state: SmtpServer = { url: '', mails, answer: {}, wait_ms: 0, hangsUp: false, down, up }
  let server: Server
  let port = 0
  async function up(): Promise<void> {
    server = createServer((socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      socket.on('error', () => {})
      // A conversation that is broken off is what some tests are about.
      converse(socket, state, mails).catch(() => {})
    })
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  }
  async function down(): Promise<void> {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
  await up()
  return Object.assign(state, { url: `smtp://127.0.0.1:${port}` })
}

async function converse(socket: Socket, state: SmtpServer, mails: ReceivedMail[]): Promise<void> {
  const say = (line: string) => socket.write(`${line}\r\n`)
  say(state.answer.greeting ?? '220 mail.test ESMTP')
  let from = ''
  let to: string[] = []
  let isMessage = false
  let buffered = ''
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    buffered += chunk.toString('latin1')
    for (;;) {
      const end = isMessage ? buffered.indexOf('\r\n.\r\n') : buffered.indexOf('\r\n')
      if (end === -1) break
      const said = buffered.slice(0, end)
      buffered = buffered.slice(end + (isMessage ? 5 : 2))
      if (isMessage) {
        isMessage = false
        if (state.wait_ms > 0) await delay(state.wait_ms)
        if (state.answer.message === undefined) mails.push(parse(from, to, said))
        if (state.hangsUp) socket.destroy()
        else say(state.answer.message ?? '250 2.0.0 taken')
        continue
      }
      const verb = said.split(/[ :]/u)[0]?.toUpperCase()
      const address = /<([^>]*)>/u.exec(said)?.[1] ?? ''
      if (verb === 'EHLO' || verb === 'HELO') say('250 mail.test')
      else if (verb === 'MAIL') {
        from = address
        to = []
        say(state.answer.MAIL ?? '250 ok')
      } else if (verb === 'RCPT') {
        to.push(address)
        say(state.answer.RCPT ?? '250 ok')
      } else if (verb === 'DATA') {
        isMessage = state.answer.DATA === undefined
        say(state.answer.DATA ?? '354 go ahead')
      } else if (verb === 'QUIT') {
        say('221 bye')
        socket.end()
      } else say('250 ok')
    }
  }
}

function parse(from: string, to: readonly string[], wire: string): ReceivedMail {
  const raw = wire.replaceAll('\r\n..', '\r\n.')
  const [head = ''] = raw.split('\r\n\r\n', 1)
  const header = (name: string) => headerOf(head, name)
  return {
    from,
    to: [...to],
    raw,
    header: (name) => {
      const value = header(name)
      return value === undefined ? undefined : decodeWords(value)
    },
    body(type) {
      const boundary = /boundary="?([^";]+)/u.exec(header('content-type') ?? '')?.[1]
      const part = boundary === undefined ? raw : raw.split(`--${boundary}`).find((each) => (headerOf(each, 'content-type') ?? '').startsWith(type))
      if (part === undefined) throw new Error(`no ${type} in the mail`)
      const [, ...content] = part.replace(/^\r\n/u, '').split('\r\n\r\n')
      return decode(content.join('\r\n\r\n'), headerOf(part, 'content-transfer-encoding') ?? '7bit')
    },
  }
}

function headerOf(head: string, name: string): string | undefined {
  const unfolded = head.replaceAll(/\r\n[ \t]+/gu, ' ')
  return unfolded.split('\r\n').find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))?.slice(name.length + 1).trim()
}

const quotedPrintable = (text: string): Buffer => Buffer.from(text.replaceAll('=\r\n', '').replaceAll(/=([0-9A-F]{2})/gu, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))), 'latin1')

function decode(text: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(text, 'base64').toString()
  return encoding === 'quoted-printable' ? quotedPrintable(text).toString() : Buffer.from(text, 'latin1').toString()
}

/** =?UTF-8?B?…?= and =?UTF-8?Q?…?= (RFC 2047) */
const decodeWords = (value: string): string =>
  value
    .replaceAll(/\?=\s+=\?/gu, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/giu, (_, kind: string, text: string) => (kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : quotedPrintable(text.replaceAll('_', ' '))).toString())
