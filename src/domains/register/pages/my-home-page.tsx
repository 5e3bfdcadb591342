import { useFormat } from '../../../web/format.ts'
import { useText } from '../../../web/i18n.ts'
import { Button } from '../../../web/kit/Button.tsx'
import { Card } from '../../../web/kit/Card.tsx'
import { Empty } from '../../../web/kit/Empty.tsx'
import { Facts } from '../../../web/kit/Facts.tsx'
import { Loading } from '../../../web/kit/Loading.tsx'
import { Page } from '../../../web/kit/Page.tsx'
import { Problem } from '../../../web/kit/Problem.tsx'
import { ReadAloud } from '../../../web/kit/Switches.tsx'
import { ProblemError } from '../../../web/problem.ts'
import { messages } from './messages.ts'
import { useMyHome } from './queries.ts'
import type { HomeView } from './queries.ts'
import { shareWords, sumOfShares } from './shares.ts'
import './my-home.css'

/** The home of the role worn: what it is, whose it is, who lives there, and why I may know. */
export function MyHomePage() {
  const t = useText(messages)
  const { data: home, error, refetch } = useMyHome()
  if (home !== undefined) return <MyHome home={home} />
  const isHomeless = error instanceof ProblemError && error.problem.status === 404
  return (
    <Page title={t.my.title}>
      {error === null ? <Loading>{t.my.loading}</Loading> : null}
      {isHomeless ? <Empty title={t.my.noHome} action={<Button to="/">{t.my.toStart}</Button>}>{t.my.noHomeHelp}</Empty> : <Problem error={error} texts={t.problems} onRetry={() => void refetch()} />}
    </Page>
  )
}

function MyHome({ home }: { readonly home: HomeView }) {
  const t = useText(messages)
  const format = useFormat()
  const right = rightOf(home)
  const address = `${home.building}${home.unit}${home.name}`
  const spoken = [home.words, t.my.rights[right.kind], format.area(home.areaCentiM2)].join('。')
  return (
    <Page title={t.my.title} aside={<ReadAloud words={spoken} />}>
      <div>
        <p className="sentence">{address}</p>
        <p className="quiet">{home.community}</p>
      </div>
      <Right home={home} />
      <Card title={t.my.area}>
        <p>
          {home.areaCentiM2 === null ? <span className="quiet">{t.home.areaMissing}</span> : <b className="figure">{format.number(home.areaCentiM2 / 100, 2)}<span className="unit">{t.table.square}</span></b>}
        </p>
        <Facts
          facts={[
            ...(home.areaSource === null ? [] : [{ name: t.my.areaSource, value: t.home.areaSource[home.areaSource] }]),
            { name: t.my.floor, value: t.my.floorValue({ floor: home.floor }) },
          ]}
        />
      </Card>
      <Owners home={home} />
      <Dwellers home={home} />
      <section className="well">
        <h2>{t.my.wrong}</h2>
        <p className="small">{t.my.wrongHelp}</p>
      </section>
    </Page>
  )
}

type Right =
  | { readonly kind: 'owner'; readonly relation: HomeView['owners'][number] }
  | { readonly kind: 'tenant' | 'family'; readonly relation: HomeView['dwellers'][number] }
  | { readonly kind: 'none'; readonly relation: null }

function rightOf({ owners, dwellers }: HomeView): Right {
  const owner = owners.find(({ mine }) => mine)
  if (owner !== undefined) return { kind: 'owner', relation: owner }
  const dweller = dwellers.find(({ mine }) => mine)
  return dweller === undefined ? { kind: 'none', relation: null } : { kind: dweller.kind, relation: dweller }
}

function Right({ home }: { readonly home: HomeView }) {
  const t = useText(messages)
  const format = useFormat()
  const right = rightOf(home)
  const basis = right.kind === 'owner' ? t.home.bases[right.relation.basis] : right.kind === 'tenant' ? t.my.tenantBasis : t.my.familyBasis
  return (
    <Card title={t.my.rights[right.kind]}>
      {right.relation === null ? null : (
        <Facts
          facts={[
            { name: t.my.why, value: basis },
            ...(right.kind === 'owner' ? [{ name: t.my.share, value: <ShareOf share={right.relation.share} /> }] : []),
            { name: t.my.since, value: format.date(right.relation.validFrom) },
            ...(right.relation.validTo === null ? [] : [{ name: t.my.until, value: format.date(right.relation.validTo) }]),
          ]}
        />
      )}
      <p className="small quiet">{t.my.rightMeans[right.kind]}</p>
    </Card>
  )
}

function ShareOf({ share }: { readonly share: HomeView['owners'][number]['share'] }) {
  const t = useText(messages)
  const words = shareWords(share)
  return <b>{words === '1' ? t.my.whole : words}</b>
}

function Owners({ home: { owners } }: { readonly home: HomeView }) {
  const t = useText(messages)
  return (
    <Card title={t.my.owners} aside={owners.length === 0 ? undefined : <span className="label">{t.my.ownersAside({ count: owners.length, sum: shareWords(sumOfShares(owners.map(({ share }) => share))) })}</span>}>
      {owners.length === 0 ? <p className="quiet">{t.home.noOwners}</p> : (
        <ul className="my-home-people">
          {owners.map((owner, index) => (
            <li key={index}>
              <Someone name={owner.name} phone={owner.organisation ? t.home.organisation : owner.phone} mine={owner.mine} />
              <span className="my-home-what"><ShareOf share={owner.share} /><span className="label">{t.home.bases[owner.basis]}</span></span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Dwellers({ home: { dwellers, residents } }: { readonly home: HomeView }) {
  const t = useText(messages)
  const format = useFormat()
  return (
    <Card title={t.my.dwellers} aside={residents === null ? undefined : <span className="label">{t.my.dwellersAside({ count: residents })}</span>}>
      {dwellers.length === 0 ? <p className="quiet">{t.my.noDwellers}</p> : (
        <ul className="my-home-people">
          {dwellers.map((dweller, index) => (
            <li key={index}>
              <Someone name={dweller.name} phone={dweller.phone} mine={dweller.mine} />
              <span className="my-home-what">
                <b>{t.home.kinds[dweller.kind]}</b>
                <span className="label">{dweller.validTo === null ? t.seat.since({ since: format.date(dweller.validFrom) }) : t.seat.span({ since: format.date(dweller.validFrom), until: format.date(dweller.validTo) })}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Someone({ name, phone, mine }: { readonly name: string; readonly phone: string | null; readonly mine: boolean }) {
  const t = useText(messages)
  return (
    <span className="my-home-who">
      <b>{mine ? t.my.me({ name }) : name}</b>
      {phone === null ? null : <span className="label">{phone}</span>}
    </span>
  )
}
