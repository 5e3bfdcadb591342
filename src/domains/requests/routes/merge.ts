/** 并案: two cases change in one command. */
import type { Tx } from '../../../platform/database.ts'
import { findPlace } from '../../register/public.ts'
import * as policy from '../policy.ts'
import type { Subject } from '../policy.ts'
import { requestProblem } from '../problems.ts'
import type { Case } from '../rules/case.ts'
import { merge } from '../rules/merge.ts'
import { lockCases, saveCase } from '../stores/cases.ts'
import { addFollowers, findFollowers } from '../stores/followers.ts'
import { tellOf } from '../tell.ts'
import { viewOf } from '../views.ts'
import { momentOf, refuseStale } from './command.ts'
import { viewer, type Context, type On } from './context.ts'

interface Pair extends Subject {
  /** Null: there is none. */
  readonly into: Case | null
}

export function bindMerge(on: On, context: Context): void {
  on.command('POST /api/v1/communities/:communityId/requests/:id/merge', {
    load: async (tx, { params: { communityId, id }, actor, body }) => {
      const pair = await pairOf(tx, communityId, id, body.intoId)
      if (pair) refuseStale(actor, pair, body)
      return pair
    },
    may: (actor, subject) => policy.act('merge', actor, subject),
    async handle({ tx, actor, subject, body, now }) {
      const { case: before, into, path } = subject
      const moment = await momentOf(context, 'merge', { tx, actor, subject, now })
      // What the asker may not read is as good as not there.
      if (into === null || policy.read(actor, { case: into, path }) !== true) throw requestProblem('requests/cannot-merge-into', { values: { state: null } })
      const followers = { before: await findFollowers(tx, before), into: await findFollowers(tx, into) }
      const decision = merge(before, into, body.text, followers, moment)
      if (!decision.ok) throw requestProblem(decision.refusal, decision.values === undefined ? {} : { values: decision.values })
      const { gone, survivor, newFollowers } = decision.value
      await saveCase(tx, context.fingerprint, before, gone, [], path)
      await saveCase(tx, context.fingerprint, into, survivor, [], path)
      await tellOf(tx, context.catalogues, { before, ...gone }, { path, now })
      await tellOf(tx, context.catalogues, { before: into, ...survivor }, { path, now })
      await addFollowers(tx, into, newFollowers, 'merged', now)
      return viewOf({ path, case: gone.after }, viewer(context, { read: tx, actor, now }))
    },
  })
}

async function pairOf(tx: Tx, communityId: string, id: string, intoId: string): Promise<Pair | null> {
  const cases = await lockCases(tx, communityId, [id, intoId])
  const found = cases.find((of) => (of.id as string) === id)
  const community = found && (await findPlace(tx, communityId))
  return found && community ? { case: found, path: community.path, into: cases.find((of) => (of.id as string) === intoId) ?? null } : null
}
