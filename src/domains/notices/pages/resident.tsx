import type { ResidentPages } from '../../../web/contributions.ts'
import { lazyPage } from '../../../web/contributions.ts'
import { Bell } from './Bell.tsx'
import { NoticesCard } from './NoticesCard.tsx'

export const pages: ResidentPages = {
  routes: [
    { path: 'notices', element: lazyPage(async () => (await import('./notices-page.tsx')).ResidentNoticesPage) },
    { path: 'notices/choices', element: lazyPage(async () => (await import('./choices-page.tsx')).ResidentChoicesPage) },
  ],
  cards: [{ order: 3, element: NoticesCard }],
  top: Bell,
}
