/**
 * Live updates. The server sends, on GET /api/v1/events, one message per change whose data is the JSON prefix of the query keys that
 * are now out of date, e.g. ["requests","case","0198…"]. The page fetches them again; nothing is patched by hand.
 */
import { useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

const firstWait_ms = 1_000
const longestWait_ms = 60_000

export type LiveState = 'connecting' | 'live' | 'waiting'

/** Listens while the calling component is mounted. `topics` narrows what the server sends. */
export function useLive(topics: readonly string[]): LiveState {
  const queries = useQueryClient()
  const [state, setState] = useState<LiveState>('connecting')
  const address = `/api/v1/events?${topics.map((topic) => `topic=${encodeURIComponent(topic)}`).join('&')}`
  useEffect(() => listen(address, queries, setState), [address, queries])
  return state
}

function listen(address: string, queries: QueryClient, report: (state: LiveState) => void): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait_ms = firstWait_ms
  let wasLive = false

  function open(): void {
    source = new EventSource(address)
    source.addEventListener('open', () => {
      wait_ms = firstWait_ms
      report('live')
      // What changed while the line was down was not told: ask for all that is on screen.
      if (wasLive) void queries.invalidateQueries({ refetchType: 'active' })
      wasLive = true
    })
    source.addEventListener('message', (event: MessageEvent<string>) => {
      void queries.invalidateQueries({ queryKey: JSON.parse(event.data) as readonly unknown[] })
    })
    source.addEventListener('error', () => {
      source?.close()
      report('waiting')
      // A little chance in the pause, so that a whole city does not come back in one second.
      timer = setTimeout(open, wait_ms * (0.75 + Math.random() / 2))
      wait_ms = Math.min(wait_ms * 2, longestWait_ms)
    })
  }

  open()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}
