import { lazy } from 'react'
import type { DeskPages } from '../../../web/contributions.ts'
import { lazyPage } from '../../../web/contributions.ts'
import { useText } from '../../../web/i18n.ts'
import { ProblemError } from '../../../web/problem.ts'
import { messages } from './messages.ts'
import { useScope } from './queries.ts'

const placePage = lazyPage(async () => (await import('./place-page.tsx')).PlacePage)

/** Hidden where the role may not browse the register; while that is not known, the tab stands. */
function useVisible(): boolean {
  const { error } = useScope()
  return !(error instanceof ProblemError && error.problem.status === 403)
}

export const pages: DeskPages = {
  routes: [
    { path: 'register', element: placePage },
    { path: 'register/places/:placeId', element: placePage },
    { path: 'register/communities/:communityId', element: lazyPage(async () => (await import('./community-page.tsx')).CommunityPage) },
  ],
  tabs: [{ path: 'register', order: 2, useLabel: () => useText(messages).tab, useVisible }],
  search: lazy(async () => ({ default: (await import('./search-results.tsx')).SearchResults })),
}
