/** What the shells need of a session: the words of the roles. Source of the type for English. */
export const zh = {
  roles: {
    owner: '业主',
    tenant: '租户',
    family: '家人',
    unit_steward: '楼门长',
    building_captain: '楼栋长',
    yard_head: '院落长',
    grid_worker: '网格员',
    committee_member: '业委会',
    property_manager: '物业经理',
    property_staff: '物业员工',
    cashier: '物业收费员',
    office_worker: '社区干部',
    street_officer: '街道干部',
    department_officer: '部门干部',
    district_officer: '区级干部',
    bureau_officer: '市局干部',
    auditor: '审计员',
    system_admin: '系统管理员',
    security_admin: '安全管理员',
  } as Readonly<Record<string, string>>,
  /** A role with a post: 社区干部 · 书记 */
  roleWithTitle: (v: { role: string; title: string }) => (v.title === '' || v.title === v.role ? v.role : `${v.role} · ${v.title}`),
  tabs: { audit: '审计', appointments: '任命', roles: '角色', sessions: '会话' },
  callTo: (v: { name: string }) => `打电话给${v.name}`,
}

export type SessionText = typeof zh
