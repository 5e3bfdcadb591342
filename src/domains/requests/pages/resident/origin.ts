/** Where the person reports from: the home of the role worn, or the community it is worn in. */
import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import { client } from '../../../../web/client.ts'
import { ProblemError } from '../../../../web/problem.ts'
import type { AccessContract } from '../../../access/contract.ts'
import type { RegisterContract } from '../../../register/contract.ts'
import type { Origin } from './report-draft.ts'

const register = client<RegisterContract>()
const access = client<AccessContract>()

async function fetchOrigin(signal: AbortSignal): Promise<Origin | null> {
  try {
    const { id, communityId, community, buildingId, unitId, building, unit, name } = await register('GET /api/v1/register/home', { signal })
    return { communityId, community, part: '', home: { homeId: id, buildingId, unitId, building, unit, name } }
  } catch (error) {
    if (!(error instanceof ProblemError && error.problem.status === 404)) throw error
    // Stewards, captains and yard heads wear their role without a home.
    const { standing } = await access('GET /api/v1/access/me', { signal })
    const [community = '', ...part] = standing.place.split(' ')
    return standing.communityId === null ? null : { communityId: standing.communityId, community, part: part.join(' '), home: null }
  }
}

export function useOrigin(): UseQueryResult<Origin | null> {
  return useQuery({ queryKey: ['register.home', 'origin'], queryFn: ({ signal }) => fetchOrigin(signal), staleTime: Infinity })
}

/** Whom to call from any page of this role: the office that answers for the community. */
export function useOffice(): { readonly name: string; readonly phone: string } | null {
  const me = useQuery({ queryKey: ['session', 'me'], queryFn: ({ signal }) => access('GET /api/v1/access/me', { signal }), staleTime: 300_000 })
  return me.data?.call ?? null
}
