/** 里坊图 as a whole: one figure and one month of the city or a part of it, as picture or as list. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { client } from '../../../../web/client.ts'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import type { OverviewContract } from '../../contract.ts'
import { cityOf, type City, type Ward } from './city.ts'
import { FigureTabs } from './FigureTabs.tsx'
import { Legend } from './Legend.tsx'
import { messages } from './messages.ts'
import { MonthSlider } from './MonthSlider.tsx'
import { PhoneMap } from './PhoneMap.tsx'
import { PrintSheet, usePaper } from './PrintSheet.tsx'
import { useSelection, type Choose, type Selection } from './selection.ts'
import { useMedia } from './use-size.ts'
import { useWardMap } from './use-ward-map.ts'
import { WardTable } from './WardTable.tsx'
import { WideMap } from './WideMap.tsx'
import './ward-map.css'

const refresh_ms = 60_000

interface CityWardsProps {
  /** A place beyond which nothing is shown: the desk's scope. */
  readonly within?: string | null
  readonly casesOf?: ((ward: Ward, isLate: boolean) => string) | undefined
}

export function CityWards({ within = null, casesOf }: CityWardsProps) {
  const t = useText(messages)
  const [selection, choose] = useSelection()
  const { month } = selection
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['overview.wards', month],
    queryFn: ({ signal }) => client<OverviewContract>()('GET /api/v1/city/wards', { query: month === null ? {} : { month }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: refresh_ms,
  })
  const city = useMemo(() => (data === undefined ? null : cityOf(data, within)), [data, within])
  if (city === null) return <div className="ward-waiting">{error === null ? <Loading>{t.loading}</Loading> : <Problem error={error} onRetry={() => void refetch()} />}</div>
  if (city.wards.size === 0) return <Empty title={t.nobody}>{t.nobodyHelp}</Empty>
  return (
    <>
      {error === null ? null : <Problem error={error} onRetry={() => void refetch()} />}
      <Shown city={city} selection={selection} choose={choose} root={within} isLoading={isPlaceholderData} casesOf={casesOf} />
    </>
  )
}

interface ShownProps {
  readonly city: City
  readonly selection: Selection
  readonly choose: Choose
  readonly root: string | null
  readonly isLoading: boolean
  readonly casesOf: ((ward: Ward, isLate: boolean) => string) | undefined
}

function Shown({ city, selection, choose, root, isLoading, casesOf }: ShownProps) {
  const t = useText(messages)
  const isPhone = useMedia('(max-width: 43.75rem)')
  const view = useWardMap(city, selection.figure)
  const [paper, print] = usePaper()
  if (view === null) return <Empty title={t.noFigures}>{t.noFiguresHelp}</Empty>
  const isList = selection.view === 'list'
  const map = { city, view, selection, choose, root, casesOf }
  const tabs = <FigureTabs figures={city.reply.figures} current={view.figure} onChoose={(figure) => choose({ figure })} />
  const tools = (
    <div className="ward-tools no-print">
      <MonthSlider months={city.reply.months} month={selection.month} isLoading={isLoading} onChoose={(month) => choose({ month })} />
      <div className="ward-views" role="group" aria-label={t.views}>
        {(['map', 'list'] as const).map((one) => <button key={one} type="button" className="tool" aria-pressed={selection.view === one} onClick={() => choose({ view: one })}>{t[one]}</button>)}
      </div>
    </div>
  )
  const head = <div className="ward-head">{tabs}<Legend figure={view.figure} counts={view.counts} /></div>
  return (
    <section className="ward-section" aria-label={t.title} aria-busy={isLoading || undefined}>
      {isList ? (
        <>
          <div className="ward-head">{tabs}{tools}</div>
          <WardTable key={view.figure.key} city={city} figure={view.figure} place={selection.place} onPlace={(place) => choose({ place, ward: null })} chosen={selection.ward} onChoose={(ward) => choose({ ward, view: 'map' })} />
        </>
      ) : isPhone ? (
        <>
          <div className="ward-head">{tabs}</div>
          <PhoneMap {...map} />
          {tools}
        </>
      ) : <WideMap {...map} head={head} tools={tools} />}
      <div className="ward-last">
        <p className="ward-note">{t.directions} {city.reply.demo ? t.demo : ''}</p>
        {isPhone || isList ? null : (['a3', 'a4'] as const).map((size) => <Button key={size} compact onClick={() => print(size)}>{t.print[size]}</Button>)}
      </div>
      {paper === null || isList ? null : <PrintSheet city={city} view={view} paper={paper} place={city.places.get(root ?? '') ?? null} />}
    </section>
  )
}
