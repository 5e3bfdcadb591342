/**
 * Drafts live in IndexedDB from the first letter on. Each gets its idempotency key when it is begun, so that however often it is sent,
 * the server does it once. An open page sends what is ready as soon as there is a network; one page at a time, by a Web Lock.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import { keptReadings, writtenHere } from './device-store.ts'
import { isPassing } from './problem.ts'

export interface Draft<Value> {
  readonly id: string
  /** What it will become, e.g. 'requests/report'. */
  readonly kind: string
  /** Which record it is about, where drafts of a kind are written side by side; empty where there is one at a time. */
  readonly about: string
  readonly idempotencyKey: string
  readonly value: Value
  readonly photos: readonly Blob[]
  readonly state: 'writing' | 'ready' | 'refused'
  readonly savedAt: string
}

/**
 * Sends one draft; what it answers with reaches the page that pressed the button. `keep` saves what has been reached on the way (pictures that
 * have arrived), so that after a lost answer the same command goes out again, to the letter.
 */
export type Sender<Value> = (draft: Draft<Value>, keep: (value: Value) => Promise<void>) => Promise<unknown>

/** waiting: safe on this device, goes out by itself. `reply` is undefined when another open page was the one that sent it. */
export type Outcome = { readonly state: 'sent'; readonly reply: unknown } | { readonly state: 'waiting' } | { readonly state: 'refused'; readonly error: unknown }

const senders = new Map<string, Sender<unknown>>()
const changed = new EventTarget()
function tell(): void {
  changed.dispatchEvent(new Event('change'))
}

function beginDraft<Value>(kind: string, about: string, value: Value): Draft<Value> {
  return { id: crypto.randomUUID(), kind, about, idempotencyKey: crypto.randomUUID(), value, photos: [], state: 'writing', savedAt: new Date().toISOString() }
}

async function saveDraft<Value>(draft: Draft<Value>): Promise<void> {
  await writtenHere.put(draft)
  tell()
}

async function dropDraft(id: string): Promise<void> {
  await writtenHere.remove(id)
  tell()
}

async function listDrafts<Value>(kind: string): Promise<readonly Draft<Value>[]> {
  const all = (await writtenHere.all()) as Draft<Value>[]
  return all.filter((draft) => draft.kind === kind).toSorted((a, b) => b.savedAt.localeCompare(a.savedAt))
}

/** At logout and when the role changes: the next person at this device must find nothing, written or read. */
export async function wipeDrafts(): Promise<void> {
  await writtenHere.clear()
  await keptReadings.clear()
  tell()
}

/** Says how drafts of a kind are sent. Called once, when the page module loads. */
export function registerSender<Value>(kind: string, sender: Sender<Value>): void {
  senders.set(kind, sender as Sender<unknown>)
}

/** Sends everything that is ready. A draft leaves the store only when the server has acknowledged it. */
async function sendReadyDrafts(): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>()
  await navigator.locks.request('lifang-drafts', async () => {
    // In the order in which they were written: what follows a step is sent behind it.
    const all = ((await writtenHere.all()) as Draft<unknown>[]).toSorted((a, b) => a.savedAt.localeCompare(b.savedAt))
    for (const draft of all) {
      const sender = senders.get(draft.kind)
      if (draft.state !== 'ready' || sender === undefined) continue
      let latest: Draft<unknown> = draft
      const keep = async (value: unknown): Promise<void> => {
        latest = { ...latest, value }
        await saveDraft(latest)
      }
      try {
        const reply = await sender(draft, keep)
        await dropDraft(draft.id)
        outcomes.set(draft.id, { state: 'sent', reply })
      } catch (error) {
        outcomes.set(draft.id, isPassing(error) ? { state: 'waiting' } : { state: 'refused', error })
        if (isPassing(error)) return
        await saveDraft({ ...latest, state: 'refused' })
      }
    }
  })
  return outcomes
}

