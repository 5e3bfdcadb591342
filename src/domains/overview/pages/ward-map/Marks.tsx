import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import type { City } from './city.ts'
import { messages } from './messages.ts'
import { hasCommittee, tenth } from './WardPicture.tsx'

interface MarksProps {
  readonly city: City
  /** px² a household; null leaves the yardstick out. */
  readonly scale: number | null
}

const YARDSTICKS = [10, 20, 50, 100, 200, 500, 1000, 5000]
const LEAST_px = 14

/** What marks and dashes mean, with their counts, and how large a hundred households are. */
export function Marks({ city, scale }: MarksProps) {
  const t = useText(messages)
  const format = useFormat()
  const wards = [...city.wards.values()]
  const managed = wards.filter(({ courtyard }) => !courtyard)
  const committees = managed.filter(hasCommittee).length
  const hidden = wards.filter(({ households }) => households === 0).length
  const households = scale === null ? 0 : YARDSTICKS.find((count) => Math.sqrt(count * scale) >= LEAST_px) ?? 0
  const side = tenth(Math.sqrt(households * (scale ?? 0)))
  return (
    <p className="marks">
      <span><i className="key-mark" aria-hidden="true" />{t.marks.committee({ count: format.number(committees) })}</span>
      <span><i className="key-none" aria-hidden="true" />{t.marks.none({ count: format.number(managed.length - committees) })}</span>
      <span><i className="key-yard" aria-hidden="true" />{t.marks.yard({ count: format.number(wards.length - managed.length) })}</span>
      {households === 0 ? null : <span><svg className="yardstick" width={side + 1} height={side + 1} viewBox={`0 0 ${side + 1} ${side + 1}`} aria-hidden="true"><rect x={0.5} y={0.5} width={side} height={side} /></svg>{t.marks.scale({ count: format.number(households) })}</span>}
      {hidden === 0 ? null : <span>{t.marks.hidden({ count: format.number(hidden) })}</span>}
    </p>
  )
}
