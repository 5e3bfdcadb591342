/** Pure: the plan of the ward map: which quarter lies where, and the bands of streets in it. Data; directions only, no geography is claimed. */

export interface River {
  readonly zh: string
  readonly en: string
  readonly width_px: number
}

export interface Quarter {
  /** The district's code. */
  readonly code: string
  /** Codes of streets: bands from north to south, in each from west to east. */
  readonly bands: readonly (readonly string[])[]
}

export interface Plan {
  /** Between the tiers. */
  readonly river: River | null
  readonly tiers: readonly { /** Between the quarters. */ readonly river: River | null; readonly quarters: readonly Quarter[] }[]
}

interface Named {
  readonly code: string
}

const STREETS_A_BAND = 4

/** For a city without a plan of its own: its districts side by side, their streets four a band in the order of their codes. */
export function plainPlan(districts: readonly (Named & { readonly streets: readonly Named[] })[]): Plan {
  const quarters = districts.map(({ code, streets }) => ({
    code,
    bands: Array.from({ length: Math.ceil(streets.length / STREETS_A_BAND) }, (_, band) => streets.slice(band * STREETS_A_BAND, (band + 1) * STREETS_A_BAND).map((street) => street.code)),
  }))
  return { river: null, tiers: [{ river: null, quarters }] }
}
