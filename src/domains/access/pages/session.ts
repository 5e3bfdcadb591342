/** Who is at this device: asked of the server once, and again when a session changes. */
import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { client, downloader } from '../../../web/client.ts'
import type { Reply } from '../../../web/client.ts'
import { useText } from '../../../web/i18n.ts'
import { ProblemError } from '../../../web/problem.ts'
import { silencePushes } from '../../../web/session.ts'
import type { Seat, SessionState } from '../../../web/session.ts'
import type { AccessContract } from '../contract.ts'
import { messages } from './messages.ts'
import type { SessionText } from './messages.zh.ts'

export const access = client<AccessContract>()
export const takeList = downloader<AccessContract>()
export type Me = Reply<AccessContract['GET /api/v1/access/me']>
type Standing = Me['standing']
/** How far the login of this browser has come, and which ways there are. */
export type Ways = Reply<AccessContract['GET /api/v1/access/login']>
export type Next = Ways['next']

const known_ms = 300_000

export function useMe(): UseQueryResult<Me> {
  return useQuery({ queryKey: ['session', 'me'], queryFn: ({ signal }) => access('GET /api/v1/access/me', { signal }), staleTime: known_ms })
}

export function roleWords(t: SessionText, { role, title }: Pick<Standing, 'role' | 'title'>): string {
  return t.roleWithTitle({ role: t.roles[role] ?? role, title })
}

const seatOf = (t: SessionText, standing: Standing): Seat => ({ id: standing.id, place: standing.place, role: roleWords(t, standing), face: standing.face })

const isSignedOut = (error: unknown): boolean => error instanceof ProblemError && error.problem.status === 401

export function useSession(): SessionState {
  const t = useText(messages)
  const { data: me, error } = useMe()
  return useMemo(() => {
    if (me === undefined) return { state: isSignedOut(error) ? 'signed-out' : 'loading' }
    return {
      state: 'signed-in',
      personName: me.name,
      seat: seatOf(t, me.standing),
      seats: me.standings.map((standing) => seatOf(t, standing)),
      ...(me.call === null ? {} : { call: { label: t.callTo({ name: me.call.name }), href: `tel:${me.call.phone}` } }),
      can: me.can,
      switchTo: (seatId) => wear(me, seatId),
      signOut: async () => {
        await silencePushes()
        await access('POST /api/v1/access/logout', { body: {} })
      },
    }
  }, [me, error, t])
}

/** Wears another role; one that asks for more proof first is taken over by the login page. */
async function wear(me: Me, standingId: string): Promise<void> {
  const wanted = me.standings.find(({ id }) => id === standingId)
  if (wanted === undefined || wanted.needs === null) {
    await access('POST /api/v1/access/role', { body: { standingId } })
    return
  }
  location.assign(`${wanted.face === 'desk' ? '/desk' : ''}/login?standing=${standingId}`)
  // The page is left: what the caller would do next belongs to a role that is not worn yet.
  await new Promise(() => undefined)
}
