import { useState } from 'react'
import { useText } from '../../../../web/i18n.ts'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { Select } from '../../../../web/kit/Select.tsx'
import { messages } from './messages.ts'
import type { ReportPlace } from './outbox.ts'
import { useBuilding, useCommunity, usePlace } from './queries.ts'

const none = ''

interface PlacePickerProps {
  readonly value: ReportPlace
  readonly onChange: (place: ReportPlace) => void
  /** The community of the role worn; null where the role covers several. */
  readonly fixedCommunityId: string | null
  readonly error?: string | undefined
}

/** From the register, step by step: down the tree to a community, then building → unit → home; every step may be the answer. */
export function PlacePicker({ value, onChange, fixedCommunityId, error }: PlacePickerProps) {
  const nowhere = { buildingId: null, unitId: null, homeId: null }
  return (
    <div className="stack">
      {fixedCommunityId === null ? <Level placeId={null} chosen={value.communityId} error={error} onCommunity={(communityId) => onChange({ communityId, ...nowhere })} /> : null}
      {value.communityId === null ? null : <WithinCommunity key={value.communityId} communityId={value.communityId} value={value} onChange={onChange} isNamed={fixedCommunityId !== null} />}
    </div>
  )
}

interface LevelProps {
  readonly placeId: string | null
  readonly chosen: string | null
  readonly error: string | undefined
  readonly onCommunity: (communityId: string | null) => void
}

/** What lies directly below a place; a choice that is not a community yet opens the next level. */
function Level({ placeId, chosen, error, onCommunity }: LevelProps) {
  const t = useText(messages)
  const { data: place, error: failure, refetch } = usePlace(placeId)
  const [below, setBelow] = useState<string>(none)
  if (place === undefined) return failure === null ? <Loading /> : <Problem error={failure} onRetry={() => void refetch()} />
  const [first] = place.children
  if (first === undefined) return null
  const choose = (id: string): void => {
    const child = place.children.find((one) => one.id === id)
    setBelow(id)
    onCommunity(child?.kind === 'community' ? child.id : null)
  }
  const next = place.children.find(({ id }) => id === below)
  const options = [{ value: none, label: t.report.choose }, ...place.children.map(({ id, name }) => ({ value: id, label: name }))]
  return (
    <>
      <Select label={t.report.levels[first.kind] ?? t.report.where} value={below} onChange={choose} options={options} {...(error !== undefined && next === undefined ? { error } : {})} />
      {next === undefined || next.kind === 'community' ? null : <Level key={next.id} {...{ chosen, error, onCommunity }} placeId={next.id} />}
    </>
  )
}

interface WithinProps {
  readonly communityId: string
  readonly value: ReportPlace
  readonly onChange: (place: ReportPlace) => void
  readonly isNamed: boolean
}

function WithinCommunity({ communityId, value, onChange, isNamed }: WithinProps) {
  const t = useText(messages)
  const { data: community, error, refetch } = useCommunity(communityId)
  const { data: building } = useBuilding(communityId, value.buildingId)
  if (community === undefined) return error === null ? <Loading /> : <Problem error={error} onRetry={() => void refetch()} />
  const units = building?.unitList ?? []
  const homes = units.find(({ id }) => id === value.unitId)?.homes ?? []
  const orNull = (id: string): string | null => (id === none ? null : id)
  return (
    <>
      {isNamed ? <p><b>{community.name}</b></p> : null}
      <Select
        label={t.report.building}
        value={value.buildingId ?? none}
        onChange={(id) => onChange({ communityId, buildingId: orNull(id), unitId: null, homeId: null })}
        options={[{ value: none, label: t.report.wholeCommunity }, ...community.buildings.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      {value.buildingId === null || building === undefined ? null : (
        <Select
          label={t.report.unit}
          value={value.unitId ?? none}
          onChange={(id) => onChange({ ...value, unitId: orNull(id), homeId: null })}
          options={[{ value: none, label: t.report.wholeBuilding }, ...units.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      )}
      {value.unitId === null ? null : (
        <Select
          label={t.report.home}
          value={value.homeId ?? none}
          onChange={(id) => onChange({ ...value, homeId: orNull(id) })}
          options={[{ value: none, label: t.report.wholeUnit }, ...homes.map(({ id, name, floor }) => ({ value: id, label: t.report.floorHome({ name, floor }) }))]}
        />
      )}
    </>
  )
}