const SOON_MS = 4_000

/** Started once by a shell. Returns what stops it. */
export function startSending(): () => void {
  let soon: ReturnType<typeof setTimeout> | undefined
  // The first try after a network comes back often comes too early: it is not the last for half a minute.
  const send = (): void =>
    void sendReadyDrafts().then((outcomes) => {
      clearTimeout(soon)
      if (navigator.onLine && [...outcomes.values()].some(({ state }) => state === 'waiting')) soon = setTimeout(send, SOON_MS)
    })
  const timer = setInterval(send, 30_000)
  window.addEventListener('online', send)
  send()
  return () => {
    clearInterval(timer)
    clearTimeout(soon)
    window.removeEventListener('online', send)
  }
}

/** A step without a form: kept, and sent at once or as soon as there is a network. */
export async function sendOnce<Value>(kind: string, about: string, value: Value): Promise<Outcome> {
  const draft: Draft<Value> = { ...beginDraft(kind, about, value), state: 'ready' }
  await saveDraft(draft)
  const outcome = (await sendReadyDrafts()).get(draft.id) ?? { state: 'waiting' }
  // What was refused at once is told where it was pressed.
  if (outcome.state === 'refused') await dropDraft(draft.id)
  return outcome
}

/** Something refused is put aside once its reader knows. */
export const forgetDraft = (id: string): Promise<void> => dropDraft(id)

/** All drafts of a kind, kept up to date. */
export function useDrafts<Value>(kind: string): readonly Draft<Value>[] {
  const [drafts, setDrafts] = useState<readonly Draft<Value>[]>([])
  useEffect(() => {
    const load = (): void => void listDrafts<Value>(kind).then(setDrafts)
    load()
    changed.addEventListener('change', load)
    return () => changed.removeEventListener('change', load)
  }, [kind])
  return drafts
}

export interface OpenDraft<Value> {
  /** null while the store is being read. */
  readonly draft: Draft<Value> | null
  readonly change: (change: { readonly value?: Value; readonly photos?: readonly Blob[] }) => void
  /** Marks it ready and tries to send at once; it stays in the store until acknowledged. Refused: it stays in the form too. */
  readonly send: () => Promise<Outcome>
  readonly drop: () => Promise<void>
}

/** The one draft of a kind (and, where given, about one record) that is being written; found again after a reload. */
export function useDraft<Value>(kind: string, empty: Value, about = ''): OpenDraft<Value> {
  const [draft, setDraft] = useState<Draft<Value> | null>(null)
  const first = useRef(empty)
  useEffect(() => {
    let current = true
    void listDrafts<Value>(kind).then((found) => {
      const unfinished = found.find((one) => one.about === about && one.state !== 'ready')
      if (current) setDraft(unfinished ?? beginDraft(kind, about, first.current))
    })
    return () => {
      current = false
    }
  }, [kind, about])

  const change = useCallback((part: { readonly value?: Value; readonly photos?: readonly Blob[] }) => {
    setDraft((before) => {
      if (before === null) return before
      const after: Draft<Value> = { ...before, ...part, state: 'writing', savedAt: new Date().toISOString() }
      void saveDraft(after)
      return after
    })
  }, [])

  const send = useCallback(async () => {
    if (draft === null) throw new Error('sent before the draft was read')
    await saveDraft({ ...draft, state: 'ready' })
    const outcome = (await sendReadyDrafts()).get(draft.id)
    if (outcome !== undefined) return outcome
    const isWaiting = (await listDrafts(kind)).some((one) => one.id === draft.id)
    return isWaiting ? { state: 'waiting' as const } : { state: 'sent' as const, reply: undefined }
  }, [draft, kind])

  const drop = useCallback(async () => {
    if (draft !== null) await dropDraft(draft.id)
    setDraft(beginDraft(kind, about, first.current))
  }, [draft, kind, about])

  return { draft, change, send, drop }
}
