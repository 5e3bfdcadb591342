import type { DeskPages } from '../../../web/contributions.ts'
import { lazyPage } from '../../../web/contributions.ts'
import { useText } from '../../../web/i18n.ts'
import { messages } from './messages.ts'

export const pages: DeskPages = {
  routes: [{ path: 'calendar', element: lazyPage(async () => (await import('./calendar-page.tsx')).CalendarPage) }],
  tabs: [{ path: 'calendar', order: 0.35, useLabel: () => useText(messages).tab, useVisible: (can) => can.includes('calendar.load') }],
}
