/** What a case says to its reporter: its title, its state, its time. Pure, but for the hook that picks the language. */
import { useLanguage, useText } from '../../../../web/i18n.ts'
import type { StatusKind } from '../../../../web/kit/Status.tsx'
import { shareOf } from '../clock-share.ts'
import type { CaseItem } from './cases.ts'
import { messages } from './home/messages.ts'
import type { HomeText } from './home/messages.zh.ts'

interface Titled {
  readonly code: string
  readonly zh: string
  readonly en: string
}

/** A category in the words of people. */
export function useTitle(): (category: Titled) => string {
  const t = useText(messages)
  const language = useLanguage()
  return (category) => t.common[category.code] ?? category[language]
}

const hour_ms = 3_600_000
const day_h = 24

export interface Left {
  readonly isOver: boolean
  /** Share of the time used: 1 and above when it has run out. */
  readonly share: number
  readonly span: { readonly days: number; readonly hours: number; readonly minutes: number }
  /** One box for a day, or for a shorter step where the whole time is short. */
  readonly boxes: number
  readonly used: number
}

const spanOf = (ms: number): Left['span'] => {
  const minutes = Math.floor(Math.abs(ms) / 60_000)
  return { days: Math.floor(minutes / 1_440), hours: Math.floor(minutes / 60) % day_h, minutes: minutes % 60 }
}

/** How long a box of the clock is, in hours. */
function boxLength_h(total_h: number): number {
  if (total_h > 2 * day_h) return day_h
  if (total_h > 12) return 6
  return total_h > 2 ? 1 : 1 / 6
}

/** Null while no clock runs: closed, or pending the calendar. */
export function leftOf(clock: CaseItem['clock'], now: Date): Left | null {
  const { from, due } = clock
  const share = shareOf(clock, now.getTime())
  if (due === null || share === null) return null
  const total_ms = Date.parse(due) - Date.parse(from)
  const used_ms = now.getTime() - Date.parse(from)
  const length_ms = boxLength_h(total_ms / hour_ms) * hour_ms
  const boxes = Math.max(1, Math.ceil(total_ms / length_ms))
  return {
    isOver: used_ms >= total_ms,
    share,
    span: spanOf(total_ms - used_ms),
    boxes,
    used: Math.min(boxes, Math.max(0, Math.floor(used_ms / length_ms))),
  }
}

/** From one moment to another, in whole units. */
export const spanBetween = (from: string, to: string): Left['span'] => spanOf(Date.parse(to) - Date.parse(from))

const almostOver = 0.8

export interface ShownStatus {
  readonly kind: StatusKind
  /** Where the state needs another word than its shape usually has. */
  readonly word?: keyof HomeText['status']
}

export function statusOf({ state, clock, can, resolved }: Pick<CaseItem, 'state' | 'clock' | 'can' | 'resolved'>, now: Date): ShownStatus {
  if (can.confirm) return { kind: 'turn' }
  switch (state) {
    case 'CLOSED':
      return resolved ? { kind: 'done' } : { kind: 'closed', word: 'closed' }
    case 'REJECTED':
      return { kind: 'rejected' }
    case 'VOIDED':
      return { kind: 'voided' }
    case 'MERGED':
      return { kind: 'closed', word: 'merged' }
    case 'SUSPENDED':
      return { kind: 'stopped', word: 'suspended' }
    case 'CHECKING':
      return { kind: 'doing', word: 'checking' }
    case 'REPORTED':
    case 'ACCEPTED':
    case 'DISPATCHED':
    case 'HANDLING': {
      if (clock.overdue) return { kind: 'late' }
      if ((leftOf(clock, now)?.share ?? 0) >= almostOver) return { kind: 'due' }
      return state === 'REPORTED' ? { kind: 'doing', word: 'reported' } : { kind: 'doing' }
    }
  }
}

/** Nobody does anything about it any more. */
export const isOver = (state: CaseItem['state']): boolean => stepOf(state) === 5

/** Index of 报了 · 受理 · 在办 · 您看 · 办完 that the case is in; past the last when it is over. */
export function stepOf(state: CaseItem['state']): number {
  switch (state) {
    case 'REPORTED':
      return 1
    case 'ACCEPTED':
    case 'DISPATCHED':
    case 'HANDLING':
    case 'SUSPENDED':
      return 2
    case 'CHECKING':
      return 3
    case 'CLOSED':
    case 'REJECTED':
    case 'MERGED':
    case 'VOIDED':
      return 5
  }
}
