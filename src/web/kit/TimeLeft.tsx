import type { ReactNode } from 'react'
import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import { Status } from './Status.tsx'
import './TimeLeft.css'

interface TimeLeftProps {
  /** In words, without 还剩: '3 个工作日'. When overdue: what is over, '超 4 时 32 分'. */
  readonly left: string
  /** One box per working day (or hour). */
  readonly total: number
  readonly used: number
  /** Share of the time used, 0 to 1 and above: amber from a half, red from 80 %. */
  readonly share: number
  /** '共 5 个，周末不算' */
  readonly note?: string
  /** '11月23日 周一 下午3:00 前办完' */
  readonly until: ReactNode
}

/** Words first, then one box per working day, then the date. */
export function TimeLeft({ left, total, used, share, note, until }: TimeLeftProps) {
  const t = useText(shared)
  const tone = share >= 0.8 ? 'late' : share >= 0.5 ? 'half' : 'early'
  const isOver = share >= 1
  return (
    <div className={`time-left time-left-${tone}`}>
      <div className="time-left-words">
        <p>
          {isOver ? null : <span className="label">{t.timeLeft.left} </span>}
          <b className="time-left-span">{left}</b>
        </p>
        {isOver ? <Status kind="late" /> : share >= 0.8 ? <Status kind="due" /> : note === undefined ? null : <span className="label">{note}</span>}
      </div>
      <div className="time-left-days" role="img" aria-label={t.timeLeft.used({ percent: Math.round(share * 100) })}>
        {Array.from({ length: total }, (_, index) => <i key={index} className={index < used ? 'used' : ''} />)}
      </div>
      <p className="small">{until}</p>
    </div>
  )
}
