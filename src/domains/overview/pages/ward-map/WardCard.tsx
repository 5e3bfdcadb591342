/** What is known of the ward, street or district that is looked at: its facts, and each figure over twelve months beside the city's. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { client } from '../../../../web/client.ts'
import type { Reply } from '../../../../web/client.ts'
import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { StatusShape } from '../../../../web/kit/Status.tsx'
import type { OverviewContract } from '../../contract.ts'
import type { City, Figure, Place, Ratio, Ward } from './city.ts'
import { placesAbove } from './city.ts'
import { messages } from './messages.ts'
import { Sparkline } from './Sparkline.tsx'
import { hasCommittee } from './WardPicture.tsx'
import { useWords } from './words.ts'

type Trend = Reply<OverviewContract['GET /api/v1/city/places/:placeId/trend']>

interface WardCardProps {
  readonly city: City
  readonly figure: Figure
  /** Of a ward or a place. */
  readonly id: string
  readonly isPinned: boolean
  readonly onUnpin: () => void
  /** The page of this face that lists its cases, where there is one. */
  readonly casesOf?: ((ward: Ward, isLate: boolean) => string) | undefined
}

export function WardCard({ city, figure, id, isPinned, onUnpin, casesOf }: WardCardProps) {
  const t = useText(messages)
  const ward = city.wards.get(id)
  const place = city.places.get(id)
  const above = placesAbove(city, id).filter((one) => one.id !== id && one.kind !== 'city')
  const names = [...above.map(({ name }) => name), ...(ward === undefined ? [] : [ward.office])]
  return (
    <section className="ward-card" aria-label={t.card.figure}>
      <p className="ward-card-above">
        <span>{names.join(' › ')}</span>
        {isPinned ? <button type="button" className="text-link" onClick={onUnpin}>{t.card.unpin}</button> : <span>{t.card.pointHint}</span>}
      </p>
      <h2>{ward?.name ?? place?.name}</h2>
      {ward === undefined ? null : <WardFacts city={city} ward={ward} />}
      {ward !== undefined || place === undefined ? null : <PlaceFacts city={city} place={place} />}
      <Figures city={city} current={figure} id={id} values={(ward ?? place)?.values ?? []} isWard={ward !== undefined} />
      {ward === undefined || casesOf === undefined ? null : <Cases city={city} ward={ward} casesOf={casesOf} />}
    </section>
  )
}

const ratioOf = (city: City, values: readonly Ratio[], key: string): Ratio => values[city.reply.figures.findIndex((figure) => figure.key === key)] ?? null

/** The one thing to do: look at what is overdue. */
function Cases({ city, ward, casesOf }: { readonly city: City; readonly ward: Ward; readonly casesOf: NonNullable<WardCardProps['casesOf']> }) {
  const t = useText(messages)
  const format = useFormat()
  const overdue = ratioOf(city, ward.values, 'overdue')?.[0] ?? 0
  return <Button kind={overdue > 0 ? 'main' : 'plain'} to={casesOf(ward, overdue > 0)}>{overdue > 0 ? t.card.openCases({ count: format.number(overdue) }) : t.card.openCommunity}</Button>
}

function Sizes({ sizes }: { readonly sizes: readonly (readonly [number, string])[] }) {
  const format = useFormat()
  return <p className="ward-card-sizes">{sizes.map(([value, unit]) => <span key={unit}><b>{format.number(value)}</b> {unit}</span>)}</p>
}

function WardFacts({ city, ward }: { readonly city: City; readonly ward: Ward }) {
  const t = useText(messages)
  return (
    <>
      <Sizes sizes={[[ward.buildings, t.card.buildings], [ward.households, t.card.households]]} />
      <dl className="ward-card-facts">
        <div><dt>{t.card.committee}</dt><dd>{ward.courtyard ? t.card.yard : <><i className={hasCommittee(ward) ? 'key-mark' : 'key-none'} aria-hidden="true" />{t.card.committeeStates[ward.committee]}</>}</dd></div>
        <div><dt>{t.card.company}</dt><dd>{ward.company ? t.card.hasCompany : t.card.noCompany}</dd></div>
        <Requests city={city} values={ward.values} />
      </dl>
    </>
  )
}

