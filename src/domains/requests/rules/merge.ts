/** 并案: one matter, one case. Whoever reported or followed the other follows the one that is left. */
import type { PersonId } from '../../../platform/ids.ts'
import { decided, refuse, type Decision } from '../../../platform/problem.ts'
import type { RequestProblem } from '../problems.ts'
import { dueOnlyIfPast } from './approvals.ts'
import type { Case, Change } from './case.ts'
import { guard, MERGEABLE } from './guards.ts'
import { step, word, type Moment } from './step.ts'

export interface Merged {
  readonly gone: Change
  readonly survivor: Change
  /** Who follows the survivor from now on. */
  readonly newFollowers: readonly PersonId[]
}

/** @param followers of both cases before */
export function merge(before: Case, into: Case, text: string, followers: { readonly before: readonly PersonId[]; readonly into: readonly PersonId[] }, moment: Moment): Decision<Merged, RequestProblem> {
  const refused = guard('merge', before, moment)
  if (refused) return refused
  // An open case is merged into nothing, so that no circle can come about.
  if (into.id === before.id || into.communityId !== before.communityId || !MERGEABLE.includes(into.state)) return refuse('requests/cannot-merge-into', { state: into.state })
  const known = new Set([into.reporterPersonId, ...followers.into])
  const newFollowers = [...new Set([before.reporterPersonId, ...followers.before])].filter((personId) => !known.has(personId))
  const gone = step(
    before,
    { state: 'MERGED', mergedIntoId: into.id, stageFrom: moment.now, stageDueAt: null, dueAt: dueOnlyIfPast(before, moment.now) },
    { kind: 'merged', text, data: { relatedId: into.id, relatedNumber: into.number } },
    moment,
  )
  const survivor = word(into, { followers: into.followers + newFollowers.length }, { kind: 'merged-in', data: { relatedId: before.id, relatedNumber: before.number } }, moment)
  return survivor.ok ? decided({ gone, survivor: survivor.value, newFollowers }) : survivor
}
