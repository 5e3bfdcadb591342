import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { client } from '../../../web/client.ts'
import type { Reply } from '../../../web/client.ts'
import type { RequestsApi } from '../contract.ts'

export type Suggestion = Reply<RequestsApi['POST /api/v1/requests/suggest']>

const requests = client<RequestsApi>()
const pause_ms = 700
const leastCharacters = 2

/** What the words are probably about, asked when the writer pauses. Without a network nothing is asked, and nothing waits for it. */
export function useSuggestion(text: string): Suggestion | undefined {
  const words = text.trim()
  const [paused, setPaused] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setPaused(words), pause_ms)
    return () => clearTimeout(timer)
  }, [words])
  const isEnough = words.length >= leastCharacters && paused.length >= leastCharacters
  const { data } = useQuery({
    queryKey: ['requests.suggest', paused],
    queryFn: ({ signal }) => requests('POST /api/v1/requests/suggest', { body: { text: paused }, signal }),
    enabled: isEnough,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  })
  return isEnough ? data : undefined
}

/** Those that something in the words speaks for. */
export const grounded = (suggestion: Suggestion | undefined): Suggestion['categories'] => suggestion?.categories.filter(({ because }) => because.length > 0) ?? []
