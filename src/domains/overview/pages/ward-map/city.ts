/** The city as the ward map needs it: the server's reply, and where things stand in it. */
import type { Reply } from '../../../../web/client.ts'
import type { OverviewContract } from '../../contract.ts'

export type WardsReply = Reply<OverviewContract['GET /api/v1/city/wards']>
export type Figure = WardsReply['figures'][number]
export type Place = WardsReply['places'][number]
export type Ward = WardsReply['wards'][number]
/** Exact counts, numerator and denominator; null is "no data". */
export type Ratio = Ward['values'][number]

export interface City {
  readonly reply: WardsReply
  readonly whole: Place | null
  readonly districts: readonly Place[]
  readonly streets: readonly Place[]
  readonly places: ReadonlyMap<string, Place>
  readonly wards: ReadonlyMap<string, Ward>
  /** Of each street, in their stored order. */
  readonly wardsOf: ReadonlyMap<string, readonly Ward[]>
}

/** @param within a place: what lies outside it is left out, for a desk that looks after no more */
export function cityOf(reply: WardsReply, within: string | null = null): City {
  const all = new Map(reply.places.map((place) => [place.id, place]))
  const root = within === null ? undefined : all.get(within)
  const isWithin = (place: Place): boolean => root === undefined || root.kind === 'city' || place.id === root.id || place.parentId === root.id || root.parentId === place.id
  const places = reply.places.filter(isWithin)
  const streets = places.filter(({ kind }) => kind === 'street')
  const known = new Set(streets.map(({ id }) => id))
  const wards = reply.wards.filter(({ streetId }) => known.has(streetId))
  return {
    reply,
    whole: reply.places.find(({ kind }) => kind === 'city') ?? null,
    districts: places.filter(({ kind }) => kind === 'district'),
    streets,
    places: all,
    wards: new Map(wards.map((ward) => [ward.id, ward])),
    wardsOf: Map.groupBy(wards, ({ streetId }) => streetId),
  }
}

/** From the city down to the place itself. */
export function placesAbove(city: City, id: string): readonly Place[] {
  const ward = city.wards.get(id)
  const above: Place[] = []
  for (let place = city.places.get(ward?.streetId ?? id); place !== undefined; place = city.places.get(place.parentId ?? '')) above.unshift(place)
  return above
}
