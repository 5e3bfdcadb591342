import type { SessionText } from './messages.zh.ts'

export const en: SessionText = {
  roles: {
    owner: 'Owner',
    tenant: 'Tenant',
    family: 'Family',
    unit_steward: 'Unit steward',
    building_captain: 'Building captain',
    yard_head: 'Yard head',
    grid_worker: 'Grid worker',
    committee_member: 'Owners’ committee',
    property_manager: 'Property manager',
    property_staff: 'Property staff',
    cashier: 'Property cashier',
    office_worker: 'Community office',
    street_officer: 'Street office',
    department_officer: 'Department',
    district_officer: 'District',
    bureau_officer: 'City bureau',
    auditor: 'Auditor',
    system_admin: 'System administrator',
    security_admin: 'Security administrator',
  },
  roleWithTitle: (v) => (v.title === '' ? v.role : `${v.role} · ${v.title}`),
  tabs: { audit: 'Audit', appointments: 'Appointments', roles: 'Roles', sessions: 'Sessions' },
  callTo: (v) => `Call ${v.name}`,
}
