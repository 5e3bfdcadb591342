/**
 * The reviewed default of the table of roles: what a new database begins with. From then on the table decides, and a system administrator may
 * change what a role may do; where an action reaches is decided by the policies of the domains.
 */

export const ACTIONS = [
  'requests.report',
  'requests.report-for-another',
  'requests.read',
  'requests.accept',
  'requests.dispatch',
  'requests.sign',
  'requests.feedback',
  'requests.note',
  'requests.reply',
  'requests.check',
  'requests.edit-rules',
  'register.browse',
  'register.read-home',
  'register.read-people',
  'overview.read',
  'access.manage-roles',
  'access.appoint',
  'access.manage-sessions',
  'audit.read',
  'calendar.load',
] as const
export type Action = (typeof ACTIONS)[number]

export type PlaceKind = 'city' | 'district' | 'street' | 'office' | 'grid' | 'community' | 'building' | 'unit' | 'home'

export interface Role {
  readonly code: string
  readonly face: 'resident' | 'desk'
  /** Where it can be held. Building and unit lie within a community; home roles follow from ownership and residence and are never appointed. */
  readonly placeKinds: readonly PlaceKind[]
  /** Only in a session proven by password and second factor. */
  readonly secondFactor: boolean
  /** Nobody holds two roles of one group at a time. */
  readonly disjointGroup: string | null
  readonly actions: readonly Action[]
}

/**
 * System, security and audit administration watch each other (三员分立, GB/T 22239-2019 8.1.5): what one of them may do, no other role may.
 */
export const RESERVED: Readonly<Partial<Record<Action, string>>> = {
  'access.manage-roles': 'system_admin',
  'access.appoint': 'system_admin',
  'access.manage-sessions': 'security_admin',
  'audit.read': 'auditor',
  'calendar.load': 'system_admin',
}

// Following, confirming, rating and reopening one's own report needs no action: whoever reported it may.
const LIVING = ['requests.report', 'register.read-home'] as const
const NEIGHBOUR = ['requests.report', 'requests.report-for-another', 'register.browse', 'register.read-home'] as const
const HANDLING = ['requests.sign', 'requests.feedback', 'requests.reply', 'requests.note', 'requests.report-for-another', 'register.browse', 'register.read-home'] as const
const LEADING = [...HANDLING, 'requests.accept', 'requests.dispatch', 'overview.read'] as const
const GOVERNING = [...LEADING, 'requests.read', 'requests.check', 'register.read-people'] as const

const role = (code: string, face: Role['face'], placeKinds: readonly PlaceKind[], actions: readonly Action[], more: Partial<Role> = {}): Role => ({
  code,
  face,
  placeKinds,
  secondFactor: false,
  disjointGroup: null,
  actions,
  ...more,
})
const guarded = { secondFactor: true }
const administration = { secondFactor: true, disjointGroup: 'administration' }

export const DEFAULT_ROLES: readonly Role[] = [
  role('owner', 'resident', ['home'], LIVING),
  role('tenant', 'resident', ['home'], LIVING),
  role('family', 'resident', ['home'], LIVING),
  role('unit_steward', 'resident', ['unit'], NEIGHBOUR),
  role('building_captain', 'resident', ['building'], NEIGHBOUR),
  role('yard_head', 'resident', ['community'], NEIGHBOUR),
  role('grid_worker', 'desk', ['grid'], [...NEIGHBOUR, 'requests.read', 'register.read-people', 'overview.read']),
  role('committee_member', 'desk', ['community'], ['register.browse', 'register.read-home', 'overview.read']),
  role('property_manager', 'desk', ['community'], [...LEADING, 'register.read-people']),
  role('property_staff', 'desk', ['community'], HANDLING),
  role('cashier', 'desk', ['community'], ['requests.report-for-another', 'register.browse', 'register.read-home']),
  role('office_worker', 'desk', ['office'], GOVERNING, guarded),
  role('street_officer', 'desk', ['street'], GOVERNING, guarded),
  role('department_officer', 'desk', ['district', 'city'], [...LEADING, 'requests.read'], guarded),
  role('district_officer', 'desk', ['district'], GOVERNING, guarded),
  role('bureau_officer', 'desk', ['city'], [...GOVERNING, 'requests.edit-rules'], guarded),
  role('auditor', 'desk', ['city'], ['audit.read', 'requests.read', 'overview.read'], administration),
  role('system_admin', 'desk', ['city'], ['access.manage-roles', 'access.appoint', 'calendar.load', 'register.browse'], administration),
  role('security_admin', 'desk', ['city'], ['access.manage-sessions'], administration),
]
