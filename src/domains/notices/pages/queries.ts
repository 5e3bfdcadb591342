/** What the pages ask the server about notices. Keys begin with the kind that live updates name. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { client } from '../../../web/client.ts'
import type { Reply } from '../../../web/client.ts'
import { useLive } from '../../../web/live.ts'
import type { NoticesApi } from '../contract.ts'
import type { BrowserSubscription } from './browser-push.ts'

export type Chosen = Reply<NoticesApi['GET /api/v1/notices/choices']>
export type Choices = Chosen['choices']

const notices = client<NoticesApi>()
type Notices = Reply<NoticesApi['GET /api/v1/notices']>
export type Notice = Notices['items'][number]

const noticeKind = 'notice'

const most_latest = 8

/** The newest few and the count of the unread, kept up to date. */
export function useLatest() {
  useLive()
  return useQuery({ queryKey: [noticeKind, 'latest'], queryFn: ({ signal }) => notices('GET /api/v1/notices', { query: { limit: most_latest }, signal }) })
}

export function useNotices() {
  useLive()
  return useInfiniteQuery({
    queryKey: [noticeKind, 'list'],
    queryFn: ({ pageParam, signal }) => notices('GET /api/v1/notices', { query: pageParam === null ? {} : { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  })
}

/** One by its id, or everything up to a moment. */
export function useReading() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (what: { readonly noticeId: string } | { readonly until: string }) => {
      if ('noticeId' in what) await notices('POST /api/v1/notices/:noticeId/read', { params: { noticeId: what.noticeId }, body: {} })
      else await notices('POST /api/v1/notices/read', { body: { until: what.until } })
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: [noticeKind] }),
  })
}

const choicesKey = ['notice-choices']

export const useChosen = () => useQuery({ queryKey: choicesKey, queryFn: ({ signal }) => notices('GET /api/v1/notices/choices', { signal }) })

/** Whatever is changed answers with everything as it stands. */
function useChanging<Input>(change: (input: Input) => Promise<Chosen>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: change, onSuccess: (chosen) => queries.setQueryData(choicesKey, chosen), onError: () => queries.invalidateQueries({ queryKey: choicesKey }) })
}

export const useChoosing = () => useChanging((choices: Choices) => notices('PUT /api/v1/notices/choices', { body: choices }))
export const useAskingForCode = () => useChanging((email: string) => notices('POST /api/v1/notices/address', { body: { email } }))
export const useProving = () => useChanging((code: string) => notices('POST /api/v1/notices/address/verify', { body: { code } }))
export const useRemovingAddress = () => useChanging(() => notices('DELETE /api/v1/notices/address', {}))
export const useAddingBrowser = () => useChanging((subscription: BrowserSubscription) => notices('POST /api/v1/notices/browsers', { body: subscription }))
export const useRemovingBrowser = () => useChanging((browserId: string) => notices('DELETE /api/v1/notices/browsers/:browserId', { params: { browserId } }))
