/** The map for a wall: white wards, hatching instead of colour, on one A3 or A4 sheet. Drawn when it is about to be printed. */
import { useEffect, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { useFormat } from '../../../../web/format.ts'
import { useLanguage, useText } from '../../../../web/i18n.ts'
import { shared } from '../../../../web/messages.ts'
import type { City, Figure, Place, Ward } from './city.ts'
import { classOf, isCounted, rankWards, stepOf } from './classes.ts'
import { printLook } from './frames.ts'
import { arrange } from './geometry.ts'
import { Marks } from './Marks.tsx'
import { messages } from './messages.ts'
import { qrCode } from './qr.ts'
import type { WardMapView } from './use-ward-map.ts'
import { Ground, hatchPath, shortName, Walls, Wards } from './WardPicture.tsx'
import { useWords } from './words.ts'

export type Paper = 'a3' | 'a4'

/** Ctrl+P prints on A3, or on what was last asked for; a sheet stands in the page only while it is printed. */
export function usePaper(): readonly [Paper | null, (paper: Paper) => void] {
  const [paper, setPaper] = useState<Paper | null>(null)
  useEffect(() => {
    const media = matchMedia('print')
    const begin = (): void => flushSync(() => setPaper((asked) => asked ?? 'a3'))
    const change = (): void => {
      if (media.matches) begin()
      else setPaper(null)
    }
    const end = (): void => setPaper(null)
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
    media.addEventListener('change', change)
    return () => {
      removeEventListener('beforeprint', begin)
      removeEventListener('afterprint', end)
      media.removeEventListener('change', change)
    }
  }, [])
  const print = (asked: Paper): void => {
    flushSync(() => setPaper(asked))
    globalThis.print()
  }
  return [paper, print]
}

/** px of an A3 sheet at 96 px an inch; A4 is the same, smaller. */
const MAP = { width: 1491, height: 770 }
const RANKED = 28
/** Distance of the hatch's lines in px, by the step of the colour scale. */
const HATCHES = [9, 5.5, 3.4, 2]

const hatchOfClass = (figure: Figure, classAt: number | null): number | null => (classAt === null ? null : HATCHES[stepOf(figure, classAt) - 1] ?? null)
const SWATCH = { x: 0.5, y: 0.5, width: 41, height: 23 }

interface PrintSheetProps {
  readonly city: City
  readonly view: WardMapView
  readonly paper: Paper
  readonly place: Place | null
}

export function PrintSheet({ city, view, paper, place }: PrintSheetProps) {
  const t = useText(messages)
  const language = useLanguage()
  const byCode = useMemo(() => new Map([...city.places.values()].map((one) => [one.code, one])), [city])
  const geometry = useMemo(() => arrange(city, place, MAP, printLook), [city, place])
  if (geometry === null) return null
  const hatchOf = (ward: Ward): number | null => hatchOfClass(view.figure, classOf(view.figure, view.at, ward))
  const quarterHead = (code: string) => {
    const district = byCode.get(code)
    return { name: district?.name ?? '', sums: district === undefined ? [] : view.quarterSums(district) }
  }
  return (
    <section className={`print-sheet print-${paper}`} aria-hidden="true">
      <SheetHead city={city} view={view} place={place} />
      <svg className="ward-map" viewBox={`0 0 ${MAP.width} ${MAP.height}`} width={MAP.width} height={MAP.height}>
        <defs>
          <pattern id="print-none" width="6" height="6" patternUnits="userSpaceOnUse"><circle cx="3" cy="3" r="0.7" /></pattern>
          <pattern id="print-water" width="6" height="3.2" patternUnits="userSpaceOnUse"><path className="print-hatch" d="M0 1.6H6" /></pattern>
        </defs>
        <Ground geometry={geometry} language={language} quarterHead={quarterHead} />
        <Walls geometry={geometry} streets={byCode} />
        <Wards geometry={geometry} wards={city.wards} looks={view.looks} hatchOf={hatchOf} />
      </svg>
      <footer className="print-foot">
        <SheetLegend city={city} view={view} scale={geometry.picture.scale} />
        <SheetRanking city={city} view={view} />
        <div className="print-live">
          <Live />
          <p>{t.print.page}</p>
        </div>
      </footer>
    </section>
  )
}

/** The way from the wall to the live map, with the same figure; in words where the address is too long for a code. */
function Live() {
  const t = useText(messages)
  const code = useMemo(() => qrCode(location.href), [])
  if (code === null) return <p>{t.print.live({ address: `${location.origin}${location.pathname}` })}</p>
  const dark = code.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return (
    <>
      <svg className="print-code" viewBox={`0 0 ${code.length} ${code.length}`} shapeRendering="crispEdges"><path d={dark} /></svg>
      <p>{t.print.scan}</p>
    </>
  )
}

function SheetHead({ city, view, place }: Omit<PrintSheetProps, 'paper'>) {
  const t = useText(messages)
  const words = useText(shared)
  const language = useLanguage()
  const format = useFormat()
  const of = place ?? city.whole
  const figure = view.figure.texts[language]
  const figures = of === null ? [] : [[t.card.wards, of.wards], [t.card.committees, of.committees], [t.card.households, of.households], [t.card.yards, of.courtyards]] as const
  return (
    <header className="print-head">
      <h1>{t.title}</h1>
      <div className="print-title">
        <p><b>{of?.name}</b> · {figure.name}（{figure.unit}）</p>
        <p>{t.tagline}；{isCounted(view.figure) ? t.print.denseLate : t.print.dense}</p>
        <p>{city.reply.month === null ? t.print.printed({ moment: format.stamp(city.reply.asOf) }) : t.asOfMonth({ month: format.period(city.reply.month) })}{city.reply.demo ? ` · ${words.demo}：${t.demo}` : ''}</p>
      </div>
      <dl>
        {figures.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{format.number(value)}</dd></div>)}
        <div><dt>{figure.name}</dt><dd>{of === null ? '' : <FigureSum view={view} place={of} />}</dd></div>
      </dl>
    </header>
  )
}

