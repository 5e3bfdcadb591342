import { bindRoutes, type Bound } from '../../platform/routes.ts'
import type { Services } from '../../platform/services.ts'
import { noticesContract } from './contract.ts'
import { bindBrowsers } from './routes/browsers.ts'
import { bindChoices } from './routes/choices.ts'
import { bindInbox } from './routes/inbox.ts'
import { bindUnsubscribe } from './routes/unsubscribe.ts'

export const noticeRoutes = (services: Services): readonly Bound[] =>
  bindRoutes(noticesContract, (on) => {
    bindInbox(on, services)
    bindChoices(on, services)
    bindBrowsers(on, services)
    bindUnsubscribe(on, services)
  })
