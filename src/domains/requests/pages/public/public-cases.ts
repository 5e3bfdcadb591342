/** What the public pages ask the server; the address is the whole state of the list. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { client } from '../../../../web/client.ts'
import type { Reply } from '../../../../web/client.ts'
import { ProblemError } from '../../../../web/problem.ts'
import type { RequestsApi } from '../../contract.ts'

const requests = client<RequestsApi>()

export type PublicList = Reply<RequestsApi['GET /api/v1/city/communities/:communityId/requests']>
export type PublicItem = PublicList['items'][number]
export type PublicView = Reply<RequestsApi['GET /api/v1/city/communities/:communityId/requests/:number']>

export const SHOWS = ['all', 'open', 'overdue'] as const
export type Show = (typeof SHOWS)[number]

export const usePublicList = (communityId: string, show: Show) =>
  useInfiniteQuery({
    queryKey: ['public-cases', communityId, show],
    queryFn: ({ pageParam, signal }) => requests('GET /api/v1/city/communities/:communityId/requests', { params: { communityId }, query: { show, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  })

export const usePublicCase = (communityId: string, number: string) =>
  useQuery({
    queryKey: ['public-cases', communityId, 'one', number],
    queryFn: ({ signal }) => requests('GET /api/v1/city/communities/:communityId/requests/:number', { params: { communityId, number }, signal }),
  })

/** Not there, or nothing that could be: a mistyped address is told in the same words. */
export const isMissing = (error: Error | null): boolean => error instanceof ProblemError && [404, 422].includes(error.problem.status)
