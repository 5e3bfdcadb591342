/** Who is at this device, as the shells need it. The access domain supplies the hook; see resident/pages.ts and desk/pages.ts. */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useHref } from 'react-router'
import { wipeDrafts } from './drafts.ts'

/** One role at one place: a home for residents, a community, office, street or department for staff. */
export interface Seat {
  readonly id: string
  /** 观音新村 7栋2单元301 · 和兴怡景 · 桂花社区 */
  readonly place: string
  /** 业主 · 物业 · 永盛物业 */
  readonly role: string
  /** Where it is worn: switching may lead to the other face. */
  readonly face: 'resident' | 'desk'
}

export type SessionState =
  | { readonly state: 'loading' }
  | { readonly state: 'signed-out' }
  | {
      readonly state: 'signed-in'
      readonly personName: string
      readonly seat: Seat
      readonly seats: readonly Seat[]
      /** Whom to call from every page: 打电话给社区. */
      readonly call?: { readonly label: string; readonly href: string }
      /** 上午班还有 1 时 18 分, worded by the server's calendar. */
      readonly shiftLeft?: string
      /** The actions of the seat's role, as the server lists them. */
      readonly can: readonly string[]
      readonly switchTo: (seatId: string) => Promise<void>
      readonly signOut: () => Promise<void>
    }

const starts = { resident: '/', desk: '/desk' } as const

/** Runs what ends the present role here and then leaves nothing of it behind: no draft, no cached answer. Goes to the start of a face. */
export function useLeaving(): (act: () => Promise<void>, to?: Seat['face']) => Promise<void> {
  const queries = useQueryClient()
  const start = useHref('/')
  return useCallback(
    async (act, to) => {
      await act()
      await wipeDrafts()
      queries.clear()
      location.assign(to === undefined ? start : starts[to])
    },
    [queries, start],
  )
}

/** The next person at this device is told nothing of mine: the worker that shows pushes goes, and its subscription with it. */
export async function silencePushes(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.getRegistration('/push-worker.js')
  await registration?.unregister()
}
