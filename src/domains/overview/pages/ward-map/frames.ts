/** Sizes of the picture's parts for each place where it is shown, in px; they grow with the reader's text. */
import { wideMeasures, type Measures } from '../../rules/ward-map/layout.ts'
import type { LabelSizes } from './labels.ts'

export interface Look {
  readonly measures: Measures
  /** Null: wards without names. */
  readonly labels: LabelSizes | null
  readonly street: number
  readonly count: number
  readonly quarter: number
  readonly sums: number
  /** 城西 instead of 城西街道: the lane is short. */
  readonly shortStreets: boolean
  /** What would be smaller is not written: it is named when it is pointed at, and in the list. */
  readonly leastText: number
}

const wideLook: Look = { measures: wideMeasures, labels: { name: 12, smallName: 11, mark: 6 }, street: 14, count: 12, quarter: 23, sums: 13, shortStreets: false, leastText: 11 }
/** Elder mode: no text below 18 px. */
const elderWideLook: Look = { measures: { ...wideMeasures, lane: 32, head: 42 }, labels: { name: 18, smallName: 18, mark: 9 }, street: 18, count: 18, quarter: 28, sums: 18, shortStreets: true, leastText: 18 }
const phoneMeasures: Measures = { lane: 17, wall: 2.5, gap: 1.65, street: 2, band: 7, head: 0, river: 0 }
const districtLook: Look = { measures: phoneMeasures, labels: null, street: 12, count: 0, quarter: 0, sums: 0, shortStreets: true, leastText: 11 }
const elderDistrictLook: Look = { ...districtLook, measures: { ...phoneMeasures, lane: 23 }, street: 18, leastText: 18 }
const sheetMeasures: Measures = { lane: 0, wall: 0, gap: 4, street: 0, band: 0, head: 0, river: 0 }
const streetLook: Look = { measures: sheetMeasures, labels: { name: 13, smallName: 12, mark: 7 }, street: 0, count: 0, quarter: 0, sums: 0, shortStreets: true, leastText: 11 }
const elderStreetLook: Look = { ...streetLook, labels: { name: 18, smallName: 18, mark: 9 }, leastText: 18 }
export const printLook: Look = { ...wideLook, measures: { ...wideMeasures, river: 0.95 }, labels: { name: 11.5, smallName: 10.5, mark: 6 }, leastText: 9 }

export const lookOf = (kind: 'wide' | 'district' | 'street', elder: boolean): Look =>
  kind === 'wide' ? (elder ? elderWideLook : wideLook) : kind === 'district' ? (elder ? elderDistrictLook : districtLook) : elder ? elderStreetLook : streetLook

/** A city of very many streets has no room for broad lanes: measures shrink until they leave the wards most of the frame. */
export function roomFor(look: Look, streets: number, width: number, height: number): Look {
  const side = Math.sqrt((width * height) / Math.max(1, streets))
  const share = side / (look.measures.lane * 5)
  if (share >= 1 || look.measures.lane === 0) return look
  const lane = Math.max(MOST_NARROW_LANE, look.measures.lane * share)
  return { ...look, measures: { ...look.measures, lane, wall: 2, gap: 1, street: 2, band: 5, river: 0.6 }, street: Math.min(look.street, lane - 4), count: 0, shortStreets: true }
}
const MOST_NARROW_LANE = 15

/** Below so many px² a ward, only streets are drawn; one is opened to see its wards. */
export const LEAST_WARD_px2 = 60
/** From here on wards are painted on a canvas. */
export const MOST_IN_SVG = 1_500
