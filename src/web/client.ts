/**
 * The typed way to the server. A contract is an object keyed 'METHOD /path/:param' with zod schemas; only its type reaches the
 * browser. What travels as JSON is a schema's input type, on the way there and on the way back.
 *
 *   const reply = await client<RequestsApi>()('POST /api/v1/requests/:id/assign', { params: { id }, body: { assigneeId } })
 */
import type { ZodType, input } from 'zod'
import { learnServerTime } from './now.ts'
import { OfflineError, ProblemError } from './problem.ts'
import type { ProblemDetails } from './problem.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

type Key<Api> = Extract<keyof Api, `${Method} /${string}`>

type Part<E, Name extends string> = E extends { readonly [N in Name]: infer Schema extends ZodType }
  ? Record<never, never> extends input<Schema>
    ? { readonly [N in Name]?: input<Schema> }
    : { readonly [N in Name]: input<Schema> }
  : { readonly [N in Name]?: never }

export interface CallOptions {
  readonly signal?: AbortSignal
  /** The same key for the same act: the server then does it once, however often it arrives. */
  readonly idempotencyKey?: string
}

type Call<E> = Part<E, 'params'> & Part<E, 'query'> & Part<E, 'body'> & CallOptions

type Success = 200 | 201 | 202 | 203 | 204

export type Reply<E> = E extends { readonly replies: infer Replies }
  ? { [Status in keyof Replies & Success]: Replies[Status] extends ZodType ? input<Replies[Status]> : undefined }[keyof Replies & Success]
  : never

type Arguments<E> = Record<never, never> extends Call<E> ? [call?: Call<E>] : [call: Call<E>]

export interface Client<Api> {
  <K extends Key<Api>>(key: K, ...call: Arguments<Api[K]>): Promise<Reply<Api[K]>>
}

interface LooseCall extends CallOptions {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

let signInPath: string | null = null

/** Where to send a person whose session has ended; null on public pages. */
export function setSignInPath(path: string | null): void {
  signInPath = path
}

export function client<Api>(): Client<Api> {
  return call as Client<Api>
}

async function call(key: string, { params, query, body, signal, idempotencyKey }: LooseCall = {}): Promise<unknown> {
  const [method = 'GET', path = '/'] = key.split(' ', 2)
  const headers = new Headers({ accept: 'application/json' })
  if (method !== 'GET') headers.set('x-lifang', '1')
  if (body !== undefined) headers.set('content-type', 'application/json')
  if (idempotencyKey !== undefined) headers.set('idempotency-key', idempotencyKey)
  const response = await send(address(path, params, query), {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
    credentials: 'same-origin',
  })
  return read(response)
}

/** A file that a person keeps: a list as a sheet. */
export interface Download {
  readonly name: string
  readonly content: Blob
}

type Downloader<Api> = <K extends Extract<Key<Api>, `GET ${string}/export`>>(key: K, ...call: Arguments<Api[K]>) => Promise<Download>

/** For `…/export` endpoints: refusals are told on the page like any other, instead of being saved as a file. */
export function downloader<Api>(): Downloader<Api> {
  return download as Downloader<Api>
}

async function download(key: string, { params, query, signal }: LooseCall = {}): Promise<Download> {
  const [, path = '/'] = key.split(' ', 2)
  const response = await send(address(path, params, query), { signal: signal ?? null, credentials: 'same-origin' })
  if (!response.ok) await read(response)
  const [, name] = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '') ?? []
  return { name: name === undefined ? 'lifang' : decodeURIComponent(name), content: await response.blob() }
}

/** Sends one file as it is. Progress comes from XMLHttpRequest, since fetch cannot tell how much has left the phone. */
export function upload(path: string, file: Blob, options: CallOptions & { readonly onProgress?: (share: number) => void } = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.setRequestHeader('x-lifang', '1')
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('content-type', file.type || 'application/octet-stream')
    if (options.idempotencyKey !== undefined) request.setRequestHeader('idempotency-key', options.idempotencyKey)
    request.upload.addEventListener('progress', (event) => options.onProgress?.(event.loaded / event.total))
    request.addEventListener('error', () => reject(new OfflineError()))
    request.addEventListener('abort', () => reject(new DOMException('upload aborted', 'AbortError')))
    request.addEventListener('load', () => {
      const headers = { 'content-type': request.getResponseHeader('content-type') ?? '' }
      const empty = request.status === 204
      resolve(read(new Response(empty ? null : request.responseText, { status: request.status, headers })))
    })
    options.signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

function address(path: string, params: LooseCall['params'], query: LooseCall['query']): string {
  const filled = path.replaceAll(/:([A-Za-z]\w*)/g, (_, name: string) => {
    const value = params?.[name]
    if (typeof value !== 'string' && typeof value !== 'number') throw new Error(`path parameter ${name} is missing`)
    return encodeURIComponent(value)
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean') search.append(name, String(item))
    }
  }
  return search.size === 0 ? filled : `${filled}?${search.toString()}`
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new OfflineError()
  }
}

async function read(response: Response): Promise<unknown> {
  const stamped = response.headers.get('x-lifang-now')
  if (stamped !== null) learnServerTime(stamped)
  const isJson = (response.headers.get('content-type') ?? '').includes('json')
  if (response.ok) return response.status === 204 || !isJson ? undefined : response.json()
  const details = isJson ? ((await response.json()) as Partial<ProblemDetails>) : {}
  if (response.status === 401 && signInPath !== null) goToSignIn(signInPath)
  throw new ProblemError({
    type: details.type ?? 'about:blank',
    title: details.title ?? response.statusText,
    status: response.status,
    values: details.values ?? {},
    errors: details.errors ?? [],
    requestId: details.requestId ?? response.headers.get('x-request-id') ?? '',
  })
}

function goToSignIn(path: string): void {
  const here = location.pathname + location.search
  if (location.pathname !== path) location.assign(`${path}?back=${encodeURIComponent(here)}`)
}
