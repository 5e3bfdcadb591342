/** The picture of a place in a frame: whose wards, in which rows, with which names. Depends on households and on no figure. */
import { solve, type Frame, type Picture, type Rectangle, type Rows } from '../../rules/ward-map/layout.ts'
import { amendPlan, defaultPlan, planOfDistrict, type Plan } from '../../rules/plan.ts'
import { cutRows, orderWards, type OrderedWard } from '../../rules/ward-map/rows.ts'
import type { City, Place } from './city.ts'
import { LEAST_WARD_px2, roomFor, type Look } from './frames.ts'
import { placeLabel, type Label } from './labels.ts'

export interface Geometry {
  readonly picture: Picture
  readonly look: Look
  readonly labels: ReadonlyMap<string, Label>
  /** Wards by street's code. */
  readonly wardsOf: ReadonlyMap<string, readonly Rectangle[]>
  /** Wards would be too small to read or to tap: streets are drawn, and opened one by one. */
  readonly streetsOnly: boolean
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** The shape for which the stored rows were cut; another one is cut anew. */
const STORED_SHAPE = 1390 / 842
const SHAPE_TOLERANCE = 0.2

/** @param place a district or street that is shown alone; the whole city otherwise */
export function arrange(city: City, place: Place | null, size: Size, baseLook: Look): Geometry | null {
  const streets = city.streets.filter(({ id, parentId }) => place === null || place.kind === 'city' || place.id === id || place.id === parentId)
  const wards = streets.flatMap((street) => (city.wardsOf.get(street.id) ?? []).map((ward): OrderedWard => ({ id: ward.id, street: street.code, courtyard: ward.courtyard, households: ward.households })))
  const look = roomFor(baseLook, streets.length, size.width, size.height)
  const frame: Frame = { ...size, measures: look.measures }
  const plan = planOf(city, place, streets, size)
  const households = new Map(wards.map((ward) => [ward.id, ward.households]))
  const rows = storedRows(city, streets, size) ?? cutRows(plan, inOrder(city, wards), frame)
  const picture = solve(plan, rows, households, frame)
  if (picture === null) return null
  const streetsOnly = streets.length > 1 && picture.wards.reduce((sum, { width, height }) => sum + width * height, 0) / Math.max(1, picture.wards.length) < LEAST_WARD_px2
  const { labels } = look
  const placed = labels === null || streetsOnly ? [] : picture.wards.map((ward): [string, Label] => [ward.id, placeLabel(city.wards.get(ward.id)?.name ?? '', ward, labels)])
  const streetOf = new Map(wards.map(({ id, street }) => [id, street]))
  return { picture, look, labels: new Map(placed), wardsOf: Map.groupBy(picture.wards, ({ id }) => streetOf.get(id) ?? ''), streetsOnly }
}

const sized = (city: City, { code, parentId, households }: Place) => ({ code, parent: city.places.get(parentId ?? '')?.code ?? null, households })

function planOf(city: City, place: Place | null, streets: readonly Place[], size: Size): Plan {
  if (place?.kind === 'street') return { river: null, tiers: [{ river: null, quarters: [{ code: place.parentId ?? '', bands: [[place.code]] }] }] }
  const districts = city.districts.filter((district) => streets.some(({ parentId }) => parentId === district.id))
  const known = amendPlan(city.reply.layout.plan, districts, streets.map(({ code, parentId }) => ({ code, parent: city.places.get(parentId ?? '')?.code ?? null })))
  if (place?.kind !== 'district') return known
  const alone = planOfDistrict(known, place.code)
  // A quarter of one band is made for a place across the whole city; by itself it needs bands of its own.
  return alone.tiers.some(({ quarters }) => quarters.some(({ bands }) => bands.length > 1)) ? alone : defaultPlan([sized(city, place)], streets.map((street) => sized(city, street)), size)
}

/** As they are stored, where there are any and the frame has the shape for which they were cut. */
function storedRows(city: City, streets: readonly Place[], { width, height }: Size): Rows | null {
  const { rows } = city.reply.layout
  if (streets.length < city.streets.length || Math.abs(width / height / STORED_SHAPE - 1) > SHAPE_TOLERANCE) return null
  const cut = streets.flatMap((street): [string, string[][]][] => {
    const lengths = rows[street.id]
    const wards = city.wardsOf.get(street.id) ?? []
    if (lengths === undefined) return wards.length === 0 ? [[street.code, []]] : []
    let at = 0
    return [[street.code, lengths.map((length) => wards.slice(at, (at += length)).map(({ id }) => id))]]
  })
  return cut.length === streets.length ? new Map(cut) : null
}

/** The stored order where there is one. */
const inOrder = (city: City, wards: readonly OrderedWard[]): readonly OrderedWard[] => (Object.keys(city.reply.layout.rows).length > 0 ? wards : orderWards(wards))
