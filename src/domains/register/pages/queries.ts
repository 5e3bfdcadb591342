/** What the register's pages ask the server. Keys begin with the kind of subject, so that live updates can refresh them. */
import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import { client, downloader } from '../../../web/client.ts'
import type { Reply } from '../../../web/client.ts'
import type { RegisterContract } from '../contract.ts'

export type PlaceView = Reply<RegisterContract['GET /api/v1/register/places/:placeId']>
export type Child = PlaceView['children'][number]
export type Figures = PlaceView['figures']
export type CommunityView = Reply<RegisterContract['GET /api/v1/register/communities/:communityId']>
export type BuildingRow = CommunityView['buildings'][number]
export type BuildingView = Reply<RegisterContract['GET /api/v1/register/communities/:communityId/buildings/:buildingId']>
export type HomeView = Reply<RegisterContract['GET /api/v1/register/communities/:communityId/homes/:homeId']>
export type Hit = Reply<RegisterContract['GET /api/v1/register/search']>['items'][number]

const register = client<RegisterContract>()
export const takeList = downloader<RegisterContract>()

/** The top of what the role worn may see. */
export function useScope(): UseQueryResult<PlaceView> {
  return useQuery({ queryKey: ['register.place', 'scope'], queryFn: ({ signal }) => register('GET /api/v1/register/places', { signal }) })
}

export function usePlace(placeId: string | undefined): UseQueryResult<PlaceView> {
  return useQuery({
    queryKey: ['register.place', placeId ?? 'scope'],
    queryFn: ({ signal }) => (placeId === undefined ? register('GET /api/v1/register/places', { signal }) : register('GET /api/v1/register/places/:placeId', { params: { placeId }, signal })),
  })
}

export function useCommunity(communityId: string): UseQueryResult<CommunityView> {
  return useQuery({
    queryKey: ['register.community', communityId],
    queryFn: ({ signal }) => register('GET /api/v1/register/communities/:communityId', { params: { communityId }, signal }),
  })
}

export function useBuilding(communityId: string, buildingId: string): UseQueryResult<BuildingView> {
  return useQuery({
    queryKey: ['register.building', communityId, buildingId],
    queryFn: ({ signal }) => register('GET /api/v1/register/communities/:communityId/buildings/:buildingId', { params: { communityId, buildingId }, signal }),
  })
}

export function useHome(communityId: string, homeId: string | null): UseQueryResult<HomeView> {
  return useQuery({
    queryKey: ['register.home', communityId, homeId],
    queryFn: ({ signal }) => register('GET /api/v1/register/communities/:communityId/homes/:homeId', { params: { communityId, homeId: homeId ?? '' }, signal }),
    enabled: homeId !== null,
  })
}

export function useMyHome(): UseQueryResult<HomeView> {
  return useQuery({ queryKey: ['register.home', 'mine'], queryFn: ({ signal }) => register('GET /api/v1/register/home', { signal }) })
}

/** The server takes two characters and more. */
export const shortestSearch = 2

export function useSearch(query: string): UseQueryResult<readonly Hit[]> {
  const q = query.trim()
  return useQuery({
    queryKey: ['register.search', q],
    queryFn: async ({ signal }) => (await register('GET /api/v1/register/search', { query: { q, limit: 30 }, signal })).items,
    enabled: q.length >= shortestSearch,
  })
}
