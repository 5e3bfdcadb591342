/** What the environment may set. Read once, at the start; nothing else looks at `process.env`. */
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { OperatorError } from './platform/operator-error.ts'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

export interface Configuration {
  readonly port: number
  readonly host: string
  /** Null: the embedded PostgreSQL below `dataDirectory`. */
  readonly databaseUrl: string | null
  /** Absolute; the embedded database, files and (unless LIFANG_KEY is set) the key file lie here. */
  readonly dataDirectory: string
  readonly key: string | undefined
  /** Takes the place of `key` by `keys rotate`; both are set until that is done. */
  readonly newKey: string | undefined
  /** Where the clock of a demo database starts. */
  readonly now: Temporal.Instant | null
  readonly logLevel: (typeof LOG_LEVELS)[number]
  /** Where people reach the platform, without a slash at the end. */
  readonly publicUrl: string
  /** Addresses and ranges of the reverse proxies whose X-Forwarded-* headers count, separated by commas. */
  readonly trustProxy: string | false
  /** Requests a minute that one session, or one address without a session, may make. */
  readonly requestsPerMinute: number
  /** Sent as bearer token by whoever reads /metrics; without one, only this machine may. */
  readonly metricsToken: string | undefined
  /** Null: no mail leaves the house. */
  readonly mail: { readonly url: string; readonly from: string } | null
  /** Hosts of the push services that browsers may name. */
  readonly pushServices: readonly string[]
}

/** Those of Chrome and Edge, Firefox, Safari. */
const PUSH_SERVICES = ['fcm.googleapis.com', '*.notify.windows.com', '*.push.services.mozilla.com', 'web.push.apple.com']

type Environment = Readonly<Record<string, string | undefined>>

export function readConfiguration(environment: Environment): Configuration {
  const read: Read = (variable, parse, expected) => {
    const text = environment[variable]?.trim()
    if (text === undefined || text === '') return undefined
    const value = parse(text)
    if (value !== undefined) return value
    throw new OperatorError(`环境变量 ${variable} 应为${expected[0]}。`, `The environment variable ${variable} must be ${expected[1]}.`)
  }
  const port = read('PORT', parsePort, ['1 到 65535 的整数', 'a whole number from 1 to 65535']) ?? 3000
  return Object.freeze({
    port,
    host: read('HOST', (text) => text, ['主机名或 IP 地址', 'a host name or an IP address']) ?? '127.0.0.1',
    databaseUrl: read('DATABASE_URL', parseUrl(['postgres:', 'postgresql:']), ['形如 postgresql://用户@主机/库名 的地址', 'an address such as postgresql://user@host/name']) ?? null,
    dataDirectory: resolve(read('LIFANG_DATA', (text) => text, ['目录', 'a directory']) ?? 'data'),
    key: read('LIFANG_KEY', parseKey, [' 32 字节的 base64', '32 bytes in base64']),
    newKey: read('LIFANG_NEW_KEY', parseKey, [' 32 字节的 base64', '32 bytes in base64']),
    now: read('LIFANG_NOW', parseInstant, ['带时区的时间，如 2026-11-22T08:00:00+08:00', 'a time with its offset, such as 2026-11-22T08:00:00+08:00']) ?? null,
    logLevel: read('LIFANG_LOG', (text) => LOG_LEVELS.find((level) => level === text), [`以下之一：${LOG_LEVELS.join('、')}`, `one of ${LOG_LEVELS.join(', ')}`]) ?? 'info',
    publicUrl: read('PUBLIC_URL', parseUrl(['http:', 'https:']), ['以 http:// 或 https:// 开头的地址', 'an address that begins with http:// or https://'])?.replace(/\/+$/, '') ?? `http://localhost:${port}`,
    trustProxy: read('TRUST_PROXY', parseProxies, ['反向代理的地址或网段，以逗号分隔，如 loopback,10.0.0.0/8', 'addresses or ranges of reverse proxies, separated by commas, such as loopback,10.0.0.0/8']) ?? false,
    requestsPerMinute: read('LIFANG_REQUESTS_PER_MINUTE', parseCount, ['正整数', 'a positive whole number']) ?? 600,
    mail: readMail(read),
    pushServices: read('LIFANG_PUSH_SERVICES', parseHosts, ['主机名，以逗号分隔，如 fcm.googleapis.com,*.notify.windows.com', 'host names, separated by commas, such as fcm.googleapis.com,*.notify.windows.com']) ?? PUSH_SERVICES,
    metricsToken: read('LIFANG_METRICS_TOKEN', (text) => (text.length >= 16 ? text : undefined), ['至少 16 个字符', 'at least 16 characters']),
  })
}

type Read = <T>(variable: string, parse: (text: string) => T | undefined, expected: readonly [chinese: string, english: string]) => T | undefined

function readMail(read: Read): Configuration['mail'] {
  const url = read('LIFANG_SMTP_URL', parseUrl(['smtp:', 'smtps:']), ['形如 smtps://用户:密码@主机:465 的地址', 'an address such as smtps://user:password@host:465'])
  const from = read('LIFANG_MAIL_FROM', parseSender, ['发件人，如 里坊 <noreply@example.org>', 'a sender such as Lifang <noreply@example.org>'])
  if (url === undefined && from === undefined) return null
  if (url !== undefined && from !== undefined) return { url, from }
  throw new OperatorError('LIFANG_SMTP_URL 和 LIFANG_MAIL_FROM 要一起设置。', 'LIFANG_SMTP_URL and LIFANG_MAIL_FROM are set together.')
}

const parseSender = (text: string): string | undefined => (/^([^<>\r\n]*<)?[^\s<>@]+@[^\s<>@]+>?$/u.test(text) ? text : undefined)

function parseHosts(text: string): readonly string[] | undefined {
  const hosts = text.split(',').map((host) => host.trim().toLowerCase())
  return hosts.every((host) => /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$/u.test(host)) ? hosts : undefined
}

function parsePort(text: string): number | undefined {
  const port = Number(text)
  return /^\d+$/.test(text) && port >= 1 && port <= 65_535 ? port : undefined
}

const parseCount = (text: string): number | undefined => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined)

const parseKey = (text: string): string | undefined => (Buffer.from(text, 'base64').length === 32 ? text : undefined)

const parseUrl = (protocols: readonly string[]) => (text: string): string | undefined =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol) ? text : undefined

function parseInstant(text: string): Temporal.Instant | undefined {
  try {
    return Temporal.Instant.from(text)
  } catch {
    return undefined
  }
}

function parseProxies(text: string): string | undefined {
  const isProxy = (part: string): boolean => {
    const [address = '', bits, ...more] = part.split('/')
    const longest = isIP(address) === 6 ? 128 : 32
    return ['loopback', 'linklocal', 'uniquelocal'].includes(part) || (isIP(address) > 0 && more.length === 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= longest)))
  }
  return text.split(',').every((part) => isProxy(part.trim())) ? text : undefined
}
