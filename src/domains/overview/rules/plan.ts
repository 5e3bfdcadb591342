/** The plan of a city's ward map: which quarter, band and street lies where. Data of the city; where it has none, one is made from the sizes. */
import { cut } from './ward-map/cut.ts'

/** Between quarters: a direction, no surveyed line. */
export interface River {
  readonly zh: string
  readonly en: string
  readonly width_px: number
}

export interface Quarter {
  /** The district's. */
  readonly code: string
  /** Codes of streets: bands from north to south, in each from west to east. */
  readonly bands: readonly (readonly string[])[]
}

export interface Tier {
  /** Between its quarters. */
  readonly river: River | null
  /** West to east. */
  readonly quarters: readonly Quarter[]
}

export interface Plan {
  /** Between the tiers. */
  readonly river: River | null
  /** North to south. */
  readonly tiers: readonly Tier[]
}

/** Between quarters where no river runs. */
export const AVENUE_px = 24

export interface PlanPlace {
  readonly code: string
  /** A street's district; null of a district. */
  readonly parent: string | null
  readonly households: number
}

/** A quarter holds wards and lanes, so it may be wider than a ward is. */
const QUARTER_SHAPE = 1.6
const STREET_SHAPE = 1.3

/** Districts in register order in tiers, streets of each in bands, so that all come out about as wide as they are high. */
export function defaultPlan(districts: readonly PlanPlace[], streets: readonly PlanPlace[], frame: { readonly width: number; readonly height: number }): Plan {
  const scale = (frame.width * frame.height) / Math.max(1, householdsIn(districts))
  const tiers = cut(districts, ({ households }) => households, { width: frame.width, gap: AVENUE_px, scale, shape: QUARTER_SHAPE })
  return { river: null, tiers: tiers.map((tier) => ({ river: null, quarters: tier.map((district) => ({ code: district.code, bands: bandsOf(district, tier) })) })) }

  function bandsOf(district: PlanPlace, tier: readonly PlanPlace[]): string[][] {
    const own = streets.filter(({ parent }) => parent === district.code)
    const width = (frame.width * district.households) / Math.max(1, householdsIn(tier))
    return cut(own, ({ households }) => households, { width, gap: 0, scale, shape: STREET_SHAPE }).map((band) => band.map(({ code }) => code))
  }
}

const householdsIn = (places: readonly PlanPlace[]): number => places.reduce((sum, { households }) => sum + households, 0)

/** A street that the plan does not know yet stands at the end of its district's last band, a district in a tier of its own in the south; what is gone leaves. */
export function amendPlan(plan: Plan, districts: readonly Pick<PlanPlace, 'code'>[], streets: readonly Pick<PlanPlace, 'code' | 'parent'>[]): Plan {
  const districtOf = new Map(streets.map(({ code, parent }) => [code, parent]))
  const planned = new Set(plan.tiers.flatMap(({ quarters }) => quarters.flatMap(({ code, bands }) => [code, ...bands.flat().filter((street) => districtOf.get(street) === code)])))
  const unplanned = (district: string): string[] => streets.filter(({ code, parent }) => parent === district && !planned.has(code)).map(({ code }) => code)
  const tiers = plan.tiers.map(({ river, quarters }) => ({
    river,
    quarters: quarters.map(({ code, bands }) => {
      const kept = bands.map((band) => band.filter((street) => districtOf.get(street) === code))
      return { code, bands: [...kept.slice(0, -1), [...(kept.at(-1) ?? []), ...unplanned(code)]] }
    }),
  }))
  const more = districts.filter(({ code }) => !planned.has(code)).map(({ code }) => ({ code, bands: [unplanned(code)] }))
  return { river: plan.river, tiers: more.length === 0 ? tiers : [...tiers, { river: null, quarters: more }] }
}

/** One district alone, for a phone or a desk that looks after no more. */
export const planOfDistrict = (plan: Plan, code: string): Plan => ({ river: null, tiers: [{ river: null, quarters: plan.tiers.flatMap(({ quarters }) => quarters).filter((quarter) => quarter.code === code) }] })
