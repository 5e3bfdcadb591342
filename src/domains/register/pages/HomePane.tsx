import type { UseQueryResult } from '@tanstack/react-query'
import { useFormat } from '../../../web/format.ts'
import { useText } from '../../../web/i18n.ts'
import { Button } from '../../../web/kit/Button.tsx'
import { Loading } from '../../../web/kit/Loading.tsx'
import { Pane, PaneSection } from '../../../web/kit/Pane.tsx'
import { Problem } from '../../../web/kit/Problem.tsx'
import { Table } from '../../../web/kit/Table.tsx'
import { Tag } from '../../../web/kit/Tag.tsx'
import { shared } from '../../../web/messages.ts'
import { messages } from './messages.ts'
import type { HomeView } from './queries.ts'
import { shareWords, sumOfShares } from './shares.ts'

interface HomePaneProps {
  readonly home: UseQueryResult<HomeView>
  readonly onClose: () => void
}

export function HomePane({ home: { data: home, error, refetch }, onClose }: HomePaneProps) {
  const t = useText(messages)
  const words = useText(shared)
  if (home === undefined) {
    return (
      <section className="pane">
        <div className="pane-bar"><Button compact icon="back" onClick={onClose}>{words.back}</Button></div>
        {error === null ? <Loading>{t.home.loading}</Loading> : (
          <div className="register-refused">
            <Problem error={error} texts={{ ...t.problems, '/problems/common/not-found': t.home.refused }} onRetry={() => void refetch()} />
          </div>
        )}
      </section>
    )
  }
  const missing = whatIsMissing(home)
  return (
    <Pane
      head={(
        <>
          <span className="register-state"><i className={`home home-${home.state}`} />{words.building[home.state]}</span>
          {missing.length === 0 ? <Tag tone="good">{t.home.complete}</Tag> : missing.map((what) => <Tag key={what} tone="due">{t.home[what]}</Tag>)}
        </>
      )}
      aside={<span className="register-arrows">{`← → ↑ ↓ ${t.building.arrows}`}</span>}
      title={`${home.building}${home.unit}${home.name}`}
      subtitle={t.home.floor(home)}
      onClose={onClose}
    >
      {missing.length === 0 ? null : <p className="register-note register-note-due">{t.home.missingHelp}</p>}
      <Owners home={home} />
      <Area home={home} />
      <Dwellers home={home} />
      <p className="register-note">{home.masked ? t.home.masked : t.home.unmasked}</p>
    </Pane>
  )
}

/** Why the record is incomplete, by the rule of the register: an area, and an owner who can be reached. */
function whatIsMissing({ state, areaCentiM2, owners }: HomeView): readonly ('missingArea' | 'missingOwner' | 'missingPhone')[] {
  if (state !== 'incomplete') return []
  const isReachable = owners.some(({ organisation, phone }) => organisation || phone !== null)
  return [...(areaCentiM2 === null ? ['missingArea' as const] : []), ...(owners.length === 0 ? ['missingOwner' as const] : isReachable ? [] : ['missingPhone' as const])]
}

function Owners({ home: { owners } }: { readonly home: HomeView }) {
  const t = useText(messages)
  const format = useFormat()
  return (
    <PaneSection title={t.home.owners} aside={owners.length === 0 ? undefined : t.home.ownersAside({ count: owners.length, sum: shareWords(sumOfShares(owners.map(({ share }) => share))) })}>
      {owners.length === 0 ? <p className="quiet">{t.home.noOwners}</p> : (
        <Table
          caption={t.home.owners}
          columns={[
            { key: 'name', head: t.home.name, cell: (owner) => <Someone name={owner.name} phone={owner.organisation ? t.home.organisation : owner.phone} /> },
            { key: 'share', head: t.home.share, number: true, cell: ({ share }) => shareWords(share) },
            { key: 'basis', head: t.home.basis, cell: ({ basis, validFrom }) => <span>{t.home.bases[basis]} <span className="small quiet nowrap">{format.date(validFrom)}</span></span> },
          ]}
          rows={owners}
          rowKey={(owner) => `${owner.name} ${owner.phone ?? ''} ${owners.indexOf(owner)}`}
        />
      )}
    </PaneSection>
  )
}

function Area({ home }: { readonly home: HomeView }) {
  const t = useText(messages)
  const format = useFormat()
  return (
    <PaneSection title={t.home.area}>
      {home.areaCentiM2 === null ? <p className="quiet">{t.home.areaMissing}</p> : (
        <p className="register-area">
          <span className="quiet">{t.home.areaOf}</span>
          <b>{format.area(home.areaCentiM2)}</b>
          {home.areaSource === null ? null : <span className="small quiet">{t.home.areaSource[home.areaSource]}</span>}
        </p>
      )}
    </PaneSection>
  )
}

function Dwellers({ home: { dwellers, residents } }: { readonly home: HomeView }) {
  const t = useText(messages)
  const format = useFormat()
  return (
    <PaneSection title={t.home.dwellers} aside={residents === null ? undefined : t.home.dwellersAside({ count: residents })}>
      {dwellers.length === 0 ? <p className="quiet">{t.home.noDwellers}</p> : (
        <Table
          caption={t.home.dwellers}
          columns={[
            { key: 'name', head: t.home.name, cell: ({ name, phone }) => <Someone name={name} phone={phone} /> },
            { key: 'kind', head: t.home.kind, cell: ({ kind }) => t.home.kinds[kind] },
            {
              key: 'term', head: t.home.term,
              cell: ({ validFrom, validTo }) => <span className="small">{validTo === null ? t.seat.since({ since: format.date(validFrom) }) : t.seat.span({ since: format.date(validFrom), until: format.date(validTo) })}</span>,
            },
          ]}
          rows={dwellers}
          rowKey={(dweller) => `${dweller.name} ${dweller.phone ?? ''} ${dwellers.indexOf(dweller)}`}
        />
      )}
    </PaneSection>
  )
}

function Someone({ name, phone }: { readonly name: string; readonly phone: string | null }) {
  return <span>{name}{phone === null ? null : <span className="register-phone">{phone}</span>}</span>
}
