/**
 * Live updates. GET /api/v1/events sends one message per changed subject that this person may see: {"kind":"requests.case","id":"…"}.
 * A query's key begins with the kind it shows, e.g. ['requests.case', 'queue', filter]; it is then fetched again, under the usual
 * policies. Nothing is patched by hand.
 */
import { useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

const firstWait_ms = 1_000
const longestWait_ms = 60_000

export type LiveState = 'connecting' | 'live' | 'waiting'

/** One line a page, however many of its components listen. */
const line: { readonly reports: Set<(state: LiveState) => void>; state: LiveState; hangUp: () => void } = { reports: new Set(), state: 'connecting', hangUp: () => undefined }

/** Listens while the calling component is mounted. */
export function useLive(): LiveState {
  const queries = useQueryClient()
  const [state, setState] = useState<LiveState>(line.state)
  useEffect(() => join(queries, setState), [queries])
  return state
}

function join(queries: QueryClient, report: (state: LiveState) => void): () => void {
  line.reports.add(report)
  report(line.state)
  if (line.reports.size === 1) {
    line.hangUp = listen(queries, (state) => {
      line.state = state
      for (const each of line.reports) each(state)
    })
  }
  return () => {
    line.reports.delete(report)
    if (line.reports.size > 0) return
    line.hangUp()
    line.state = 'connecting'
  }
}

function listen(queries: QueryClient, report: (state: LiveState) => void): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait_ms = firstWait_ms
  let wasLive = false

  function open(): void {
    source = new EventSource('/api/v1/events')
    source.addEventListener('open', () => {
      wait_ms = firstWait_ms
      report('live')
      // What changed while the line was down was not told: ask for all that is on screen.
      if (wasLive) void queries.invalidateQueries({ refetchType: 'active' })
      wasLive = true
    })
    source.addEventListener('message', (event: MessageEvent<string>) => {
      const { kind } = JSON.parse(event.data) as { readonly kind: string }
      void queries.invalidateQueries({ queryKey: [kind] })
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
