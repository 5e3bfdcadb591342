import { Link, Navigate, useParams } from 'react-router'
import { useFormat } from '../../../web/format.ts'
import { useText } from '../../../web/i18n.ts'
import { Button } from '../../../web/kit/Button.tsx'
import { Empty } from '../../../web/kit/Empty.tsx'
import { ExportMenu } from '../../../web/kit/ExportMenu.tsx'
import { Facts } from '../../../web/kit/Facts.tsx'
import { Figures } from '../../../web/kit/Figures.tsx'
import { Loading } from '../../../web/kit/Loading.tsx'
import { Problem } from '../../../web/kit/Problem.tsx'
import { Rail } from '../../../web/kit/Rail.tsx'
import { messages } from './messages.ts'
import { CommunitiesTable, PlacesTable, YardsTable } from './place-tables.tsx'
import { takeList, usePlace } from './queries.ts'
import type { Figures as PlaceFigures, PlaceView } from './queries.ts'
import { HomeCount, nameBelow, placePath, useTitle, Where } from './where.tsx'
import './register.css'

/** One place of the city tree: where it stands, its figures, and what lies directly below it. */
export function PlacePage() {
  const t = useText(messages)
  const { placeId } = useParams()
  const { data: place, error, refetch } = usePlace(placeId)
  useTitle(place?.name)
  if (place === undefined) {
    return (
      <main id="content" className="desk-main">
        <h1 className="visually-hidden">{t.tab}</h1>
        {error === null ? <Loading>{t.loading}</Loading> : (
          <div className="register-refused">
            <Problem error={error} texts={t.problems} onRetry={() => void refetch()}>
              {placeId === undefined ? null : <Link to="/register" className="text-link">{t.backToScope}</Link>}
            </Problem>
          </div>
        )}
      </main>
    )
  }
  if (place.kind === 'community') return <Navigate to={placePath(place)} replace />
  return (
    <main id="content" className="desk-list">
      <PlaceRail place={place} />
      <div className="desk-column">
        <div className="register-head">
          <Where above={place.above} />
          <div className="register-title"><h1>{place.name}</h1><ExportMenu shortcut="e" fetch={(as) => takeList('GET /api/v1/register/places/:placeId/export', { params: { placeId: place.id }, query: as })} /></div>
          <FigureStrip figures={place.figures} />
        </div>
        <Below place={place} />
      </div>
    </main>
  )
}

function Below({ place }: { readonly place: PlaceView }) {
  const t = useText(messages)
  const places = place.children.filter(({ kind }) => kind !== 'community')
  const communities = place.children.filter(({ kind, courtyard }) => kind === 'community' && !courtyard)
  const yards = place.children.filter(({ courtyard }) => courtyard)
  const up = place.above.at(-1)
  if (place.children.length === 0) {
    return (
      <Empty title={t.places.nothing} action={up === undefined ? undefined : <Button compact icon="back" to={placePath(up)}>{t.places.up({ name: up.name })}</Button>}>
        {t.places.nothingHelp}
      </Empty>
    )
  }
  return (
    <div className="register-places">
      {places.length === 0 ? null : <PlacesTable places={places} figures={place.figures} />}
      {communities.length === 0 ? null : <CommunitiesTable communities={communities} figures={place.figures} />}
      {yards.length === 0 ? null : <YardsTable yards={yards} />}
    </div>
  )
}

function FigureStrip({ figures }: { readonly figures: PlaceFigures }) {
  const t = useText(messages)
  const format = useFormat()
  const { communities, committees, households, completeHouseholds, courtyards } = figures
  const yards = { name: t.figures.yards, value: format.number(courtyards), unit: t.figures.yardsUnit, note: t.figures.yardsNote({ households: format.number(figures.courtyardHouseholds) }) }
  if (communities === 0 && courtyards > 0) return <Figures figures={[yards]} />
  return (
    <Figures
      figures={[
        { name: t.figures.communities, value: format.number(communities), unit: t.figures.communitiesUnit, note: t.figures.companies({ count: format.number(figures.companies) }) },
        {
          name: t.figures.committees, value: format.number(committees), unit: t.figures.committeesUnit,
          note: t.figures.coverage({ rate: format.rate(communities === 0 ? null : committees / communities), without: format.number(communities - committees) }),
        },
        { name: t.figures.households, value: format.number(households), unit: t.figures.householdsUnit, note: t.figures.buildings({ count: format.number(figures.buildings) }) },
        {
          name: t.figures.area, value: format.number(figures.areaCentiM2 / 100 / t.figures.areaUnit_m2, t.figures.areaDecimals), unit: t.figures.areaUnit,
          note: t.figures.areaExact({ area: format.number(figures.areaCentiM2 / 100, 2) }),
        },
        {
          name: t.figures.complete, value: format.rate(households === 0 ? null : completeHouseholds / households),
          note: t.figures.completeCounts({ complete: format.number(completeHouseholds), all: format.number(households) }),
        },
        ...(courtyards === 0 ? [] : [yards]),
      ]}
    />
  )
}

/** The place itself and what lies below it, each with its homes. */
function PlaceRail({ place }: { readonly place: PlaceView }) {
  const t = useText(messages)
  const format = useFormat()
  const { figures } = place
  const kinds = [...new Set(place.children.map(({ kind }) => kind))]
  const up = place.above.at(-1)
  return (
    <Rail
      label={t.places.rail}
      groups={[
        { title: t.places.here, items: [
          ...(up === undefined ? [] : [{ to: placePath(up), label: up.name, current: false }]),
          { to: placePath(place), label: nameBelow(place.name, up?.name), count: format.number(figures.households + figures.courtyardHouseholds), current: true },
        ] },
        ...kinds.map((kind) => ({
          title: t.places.railTitle({ below: t.below[kind] }),
          items: place.children.filter((child) => child.kind === kind).map((child) => ({
            to: placePath(child),
            label: nameBelow(child.name, place.name),
            current: false,
            count: format.number(child.figures.households + child.figures.courtyardHouseholds),
            ...(kind === 'community' ? (child.courtyard ? { note: t.yards.word } : {}) : { note: t.places.communities({ count: format.number(child.figures.communities) }) }),
          })),
        })),
      ]}
      end={(
        <Facts
          end
          facts={[
            { name: t.places.sums, value: <HomeCount count={figures.households} /> },
            { name: t.figures.complete, value: <HomeCount count={figures.completeHouseholds} /> },
            { name: t.places.share, value: format.rate(figures.households === 0 ? null : figures.completeHouseholds / figures.households) },
            ...(figures.courtyards === 0 ? [] : [{ name: t.figures.yards, value: <HomeCount count={figures.courtyardHouseholds} /> }]),
          ]}
        />
      )}
    />
  )
}
