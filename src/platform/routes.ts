/**
 * How a domain binds its contract: every command reads load and lock → may → decide → save → reply, every query load → may → reply. The wrapper
 * (http.ts) owns the session, the transaction, the audit rows and the idempotency key; a route without a policy does not compile.
 */
import type { z } from 'zod'
import type { Actor } from './actor.ts'
import type { Contract, Endpoint, EndpointKey } from './contract.ts'
import type { Read, Tx } from './database.ts'
import type { Verdict } from './policy.ts'

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined
type ReplyOf<E extends Endpoint> = z.input<E['replies'][keyof E['replies'] & number]>
type ActorOf<E extends Endpoint> = E extends { readonly public: true } ? Actor | null : Actor
type BodyOf<E extends Endpoint> = E extends { readonly bodyBytes: object } ? Buffer : Parsed<E['body']>

export interface Input<E extends Endpoint> {
  readonly actor: ActorOf<E>
  readonly params: Parsed<E['params']>
  readonly query: Parsed<E['query']>
  readonly body: BodyOf<E>
  readonly now: Temporal.Instant
  readonly http: { readonly requestId: string; readonly ip: string; readonly secure: boolean; readonly headers: Readonly<Record<string, string | string[] | undefined>>; readonly cookies: Readonly<Record<string, string | undefined>> }
}

/** A reply that needs more than its JSON: another status, headers (cookies), or bytes. */
export class Reply<T> {
  readonly body: T
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  constructor(body: T, options: { status?: number; headers?: Readonly<Record<string, string | readonly string[]>> } = {}) {
    this.body = body
    this.status = options.status
    this.headers = options.headers ?? {}
  }
}

declare const body: unique symbol
/** A body that its handler has written out as JSON: to check a long answer again, field by field, would cost more than making it. A test holds it against the contract. */
export type Written<T> = string & { readonly [body]: T }
export const written = <T>(value: T): Written<T> => JSON.stringify(value) as Written<T>

type Answer<E extends Endpoint> = ReplyOf<E> | Reply<ReplyOf<E>> | Reply<Written<ReplyOf<E>>> | Reply<NodeJS.ReadableStream>

export interface Query<E extends Endpoint, S> {
  /** What the policy judges: null answers 404. Leave out where there is no single subject. */
  readonly load?: (read: Read, input: Input<E>) => Promise<S | null>
  readonly may: (actor: ActorOf<E>, subject: S, input: Input<E>) => Verdict
  readonly handle: (input: Input<E> & { readonly read: Read; readonly subject: S }) => Promise<Answer<E>>
}

export interface Command<E extends Endpoint, S> {
  /** Loads and locks what the policy judges and the command changes: null answers 404. */
  readonly load?: (tx: Tx, input: Input<E>) => Promise<S | null>
  readonly may: (actor: ActorOf<E>, subject: S, input: Input<E>) => Verdict
  readonly handle: (input: Input<E> & { readonly tx: Tx; readonly subject: S }) => Promise<Answer<E>>
}

/** Work outside a transaction by its nature (re-encoding an upload, talking to the login library), with its own audit. */
export interface Effect<E extends Endpoint> {
  readonly may: (actor: ActorOf<E>, subject: undefined, input: Input<E>) => Verdict
  readonly handle: (input: Input<E>) => Promise<Answer<E>>
}

type AnyActor = Actor | null
type AnyAnswer = Promise<unknown>
interface Judged {
  readonly may: (actor: AnyActor, subject: unknown, input: AnyInput) => Verdict
}

export type AnyInput = Omit<Input<Endpoint>, 'actor' | 'params' | 'query' | 'body'> & { readonly actor: AnyActor } & Readonly<Record<'params' | 'query' | 'body', unknown>>
export interface AnyQuery extends Judged {
  readonly load?: (read: Read, input: AnyInput) => AnyAnswer
  readonly handle: (input: AnyInput & { readonly read: Read; readonly subject: unknown }) => AnyAnswer
}
export interface AnyCommand extends Judged {
  readonly load?: (tx: Tx, input: AnyInput) => AnyAnswer
  readonly handle: (input: AnyInput & { readonly tx: Tx; readonly subject: unknown }) => AnyAnswer
}
export interface AnyEffect extends Judged {
  readonly handle: (input: AnyInput) => AnyAnswer
}

/** A route as the wrapper sees it: what a handler is given was checked against its contract where it was bound. */
export type Bound = { readonly key: EndpointKey; readonly endpoint: Endpoint } & (
  | { readonly kind: 'query'; readonly route: AnyQuery }
  | { readonly kind: 'command'; readonly route: AnyCommand }
  | { readonly kind: 'effect'; readonly route: AnyEffect }
)

type At<C extends Contract, K extends keyof C> = C[K] extends Endpoint ? C[K] : never

export interface Bind<C extends Contract> {
  query<K extends Extract<keyof C, `GET ${string}`>, S = undefined>(key: K, route: Query<At<C, K>, S>): void
  command<K extends Exclude<keyof C, `GET ${string}`>, S = undefined>(key: K, route: Command<At<C, K>, S>): void
  effect<K extends keyof C>(key: K, route: Effect<At<C, K>>): void
}

/** Binds every endpoint of a contract. @throws when one is bound twice or not at all. */
export function bindRoutes<C extends Contract>(contract: C, bind: (on: Bind<C>) => void): readonly Bound[] {
  const bound = new Map<EndpointKey, Bound>()
  const add = (kind: Bound['kind']) => (key: EndpointKey, route: unknown) => {
    const endpoint = (contract as Contract)[key]
    if (!endpoint || bound.has(key)) throw new Error(`${key} is ${endpoint ? 'bound twice' : 'not in the contract'}`)
    bound.set(key, { key, endpoint, kind, route } as unknown as Bound)
  }
  bind({ query: add('query'), command: add('command'), effect: add('effect') } as unknown as Bind<C>)
  const missing = Object.keys(contract).filter((key) => !bound.has(key as EndpointKey))
  if (missing.length > 0) throw new Error(`not bound: ${missing.join(', ')}`)
  return [...bound.values()]
}
