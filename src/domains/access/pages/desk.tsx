import type { DeskPages } from '../../../web/contributions.ts'
import { lazyPage } from '../../../web/contributions.ts'

export const pages: DeskPages = {
  routes: [
    { path: 'login', element: lazyPage(async () => (await import('./login/login-page.tsx')).DeskLoginPage) },
    { path: 'sessions', element: lazyPage(async () => (await import('./login/sessions-page.tsx')).DeskSessionsPage) },
  ],
}
