import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import './Dial.css'

export type ClockState = 'running' | 'over' | 'stopped' | 'theirs'

interface DialProps {
  /** Share of the time used, 0 to 1 and above: ink below a half, amber below 80 %, red above. */
  readonly share: number
  /** theirs: someone else's turn (居民确认), always grey. stopped: dashed. */
  readonly state: ClockState
}

function toneOf({ share, state }: DialProps): string {
  if (state === 'theirs' || state === 'stopped') return state
  if (state === 'over' || share >= 1) return 'over'
  if (share >= 0.8) return 'late'
  return share >= 0.5 ? 'half' : 'early'
}

/** The disc alone; its words stand beside it. */
function Dial(props: DialProps) {
  return <span className={`dial dial-${toneOf(props)}`} style={{ '--share': `${Math.min(props.share, 1) * 100}%` }} aria-hidden="true" />
}

interface ClockProps extends DialProps {
  /** '剩 38 分', '超 4 时 32 分' */
  readonly words: string
  /** Stage and moment: '受理 今天 11:20' */
  readonly detail: string
}

/** Dial, time left and the moment it means: the first cell of every queue row. */
export function Clock({ words, detail, ...dial }: ClockProps) {
  return (
    <span className={`clock clock-${toneOf(dial)}`}>
      <Dial {...dial} />
      <span className="clock-words">{words}</span>
      <span className="clock-detail">{detail}</span>
    </span>
  )
}

interface MeterProps {
  readonly share: number
  /** Words at the two ends: 昨天 11:20 … 11:20 */
  readonly from: string
  readonly until: string
}

/** The bar of the case pane, with marks at a half and at 80 %. */
export function Meter({ share, from, until }: MeterProps) {
  const t = useText(shared)
  return (
    <div className={`meter meter-${toneOf({ share, state: 'running' })}`}>
      <div className="meter-bar" role="img" aria-label={t.timeLeft.used({ percent: Math.round(share * 100) })}>
        <i style={{ width: `${Math.min(share, 1) * 100}%` }} />
        <b style={{ insetInlineStart: '50%' }} />
        <b style={{ insetInlineStart: '80%' }} />
      </div>
      <p className="meter-words">
        <span>{from}</span>
        <span style={{ insetInlineStart: '50%' }}>{t.timeLeft.half}</span>
        <span style={{ insetInlineStart: '80%' }}>{t.timeLeft.most}</span>
        <span>{until}</span>
      </p>
    </div>
  )
}
