import type { DeskPages } from '../../../web/contributions.ts'
import { lazyPage } from '../../../web/contributions.ts'
import { DeskBell } from './DeskBell.tsx'

export const pages: DeskPages = {
  routes: [
    { path: 'notices', element: lazyPage(async () => (await import('./notices-page.tsx')).DeskNoticesPage) },
    { path: 'notices/choices', element: lazyPage(async () => (await import('./choices-page.tsx')).DeskChoicesPage) },
  ],
  top: DeskBell,
}
