import { Link } from 'react-router'
import { useFormat } from '../../../web/format.ts'
import { useText } from '../../../web/i18n.ts'
import { BuildingLegend, BuildingPicture } from '../../../web/kit/BuildingPicture.tsx'
import type { HomeState } from '../../../web/kit/BuildingPicture.tsx'
import { Button } from '../../../web/kit/Button.tsx'
import { Loading } from '../../../web/kit/Loading.tsx'
import { Problem } from '../../../web/kit/Problem.tsx'
import { messages } from './messages.ts'
import { useBuilding } from './queries.ts'
import type { BuildingRow, BuildingView } from './queries.ts'

interface BuildingColumnProps {
  readonly communityId: string
  readonly building: BuildingRow
  readonly homeId: string | null
  readonly onHome: (id: string) => void
}

/** The picture of one building, and which of its homes lack something. */
export function BuildingColumn({ communityId, building, homeId, onHome }: BuildingColumnProps) {
  const t = useText(messages)
  const { data, error, refetch } = useBuilding(communityId, building.id)
  return (
    <>
      <div className="desk-bar register-building-bar">
        <Button compact icon="back" className="register-up" to={`/register/communities/${communityId}`}>{t.building.back}</Button>
        <h1>{building.name}</h1>
        <span className="small quiet">{t.building.heading(building)}</span>
        {data === undefined ? null : <div className="end"><BuildingLegend counts={countsOf(data)} /></div>}
      </div>
      {data === undefined ? (error === null ? <Loading>{t.building.loading}</Loading> : <div className="register-refused"><Problem error={error} texts={t.problems} onRetry={() => void refetch()} /></div>) : (
        <>
          <BuildingPicture
            name={building.name}
            units={data.unitList.map((unit) => ({
              key: unit.id,
              name: unit.name,
              note: t.building.unitNote({ homes: unit.homes.length }),
              homes: unit.homes.map(({ id, name, floor, state }) => ({ id, label: name, floor, state })),
            }))}
            currentId={homeId}
            onCurrent={onHome}
          />
          <Missing communityId={communityId} building={data} />
        </>
      )}
    </>
  )
}

function countsOf(building: BuildingView): Record<HomeState, number> {
  const counts = { owner: 0, let: 0, vacant: 0, unsold: 0, incomplete: 0 }
  for (const { homes } of building.unitList) for (const { state } of homes) counts[state] += 1
  return counts
}

function Missing({ communityId, building }: { readonly communityId: string; readonly building: BuildingView }) {
  const t = useText(messages)
  const format = useFormat()
  const homes = building.unitList.flatMap((unit) => unit.homes.filter(({ state }) => state === 'incomplete').map((home) => ({ unit: unit.name, ...home })))
  const age = building.builtYear === null ? [] : [t.building.built({ year: building.builtYear })]
  return (
    <section className="register-missing">
      <div className="row">
        <h2 className="grow">{homes.length === 0 ? t.building.complete : t.building.missingTitle({ count: homes.length })}</h2>
        <span className="small quiet">{[...age, t.building.area({ area: format.area(building.areaCentiM2) })].join(' · ')}</span>
      </div>
      {homes.length === 0 ? null : (
        <>
          <p className="small quiet">{t.building.missingHelp}</p>
          <ul className="register-missing-homes">
            {homes.map(({ id, unit, name }) => (
              <li key={id}><Link to={`/register/communities/${communityId}?building=${building.id}&home=${id}`}>{t.building.missingHome({ unit, home: name })}</Link></li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
