import { Link } from 'react-router'
import { useFormat } from '../../../web/format.ts'
import { useText } from '../../../web/i18n.ts'
import { ExportMenu } from '../../../web/kit/ExportMenu.tsx'
import { Facts } from '../../../web/kit/Facts.tsx'
import { Pane, PaneSection } from '../../../web/kit/Pane.tsx'
import { Tag } from '../../../web/kit/Tag.tsx'
import { Completeness } from './Completeness.tsx'
import { Held } from './Held.tsx'
import { messages } from './messages.ts'
import { takeList } from './queries.ts'
import type { CommunityView } from './queries.ts'
import { Where } from './where.tsx'

/** A community's facts and seats; on a narrow screen its buildings too, since the rail is not there. */
export function CommunityPane({ community }: { readonly community: CommunityView }) {
  const t = useText(messages)
  const format = useFormat()
  const { buildings } = community
  const homes = buildings.reduce((sum, building) => sum + building.homes, 0)
  const complete = buildings.reduce((sum, building) => sum + building.completeHomes, 0)
  const area_centi_m2 = buildings.reduce((sum, building) => sum + building.areaCentiM2, 0)
  return (
    <Pane
      head={<>{t.community.facts}{community.courtyard ? <Tag>{t.community.courtyard}</Tag> : null}{community.unmanaged ? <Tag tone="late">{t.community.unmanaged}</Tag> : null}</>}
      title={community.name}
      subtitle={<Where above={community.above} />}
    >
      {community.unmanaged ? <p className="late-text">{t.community.unmanagedHelp}</p> : null}
      <Facts
        facts={[
          { name: t.community.kind, value: t.kindsOfCommunity[community.kind] },
          { name: t.community.address, value: community.address === '' ? <span className="quiet">{t.community.unknown}</span> : community.address },
          { name: t.community.built, value: community.builtYear === null ? <span className="quiet">{t.community.unknown}</span> : t.community.builtYear({ year: community.builtYear }) },
          { name: t.community.residents, value: community.residents === null ? <span className="quiet">{t.community.unknown}</span> : t.community.residentsCount({ count: format.number(community.residents) }) },
          { name: t.community.homes, value: t.places.homes({ count: format.number(homes) }) },
          { name: t.community.area, value: format.area(area_centi_m2) },
          { name: t.community.complete, value: <Completeness complete={complete} all={homes} /> },
          { name: t.community.code, value: community.shortCode },
        ]}
      />
      <div className="register-exports">
        <ExportMenu what={t.community.buildings} fetch={(as) => takeList('GET /api/v1/register/communities/:communityId/buildings/export', { params: { communityId: community.id }, query: as })} />
        <ExportMenu what={t.community.homes} fetch={(as) => takeList('GET /api/v1/register/communities/:communityId/homes/export', { params: { communityId: community.id }, query: as })} />
      </div>
      <Seats community={community} />
      {buildings.length === 0 ? null : <Buildings community={community} />}
    </Pane>
  )
}

function Seats({ community }: { readonly community: CommunityView }) {
  const t = useText(messages)
  const format = useFormat()
  const { seats } = community
  const empty = seats.filter(({ name }) => name === null).length
  const span = (since: string | null, until: string | null): string | null => {
    if (since === null) return null
    return until === null ? t.seat.since({ since: format.date(since) }) : t.seat.span({ since: format.date(since), until: format.date(until) })
  }
  return (
    <PaneSection title={t.community.seats} aside={t.community.seatsAside({ empty, all: seats.length })}>
      <dl className="register-seats">
        {seats.map(({ seat, name, since, until }) => (
          <div key={seat}>
            <dt>{t.seats[seat]}</dt>
            <dd>
              {name === null ? <Held isHeld={false} /> : <Held isHeld>{seat === 'committee' ? t.seat.term({ term: name }) : name}</Held>}
              <span className="small quiet">{name === null ? t.seat.next[seat] : span(since, until)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </PaneSection>
  )
}

function Buildings({ community }: { readonly community: CommunityView }) {
  const t = useText(messages)
  const format = useFormat()
  return (
    <div className="register-narrow">
      <PaneSection title={t.community.buildings} aside={t.community.pick}>
        <ul className="register-buildings">
          {community.buildings.map((building) => {
            const missing = building.homes - building.completeHomes
            return (
              <li key={building.id}>
                <Link to={`/register/communities/${community.id}?building=${building.id}`}>
                  <b>{building.name}</b>
                  <span className="quiet">{t.building.short(building)}</span>
                  <span className="number">{t.places.homes({ count: format.number(building.homes) })}</span>
                  <span className={missing === 0 ? 'small completeness-whole' : 'small completeness-part'}>{missing === 0 ? t.community.allComplete : t.community.missing({ count: missing })}</span>
                </Link>
              </li>
            )
          })}
        </ul>
      </PaneSection>
    </div>
  )
}
