import type { CityPages } from '../../../web/contributions.ts'
import { lazyPage } from '../../../web/contributions.ts'

export const pages: CityPages = {
  routes: [{ path: '', element: lazyPage(async () => (await import('./city-page.tsx')).CityPage) }],
}
