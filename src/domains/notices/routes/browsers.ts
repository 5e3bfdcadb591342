/** Browsers on which notices pop up. */
import { common } from '../../../platform/problem.ts'
import type { Bind } from '../../../platform/routes.ts'
import type { Services } from '../../../platform/services.ts'
import type { NoticesApi } from '../contract.ts'
import * as policy from '../policy.ts'
import { noticeProblem } from '../problems.ts'
import { isPushService } from '../push.ts'
import { deleteSubscription, findSubscriptions, saveSubscription } from '../stores/subscriptions.ts'
import { noticeTokens } from '../tokens.ts'
import { keyOf, shown } from './chosen.ts'

const MOST_BROWSERS = 10

export function bindBrowsers(on: Bind<NoticesApi>, services: Services): void {
  const { keys, outside } = services
  const tokens = noticeTokens(keys)
  on.command('POST /api/v1/notices/browsers', {
    may: policy.own,
    async handle({ tx, actor, body, now }) {
      if (!isPushService(body.endpoint, outside.pushServices)) throw noticeProblem('notices/push-service-unknown', { errors: [{ pointer: '/body/endpoint', code: 'unknown' }] })
      if ((await findSubscriptions(tx, actor.personId)).length >= MOST_BROWSERS) throw noticeProblem('notices/too-many-browsers', { values: { most: MOST_BROWSERS } })
      const sealed = keys.seal(actor.personId, await keyOf(tx, actor.personId), 'push', JSON.stringify(body))
      await saveSubscription(tx, actor.personId, sealed, tokens.index('push', body.endpoint), now)
      return shown(services, tx, actor.personId, now)
    },
  })
  on.command('DELETE /api/v1/notices/browsers/:browserId', {
    may: policy.own,
    async handle({ tx, actor, params, now }) {
      if (!(await deleteSubscription(tx, actor.personId, params.browserId))) throw common('common/not-found')
      return shown(services, tx, actor.personId, now)
    },
  })
}
