/** What the resident's pages ask the server about cases. Keys begin with the kind of subject, so that live updates refresh them. */
import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { client, downloader } from '../../../../web/client.ts'
import type { Reply } from '../../../../web/client.ts'
import type { RequestsApi } from '../../contract.ts'

export const requests = client<RequestsApi>()
export const takeList = downloader<RequestsApi>()

export type CaseView = Reply<RequestsApi['GET /api/v1/communities/:communityId/requests/:id']>
export type CaseItem = Reply<RequestsApi['GET /api/v1/requests/mine']>['items'][number]
export type CaseEvent = CaseView['events'][number]

/** The kind under which the server announces changes of cases. */
export const caseKind = 'request'

const most_home = 20

/** What I reported and is open, newest first. */
export function useOpenCases(): UseQueryResult<readonly CaseItem[]> {
  return useQuery({
    queryKey: [caseKind, 'mine', 'open'],
    queryFn: async ({ signal }) => (await requests('GET /api/v1/requests/mine', { query: { open: 'true', limit: most_home }, signal })).items,
  })
}

export interface CasePlace {
  readonly communityId: string
  readonly id: string
}

/** The case that the page's address names. */
export function useCasePlace(): CasePlace {
  const { communityId = '', id = '' } = useParams()
  return { communityId, id }
}

export const caseKey = ({ communityId, id }: CasePlace) => [caseKind, communityId, id]

export function useCase(place: CasePlace): UseQueryResult<CaseView> {
  return useQuery({ queryKey: caseKey(place), queryFn: ({ signal }) => requests('GET /api/v1/communities/:communityId/requests/:id', { params: place, signal }) })
}

export const caseAddress = ({ communityId, id }: CasePlace): string => `/cases/${communityId}/${id}`

export const photoAddress = ({ communityId, id }: CasePlace, fileId: string, size: 'thumb' | 'full'): string => `/api/v1/communities/${communityId}/requests/${id}/photos/${fileId}?size=${size}`
