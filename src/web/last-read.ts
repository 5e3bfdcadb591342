/**
 * What was read last is kept on this device, for cellars and lifts: without a network the same reading answers from there. Only what a page asks
 * to keep, and gone at logout with the drafts.
 */
import { useSyncExternalStore } from 'react'
import { keptReadings } from './device-store.ts'
import { isPassing, OfflineError } from './problem.ts'

interface Kept {
  readonly id: string
  readonly value: unknown
  readonly readAt: string
}

/** Beyond this the oldest go. */
const MOST_KEPT = 60

let offlineSince: string | null = null
const listeners = new Set<() => void>()

function note(readAt: string | null): void {
  if (offlineSince === readAt) return
  offlineSince = readAt
  for (const listener of listeners) listener()
}

/** @param isWanted whether this device may keep it */
export async function lastRead<Value>(id: string, read: () => Promise<Value>, isWanted: (value: Value) => boolean = () => true): Promise<Value> {
  try {
    const value = await read()
    note(null)
    if (isWanted(value)) void keep(id, value)
    return value
  } catch (error) {
    const kept = isPassing(error) ? await find(id) : undefined
    if (kept === undefined) throw error
    if (error instanceof OfflineError) note(kept.readAt)
    return kept.value as Value
  }
}

/** Puts what is known to be true by now in the place of what was read: a step that waits for the network has been done here. */
export async function keep(id: string, value: unknown): Promise<void> {
  await keptReadings.put({ id, value, readAt: new Date().toISOString() } satisfies Kept)
  const all = (await keptReadings.all()) as Kept[]
  for (const old of all.toSorted((a, b) => b.readAt.localeCompare(a.readAt)).slice(MOST_KEPT)) await keptReadings.remove(old.id)
}

async function find(id: string): Promise<Kept | undefined> {
  return ((await keptReadings.all()) as Kept[]).find((one) => one.id === id)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** Since when what is on the screen is no longer fetched; null while it is. An empty word: without a network, and nothing was asked for yet. */
export const useOfflineSince = (): string | null => useSyncExternalStore(subscribe, () => (navigator.onLine ? offlineSince : (offlineSince ?? '')))
