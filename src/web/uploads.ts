/**
 * Photos leave the phone while the person still writes. Each picture has a key of its own; what has arrived is not sent again as long as the
 * page is open, and its record is sent with the id that the server gave.
 */
import { useCallback, useSyncExternalStore } from 'react'
import { upload } from './client.ts'
import { isPassing } from './problem.ts'
import type { Photo } from './kit/PhotoPicker.tsx'

interface Upload {
  readonly state: 'sending' | 'sent' | 'failed'
  readonly share: number
  readonly error: unknown
  readonly done: Promise<string>
}

let uploads: ReadonlyMap<string, Upload> = new Map()
const listeners = new Set<() => void>()

function put(key: string, one: Upload): void {
  uploads = new Map(uploads).set(key, one)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The id under which the server has the picture: of an upload that goes on or is done, else of a new one. */
export function uploadPhoto(key: string, picture: Blob): Promise<string> {
  const known = uploads.get(key)
  if (known !== undefined && known.state !== 'failed') return known.done
  const tell = (change: Partial<Upload>): void => {
    const now = uploads.get(key)
    if (now !== undefined) put(key, { ...now, ...change })
  }
  const done = upload('/api/v1/photos', picture, { onProgress: (share) => tell({ share }) }).then((reply) => (reply as { readonly id: string }).id)
  put(key, { state: 'sending', share: 0, error: null, done })
  done.then(
    () => tell({ state: 'sent', share: 1 }),
    (error: unknown) => tell({ state: 'failed', error }),
  )
  return done
}

/** Sent to the server a while ago: it may have let them go. They are sent anew. */
export function forgetUploads(keys: readonly string[]): void {
  const left = new Map(uploads)
  for (const key of keys) left.delete(key)
  uploads = left
}

/** The pictures as `PhotoPicker` shows them, each with its own progress and its own error. */
export function usePhotos(): (key: string, picture: Blob, worded: (error: unknown) => string) => Photo {
  const known = useSyncExternalStore(subscribe, () => uploads)
  return useCallback(
    (key, picture, worded) => {
      const one = known.get(key)
      if (one === undefined) return { id: key, blob: picture, state: 'kept' }
      return { id: key, blob: picture, state: one.state, share: one.share, ...(one.state === 'failed' ? { error: worded(one.error), isRefused: !isPassing(one.error) } : {}) }
    },
    [known],
  )
}
