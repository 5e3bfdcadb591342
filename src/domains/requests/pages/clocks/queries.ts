import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import { client } from '../../../../web/client.ts'
import type { Reply } from '../../../../web/client.ts'
import type { RequestsApi } from '../../contract.ts'
import { useMe } from '../me.ts'

export const requests = client<RequestsApi>()

type PendingView = Reply<RequestsApi['GET /api/v1/requests/pending-calendar']>

const looked_ms = 60_000

export type Roster = Reply<RequestsApi['GET /api/v1/requests/duty']>
export type Shift = Roster['shifts'][number]

export const dutyKey = (month: string) => ['duty-roster', month]
export const useDuty = (month: string): UseQueryResult<Roster> => useQuery({ queryKey: dutyKey(month), queryFn: ({ signal }) => requests('GET /api/v1/requests/duty', { query: { month }, signal }) })

/** The alarm is for who loads the calendar. */
export const useHearsAlarm = (): boolean => useMe().data?.can.includes('calendar.load') ?? false

/** Asked again every minute: nothing that is done at this desk makes it change. */
export function usePending(): UseQueryResult<PendingView> {
  const hears = useHearsAlarm()
  return useQuery({ queryKey: ['request', 'pending-calendar'], queryFn: ({ signal }) => requests('GET /api/v1/requests/pending-calendar', { signal }), enabled: hears, refetchInterval: looked_ms })
}
