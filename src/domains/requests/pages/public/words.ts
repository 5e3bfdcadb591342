import type { Format } from '../../../../web/format.ts'
import type { StatusKind } from '../../../../web/kit/Status.tsx'
import type { PublicText } from './messages.zh.ts'
import type { PublicItem } from './public-cases.ts'

export function statusOf({ state, overdue }: Pick<PublicItem, 'state' | 'overdue'>): StatusKind {
  if (overdue) return 'late'
  switch (state) {
    case 'REPORTED':
      return 'reported'
    case 'ACCEPTED':
      return 'accepted'
    case 'DISPATCHED':
      return 'dispatched'
    case 'HANDLING':
      return 'handling'
    case 'SUSPENDED':
      return 'suspended'
    case 'CHECKING':
      return 'checking'
    case 'REJECTED':
      return 'rejected'
    case 'VOIDED':
      return 'voided'
    case 'CLOSED':
    case 'MERGED':
      return 'closed'
  }
}

export const whereOf = ({ place: { kind, building } }: Pick<PublicItem, 'place'>, { places }: PublicText): string =>
  kind === 'building' ? places.building({ building: building ?? '' }) : places[kind]

/** Until when whose word is due; empty when nobody's is. */
export function dueWords({ closedAt, state, due, overdue, pendingCalendar }: PublicItem, t: PublicText, { deadline }: Format): string {
  if (closedAt !== null) return ''
  if (pendingCalendar) return t.pending
  if (state === 'CHECKING') return t.checking
  if (due === null) return ''
  return overdue ? t.passed({ deadline: deadline(due) }) : t.by({ deadline: deadline(due) })
}
