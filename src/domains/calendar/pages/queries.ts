import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import { client } from '../../../web/client.ts'
import type { Reply } from '../../../web/client.ts'
import type { CalendarApi } from '../contract.ts'

export const calendar = client<CalendarApi>()

export type CalendarView = Reply<CalendarApi['GET /api/v1/calendar']>
export type Day = CalendarView['years'][number]['days'][number]

const known_ms = 300_000

export const calendarKey = ['calendar']
export const useCalendar = (): UseQueryResult<CalendarView> => useQuery({ queryKey: calendarKey, queryFn: ({ signal }) => calendar('GET /api/v1/calendar', { signal }), staleTime: known_ms })
