import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { client } from '../../../web/client.ts'
import type { Reply } from '../../../web/client.ts'
import { useFormat } from '../../../web/format.ts'
import { useText } from '../../../web/i18n.ts'
import { CityFrame } from '../../../web/kit/CityFrame.tsx'
import { Empty } from '../../../web/kit/Empty.tsx'
import { Figures } from '../../../web/kit/Figures.tsx'
import { Problem } from '../../../web/kit/Problem.tsx'
import { StatusShape } from '../../../web/kit/Status.tsx'
import { Table } from '../../../web/kit/Table.tsx'
import type { Column } from '../../../web/kit/Table.tsx'
import { shared } from '../../../web/messages.ts'
import type { OverviewContract } from '../contract.ts'
import { messages } from './messages.ts'
import { CityWards } from './ward-map/CityWards.tsx'
import type { Ward } from './ward-map/city.ts'
import { messages as wardMap } from './ward-map/messages.ts'
import { useMedia } from './ward-map/use-size.ts'
import './city.css'

type Overview = Reply<OverviewContract['GET /api/v1/city/overview']>
type District = Overview['districts'][number]
/** What the city and each district have in common. */
type PlaceFigures = Omit<District, 'code' | 'name'>

const refresh_ms = 60_000

/** The city's figures for everyone, without login: the head, the districts, and what each figure means. */
export function CityPage() {
  const t = useText(messages)
  const { faces, product } = useText(shared)
  const { tagline } = useText(wardMap)
  const format = useFormat()
  const { data: city, error, refetch } = useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) => client<OverviewContract>()('GET /api/v1/city/overview', { signal }),
    refetchInterval: refresh_ms,
  })
  const isPhone = useMedia('(max-width: 43.75rem)')
  const title = t.title({ city: city?.name ?? '' })
  useEffect(() => {
    document.title = `${product} · ${title}`
  }, [product, title])
  const isEmpty = city !== undefined && city.communities + city.courtyards.communities === 0
  const head = city === undefined ? <div className="city-waiting" /> : <Head city={city} />
  return (
    <CityFrame
      title={faces.city}
      note={<><p className="city-name">{city === undefined ? faces.city : title}</p><p>{tagline}</p><p>{city === undefined ? t.loading : t.asOf({ moment: format.stamp(city.asOf) })}</p></>}
      figures={isEmpty || isPhone ? undefined : head}
    >
      {city === undefined && error !== null ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {isEmpty ? <Empty title={t.nothing}>{t.nothingHelp}</Empty> : <CityWards casesOf={casesOf} />}
      {isPhone && !isEmpty ? head : null}
      {city === undefined || isEmpty ? null : (
        <>
          <Districts city={city} />
          <Yards city={city} />
        </>
      )}
      <Meaning />
      <Elsewhere />
    </CityFrame>
  )
}

/** What everybody may know of a community's cases; where something is late, that first. */
const casesOf = ({ id }: Ward, isLate: boolean): string => `/communities/${id}${isLate ? '?show=overdue' : ''}`

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

function Head({ city }: { readonly city: Overview }) {
  const t = useText(messages)
  const format = useFormat()
  const { requests, courtyards } = city
  /** Without what a decision took out, and beside it the raw rate: neither is shown alone. */
  const adjusted = (key: 'onTime' | 'resolved' | 'satisfied', rate: 'onTimeRate' | 'resolvedRate' | 'satisfiedRate') => ({
    name: t.names[key], value: format.rate(requests.adjusted[rate]), note: t.notes.raw({ rate: format.rate(requests[rate]), count: format.number(requests.excluded[key]) }),
  })
  return (
    <Figures
      figures={[
        { name: t.names.communities, value: format.number(city.communities), unit: t.units.communities, note: courtyards.communities === 0 ? undefined : t.notes.yards({ count: format.number(courtyards.communities) }) },
        { name: t.names.committees, value: format.number(city.committees), unit: t.units.committees, note: t.notes.coverage({ rate: format.rate(share(city.committees, city.communities)), without: format.number(city.communities - city.committees) }) },
        { name: t.names.households, value: format.number(city.households), unit: t.units.households, note: t.notes.districts({ count: city.districts.length }) },
        { name: t.names.area, value: format.number(city.floorAreaM2 / t.areaUnit_m2, t.areaDecimals), unit: t.units.area, note: t.notes.area({ area: format.number(city.floorAreaM2, 2) }) },
        { name: t.names.open, value: format.number(requests.open), unit: t.units.open, note: <Overdue requests={requests} /> },
        adjusted('onTime', 'onTimeRate'),
        adjusted('resolved', 'resolvedRate'),
        adjusted('satisfied', 'satisfiedRate'),
      ]}
    />
  )
}

