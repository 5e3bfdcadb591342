import type { DeskPages } from '../../../web/contributions.ts'
import { lazyPage } from '../../../web/contributions.ts'
import { useText } from '../../../web/i18n.ts'
import { messages } from './messages.ts'

export const pages: DeskPages = {
  routes: [{ path: 'map', element: lazyPage(async () => (await import('./desk-map-page.tsx')).DeskMapPage) }],
  tabs: [{ path: 'map', order: 3, useLabel: () => useText(messages).deskMap.tab, useVisible: (can) => can.includes('register.browse') }],
}
