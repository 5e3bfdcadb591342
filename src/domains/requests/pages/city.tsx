import type { CityPages } from '../../../web/contributions.ts'
import { lazyPage } from '../../../web/contributions.ts'

export const pages: CityPages = {
  routes: [
    { path: 'communities/:communityId', element: lazyPage(async () => (await import('./public/community-page.tsx')).CommunityPage) },
    { path: 'communities/:communityId/cases/:number', element: lazyPage(async () => (await import('./public/case-page.tsx')).PublicCasePage) },
  ],
}