function Overdue({ requests: { open, overdue } }: { readonly requests: PlaceFigures['requests'] }) {
  const t = useText(messages)
  const format = useFormat()
  if (overdue === 0) return t.notes.noneOverdue
  return (
    <>
      <b className="late-text city-overdue"><StatusShape kind="due" />{t.notes.overdue({ count: format.number(overdue) })}</b>
      {` · ${format.rate(share(overdue, open))}`}
    </>
  )
}

/** The columns of the table, for a district and for the whole city. */
const figureKeys = ['communities', 'committees', 'coverage', 'households', 'area', 'open', 'overdue', 'closed', 'onTime', 'resolved', 'satisfied', 'yards'] as const
type FigureKey = (typeof figureKeys)[number]

function useCells(): (figures: PlaceFigures) => Record<FigureKey, ReactNode> {
  const t = useText(messages)
  const format = useFormat()
  return (figures) => ({
    communities: format.number(figures.communities),
    committees: format.number(figures.committees),
    coverage: format.rate(share(figures.committees, figures.communities)),
    households: format.number(figures.households),
    area: format.number(figures.floorAreaM2, 2),
    open: format.number(figures.requests.open),
    overdue: figures.requests.overdue === 0 ? format.number(0) : <b className="late-text city-overdue"><StatusShape kind="due" />{format.number(figures.requests.overdue)}</b>,
    closed: format.number(figures.requests.closed),
    onTime: format.rate(figures.requests.onTimeRate),
    resolved: format.rate(figures.requests.resolvedRate),
    satisfied: format.rate(figures.requests.satisfiedRate),
    yards: t.yardsCell({ count: format.number(figures.courtyards.communities), households: format.number(figures.courtyards.households) }),
  })
}

function Districts({ city }: { readonly city: Overview }) {
  const t = useText(messages)
  const cells = useCells()
  const columns: readonly Column<District>[] = [
    { key: 'name', head: t.names.place, cell: ({ name }) => <b>{name}</b> },
    ...figureKeys.map((key): Column<District> => ({ key, head: t.names[key], number: true, ...(key === 'area' ? { unit: t.units.square } : {}), cell: (district) => cells(district)[key] })),
  ]
  return (
    <section className="city-districts" aria-labelledby="districts">
      <h2 id="districts">{t.districts}</h2>
      <Table caption={t.districts} columns={columns} rows={city.districts} rowKey={({ code }) => code} totals={{ name: t.whole, ...cells(city) }} />
    </section>
  )
}

function Yards({ city: { courtyards } }: { readonly city: Overview }) {
  const t = useText(messages)
  const format = useFormat()
  if (courtyards.communities === 0) return null
  return (
    <section className="city-yards">
      <h2>{t.yardsTitle({ count: format.number(courtyards.communities), households: format.number(courtyards.households) })}</h2>
      <p className="quiet">{t.yardsHelp}</p>
    </section>
  )
}

function Meaning() {
  const t = useText(messages)
  const keys = ['communities', 'committees', 'households', 'area', 'open', 'overdue', 'closed', 'onTime', 'resolved', 'satisfied', 'yards'] as const
  return (
    <details className="city-meaning">
      <summary><h2>{t.explain}</h2></summary>
      <dl>
        {keys.map((key) => (
          <div key={key}>
            <dt>{t.names[key]}</dt>
            <dd>{t.meaning[key]}</dd>
          </div>
        ))}
      </dl>
      <p>{t.noDataMeans}</p>
    </details>
  )
}

function Elsewhere() {
  const t = useText(messages)
  return (
    <footer className="city-foot">
      <p>{t.source}</p>
      <nav aria-label={t.elsewhere}>
        <a className="text-link" href="/api/v1/city/overview">{t.machine}</a>
        <a className="text-link" href="/">{t.resident}</a>
        <a className="text-link" href="/desk">{t.desk}</a>
      </nav>
    </footer>
  )
}
