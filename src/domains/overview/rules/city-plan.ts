/** Pure: the plan that a city's map begins with: the one that ships under its code, else one made from the sizes of its districts and streets. */
import { defaultPlan, type Plan } from './plan.ts'

export interface PlannedDivision {
  readonly id: string
  readonly kind: 'city' | 'district' | 'street'
  readonly parentId: string | null
  readonly code: string
}

/** Of the wide screen, for which a plan is made and rows are cut. */
export const WIDE = { width: 1390, height: 842 }

export function planOf(divisions: readonly PlannedDivision[], householdsOf: (id: string) => number, plans: Readonly<Record<string, Plan>>): Plan {
  const shipped = plans[divisions.find(({ kind }) => kind === 'city')?.code ?? '']
  if (shipped !== undefined) return shipped
  const codes = new Map(divisions.map(({ id, code }): [string, string] => [id, code]))
  const sized = (wanted: PlannedDivision['kind']) => divisions.filter(({ kind }) => kind === wanted).map(({ id, code, parentId }) => ({ code, parent: codes.get(parentId ?? '') ?? null, households: householdsOf(id) }))
  return defaultPlan(sized('district'), sized('street'), WIDE)
}
