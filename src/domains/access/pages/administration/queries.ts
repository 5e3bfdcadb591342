/** What the administrators' pages ask the server. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import { client } from '../../../../web/client.ts'
import type { Reply } from '../../../../web/client.ts'
import type { RegisterContract } from '../../../register/contract.ts'
import type { AccessContract } from '../../contract.ts'
import { access } from '../session.ts'

const register = client<RegisterContract>()

export type AuditEntry = Reply<AccessContract['GET /api/v1/access/audit']>['items'][number]
export type Role = Reply<AccessContract['GET /api/v1/access/roles']>['items'][number]
export type Appointment = Reply<AccessContract['GET /api/v1/access/appointments']>['items'][number]
export type Session = Reply<AccessContract['GET /api/v1/access/sessions']>['items'][number]
export type PlaceView = Reply<RegisterContract['GET /api/v1/register/places/:placeId']>

export interface AuditFilter {
  readonly command?: string
  readonly subjectKind?: string
  readonly subjectId?: string
  readonly personId?: string
  readonly from?: string
  readonly until?: string
}

interface Page {
  readonly nextCursor: string | null
}

/** Page after page by the server's cursor. */
function usePages<P extends Page>(queryKey: readonly unknown[], fetchPage: (cursor: { readonly cursor?: string }, signal: AbortSignal) => Promise<P>) {
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam === null ? {} : { cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last: P) => last.nextCursor,
  })
}

export const useAudit = (filter: AuditFilter) => usePages(['audit', filter], (cursor, signal) => access('GET /api/v1/access/audit', { query: { ...filter, ...cursor }, signal }))

export const useAppointments = (role: string | null) =>
  usePages(['appointment', role], (cursor, signal) => access('GET /api/v1/access/appointments', { query: { ...(role === null ? {} : { role }), ...cursor }, signal }))

export const useAllSessions = () => usePages(['session', 'all'], (cursor, signal) => access('GET /api/v1/access/sessions', { query: { of: 'all', ...cursor }, signal }))

export const useRoles = () => useQuery({ queryKey: ['role'], queryFn: ({ signal }) => access('GET /api/v1/access/roles', { signal }) })

/** One place of the tree; null is the top of what the role worn may see. */
export function usePlace(placeId: string | null): UseQueryResult<PlaceView> {
  return useQuery({
    queryKey: ['register.place', placeId ?? 'scope'],
    queryFn: ({ signal }) => (placeId === null ? register('GET /api/v1/register/places', { signal }) : register('GET /api/v1/register/places/:placeId', { params: { placeId }, signal })),
  })
}

export const useBuildings = (communityId: string) =>
  useQuery({
    queryKey: ['register.community', communityId],
    queryFn: ({ signal }) => register('GET /api/v1/register/communities/:communityId', { params: { communityId }, signal }),
  })

export const useUnits = (communityId: string, buildingId: string | null) =>
  useQuery({
    queryKey: ['register.building', communityId, buildingId],
    queryFn: ({ signal }) => register('GET /api/v1/register/communities/:communityId/buildings/:buildingId', { params: { communityId, buildingId: buildingId ?? '' }, signal }),
    enabled: buildingId !== null,
  })

/** Whom one may work for at a place. */
export const useOrganisations = (placeId: string | null) =>
  useQuery({
    queryKey: ['organisation', placeId],
    queryFn: async ({ signal }) => (await access('GET /api/v1/access/organisations', { query: { placeId: placeId ?? '' }, signal })).items,
    enabled: placeId !== null,
  })
