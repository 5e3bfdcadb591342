import type { ResidentPages } from '../../../web/contributions.ts'
import { lazyPage } from '../../../web/contributions.ts'
import { NewestCaseCard } from './resident/home/NewestCaseCard.tsx'
import { ReportDoor } from './resident/home/ReportDoor.tsx'
import { ToConfirmCard } from './resident/home/ToConfirmCard.tsx'
import { WaitingCard } from './resident/home/WaitingCard.tsx'

const casePath = 'cases/:communityId/:id'

export const pages: ResidentPages = {
  routes: [
    { path: 'report', element: lazyPage(async () => (await import('./resident/report-page.tsx')).ReportPage) },
    { path: 'cases', element: lazyPage(async () => (await import('./resident/mine-page.tsx')).MinePage) },
    { path: casePath, element: lazyPage(async () => (await import('./resident/case-page.tsx')).CasePage) },
    { path: `${casePath}/sent`, element: lazyPage(async () => (await import('./resident/sent-page.tsx')).SentPage) },
    { path: `${casePath}/add`, element: lazyPage(async () => (await import('./resident/add-page.tsx')).AddPage) },
    { path: `${casePath}/confirm`, element: lazyPage(async () => (await import('./resident/confirm-page.tsx')).ConfirmPage) },
    { path: `${casePath}/rate`, element: lazyPage(async () => (await import('./resident/rate-page.tsx')).RatePage) },
    { path: `${casePath}/contest`, element: lazyPage(async () => (await import('./resident/object-page.tsx')).ContestPage) },
    { path: `${casePath}/escalate`, element: lazyPage(async () => (await import('./resident/object-page.tsx')).EscalatePage) },
    { path: `${casePath}/reopen`, element: lazyPage(async () => (await import('./resident/reopen-page.tsx')).ReopenPage) },
  ],
  doors: [{ order: 1, element: ReportDoor }],
  cards: [
    { order: 1, element: ToConfirmCard },
    { order: 1.5, element: WaitingCard },
    { order: 2, element: NewestCaseCard },
  ],
}
