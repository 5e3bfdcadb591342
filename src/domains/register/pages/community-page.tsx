import { useEffect, useMemo } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { useFormat } from '../../../web/format.ts'
import { useText } from '../../../web/i18n.ts'
import { useKeys } from '../../../web/keys.ts'
import { Empty } from '../../../web/kit/Empty.tsx'
import { Facts } from '../../../web/kit/Facts.tsx'
import { Loading } from '../../../web/kit/Loading.tsx'
import { Problem } from '../../../web/kit/Problem.tsx'
import { Rail } from '../../../web/kit/Rail.tsx'
import { BuildingColumn } from './BuildingColumn.tsx'
import { CommunityPane } from './CommunityPane.tsx'
import { HomePane } from './HomePane.tsx'
import { messages } from './messages.ts'
import { useCommunity, useHome } from './queries.ts'
import type { BuildingRow, CommunityView } from './queries.ts'
import { HomeCount, useTitle } from './where.tsx'
import './register.css'

/** Where the desk shows one column at a time, as pages: community → building → home. */
const narrow = '(max-width: 64rem)'

export function CommunityPage() {
  const t = useText(messages)
  const { communityId = '' } = useParams()
  const { data: community, error, refetch } = useCommunity(communityId)
  useTitle(community?.name)
  if (community === undefined) {
    return (
      <main id="content" className="desk-main">
        <h1 className="visually-hidden">{t.tab}</h1>
        {error === null ? <Loading>{t.loading}</Loading> : (
          <div className="register-refused">
            <Problem error={error} texts={t.problems} onRetry={() => void refetch()}>
              <Link to="/register" className="text-link">{t.backToScope}</Link>
            </Problem>
          </div>
        )}
      </main>
    )
  }
  return <Community community={community} />
}

/** What the address says: ?building=…&home=…; a home alone finds its building. */
function useChosen(community: CommunityView) {
  const [parameters, setParameters] = useSearchParams()
  const homeId = parameters.get('home')
  const home = useHome(community.id, homeId)
  const asked = parameters.get('building') ?? (homeId === null ? null : (home.data?.buildingId ?? null))
  const level = homeId !== null ? 'home' : asked !== null ? 'building' : 'community'
  // On a wide screen there is always a building to see; which page a narrow one shows is decided by the level alone.
  const buildingId = asked ?? (homeId === null ? (community.buildings[0]?.id ?? null) : null)
  return {
    level,
    homeId,
    home,
    buildingId,
    openHome: (id: string) => setParameters({ building: buildingId ?? '', home: id }, { replace: homeId !== null }),
    closeHome: () => setParameters(buildingId === null ? {} : { building: buildingId }, { replace: true }),
    openBuilding: (id: string) => setParameters({ building: id }),
  } as const
}

function Community({ community }: { readonly community: CommunityView }) {
  const t = useText(messages)
  const { level, homeId, home, buildingId, openHome, closeHome, openBuilding } = useChosen(community)
  useEffect(() => {
    if (window.matchMedia(narrow).matches) window.scrollTo(0, 0)
  }, [level])
  const keys = useMemo(() => {
    const at = community.buildings.findIndex(({ id }) => id === buildingId)
    const go = (step: number) => () => {
      const next = community.buildings[at + step]
      if (next !== undefined) openBuilding(next.id)
    }
    return [
      { key: 'j', label: t.building.next, run: go(1) },
      { key: 'k', label: t.building.previous, run: go(-1) },
      ...(homeId === null ? [] : [{ key: 'Escape', label: t.building.closeHome, run: closeHome }]),
    ]
  }, [community.buildings, buildingId, homeId, openBuilding, closeHome, t])
  useKeys(keys)
  const building = community.buildings.find(({ id }) => id === buildingId)
  return (
    <main id="content" className={`desk-list desk-list-pane register-at-${level}`}>
      <BuildingRail community={community} isHome={level === 'home'} currentId={buildingId} />
      <div className="desk-column">
        {building !== undefined ? <BuildingColumn key={building.id} communityId={community.id} building={building} homeId={homeId} onHome={openHome} /> : <NoBuilding community={community} isAsked={buildingId !== null} isFinding={homeId !== null && home.isPending} />}
      </div>
      {homeId === null ? <CommunityPane community={community} /> : <HomePane home={home} onClose={closeHome} />}
    </main>
  )
}

function NoBuilding({ community, isAsked, isFinding }: { readonly community: CommunityView; readonly isAsked: boolean; readonly isFinding: boolean }) {
  const t = useText(messages)
  if (isFinding) return <Loading>{t.building.loading}</Loading>
  if (community.buildings.length === 0) return <Empty title={t.community.noBuildings}>{t.community.noBuildingsHelp}</Empty>
  if (!isAsked) return <Empty title={t.community.pick} action={<Link to={`/register/communities/${community.id}`} className="text-link">{t.building.toCommunity}</Link>} />
  return <Empty title={t.building.notFound} action={<Link to={`/register/communities/${community.id}`} className="text-link">{t.building.toCommunity}</Link>}>{t.building.notFoundHelp}</Empty>
}

interface BuildingRailProps {
  readonly community: CommunityView
  /** A home is open in the pane; otherwise the community is. */
  readonly isHome: boolean
  readonly currentId: string | null
}

function BuildingRail({ community, isHome, currentId }: BuildingRailProps) {
  const t = useText(messages)
  const format = useFormat()
  const here = `/register/communities/${community.id}`
  const sum = (of: (building: BuildingRow) => number): number => community.buildings.reduce((total, building) => total + of(building), 0)
  const homes = sum((building) => building.homes)
  const complete = sum((building) => building.completeHomes)
  return (
    <Rail
      label={t.community.rail}
      groups={[
        { title: community.name, items: [{ to: here, label: t.community.facts, current: !isHome }] },
        {
          title: t.community.railTitle({ buildings: community.buildings.length, units: sum((building) => building.units) }),
          items: community.buildings.map((building) => ({
            to: `${here}?building=${building.id}`,
            current: building.id === currentId,
            label: building.name,
            count: <HomeCount count={building.homes} />,
            note: <MissingNote building={building} />,
            noteEnd: <CompleteRate building={building} />,
          })),
        },
      ]}
      end={(
        <Facts
          end
          facts={[
            { name: t.places.sums, value: <HomeCount count={homes} /> },
            { name: t.community.complete, value: <HomeCount count={complete} /> },
            { name: t.places.share, value: format.rate(homes === 0 ? null : complete / homes) },
          ]}
        />
      )}
    />
  )
}

function MissingNote({ building }: { readonly building: BuildingRow }) {
  const t = useText(messages)
  const missing = building.homes - building.completeHomes
  return missing === 0 ? t.community.allComplete : t.community.missing({ count: missing })
}

function CompleteRate({ building }: { readonly building: BuildingRow }) {
  const format = useFormat()
  return <span className={building.completeHomes === building.homes ? 'completeness-whole' : 'completeness-part'}>{format.rate(building.homes === 0 ? null : building.completeHomes / building.homes)}</span>
}
