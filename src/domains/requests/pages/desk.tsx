import { lazy } from 'react'
import type { DeskPages } from '../../../web/contributions.ts'
import { lazyPage } from '../../../web/contributions.ts'
import { useText } from '../../../web/i18n.ts'
import { messages as clocksMessages } from './clocks/messages.ts'
import { useHearsAlarm, usePending } from './clocks/queries.ts'
import { listsOf } from './desk/lists.ts'
import { messages } from './desk/messages.ts'
import { useMe } from './me.ts'
import { messages as phrases } from './phrases/messages.ts'

/** Hidden where the role has no list; while that is not known, the tab stands. */
function useVisible(): boolean {
  const { data: me } = useMe()
  return me === undefined || listsOf(me).length > 0
}

function usePendingLabel(): string {
  const { pending } = useText(clocksMessages)
  return pending.tab({ count: usePending().data?.count ?? 0 })
}

function useIsPending(): boolean {
  const hears = useHearsAlarm()
  const { data } = usePending()
  return hears && data !== undefined && data.count > 0
}

const mayReport = ['requests.report', 'requests.report-for-another']

const keepsDuty = ['requests.sign', 'requests.dispatch']

export const pages: DeskPages = {
  routes: [
    { path: 'requests', element: lazyPage(async () => (await import('./desk/queue-page.tsx')).QueuePage) },
    { path: 'requests/templates', element: lazyPage(async () => (await import('./desk/templates-page.tsx')).TemplatesPage) },
    { path: 'requests/today', element: lazyPage(async () => (await import('./desk/today-page.tsx')).TodayPage) },
    { path: 'report', element: lazyPage(async () => (await import('./desk/report-page.tsx')).ReportPage) },
    { path: 'phrases', element: lazyPage(async () => (await import('./phrases/phrases-page.tsx')).PhrasesPage) },
    { path: 'requests/:communityId/:id/print', element: lazyPage(async () => (await import('./desk/print-page.tsx')).PrintPage) },
    { path: 'duty', element: lazyPage(async () => (await import('./clocks/duty-page.tsx')).DutyPage) },
    { path: 'pending-calendar', element: lazyPage(async () => (await import('./clocks/pending-page.tsx')).PendingPage) },
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
    { path: 'duty', order: 1.7, useLabel: () => useText(clocksMessages).duty.tab, useVisible: () => useMe().data?.can.some((action) => keepsDuty.includes(action)) ?? false },
    // An alarm is there while there is something to hear.
    { path: 'pending-calendar', order: 0.36, useLabel: usePendingLabel, useVisible: useIsPending },
  ],
  search: lazy(async () => ({ default: (await import('./desk/search-results.tsx')).SearchResults })),
}
