import { lazy } from 'react'
import type { DeskPages } from '../../../web/contributions.ts'
import { lazyPage } from '../../../web/contributions.ts'
import { useText } from '../../../web/i18n.ts'
import { listsOf } from './desk/lists.ts'
import { messages } from './desk/messages.ts'
import { useMe } from './me.ts'
import { messages as phrases } from './phrases/messages.ts'

/** Hidden where the role has no list; while that is not known, the tab stands. */
function useVisible(): boolean {
  const { data: me } = useMe()
  return me === undefined || listsOf(me).length > 0
}

const mayReport = ['requests.report', 'requests.report-for-another']

export const pages: DeskPages = {
  routes: [
    { path: 'requests', element: lazyPage(async () => (await import('./desk/queue-page.tsx')).QueuePage) },
    { path: 'requests/templates', element: lazyPage(async () => (await import('./desk/templates-page.tsx')).TemplatesPage) },
    { path: 'requests/today', element: lazyPage(async () => (await import('./desk/today-page.tsx')).TodayPage) },
    { path: 'report', element: lazyPage(async () => (await import('./desk/report-page.tsx')).ReportPage) },
    { path: 'phrases', element: lazyPage(async () => (await import('./phrases/phrases-page.tsx')).PhrasesPage) },
    { path: 'requests/:communityId/:id/print', element: lazyPage(async () => (await import('./desk/print-page.tsx')).PrintPage) },
  ],
  tabs: [
    { path: 'requests', order: 1, useLabel: () => useText(messages).tab, useVisible },
    {
      path: 'report',
      order: 1.5,
      useLabel: () => useText(messages).report.tab,
      useVisible: () => useMe().data?.can.some((action) => mayReport.includes(action)) ?? false,
    },
    {
      path: 'phrases',
      order: 7,
      useLabel: () => useText(phrases).tab,
      useVisible: () => useMe().data?.can.includes('requests.edit-rules') ?? false,
    },
  ],
  search: lazy(async () => ({ default: (await import('./desk/search-results.tsx')).SearchResults })),
}
