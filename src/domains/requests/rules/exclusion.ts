/** 剔除: a case is taken out of a rate, on record and never by the measured unit alone. */
import type { OrganisationId, PersonId } from '../../../platform/id-kinds.ts'

/** What a case can be taken out of: the three rates, and being on time. */
export const EXCLUDABLE = ['response', 'on-time', 'resolved', 'satisfied'] as const
export type Excludable = (typeof EXCLUDABLE)[number]

export interface Exclusion {
  readonly communityId: string
  readonly id: string
  readonly requestId: string
  readonly figures: readonly Excludable[]
  /** A code of the rule set's grounds. */
  readonly ground: string
  readonly text: string
  readonly askedBy: PersonId
  readonly askedOrganisationId: OrganisationId
  readonly askedAt: Temporal.Instant
  readonly granted: boolean | null
  readonly decidedBy: PersonId | null
  readonly decidedOrganisationId: OrganisationId | null
  readonly decidedAt: Temporal.Instant | null
  readonly decisionText: string
  readonly appealedBy: PersonId | null
  readonly appealedAt: Temporal.Instant | null
  readonly appealText: string
  readonly appealGranted: boolean | null
  readonly appealDecidedBy: PersonId | null
  readonly appealDecidedAt: Temporal.Instant | null
  readonly appealDecisionText: string
}

export type Waiting = 'decision' | 'appeal-decision' | null

/** What an exclusion waits for. */
export const waitsFor = ({ granted, appealedAt, appealGranted }: Pick<Exclusion, 'granted' | 'appealedAt' | 'appealGranted'>): Waiting =>
  granted === null ? 'decision' : appealedAt !== null && appealGranted === null ? 'appeal-decision' : null

/** The last word so far: an appeal's over the first decision. A case stays excluded while an appeal waits. */
export const isInForce = ({ granted, appealGranted }: Pick<Exclusion, 'granted' | 'appealGranted'>): boolean => (appealGranted ?? granted) === true

/** What a case is taken out of by all that was decided of it, in one order. */
export const excludedBy = (exclusions: readonly Exclusion[]): readonly Excludable[] => EXCLUDABLE.filter((figure) => exclusions.some((exclusion) => isInForce(exclusion) && exclusion.figures.includes(figure)))
