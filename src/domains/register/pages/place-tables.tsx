import { Link } from 'react-router'
import { useFormat } from '../../../web/format.ts'
import { useText } from '../../../web/i18n.ts'
import { Table } from '../../../web/kit/Table.tsx'
import type { Column } from '../../../web/kit/Table.tsx'
import { Completeness } from './Completeness.tsx'
import { Held } from './Held.tsx'
import { messages } from './messages.ts'
import type { Child, Figures } from './queries.ts'
import { useSorting } from './sorting.ts'
import { placePath } from './where.tsx'

const completeShare = ({ completeHouseholds, households }: Figures): number => (households === 0 ? -1 : completeHouseholds / households)
const coverage = ({ committees, communities }: Figures): number => (communities === 0 ? -1 : committees / communities)

const byFigures = {
  name: (child: Child) => child.name,
  communities: ({ figures }: Child) => figures.communities,
  committees: ({ figures }: Child) => figures.committees,
  coverage: ({ figures }: Child) => coverage(figures),
  households: ({ figures }: Child) => figures.households,
  buildings: ({ figures }: Child) => figures.buildings,
  area: ({ figures }: Child) => figures.areaCentiM2,
  complete: ({ figures }: Child) => completeShare(figures),
  company: ({ figures }: Child) => figures.companies,
  branch: ({ figures }: Child) => figures.branches,
  yards: ({ figures }: Child) => figures.courtyards,
}

function useColumns() {
  const t = useText(messages)
  const format = useFormat()
  const number = (key: string, head: string, value: (figures: Figures) => number): Column<Child> => ({ key, head, number: true, sortable: true, cell: ({ figures }) => format.number(value(figures)) })
  return {
    name: { key: 'name', head: t.table.name, sortable: true, cell: (child) => <Link to={placePath(child)} className="register-link">{child.name}</Link> } satisfies Column<Child>,
    communities: number('communities', t.table.communities, ({ communities }) => communities),
    committees: number('committees', t.table.committees, ({ committees }) => committees),
    coverage: { key: 'coverage', head: t.table.coverage, number: true, sortable: true, cell: ({ figures }) => format.rate(figures.communities === 0 ? null : figures.committees / figures.communities) } satisfies Column<Child>,
    households: number('households', t.table.households, ({ households }) => households),
    buildings: number('buildings', t.table.buildings, ({ buildings }) => buildings),
    area: { key: 'area', head: t.table.area, unit: t.table.square, number: true, sortable: true, cell: ({ figures }) => format.number(figures.areaCentiM2 / 100, 2) } satisfies Column<Child>,
    complete: { key: 'complete', head: t.table.complete, number: true, sortable: true, cell: ({ figures }) => <Completeness complete={figures.completeHouseholds} all={figures.households} /> } satisfies Column<Child>,
  }
}

interface PlacesTableProps {
  readonly places: readonly Child[]
  /** Of the place above them: what the columns add up to. */
  readonly figures: Figures
}

/** Districts, streets, offices or grids, with what each holds. */
export function PlacesTable({ places, figures }: PlacesTableProps) {
  const t = useText(messages)
  const format = useFormat()
  const columns = useColumns()
  const sorting = useSorting(places, byFigures)
  const hasYards = figures.courtyards > 0
  const yards: Column<Child> = {
    key: 'yards', head: t.table.yards, number: true, sortable: true,
    cell: ({ figures: { courtyards, courtyardHouseholds } }) => (courtyards === 0 ? <span className="quiet">{t.table.none}</span> : t.table.yardsCell({ count: format.number(courtyards), households: format.number(courtyardHouseholds) })),
  }
  return (
    <Table
      caption={t.below[places[0]?.kind ?? 'street']}
      columns={[columns.name, columns.communities, columns.committees, columns.coverage, columns.households, columns.area, columns.complete, ...(hasYards ? [yards] : [])]}
      rowKey={({ id }) => id}
      {...sorting}
      totals={{
        name: t.places.totals,
        communities: format.number(figures.communities),
        committees: format.number(figures.committees),
        coverage: format.rate(figures.communities === 0 ? null : figures.committees / figures.communities),
        households: format.number(figures.households),
        area: format.number(figures.areaCentiM2 / 100, 2),
        complete: <Completeness complete={figures.completeHouseholds} all={figures.households} />,
        yards: t.table.yardsCell({ count: format.number(figures.courtyards), households: format.number(figures.courtyardHouseholds) }),
      }}
    />
  )
}

/** Property communities: figures, and which seats are held. */
export function CommunitiesTable({ communities, figures }: { readonly communities: readonly Child[]; readonly figures: Figures }) {
  const t = useText(messages)
  const format = useFormat()
  const columns = useColumns()
  const sorting = useSorting(communities, { ...byFigures, committee: byFigures.committees })
  const held = (key: string, head: string, count: (figures: Figures) => number): Column<Child> => ({ key, head, sortable: true, cell: ({ figures: own }) => <Held isHeld={count(own) > 0} /> })
  return (
    <Table
      caption={t.below.community}
      columns={[
        columns.name, columns.buildings, columns.households, columns.area, columns.complete,
        held('company', t.table.company, ({ companies }) => companies),
        held('committee', t.table.committee, ({ committees }) => committees),
        held('branch', t.table.branch, ({ branches }) => branches),
      ]}
      rowKey={({ id }) => id}
      {...sorting}
      totals={{
        name: t.places.totals,
        buildings: format.number(figures.buildings),
        households: format.number(figures.households),
        area: format.number(figures.areaCentiM2 / 100, 2),
        complete: <Completeness complete={figures.completeHouseholds} all={figures.households} />,
        company: t.table.ofAll({ count: figures.companies, all: figures.communities }),
        committee: t.table.ofAll({ count: figures.committees, all: figures.communities }),
        branch: t.table.ofAll({ count: figures.branches, all: figures.communities }),
      }}
    />
  )
}

/** Courtyards and old communities without a company: listed and counted apart. */
export function YardsTable({ yards }: { readonly yards: readonly Child[] }) {
  const t = useText(messages)
  const format = useFormat()
  const { name } = useColumns()
  const households = yards.reduce((sum, { figures }) => sum + figures.courtyardHouseholds, 0)
  return (
    <section className="register-yards" aria-labelledby="yards">
      <div className="register-section">
        <h2 id="yards">{t.yards.title}</h2>
        <p className="small quiet">{t.yards.note({ count: format.number(yards.length), households: format.number(households) })}</p>
      </div>
      <Table
        caption={t.yards.caption}
        columns={[
          { ...name, sortable: false },
          { key: 'households', head: t.table.households, number: true, cell: ({ figures }: Child) => format.number(figures.courtyardHouseholds) },
          { key: 'word', head: t.community.kind, cell: () => t.yards.word },
        ]}
        rows={yards}
        rowKey={({ id }) => id}
      />
    </section>
  )
}
