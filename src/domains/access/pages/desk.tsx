import type { DeskPages } from '../../../web/contributions.ts'
import { lazyPage } from '../../../web/contributions.ts'
import { useText } from '../../../web/i18n.ts'
import { messages } from './messages.ts'
import { useMe } from './session.ts'

const useMay = (...actions: readonly string[]): boolean => useMe().data?.can.some((action) => actions.includes(action)) ?? false

/** What an administrator is there for comes first: no other role has these tabs. */
export const pages: DeskPages = {
  routes: [
    { path: 'login', element: lazyPage(async () => (await import('./login/login-page.tsx')).DeskLoginPage) },
    { path: 'sessions', element: lazyPage(async () => (await import('./login/sessions-page.tsx')).DeskSessionsPage) },
    { path: 'audit', element: lazyPage(async () => (await import('./administration/audit-page.tsx')).AuditPage) },
    { path: 'appointments', element: lazyPage(async () => (await import('./administration/appointments-page.tsx')).AppointmentsPage) },
    { path: 'roles', element: lazyPage(async () => (await import('./administration/roles-page.tsx')).RolesPage) },
    { path: 'all-sessions', element: lazyPage(async () => (await import('./administration/all-sessions-page.tsx')).AllSessionsPage) },
  ],
  tabs: [
    { path: 'audit', order: 0.1, useLabel: () => useText(messages).tabs.audit, useVisible: () => useMay('audit.read') },
    { path: 'appointments', order: 0.2, useLabel: () => useText(messages).tabs.appointments, useVisible: () => useMay('access.appoint') },
    { path: 'roles', order: 0.3, useLabel: () => useText(messages).tabs.roles, useVisible: () => useMay('access.manage-roles', 'audit.read') },
    { path: 'all-sessions', order: 0.4, useLabel: () => useText(messages).tabs.sessions, useVisible: () => useMay('access.manage-sessions') },
  ],
}
