import type { ResidentPages } from '../../../web/contributions.ts'
import { lazyPage } from '../../../web/contributions.ts'

export const pages: ResidentPages = {
  routes: [
    { path: 'login', element: lazyPage(async () => (await import('./login/login-page.tsx')).ResidentLoginPage) },
    { path: 'sessions', element: lazyPage(async () => (await import('./login/sessions-page.tsx')).ResidentSessionsPage) },
  ],
}
