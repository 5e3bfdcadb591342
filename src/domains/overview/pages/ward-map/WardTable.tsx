/** The same as the picture, as a real table: for screen readers, for sorting, for reading off. */
import { useMemo, useState } from 'react'
import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Select } from '../../../../web/kit/Select.tsx'
import { Table } from '../../../../web/kit/Table.tsx'
import type { Column, Sort } from '../../../../web/kit/Table.tsx'
import type { City, Figure, Ward } from './city.ts'
import { classOf, toneOf, valueOf } from './classes.ts'
import { messages } from './messages.ts'
import { useWords } from './words.ts'

interface WardTableProps {
  readonly city: City
  readonly figure: Figure
  readonly place: string | null
  readonly onPlace: (id: string | null) => void
  readonly chosen: string | null
  readonly onChoose: (id: string) => void
}

const PAGE = 100

export function WardTable({ city, figure, place, onPlace, chosen, onChoose }: WardTableProps) {
  const t = useText(messages)
  const format = useFormat()
  const [sort, setSort] = useState<Sort>({ key: figure.key, direction: figure.scale === 'vermilion' ? 'descending' : 'ascending' })
  const [shown, setShown] = useState(PAGE)
  const columns = useColumns(city, onChoose)
  const rows = useMemo(() => sortWards(city, place, sort), [city, place, sort])
  const options = [{ value: '', label: t.whole }, ...city.districts.flatMap((district) => [district, ...city.streets.filter(({ parentId }) => parentId === district.id)]).map(({ id, name, kind }) => ({ value: id, label: kind === 'street' ? `　${name}` : name }))]
  return (
    <section className="ward-table">
      <div className="ward-table-bar">
        <Select chip label={t.table.filter} value={place ?? ''} onChange={(value) => onPlace(value === '' ? null : value)} options={options} />
        <p className="quiet">{t.table.shown({ count: format.number(rows.length) })}</p>
      </div>
      <div className="ward-table-scroll">
        <Table
          caption={t.table.caption}
          columns={columns}
          rows={rows.slice(0, shown)}
          rowKey={({ id }) => id}
          sort={sort}
          onSort={(asked) => {
            setSort(asked)
            setShown(PAGE)
          }}
          currentKey={chosen ?? undefined}
        />
      </div>
      {rows.length > shown ? <Button compact onClick={() => setShown(shown + PAGE)}>{t.table.more({ count: format.number(Math.min(PAGE, rows.length - shown)), left: format.number(rows.length - shown) })}</Button> : null}
    </section>
  )
}

function useColumns(city: City, onChoose: (id: string) => void): readonly Column<Ward>[] {
  const t = useText(messages)
  const format = useFormat()
  const words = useWords()
  return useMemo(
    () => [
      { key: 'name', head: t.table.name, sortable: true, cell: (ward) => <button type="button" className="text-link" onClick={() => onChoose(ward.id)}>{ward.name}</button> },
      { key: 'street', head: t.table.street, sortable: true, cell: (ward) => city.places.get(ward.streetId)?.name },
      { key: 'office', head: t.table.office, sortable: true, cell: ({ office }) => office },
      { key: 'households', head: t.table.households, number: true, sortable: true, cell: ({ households }) => format.number(households) },
      { key: 'committee', head: t.table.committee, cell: (ward) => (ward.courtyard ? t.card.yard : t.card.committeeStates[ward.committee]) },
      ...city.reply.figures.flatMap((figure, at): readonly Column<Ward>[] =>
        figure.kind === 'state' ? [] : [{
          key: figure.key,
          head: words.name(figure),
          number: true,
          sortable: true,
          cell: (ward) => <><i className={`swatch swatch-small ${toneOf(figure, classOf(figure, at, ward))}`} aria-hidden="true" />{words.withUnit(figure, ward.values[at] ?? null)} <small className="quiet">{words.counts(figure, ward.values[at] ?? null)}</small></>,
        }],
      ),
    ],
    [t, format, words, city, onChoose],
  )
}

/** What has no data stands last in either direction. */
function sortWards(city: City, place: string | null, { key, direction }: Sort): readonly Ward[] {
  const isIn = ({ streetId }: Ward): boolean => place === null || streetId === place || city.places.get(streetId)?.parentId === place || city.places.get(place)?.kind === 'city'
  const turn = direction === 'ascending' ? 1 : -1
  const wards = [...city.wards.values()].filter(isIn)
  const at = city.reply.figures.findIndex((figure) => figure.key === key)
  const figure = city.reply.figures[at]
  if (figure !== undefined && figure.kind !== 'state') {
    const valued = wards.map((ward) => ({ ward, value: valueOf(figure, ward.values[at] ?? null) }))
    return valued.toSorted((a, b) => Number(a.value === null) - Number(b.value === null) || turn * ((a.value ?? 0) - (b.value ?? 0)) || b.ward.households - a.ward.households).map(({ ward }) => ward)
  }
  if (key === 'households') return wards.toSorted((a, b) => turn * (a.households - b.households))
  const text = (ward: Ward): string => (key === 'street' ? city.places.get(ward.streetId)?.name ?? '' : key === 'office' ? ward.office : ward.name)
  return wards.toSorted((a, b) => turn * collator.compare(text(a), text(b)))
}
const collator = new Intl.Collator('zh-CN')
