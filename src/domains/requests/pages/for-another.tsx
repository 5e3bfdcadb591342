import type { ResidentPages } from '../../../web/contributions.ts'
import { lazyPage } from '../../../web/contributions.ts'
import { ForAnotherCard } from './for-another/ForAnotherCard.tsx'

/** 代报 on the resident face, for those who look after a unit, a building or a yard. */
export const pages: ResidentPages = {
  routes: [{ path: 'report-for-another', element: lazyPage(async () => (await import('./for-another/for-another-page.tsx')).ForAnotherPage) }],
  cards: [{ order: 1.8, element: ForAnotherCard }],
}
