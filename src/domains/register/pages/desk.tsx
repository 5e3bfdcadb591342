import { lazy } from 'react'
import type { DeskPages } from '../../../web/contributions.ts'
import { lazyPage } from '../../../web/contributions.ts'
import { useText } from '../../../web/i18n.ts'
import { messages } from './messages.ts'

const placePage = lazyPage(async () => (await import('./place-page.tsx')).PlacePage)

export const pages: DeskPages = {
  routes: [
    { path: 'register', element: placePage },
    { path: 'register/places/:placeId', element: placePage },
    { path: 'register/communities/:communityId', element: lazyPage(async () => (await import('./community-page.tsx')).CommunityPage) },
  ],
  tabs: [{ path: 'register', order: 2, useLabel: () => useText(messages).tab, useVisible: (can) => can.includes('register.browse') }],
  search: lazy(async () => ({ default: (await import('./search-results.tsx')).SearchResults })),
}