function FigureSum({ view, place }: { readonly view: WardMapView; readonly place: Place }) {
  const words = useWords()
  return words.sum(view.figure, place.values[view.at] ?? null)
}

function hatchedSwatch(figure: Figure, classAt: number | null): string {
  const apart = hatchOfClass(figure, classAt)
  return apart === null ? '' : hatchPath(SWATCH, apart)
}

function SheetLegend({ city, view: { figure, counts }, scale }: { readonly city: City; readonly view: WardMapView; readonly scale: number }) {
  const t = useText(messages)
  const language = useLanguage()
  const words = figure.texts[language]
  return (
    <div className="print-legend">
      <h3>{t.print.legend({ figure: words.name, unit: words.unit })}</h3>
      <ul>
        {counts.map(({ classAt, wards }) => (
          <li key={classAt ?? 'none'}>
            <svg width="42" height="24" viewBox="0 0 42 24"><rect {...SWATCH} fill={classAt === null ? 'url(#print-none)' : '#fff'} /><path className="ward-hatch" d={hatchedSwatch(figure, classAt)} /></svg>
            <b>{classAt === null ? t.noData : words.classes[classAt]}</b><small>{wards}</small>
          </li>
        ))}
      </ul>
      <Marks city={city} scale={scale} />
      <p>{t.directions}</p>
    </div>
  )
}

function SheetRanking({ city, view }: { readonly city: City; readonly view: WardMapView }) {
  const t = useText(messages)
  const format = useFormat()
  const words = useWords()
  const { figure, at } = view
  const shown = rankWards(figure, at, city).slice(0, RANKED)
  const name = words.name(figure)
  return (
    <div className="print-ranking">
      <h3>{isCounted(figure) ? t.ranking.counted({ figure: name }) : figure.kind === 'state' ? t.ranking.without : t.ranking.lowest({ figure: name })} <span>{t.print.first({ count: shown.length })}</span></h3>
      <ol>
        {shown.map(({ ward, value }) => (
          <li key={ward.id}><b>{ward.name}</b><span>{shortName(city.places.get(ward.streetId)?.name ?? '')}</span><em>{isCounted(figure) || figure.kind === 'state' ? format.number(value) : format.number(value, 1)}</em><small>{isCounted(figure) ? words.short(figure, ward.values[at] ?? null) : format.number(ward.households)}</small></li>
        ))}
      </ol>
    </div>
  )
}
