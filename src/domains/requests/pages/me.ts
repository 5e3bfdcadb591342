import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import { client } from '../../../web/client.ts'
import type { Reply } from '../../../web/client.ts'
import type { AccessContract } from '../../access/contract.ts'
import type { RequestsApi } from '../contract.ts'

export type Me = Reply<AccessContract['GET /api/v1/access/me']>

export type CaseClock = Reply<RequestsApi['GET /api/v1/requests/mine']>['items'][number]['clock']

const access = client<AccessContract>()
const known_ms = 300_000

/** Who asks, and what the role worn may do. The same question under the same key as the session's: asked once. */
export function useMe(): UseQueryResult<Me> {
  return useQuery({ queryKey: ['session', 'me'], queryFn: ({ signal }) => access('GET /api/v1/access/me', { signal }), staleTime: known_ms })
}
