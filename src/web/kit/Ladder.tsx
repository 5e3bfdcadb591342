import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import { Icon } from './Icon.tsx'
import './Ladder.css'

interface LadderProps {
  /** From the lowest level up: 社区, 状元洲街道, 北塔区, 邵阳市. */
  readonly levels: readonly string[]
  /** Index of the level in charge. */
  readonly at: number
  /** Squares only, for table cells; the level in charge is then named beside it by the caller. */
  readonly small?: boolean
}

/** The way up is always visible, the level in charge filled. */
export function Ladder({ levels, at, small }: LadderProps) {
  const t = useText(shared)
  if (small) {
    return (
      <span className="ladder-small" role="img" aria-label={`${levels[at] ?? ''} ${t.ladder.here}`}>
        {levels.map((level, index) => <i key={level} className={index < at ? 'past' : index === at ? 'here' : ''} />)}
      </span>
    )
  }
  return (
    <ol className="ladder" aria-label={t.ladder.label}>
      {levels.map((level, index) => (
        <li key={level} aria-current={index === at ? 'step' : undefined}>
          <span className={index === at ? 'ladder-level ladder-here' : 'ladder-level'}>{level}</span>
          {index === levels.length - 1 ? null : <Icon name="go" />}
        </li>
      ))}
    </ol>
  )
}