function PlaceFacts({ city, place }: { readonly city: City; readonly place: Place }) {
  const t = useText(messages)
  return (
    <>
      <Sizes sizes={[[place.wards, t.card.wards], [place.households, t.card.households], [place.committees, t.card.committees]]} />
      <dl className="ward-card-facts"><Requests city={city} values={place.values} /></dl>
    </>
  )
}

/** Open and overdue, and beside every rate a household how much is reported at all: silence is not the absence of trouble. */
function Requests({ city, values }: { readonly city: City; readonly values: readonly Ratio[] }) {
  const t = useText(messages)
  const format = useFormat()
  const words = useWords()
  const open = ratioOf(city, values, 'open')
  const overdue = ratioOf(city, values, 'overdue')
  const reporting = city.reply.figures.find(({ key }) => key === 'reporting')
  return (
    <>
      {open === null ? null : (
        <div>
          <dt>{t.card.requests}</dt>
          <dd>{(overdue?.[0] ?? 0) > 0 ? <b className="late-text ward-card-late"><StatusShape kind="due" />{t.card.openAndOverdue({ open: format.number(open[0]), overdue: format.number(overdue?.[0] ?? 0) })}</b> : t.card.openOnly({ open: format.number(open[0]) })}</dd>
        </div>
      )}
      {reporting === undefined ? null : (
        <div>
          <dt>{t.card.reporting}</dt>
          <dd>{words.withUnit(reporting, ratioOf(city, values, 'reporting'))} <small>{t.card.cityReporting({ value: words.short(reporting, ratioOf(city, city.whole?.values ?? [], 'reporting')) })}</small></dd>
        </div>
      )}
    </>
  )
}

const SETTLED_ms = 200

/** A pointer on its way over twenty wards asks for none of them. */
function useSettled(id: string): string {
  const [settled, setSettled] = useState(id)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(id), SETTLED_ms)
    return () => clearTimeout(timer)
  }, [id])
  return settled
}

const A_WHILE_ms = 300_000
const MONTHS_SHOWN = 12

interface FiguresProps {
  readonly city: City
  readonly current: Figure
  readonly id: string
  readonly values: readonly Ratio[]
  readonly isWard: boolean
}

function Figures({ city, current, id, values, isWard }: FiguresProps) {
  const t = useText(messages)
  const words = useWords()
  const settled = useSettled(id)
  const { data } = useQuery({
    queryKey: ['overview.trend', settled],
    queryFn: ({ signal }) => client<OverviewContract>()('GET /api/v1/city/places/:placeId/trend', { params: { placeId: settled }, signal }),
    staleTime: A_WHILE_ms,
  })
  const trend = new Map((data?.id === id ? data.figures : []).map((one): [string, Trend['figures'][number]] => [one.key, one]))
  return (
    <table className="ward-card-figures">
      <thead>
        <tr><th scope="col">{t.card.figure}</th><th scope="col">{t.card.months}</th><th scope="col">{isWard ? t.card.own : t.card.ownPlace}</th><th scope="col">{t.card.city}</th><th scope="col">{t.card.rank}</th></tr>
      </thead>
      <tbody>
        {city.reply.figures.map((figure, at) => {
          const one = trend.get(figure.key)
          const months = one?.months.slice(-MONTHS_SHOWN) ?? []
          const ends = [months.find((ratio) => ratio !== null) ?? null, months.findLast((ratio) => ratio !== null) ?? null] as const
          const name = words.name(figure)
          return (
            <tr key={figure.key} aria-current={figure === current || undefined}>
              <th scope="row">{name}</th>
              <td>{one === undefined ? null : <Sparkline months={months} city={one.city.slice(-MONTHS_SHOWN)} words={t.card.trend({ name, from: words.short(figure, ends[0], one.unit), to: words.short(figure, ends[1], one.unit) })} />}</td>
              <td><b>{words.short(figure, values[at] ?? null)}</b><small>{words.counts(figure, values[at] ?? null)}</small></td>
              <td>{words.short(figure, city.whole?.values[at] ?? null)}</td>
              <td>{one?.rank?.place ?? ''}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
