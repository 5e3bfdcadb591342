/** Who serves a community and can take a case: asked of the register and of the appointments. */
import type { Read } from '../../platform/database.ts'
import { civilDate } from '../../platform/time.ts'
import { staffedAt } from '../access/public.ts'
import { servingAt, unitsOf, type ServingUnit } from '../register/public.ts'
import type { Case } from './rules/case.ts'

/** A lead organisation at a community. */
export interface LeadAt {
  readonly communityId: string
  readonly path: string
  readonly organisationId: string
}

const keyOf = ({ communityId, organisationId }: Pick<LeadAt, 'communityId' | 'organisationId'>): string => `${communityId}/${organisationId}`

/** Of these leads those that serve their community no more, or have nobody there who can hand a case out. */
export async function strandedAmong<T extends LeadAt>(read: Read, leads: readonly T[], now: Temporal.Instant): Promise<readonly T[]> {
  const today = civilDate(now)
  const [serving, staffed] = await Promise.all([servingAt(read, leads, today), staffedAt(read, leads, 'requests.dispatch', today)])
  const [there, manned] = [new Set(serving.map(keyOf)), new Set(staffed.map(keyOf))]
  return leads.filter((lead) => !there.has(keyOf(lead)) || !manned.has(keyOf(lead)))
}

export const isStranded = async (read: Read, { communityId, leadOrganisationId }: Case, path: string, now: Temporal.Instant): Promise<boolean> =>
  (await strandedAmong(read, [{ communityId, path, organisationId: leadOrganisationId }], now)).length > 0

/** Company under contract, community office, street, departments of the district and the city; with whether anybody there can take a case. */
export async function unitsAt(read: Read, communityId: string, path: string, now: Temporal.Instant): Promise<readonly (ServingUnit & { readonly staffed: boolean })[]> {
  const today = civilDate(now)
  const units = await unitsOf(read, communityId, today)
  const staffed = await staffedAt(read, units.map(({ id }) => ({ communityId, path, organisationId: id })), 'requests.sign', today)
  const manned = new Set(staffed.map(({ organisationId }) => organisationId))
  return units.map((unit) => ({ ...unit, staffed: manned.has(unit.id) }))
}
