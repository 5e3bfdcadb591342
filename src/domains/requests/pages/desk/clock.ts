/** The words of a case's clock. Deadlines come from the server; here only what is left until them is told. */
import type { Format, Span } from '../../../../web/format.ts'
import type { ClockState } from '../../../../web/kit/Dial.tsx'
import { shareOf } from '../clock-share.ts'
import type { DeskText } from './messages.zh.ts'
import type { QueueItem } from './queries.ts'

export interface ClockFace {
  readonly share: number
  readonly state: ClockState
  /** 剩 38 分 · 超 4 时 32 分 */
  readonly words: string
  /** 受理 今天 11:20 */
  readonly detail: string
}

const minute_ms = 60_000

/** Whole minutes, rounded up: the last minute is one, not none. */
export function spanOf(milliseconds: number): Span {
  const minutes = Math.ceil(Math.abs(milliseconds) / minute_ms)
  return { days: Math.floor(minutes / 1440), hours: Math.floor((minutes % 1440) / 60), minutes: minutes % 60 }
}

type Clocked = Pick<QueueItem, 'state' | 'clock' | 'closedAt'>

/** What must happen until the clock runs out. */
export const stageOf = (state: QueueItem['state']): keyof DeskText['stage'] => (state === 'REPORTED' ? 'accept' : state === 'CHECKING' ? 'confirm' : 'finish')

export const isClosed = (state: QueueItem['state']): boolean => ['CLOSED', 'REJECTED', 'MERGED', 'VOIDED'].includes(state)

export function clockFace({ state, clock, closedAt }: Clocked, now: Date, t: DeskText, format: Format): ClockFace {
  if (isClosed(state)) return { share: 1, state: 'theirs', words: t.clock.closed, detail: closedAt === null ? '' : format.moment(closedAt) }
  if (clock.due === null) return { share: 0, state: 'stopped', words: t.clock.pending, detail: t.clock.pendingDetail }
  const from_ms = Date.parse(clock.from)
  const due_ms = Date.parse(clock.due)
  // A page's own minute may be older than what just happened.
  const now_ms = Math.max(now.getTime(), from_ms)
  const left_ms = due_ms - now_ms
  const detail = t.clock.detail({ stage: t.stage[stageOf(state)], moment: format.moment(clock.due) })
  const share = shareOf(clock, now_ms) ?? 1
  if (state === 'CHECKING') {
    const words = left_ms > 0 ? format.timeLeft(spanOf(left_ms), { working: false, state: 'running' }) : t.clock.unanswered
    return { share, state: 'theirs', words, detail }
  }
  if (state === 'SUSPENDED') return { share, state: 'stopped', words: format.timeLeft(spanOf(left_ms), { working: false, state: 'stopped' }), detail }
  const isOver = left_ms <= 0
  return { share, state: isOver ? 'over' : 'running', words: format.timeLeft(spanOf(left_ms), { working: false, state: isOver ? 'over' : 'running' }), detail }
}
