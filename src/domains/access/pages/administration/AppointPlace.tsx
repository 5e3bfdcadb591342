import { useState } from 'react'
import { useText } from '../../../../web/i18n.ts'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { Select } from '../../../../web/kit/Select.tsx'
import { messages } from './messages.ts'
import { useBuildings, usePlace, useUnits } from './queries.ts'
import type { Role } from './queries.ts'

type Kind = Role['placeKinds'][number]

export interface Place {
  readonly placeId: string | null
  readonly buildingId: string | null
  readonly unitId: string | null
  /** What was reached. */
  readonly kind: Kind | null
}

const none = ''
const depth: readonly Kind[] = ['city', 'district', 'street', 'office', 'grid', 'community', 'building', 'unit']

interface AppointPlaceProps {
  /** Where the role can be held; nothing below them is asked for. */
  readonly kinds: readonly Kind[]
  readonly value: Place
  readonly onChange: (place: Place) => void
  readonly error: string | undefined
}

/** Down the tree from the city to where the role is held. */
export function AppointPlace({ kinds, value, onChange, error }: AppointPlaceProps) {
  return <Level {...{ kinds, value, onChange, error }} placeId={null} />
}

function Level({ placeId, kinds, value, onChange, error }: AppointPlaceProps & { readonly placeId: string | null }) {
  const t = useText(messages)
  const { data: place, error: failure, refetch } = usePlace(placeId)
  const [below, setBelow] = useState<string>(none)
  if (place === undefined) return failure === null ? <Loading /> : <Problem error={failure} onRetry={() => void refetch()} />
  const deepest = Math.max(...kinds.map((kind) => depth.indexOf(kind)))
  // An office without grids has its communities directly below it.
  const children = place.children.filter(({ kind }) => depth.indexOf(kind) <= deepest)
  const mayBeHere = kinds.includes(place.kind)
  const isHere = mayBeHere && value.placeId === place.id && value.kind === place.kind
  const here = 'here'
  const choose = (id: string): void => {
    const child = children.find((one) => one.id === id)
    setBelow(id)
    if (id === here) onChange({ placeId: place.id, buildingId: null, unitId: null, kind: place.kind })
    else onChange({ placeId: child?.id ?? null, buildingId: null, unitId: null, kind: child?.kind ?? null })
  }
  const next = children.find(({ id }) => id === below)
  const goesOn = next !== undefined && next.kind !== 'community' && depth.indexOf(next.kind) < deepest
  const options = [
    { value: none, label: t.appointments.choose },
    ...(mayBeHere ? [{ value: here, label: t.appointments.here({ name: place.name }) }] : []),
    ...children.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <>
      <Select
        label={t.appointments.where[children[0]?.kind ?? ''] ?? t.appointments.place}
        value={isHere ? here : below}
        onChange={choose}
        options={options}
        {...(error !== undefined && next === undefined && !isHere ? { error } : {})}
      />
      {goesOn ? <Level key={next.id} {...{ kinds, value, onChange, error }} placeId={next.id} /> : null}
      {next?.kind === 'community' && deepest > depth.indexOf('community') ? <Parts key={next.id} communityId={next.id} {...{ kinds, value, onChange, error }} /> : null}
    </>
  )
}

function Parts({ communityId, kinds, value, onChange, error }: AppointPlaceProps & { readonly communityId: string }) {
  const t = useText(messages)
  const { data: community, error: failure, refetch } = useBuildings(communityId)
  const { data: building } = useUnits(communityId, value.buildingId)
  if (community === undefined) return failure === null ? <Loading /> : <Problem error={failure} onRetry={() => void refetch()} />
  const whole: Place = { placeId: communityId, buildingId: null, unitId: null, kind: 'community' }
  const list = (items: readonly { readonly id: string; readonly name: string }[]) => [{ value: none, label: t.appointments.choose }, ...items.map(({ id, name }) => ({ value: id, label: name }))]
  const wrong = (isChosen: boolean) => (error !== undefined && !isChosen ? { error } : {})
  return (
    <>
      <Select
        label={t.appointments.building}
        value={value.buildingId ?? none}
        onChange={(id) => onChange(id === none ? whole : { ...whole, buildingId: id, kind: 'building' })}
        options={list(community.buildings)}
        {...wrong(value.buildingId !== null)}
      />
      {building === undefined || !kinds.includes('unit') ? null : (
        <Select
          label={t.appointments.unit}
          value={value.unitId ?? none}
          onChange={(id) => onChange({ ...whole, buildingId: building.id, ...(id === none ? { kind: 'building' } : { unitId: id, kind: 'unit' }) })}
          options={list(building.unitList)}
          {...wrong(value.unitId !== null)}
        />
      )}
    </>
  )
}
